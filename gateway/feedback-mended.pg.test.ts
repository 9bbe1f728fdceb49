import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import iconv from "iconv-lite";

import { convertRows } from "./decode/convert.ts";
import { parseCsv } from "./decode/csv.ts";
import { rejectedXlsx, type XlsxRow } from "./feedback/xlsx.ts";
import { type Answer, answer, type House, house, PENALTIES, PERMITS, sample } from "./test-answers.ts";

async function findingsOf({ file }: Answer): Promise<string[]> {
  const { findings } = JSON.parse((await file(".receipt.json")).toString()) as { findings: string };
  return findings.split("\n").filter((line) => line !== "" && !line.includes('"W_'));
}

function parse(text: string): string[][] {
  const rows: string[][] = [];
  parseCsv(text.replace(/^\ufeff/, ""), 44, (cells) => void rows.push(cells));
  return rows;
}

/** What a clerk types into the rows, by their number in the file that was sent. */
const MENDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  2: { "行政相对人代码_1（统一社会信用代码）": "00000000000000000X", "行政相对人代码_3（组织机构代码）": "" },
  3: { 处罚决定日期: "2026-11-18" },
  4: { "罚款金额（万元）": "0.05" },
  5: { "罚款金额（万元）": "5" },
  6: { 行政处罚决定书文号: "济虚罚〔2026〕9001号" },
  7: { 处罚决定日期: "2026-11-18", 公示截止期: "2027-11-18" },
  8: { 处罚类别: "警告" },
  9: { 证件号码: "11010519491231002X" },
  10: { 公示截止期: "2027-11-18" },
};

function mend<Cell>(rows: readonly Cell[][], mended: typeof MENDED, like: (value: string) => Cell): Cell[][] {
  const titles = (rows[0] ?? []).map(String);
  return rows.map((cells) =>
    cells.map((cell, at) => {
      const typed = mended[String(cells[0])]?.[titles[at] ?? ""];
      return typed === undefined ? cell : like(typed);
    }),
  );
}

function csv(rows: readonly (readonly string[])[], lineEnd: string): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((cells) => cells.map(cell).join(",") + lineEnd).join("");
}

test("rejected rows of a GB18030 file come back in it, are mended, sent as they are, and none is rejected", async (t) => {
  const at = await house(t);
  const sent = sample(PENALTIES, "refused-rows.input.csv");
  const first = await answer(at, PENALTIES, sent);
  assert.equal(first.batch?.rejected, 9);
  const rejected = await first.file(".rejected.csv");
  const lines = sent.toString("latin1").split("\n").filter(Boolean);
  for (const line of lines)
    assert.ok(rejected.includes(Buffer.from(`,${line}\n`, "latin1")), "byte for byte");
  const rows = parse(iconv.decode(rejected, "gb18030"));
  assert.deepEqual(
    rows.slice(1).map((cells) => cells.slice(0, 3)),
    (JSON.parse(sample(PENALTIES, "refused-rows.expected.json").toString()) as Expected).findings.map(
      ({ row, column, code }) => [String(row), column, code],
    ),
  );
  const again = iconv.encode(csv(mend(rows, MENDED, String), "\n"), "gb18030");
  const second = await answer(at, PENALTIES, again, "mended.csv");
  assert.deepEqual(await findingsOf(second), []);
  assert.deepEqual([second.batch?.rows, second.batch?.accepted, second.batch?.rejected], [9, 9, 0]);
});

interface Expected {
  readonly findings: readonly { readonly row: number; readonly column: string; readonly code: string }[];
}

test("byte order mark, CRLF, quotes, line breaks and formulas make the round unharmed", async (t) => {
  const at = await house(t, { charset: "utf-8" });
  const rows = parse(iconv.decode(sample(PENALTIES, "refused-rows.input.csv"), "gb18030"));
  const name = '=虚构,"引号"\r\n公司';
  const odd = rows.map((cells, row) => (row === 2 ? [name, ...cells.slice(1)] : cells));
  const first = await answer(at, PENALTIES, Buffer.from(`\ufeff${csv(odd, "\r\n")}`));
  const rejected = (await first.file(".rejected.csv")).toString();
  assert.ok(rejected.startsWith("\ufeff原行号,错误列,错误代码,错误说明,行政相对人名称,"));
  assert.ok(rejected.includes(`"'=虚构,""引号""\r\n公司"`), "made neutral, in its own quotes");
  assert.equal(rejected.replaceAll("\r\n", "").includes("\n"), false);
  // A row over two lines counts as one, so the rows after it have the numbers of the file that was sent.
  const again = `\ufeff${csv(mend(parse(rejected), MENDED, String), "\r\n")}`;
  const second = await answer(at, PENALTIES, Buffer.from(again), "mended.csv");
  assert.deepEqual([second.batch?.accepted, second.batch?.rejected], [9, 0]);
  const { rows: stored } = await at.node.db.query<{ payload: string }>(
    "select payload from record where payload like '%虚构,%'",
  );
  assert.equal((JSON.parse(stored[0]?.payload ?? "{}") as { subjectName?: string }).subjectName, name);
});

