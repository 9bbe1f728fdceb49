import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { FINDINGS } from "../gateway/model/findings.ts";
import { REFUSALS } from "../gateway/model/refusals.ts";
import { errorsDocument } from "./make-errors.ts";

test("contracts/ERRORS.md says what the table of codes says", () => {
  const document = readFileSync(new URL("../contracts/ERRORS.md", import.meta.url), "utf8");
  assert.ok(document === errorsDocument(), "stale: npm run generate");
});

test("every warning has a bit of its own, below 31, and no rejection has one", () => {
  const rows: { severity: string; bit?: number }[] = Object.values(FINDINGS);
  const bits = rows.filter(({ severity }) => severity === "warn").map(({ bit }) => bit);
  assert.equal(new Set(bits).size, bits.length);
  for (const bit of bits) assert.ok(bit !== undefined && bit >= 0 && bit < 31);
  for (const { severity, bit } of rows) assert.ok(severity === "warn" || bit === undefined);
});

test("both languages of a text have the same parameters, but for titles that come in each language", () => {
  const names = (text: string) =>
    new Set([...text.matchAll(/\{(\w+?)(?:Zh|En)?\}/g)].map(([, name]) => name));
  for (const [code, { zh, en }] of Object.entries({ ...REFUSALS, ...FINDINGS })) {
    assert.deepEqual(names(zh), names(en), code);
  }
});
