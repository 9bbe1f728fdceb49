import assert from "node:assert/strict";
import { test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { normaliseTitle } from "../model/title.ts";
import { bindColumns } from "./bind.ts";
import { ADAPTER, STANDARD, withMap } from "./fixture.ts";

const SAME_TITLES = [
  ["行政相对人代码_1(统一社会信用代码)", "行政相对人代码＿１（统一社会信用代码）"],
  ["罚款金额(万元)", " 罚款金额 （万元）\u3000"],
  ["处罚类别", "*处罚类别"],
  ["处罚类别", "处罚类别（必填）"],
  ["处罚类别", "\ufeff处罚\n类别*"],
  ["CF_XDR_MC", "ｃｆ＿ｘｄｒ＿ｍｃ"],
] as const;

for (const [one, other] of SAME_TITLES) {
  test(`the title ${JSON.stringify(other)} is ${one}`, () => {
    assert.equal(normaliseTitle(other), normaliseTitle(one));
  });
}

test("columns are found by code or by Chinese title, in any order", () => {
  const binding = bindColumns(ADAPTER, STANDARD, [
    "处罚决定日期",
    "cf_wsh",
    "罚款金额（万元）",
    "行政相对人名称",
  ]);
  assert.equal(binding.columnOf["decisionDate"], 0);
  assert.equal(binding.columnOf["docNo"], 1);
  assert.equal(binding.columnOf["fine"], 2);
  assert.equal(binding.columnOf["name"], 3);
  assert.equal(binding.columnOf["content"], -1);
  assert.deepEqual(binding.unknown, []);
});

test("unknown columns are told, ignored and untitled ones are not", () => {
  const binding = bindColumns(ADAPTER, STANDARD, [
    "CF_WSH",
    "CF_XDR_MC",
    "CF_JDRQ",
    "采集日期",
    "",
    "内部序号",
  ]);
  assert.deepEqual(binding.unknown, ["内部序号"]);
});

test("of two columns for one field the first counts and the other is told", () => {
  const binding = bindColumns(ADAPTER, STANDARD, ["CF_WSH", "行政处罚决定书文号", "CF_XDR_MC", "CF_JDRQ"]);
  assert.equal(binding.columnOf["docNo"], 0);
  assert.deepEqual(binding.unknown, ["行政处罚决定书文号"]);
});

test("a missing mandatory column is named by code and Chinese title", () => {
  assert.throws(
    () => bindColumns(ADAPTER, STANDARD, ["CF_XDR_MC"]),
    (error: unknown) =>
      error instanceof Refusal &&
      error.code === "MAP_MISSING_COLUMN" &&
      error.params["columns"] === "CF_WSH（行政处罚决定书文号）、CF_JDRQ（处罚决定日期）",
  );
});

test("a delta without its operation column is refused", () => {
  const delta = withMap({}, { operation: { columns: ["opt_type"], put: ["I"], withdraw: ["D"] } });
  assert.throws(() => bindColumns(delta, STANDARD, ["CF_XDR_MC", "CF_WSH", "CF_JDRQ"]), {
    code: "MAP_MISSING_COLUMN",
  });
  assert.equal(
    bindColumns(delta, STANDARD, ["OPT_TYPE", "CF_XDR_MC", "CF_WSH", "CF_JDRQ"]).operationColumn,
    0,
  );
});

test("the second column of a field is bound beside the first", () => {
  const two = withMap({ kinds: { columns: ["CF_CFLB1"], further: ["CF_CFLB2"] } });
  const binding = bindColumns(two, STANDARD, ["CF_CFLB2", "CF_CFLB1", "CF_XDR_MC", "CF_WSH", "CF_JDRQ"]);
  assert.equal(binding.columnOf["kinds"], 1);
  assert.equal(binding.furtherOf["kinds"], 0);
});

test("a field is told by its own column, its other column, or the one it was derived from", () => {
  const derived = withMap({
    fine: {
      columns: [],
      apply: [{ name: "amount-from-text", options: { field: "content", word: "罚款", to: "万元" } }],
    },
    validUntil: { columns: ["X"], otherwise: { columns: ["截止"], apply: [{ name: "date" }] } },
  });
  const { titleOf } = bindColumns(derived, STANDARD, ["CF_XDR_MC", "CF_WSH", "CF_JDRQ", "处罚内容", "截止"]);
  assert.equal(titleOf["fine"], "处罚内容");
  assert.equal(titleOf["validUntil"], "截止");
  assert.equal(titleOf["docNo"], "CF_WSH");
  assert.equal(titleOf["kinds"], undefined);
});

test("a missing column is named as the adapter wants it, where it takes none of the standard's names", () => {
  const own = withMap({ decisionDate: { columns: ["定案日"] } });
  assert.throws(
    () => bindColumns(own, STANDARD, ["CF_XDR_MC", "CF_WSH"]),
    (error: unknown) => error instanceof Refusal && error.params["columns"] === "定案日（处罚决定日期）",
  );
});
