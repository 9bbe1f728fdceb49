import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { CellValue } from "hucre/xlsx";

import { makeUscc, seeded } from "../../scripts/make-identifiers.ts";
import { isExplanation } from "./explanation.ts";

const USCC = makeUscc(seeded(1));
const FULL_WIDTH = USCC.replace(/[0-9A-Z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

// One cell of a record among words: the row cannot be an explanation.
const OF_RECORDS: readonly (readonly [what: string, cell: CellValue])[] = [
  ["a credit code", USCC],
  ["a credit code in full width", FULL_WIDTH],
  ["a credit code with gaps", `${USCC.slice(0, 8)} ${USCC.slice(8)}`],
  ["a credit code that is wrong", `${USCC.slice(0, 17)}?`],
  ["the placeholder of no code", "00000000000000000X"],
  ["a masked number", "370102************"],
  ["a certificate's number", "JN2026000001"],
  ["a day", "2026-11-03"],
  ["a day with slashes", "2026/11/3"],
  ["a day in Chinese", "2026年11月3日"],
  ["a time in Chinese", "2026年11月3日 8时30分15秒"],
  ["a month in Chinese", "2026年11月"],
  ["a compact day", "20261103"],
  ["a day in full width", "２０２６－１１－０３"],
  ["a spreadsheet's date", new Date("2026-11-03")],
  ["a spreadsheet's day number", 46329],
  ["a damaged number", 913701021234567800],
  ["an amount", "1,234.56"],
  ["a truth value", true],
];

for (const [what, cell] of OF_RECORDS) {
  test(`a row with ${what} is a record`, () => {
    assert.equal(isExplanation(["虚构甲", "普通", cell]), false);
    assert.equal(isExplanation([cell]), false);
  });
}

for (const cell of [
  "必填",
  "选填（没有的填“无”）",
  "格式 2026-11-03",
  "如：2026年11月3日",
  "18位统一社会信用代码",
  `例：${USCC}`,
  "1:有效;2:无效",
  "YYYY-MM-DD",
  "-",
]) {
  test(`${cell} explains a column`, () => {
    assert.equal(isExplanation(["对象名称", null, cell, " "]), true);
  });
}

test("a row without content is passed over with the explanations", () => {
  assert.equal(isExplanation([]), true);
  assert.equal(isExplanation([null, "", "　"]), true);
});

test("every standard demands a date or a credit code, so that no row of words alone is a record", () => {
  const standards = new URL("../../catalog/standards/", import.meta.url);
  const folders = readdirSync(standards).filter((name) => name !== "common");
  assert.ok(folders.length > 0);
  for (const folder of folders) {
    const { required, properties } = JSON.parse(
      readFileSync(new URL(`${folder}/v1.schema.json`, standards), "utf8"),
    ) as { required: string[]; properties: Record<string, { $ref?: string }> };
    assert.ok(
      required.some((name) => name === "subjectUscc" || properties[name]?.$ref?.endsWith("#/$defs/date")),
      folder,
    );
  }
});
