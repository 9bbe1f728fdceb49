import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { canonical, parseCanonical } from "./canonical.ts";

const wellFormed = fc.string({ unit: "binary" }).filter((text) => text.isWellFormed());

const plain: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    wellFormed,
    fc.maxSafeInteger().map((n) => (n === 0 ? 0 : n)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(wellFormed, tie("value"), { maxKeys: 6 }),
  ),
})).value;

test("canonical text reads back as the same value, and writes again as the same text", () => {
  fc.assert(
    fc.property(plain, (value) => {
      const text = canonical(value);
      const back = parseCanonical(text);
      assert.equal(JSON.stringify(back), JSON.stringify(JSON.parse(text)));
      assert.equal(canonical(back), text);
      assert.equal(text, text.trim());
    }),
    { numRuns: 500 },
  );
});

test("members stand in the order of their UTF-16 code units, whatever the order they were set in", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        wellFormed.filter((key) => key !== "__proto__"),
        { maxLength: 12 },
      ),
      (keys) => {
        const forward = canonical(Object.fromEntries(keys.map((key) => [key, 1])));
        const backward = canonical(Object.fromEntries([...keys].reverse().map((key) => [key, 1])));
        assert.equal(forward, backward);
        const sorted = [...keys].sort((a, b) => compareUnits(a, b));
        assert.equal(forward, `{${sorted.map((key) => `${JSON.stringify(key)}:1`).join(",")}}`);
      },
    ),
  );
});

test("the order is by code units, not by code points: U+10000 stands before U+FFFD", () => {
  assert.equal(canonical({ "\u{fffd}": 1, "\u{10000}": 2 }), '{"\u{10000}":2,"\u{fffd}":1}');
});

test("the sorting example of RFC 8785 section 3.2.3 comes out as printed there", () => {
  const value = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
  };
  assert.deepEqual(
    [...canonical(value).matchAll(/:"([^"]+)"/g)].map((match) => match[1]),
    [
      "Carriage Return",
      "One",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ],
  );
});

const UNWRITABLE: readonly (readonly [string, unknown])[] = [
  ["a fraction", 0.5],
  ["NaN", Number.NaN],
  ["infinity", Number.POSITIVE_INFINITY],
  ["an integer beyond 2^53", 2 ** 53],
  ["a lone surrogate", "\ud800"],
  ["a lone surrogate in a name", { "\udc00": 1 }],
  ["undefined", undefined],
  ["undefined in a member", { a: undefined }],
  ["a hole in an array", new Array(2)],
  ["a bigint", 1n],
  ["a date", new Date(0)],
  ["a function", () => 1],
];

for (const [name, value] of UNWRITABLE) {
  test(`${name} has no canonical text`, () => {
    assert.throws(() => canonical(value), TypeError);
  });
}

const NOT_CANONICAL = [
  '{"a":1,"a":2}',
  '{"b":1,"a":2}',
  '{"a": 1}',
  "1.0",
  "1e2",
  "-0",
  '"\\u0041"',
  '"\\/"',
  "[1]\n",
  "\ufeff[1]",
  '"\\ud800"',
  "9007199254740993",
  "",
];

for (const text of NOT_CANONICAL) {
  test(`${JSON.stringify(text)} is not taken for canonical`, () => {
    assert.throws(() => parseCanonical(text));
  });
}

test("a hundred thousand brackets are refused without a stack overflow", () => {
  assert.throws(() => parseCanonical("[".repeat(100_000) + "]".repeat(100_000)), TypeError);
  assert.equal(canonical(parseCanonical(JSON.stringify("[".repeat(1000)))), JSON.stringify("[".repeat(1000)));
});

function compareUnits(a: string, b: string): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = a.charCodeAt(at) - b.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
