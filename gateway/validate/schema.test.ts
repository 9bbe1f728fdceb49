import assert from "node:assert/strict";
import { test } from "node:test";
import { compileSchema } from "./schema.ts";

const CASES: readonly { readonly why: string; readonly schema: Readonly<Record<string, unknown>> }[] = [
  { why: "a misspelt keyword", schema: { type: "object", requierd: ["a"] } },
  { why: "a misspelt annotation", schema: { type: "string", "x-sensitivty": "open" } },
  { why: "a wrong value of an annotation", schema: { type: "string", "x-sensitivity": "secret" } },
  { why: "an unknown format", schema: { type: "string", format: "uscc18" } },
  { why: "a code set that is not in the catalog", schema: { type: "string", "x-code-set": "colours" } },
  { why: "a pattern that backtracks", schema: { type: "string", pattern: "^(\\w+\\s?)*$" } },
];

for (const { why, schema } of CASES) {
  test(`${why} is refused when the schema is compiled`, () => {
    assert.throws(() => compileSchema(schema));
  });
}

test("a field that every object inherits does not count as present", () => {
  assert.equal(compileSchema({ type: "object", required: ["toString"] })({})?.keyword, "required");
});

test("the first fault of a document is told with its place", () => {
  const check = compileSchema({ type: "object", properties: { root: { type: "string", minLength: 64 } } });
  assert.equal(check({ root: "a".repeat(64) }), null);
  assert.equal(check({ root: "a" })?.pointer, "/root");
});

test("a schema may refer to definitions in another document", () => {
  const definitions = [
    { $id: "urn:test:common", $defs: { hash: { type: "string", pattern: "^[0-9a-f]{64}$" } } },
  ];
  const check = compileSchema({ type: "array", items: { $ref: "urn:test:common#/$defs/hash" } }, definitions);
  assert.equal(check(["0".repeat(64)]), null);
  assert.equal(check(["0"])?.keyword, "pattern");
});
