import assert from "node:assert/strict";
import { test } from "node:test";
import { patternFault } from "./patterns.ts";

const SAFE = [
  "^\\d{1,12}(\\.\\d{1,6})?$",
  "罚款",
  "暂扣|吊销",
  "^\\d{15}$",
  "^[A-Z][a-z]+-\\d+$",
  "^(?:ab){2}[)(]*$",
  "^\\u{4e00}+\\.$",
];
const UNSAFE = [
  "^(\\w+\\s?)*$",
  "^(a|a)*$",
  "(a+)+b",
  "^(a?){30}a{30}$",
  "((a+)b?){2,}",
  "^\\d+\\d+$",
  "^\\d*a?\\d*$",
  "(a)\\1",
  "(?<n>a)\\k<n>",
  "^(?=a)b",
  "(?<!a)b",
];

for (const pattern of SAFE) {
  test(`${pattern} is let in`, () => assert.equal(patternFault(pattern), null));
}

for (const pattern of UNSAFE) {
  test(`${pattern} is refused`, () => assert.notEqual(patternFault(pattern), null));
}
