import assert from "node:assert/strict";
import { test } from "node:test";

import { inline } from "./standard.ts";

const COMMON = {
  $id: "urn:common",
  $defs: {
    day: { type: "string", format: "date", title: "日期" },
    term: { properties: { from: { $ref: "urn:common#/$defs/day" } } },
  },
};

function inlined(schema: Record<string, unknown>): { readonly schema: unknown; readonly places: string[] } {
  const places: string[] = [];
  const result = inline(schema, COMMON, (place) => void places.push(place));
  return { schema: result, places };
}

test("a reference is replaced by what it names, and keeps the title beside it", () => {
  assert.deepEqual(inlined({ a: { $ref: "urn:common#/$defs/day", title: "决定日期", "x-code": "JDRQ" } }), {
    schema: { a: { type: "string", format: "date", title: "决定日期", "x-code": "JDRQ" } },
    places: [],
  });
});

test("a reference inside a definition is replaced too", () => {
  assert.deepEqual(inlined({ $ref: "urn:common#/$defs/term" }).schema, {
    properties: { from: { type: "string", format: "date", title: "日期" } },
  });
});

test("an assertion beside a reference is told: other validators would read it otherwise", () => {
  assert.deepEqual(inlined({ a: { $ref: "urn:common#/$defs/day", pattern: "^2" } }).places, ["/a/pattern"]);
});

test("a reference to nowhere, or to another document, is told", () => {
  assert.deepEqual(inlined({ a: { $ref: "urn:common#/$defs/night" } }).places, ["/a"]);
  assert.deepEqual(inlined({ a: { $ref: "urn:other#/$defs/day" } }).places, ["/a"]);
});
