import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";

import { writeXlsx } from "hucre/xlsx";

import { optionsOf, read, xlsx } from "./test-readers.ts";

test("title and explanation rows of a sheet are skipped, and rows keep the numbers people see", async () => {
  const lines = await xlsx(
    [
      ["济南市某某信息表"],
      ["名称", "日期*", "金额"],
      ["填写说明", "如 2026-11-03", ""],
      ["甲", new Date("2026-11-03"), 0.1 + 0.2],
      [],
      [" ", null, null],
      ["乙", new Date("2026-11-03T08:30:00Z"), 1234567],
    ],
    { titleRows: 1, explanationRows: 1 },
  );
  assert.deepEqual(lines, [
    { header: ["名称", "日期*", "金额"], headerRow: 2 },
    [4, "甲", "2026-11-03", "0.3"],
    [7, "乙", "2026-11-03 08:30:00", "1234567"],
    { unknown: [], rows: 2 },
  ]);
});

const SHEET = { titleRows: 1, explanationRows: 1 };
const RECORDS = [
  ["甲", new Date("2026-11-03"), null],
  ["乙", "2026-11-04", 2],
];
const ROWS_OF_RECORDS = (first: number) => [
  [first, "甲", "2026-11-03", null],
  [first + 1, "乙", "2026-11-04", "2"],
  { unknown: [], rows: 2 },
];
const TITLES = [["济南市某某信息表"], ["名称", "日期*", "金额"]];

test("a sheet that came without its explanation row loses no record", async () => {
  assert.deepEqual((await xlsx([...TITLES, ...RECORDS], SHEET)).slice(1), ROWS_OF_RECORDS(3));
});

test("an explanation row that is empty is passed over, and the records keep their numbers", async () => {
  for (const empty of [[], [" ", null, ""]]) {
    assert.deepEqual((await xlsx([...TITLES, empty, ...RECORDS], SHEET)).slice(1), ROWS_OF_RECORDS(4));
  }
});

test("an explanation that looks like a record is told as one, not passed over unseen", async () => {
  const lines = await xlsx([...TITLES, ["必填", "2026-11-03", "18"], ...RECORDS], SHEET);
  assert.deepEqual(lines[1], [3, "必填", "2026-11-03", "18"]);
});

test("behind the first record no row is taken for an explanation", async () => {
  const rows = [...TITLES, ["必填", "必填", "选填"], ["甲", "2026-11-03", 1], ["乙", "不详", null]];
  assert.deepEqual((await xlsx(rows, { titleRows: 1, explanationRows: 3 })).slice(1), [
    [4, "甲", "2026-11-03", "1"],
    [5, "乙", "不详", null],
    { unknown: [], rows: 2 },
  ]);
});

test("the first row of a sheet whose code was damaged is refused, not taken for an explanation", async () => {
  const rows = [
    ["名称", "uscc"],
    ["甲", Number("370102199001011234")],
    ["乙", "370102199001011234"],
  ];
  assert.deepEqual((await xlsx(rows, { explanationRows: 1 }))[1], {
    row: 2,
    code: "ROW_NUMBER_DAMAGED",
    params: { column: "uscc" },
  });
});

test("a code of 18 digits stored as a number refuses its row, for it is damaged", async () => {
  const lines = await xlsx([
    ["名称", "uscc"],
    ["甲", Number("370102199001011234")],
    ["乙", 37010219900101],
    ["丙", "370102199001011234"],
  ]);
  assert.deepEqual(lines.slice(1, -1), [
    { row: 2, code: "ROW_NUMBER_DAMAGED", params: { column: "uscc" } },
    [3, "乙", "37010219900101"],
    [4, "丙", "370102199001011234"],
  ]);
});

test("cells beyond the title row refuse the row", async () => {
  assert.deepEqual((await xlsx([["名称"], ["甲", null, "乙"]]))[1], {
    row: 2,
    code: "ROW_CELLS",
    params: { found: 3, expected: 1 },
  });
});

test("a sheet without titles, and what is no workbook, are refused", async () => {
  await assert.rejects(xlsx([]), { code: "DECODE_EMPTY" });
  await assert.rejects(xlsx([["只有大标题"]], { titleRows: 1 }), { code: "DECODE_EMPTY" });
  await assert.rejects(read("名称,金额\n", optionsOf("xlsx")), { code: "DECODE_FORMAT" });
  await assert.rejects(read(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), optionsOf("xlsx")), {
    code: "DECODE_FORMAT",
  });
  await assert.rejects(xlsx([["名称"], ["甲"]], { sheet: "没有这张" }), { code: "DECODE_EMPTY" });
});

test("a workbook that breaks off is refused at every length", async () => {
  const whole = Buffer.from(await writeXlsx({ sheets: [{ name: "数据", rows: [["名称"], ["甲"]] }] }));
  for (const part of [0.2, 0.5, 0.9]) {
    await assert.rejects(read(whole.subarray(0, Math.floor(whole.length * part)), optionsOf("xlsx")), {
      code: "DECODE_FORMAT",
    });
  }
});

/** An archive of one entry that states a size it does not have. */
function bomb(expanded: number): Buffer {
  const name = Buffer.from("xl/worksheets/sheet1.xml");
  const packed = deflateRawSync(Buffer.alloc(expanded), { level: 9 });
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(10, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(10, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

test("a zip bomb is refused by what it becomes, not by what it says", async () => {
  await assert.rejects(read(bomb(12 << 20), optionsOf("xlsx")), { code: "DECODE_LIMIT" });
  await assert.rejects(read(bomb(2 << 20), optionsOf("xlsx"), { maxExpandedBytes: 1 << 20 }), {
    code: "DECODE_LIMIT",
  });
});
