import assert from "node:assert/strict";
import { test } from "node:test";

import { placesOf, tableOf } from "./table.ts";

test("a Chinese character and full-width punctuation take two places, ASCII one", () => {
  assert.equal(placesOf("abc"), 3);
  assert.equal(placesOf("信桥"), 4);
  assert.equal(placesOf("（A）"), 5);
  assert.equal(placesOf("𠮷"), 2);
});

test("columns begin at the same place in every line", () => {
  const lines = tableOf([
    ["事项", "title", "x"],
    ["XZCF", "行政处罚信息", "x"],
    ["A", "", "x"],
  ]).split("\n");
  assert.deepEqual(
    lines.map((line) => placesOf(line.slice(0, line.lastIndexOf("x")))),
    [20, 20, 20],
  );
});

test("the last column leaves no spaces behind", () => {
  assert.doesNotMatch(
    tableOf([
      ["a", "b", ""],
      ["c", "d", "e"],
    ]),
    / $/m,
  );
});