test("a row of foreign bytes comes back with these bytes; one with too few cells keeps its fault until it is mended", async (t) => {
  const at = await house(t);
  const good = sample(PENALTIES, "accepted-forms.input.csv");
  const text = good.toString("latin1").split("\n");
  const broken = `${text[1]?.slice(0, 4)}\xff\xff${text[1]?.slice(4)}`;
  const short = text[2]?.split(",").slice(0, 5).join(",");
  const first = await answer(at, PENALTIES, Buffer.from([text[0], broken, short].join("\n"), "latin1"));
  const rejected = await first.file(".rejected.csv");
  assert.ok(rejected.includes(Buffer.from(broken, "latin1")));
  assert.ok(rejected.subarray(-1).equals(Buffer.from("\n")), "the last row had no line end");
  const unmended = await answer(at, PENALTIES, rejected, "unmended.csv");
  assert.deepEqual([unmended.batch?.rows, unmended.batch?.rejected], [2, 2]);
  const typed = rejected
    .toString("latin1")
    .replace(broken, String(text[1]))
    .replace(String(short), String(text[2]));
  const second = await answer(at, PENALTIES, Buffer.from(typed, "latin1"), "mended.csv");
  assert.deepEqual([second.batch?.accepted, second.batch?.rejected], [2, 0]);
});

/** Rows of a workbook below its titles, read as the adapter reads them. */
async function sheet(at: House, adapter: string, bytes: Buffer): Promise<(string | number | null)[][]> {
  const options = at.node.adapters.find((one) => one.id === adapter)?.decode;
  assert.ok(options);
  const path = join(at.making.folder, `${randomUUID()}.part`);
  writeFileSync(path, bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of convertRows(path, options, [], {}, true)) chunks.push(chunk);
  rmSync(path);
  const lines = Buffer.concat(chunks)
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  return lines.flatMap((line) => {
    if (Array.isArray(line)) return [line.slice(1) as (string | null)[]];
    const { header, cells } = line as { header?: string[]; cells?: (string | number | null)[] };
    return header ? [header] : cells ? [cells] : [];
  });
}

async function workbook(rows: (string | number | null)[][], titleRows: number): Promise<Buffer> {
  const [titles = [], ...data] = rows;
  async function* taken(): AsyncGenerator<XlsxRow> {
    for (const [row, columns, codes, messages, ...cells] of data)
      yield { faults: [String(row), String(columns), String(codes), String(messages)], cells };
  }
  const header = titles.slice(4).map(String);
  const chunks: Uint8Array[] = [];
  for await (const chunk of rejectedXlsx({ header, titleRows, sheet: "s" }, taken())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test("rejected rows of a workbook come back as a workbook, are mended, sent as they are, and none is rejected", async (t) => {
  const at = await house(t);
  const first = await answer(at, PERMITS, sample(PERMITS, "refused-rows.input.xlsx"), "许可.xlsx");
  assert.equal(first.batch?.rejected, 5);
  const rejected = await first.file(".rejected.xlsx");
  const rows = await sheet(at, PERMITS, rejected);
  assert.deepEqual(
    rows.slice(1).map((cells) => cells.slice(0, 3)),
    (JSON.parse(sample(PERMITS, "refused-rows.expected.json").toString()) as Expected).findings.map(
      ({ row, column, code }) => [String(row), column, code],
    ),
  );
  const titles = (rows[0] ?? []).map(String);
  const damaged = rows[4]?.[titles.indexOf("证件号码")];
  assert.equal(typeof damaged, "number", "a damaged number is not made to look whole");
  const unmended = await answer(at, PERMITS, rejected, "unmended.xlsx");
  assert.equal(unmended.batch?.rejected, 5);
  const mended = mend<string | number | null>(
    rows,
    {
      4: { "行政相对人代码_1（统一社会信用代码）": "00000000000000000X" },
      5: { "*许可类别": "普通" },
      6: { "*有效期至": "2029-11-18" },
      7: { 证件号码: "11010519491231002X" },
      8: { "*许可内容": "虚构的内容" },
    },
    String,
  );
  const second = await answer(at, PERMITS, await workbook(mended, 1), "mended.xlsx");
  assert.deepEqual([second.batch?.accepted, second.batch?.rejected], [5, 0]);
});

for (const [adapter, input] of [
  ["cities/jinan-abnormal-operations", "refused-rows.input.json"],
  ["cities/jinan-court-defaulters", "refused-rows.input.ndjson"],
  ["cities/jinan-market-penalties-xml", "refused-rows.input.xml"],
  ["cities/jinan-wage-arrears", "refused-rows.input.xlsx"],
  ["cities/jinan-enterprise-registration", "refused-rows.input.csv"],
  ["cities/laiwu-penalties-2015", "refused-rows.input.csv"],
] as const) {
  test(`every rejected row of ${adapter} stands in its feedback, with its number and its codes`, async (t) => {
    const at = await house(t);
    const made = await answer(at, adapter, sample(adapter, input), "x");
    const expected = (JSON.parse(sample(adapter, "refused-rows.expected.json").toString()) as Expected)
      .findings;
    const xlsx = input.endsWith("xlsx");
    const bytes = await made.file(xlsx ? ".rejected.xlsx" : ".rejected.csv");
    const rows = xlsx ? await sheet(at, adapter, bytes) : parse(bytes.toString());
    const told = rows.slice(1).map((cells) => [Number(cells[0]), String(cells[2])]);
    const wanted = new Map<number, Set<string>>();
    for (const { row, code } of expected) wanted.set(row, (wanted.get(row) ?? new Set()).add(code));
    assert.deepEqual(
      told,
      [...wanted].map(([row, codes]) => [row, [...codes].join("；")]),
    );
    assert.equal(made.batch?.rejected, told.length);
  });
}
