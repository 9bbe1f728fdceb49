import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";
import iconv from "iconv-lite";

import { parseCsv } from "./decode/csv.ts";
import { cellsCsv, rejectedCsv } from "./feedback/csv.ts";
import { faultCells } from "./feedback/faults.ts";
import { neutral } from "./feedback/neutral.ts";
import { asSent } from "./map/resent.ts";
import { FEEDBACK_TITLES } from "./model/feedback.ts";

const NONE: readonly Uint8Array[] = [];
const UTF8 = { charset: "utf-8", delimiter: ",", lineEnd: "\r\n" } as const;
const GB = { charset: "gb18030", delimiter: ",", lineEnd: "\n" } as const;

function read(bytes: Buffer, charset = "utf-8", delimiter = ","): string[][] {
  const rows: string[][] = [];
  const text = new TextDecoder(charset).decode(bytes);
  parseCsv(text, delimiter.charCodeAt(0), (cells) => void rows.push(cells));
  return rows;
}

const FAULT = faultCells(7, [{ column: "罚款金额", code: "MAP_NUMBER", params: {} }]);

test("a rejected row is the sender's bytes with the fault before them, in the file's own character set", () => {
  const csv = rejectedCsv(GB);
  const titles = iconv.encode("名称,罚款金额\n", "gb18030");
  const raw = iconv.encode("济南𠮷字号,三万\n", "gb18030");
  const top = csv.top({ bom: Buffer.alloc(0), above: NONE, titles, explanations: NONE });
  const row = csv.row(raw, FAULT);
  assert.ok(top.subarray(-titles.length).equals(titles));
  assert.ok(row.subarray(-raw.length).equals(raw));
  assert.deepEqual(read(Buffer.concat([top, row]), "gb18030"), [
    [...FEEDBACK_TITLES, "名称", "罚款金额"],
    ["7", "罚款金额", "MAP_NUMBER", FAULT[3], "济南𠮷字号", "三万"],
  ]);
});

test("rows above the titles, the byte order mark and explanations stay where they were", () => {
  const csv = rejectedCsv(UTF8);
  const top = csv.top({
    bom: Buffer.from("\ufeff"),
    above: [Buffer.from("报送表,\r\n")],
    titles: Buffer.from("a,b\r\n"),
    explanations: [Buffer.from("文字,日期\r\n")],
  });
  assert.equal(top.toString(), `\ufeff报送表,\r\n${FEEDBACK_TITLES.join(",")},a,b\r\n,,,,文字,日期\r\n`);
});

test("bytes of no character set come back as they were", () => {
  const raw = Buffer.concat([Buffer.from("a,"), Buffer.from([0xff, 0x80, 0xfe]), Buffer.from(",b")]);
  const row = rejectedCsv(UTF8).row(raw, faultCells(2, [{ column: "", code: "ROW_CHARSET", params: {} }]));
  assert.ok(row.includes(raw));
  assert.ok(row.toString("latin1").endsWith("\r\n"), "a last row without line end gets the file's");
});

test("cells that a spreadsheet would run get an apostrophe, quoted or not, and no others", () => {
  const raw = '=1+1,"=cmd|\' /C calc\'!A0",-5,-,+86 531,@x,"\t=a",＝b,a=b,"say ""=1""",\'=old\r\n';
  const [cells] = read(rejectedCsv(UTF8).row(Buffer.from(raw), FAULT));
  assert.deepEqual(cells?.slice(4), [
    ...["'=1+1", "'=cmd|' /C calc'!A0", "-5", "-", "'+86 531", "'@x", "'\t=a", "'＝b", "a=b"],
    ...['say "=1"', "''=old"],
  ]);
});

test("in GB18030 a second byte that looks like the delimiter begins no cell", () => {
  const layout = { charset: "gb18030", delimiter: "|", lineEnd: "\n" } as const;
  // 0x81 0x7C is one character.
  const raw = Buffer.concat([Buffer.from([0x81, 0x7c]), Buffer.from("=1|=2\n")]);
  const row = rejectedCsv(layout).row(raw, FAULT);
  assert.ok(row.includes(Buffer.concat([Buffer.from([0x81, 0x7c]), Buffer.from("=1|'=2\n")])));
});

test("whatever a row holds, its cells come back, with at most an apostrophe before them", () => {
  const cell = fc.oneof(fc.string({ maxLength: 12 }), fc.stringMatching(/^["',=+@ \r\n\t-]{0,6}[a-z＝]?$/));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), fc.boolean(), (cells, quoteAll) => {
      const line = cells
        .map((one) => (quoteAll || /[",\r\n]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one))
        .join(",");
      const rows = read(rejectedCsv(UTF8).row(Buffer.from(`${line}\r\n`), FAULT));
      assert.equal(rows.length, 1);
      assert.deepEqual(
        rows[0]?.slice(4).map((one, at) => (one === `'${cells[at]}` ? cells[at] : one)),
        cells,
      );
      for (const one of rows[0] ?? []) assert.doesNotMatch(one, /^(?![+-]\d+(\.\d+)?$|-{1,2}$)\s*[=+@-]/);
    }),
  );
});

test("records without bytes of their own become a table in UTF-8 with a mark", () => {
  const csv = cellsCsv();
  const bytes = Buffer.concat([csv.top(["名称", "金额"]), csv.row(["=x", null], FAULT)]);
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.deepEqual(read(bytes)[1], ["7", "罚款金额", "MAP_NUMBER", FAULT[3], "'=x", ""]);
});

test("several faults of a row are counted off, each with its column", () => {
  const cells = faultCells(3, [
    { column: "a", code: "MAP_DATE", params: {} },
    { column: "a", code: "VALUE_TOO_LONG", params: { limit: 50 } },
    { column: "", code: "VERSION_OLDER", params: {} },
  ]);
  assert.deepEqual(cells.slice(0, 3), ["3", "a", "MAP_DATE；VALUE_TOO_LONG；VERSION_OLDER"]);
  assert.match(cells[3], /^1\. 【a】不是可识别的日期.*2\. 【a】超过 50 个字符.*3\. 节点已有/);
});

test("what was made neutral is read as it was sent, whatever it was", () => {
  const cell = fc.oneof(fc.string(), fc.stringMatching(/^'{0,3}[\s\u3000]{0,2}[=+\-@＝－x1]{0,3}1?$/));
  fc.assert(fc.property(cell, (text) => assert.equal(asSent(neutral(text)), text)));
});
