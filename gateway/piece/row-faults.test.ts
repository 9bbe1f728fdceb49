import assert from "node:assert/strict";
import { test } from "node:test";
import iconv from "iconv-lite";

import type { Charset } from "../model/adapter.ts";
import { titleOfControl, titleOfForeign, titleWithoutCell } from "./row-faults.ts";

const header = ["名称", "案号", "事由"];
const COMMA = 44;
const BAR = 124;

function foreign(charset: Charset, cells: readonly (string | Buffer)[], delimiter = COMMA): string {
  const bytes = cells.flatMap((cell, index) => [
    ...(index === 0 ? [] : [Buffer.of(delimiter)]),
    typeof cell === "string" ? iconv.encode(cell, charset) : cell,
  ]);
  return titleOfForeign({ header, charset, delimiter }, Buffer.concat([...bytes, Buffer.from("\r\n")]));
}

for (const charset of ["utf-8", "gb18030"] as const) {
  test(`a foreign byte in ${charset} is told at the title of its cell, whatever quotes stand before it`, () => {
    const bad = Buffer.concat([iconv.encode("甲", charset), Buffer.of(0xff)]);
    assert.equal(foreign(charset, [bad, "1", "乙"]), "名称");
    assert.equal(foreign(charset, ['"虚构,""甲""\r\n㐂𠮷"', bad, bad]), "案号");
    assert.equal(foreign(charset, ["甲", "", Buffer.of(0x22, 0xff, 0x22)]), "事由");
    // Half a character at the end of a cell.
    assert.equal(foreign(charset, ["甲", iconv.encode("乙", charset).subarray(0, 1), "丙"]), "案号");
  });

  test(`a foreign byte in ${charset} behind the last title is told at the row`, () => {
    assert.equal(foreign(charset, ["甲", "1", "乙", Buffer.of(0xff)]), "");
  });
}

test("the bar may be half of a GB18030 character, so there a foreign byte is told at the row", () => {
  assert.ok(iconv.encode("倈", "gb18030").includes(BAR));
  assert.equal(foreign("gb18030", ["甲", Buffer.of(0xff), "乙"], BAR), "");
  assert.equal(foreign("utf-8", ["甲", Buffer.of(0xff), "乙"], BAR), "案号");
});

test("a control character or half a character is told at the first cell that has one", () => {
  assert.equal(titleOfControl({ header }, ["甲", "1\u0001", "\u007f"]), "案号");
  assert.equal(titleOfControl({ header }, ["甲", "1", "\ud800"]), "事由");
  assert.equal(titleOfControl({ header }, ["甲", "1", "乙", "\u0000"]), "");
});

test("cells too few are told at the first title without one, cells too many at the row", () => {
  assert.equal(titleWithoutCell({ header }, 1), "案号");
  assert.equal(titleWithoutCell({ header }, 4), "");
});
