import assert from "node:assert/strict";
import { test } from "node:test";

import { FEEDBACK_TITLES } from "../model/feedback.ts";
import { bindColumns } from "./bind.ts";
import { compileMapper } from "./compile.ts";
import { ADAPTER, CODE_SETS, STANDARD } from "./fixture.ts";

const OWN = ["CF_WSH", "CF_XDR_MC", "CF_JDRQ"];

function nameRead(header: readonly string[], cells: readonly string[]): unknown {
  const mapRow = compileMapper(ADAPTER, STANDARD, bindColumns(ADAPTER, STANDARD, header), CODE_SETS);
  return (mapRow(cells, () => {}).record as Record<string, unknown> | null)?.["name"];
}

test("the titles of the error columns belong to no field and are not reported, in any adapter", () => {
  const binding = bindColumns(ADAPTER, STANDARD, [...FEEDBACK_TITLES, ...OWN, "内部序号"]);
  assert.deepEqual(binding.unknown, ["内部序号"]);
  assert.equal(binding.columnOf["docNo"], 4);
});

test("an apostrophe before a formula is taken off in a file that came back, and in no other", () => {
  const row = ["济罚〔2026〕1号", "'＝公司", "2026-11-03"];
  assert.equal(nameRead([...FEEDBACK_TITLES, ...OWN], ["2", "", "", "", ...row]), "＝公司");
  assert.equal(nameRead(OWN, row), "'＝公司");
});
