import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { writeXlsx } from "hucre/xlsx";
import iconv from "iconv-lite";

import { readYaml } from "../adapter/declaration.ts";
import { ADAPTERS_FOLDER, loadData } from "../data.ts";
import { dryRun } from "../dry-run.ts";
import { compileSchema } from "../validate/schema.ts";
import { type Draft, draftAdapter, NOBODY } from "./draft.ts";

const { catalog } = loadData();
const CONTRACT = JSON.parse(
  readFileSync(new URL("../../contracts/adapter.schema.json", import.meta.url), "utf8"),
) as Record<string, unknown>;
const keepsContract = compileSchema(CONTRACT);
const folder = mkdtempSync(join(tmpdir(), "draft-"));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

function file(content: string | Uint8Array, name = "unknown"): string {
  files += 1;
  const path = join(folder, `${files}-${name}`);
  writeFileSync(path, content);
  return path;
}

/** A draft is never handed out unless the program itself and the contract read it. */
async function draft(
  content: string | Uint8Array,
  wish: Parameters<typeof draftAdapter>[2] = {},
): Promise<Draft> {
  const made = await draftAdapter(file(content), catalog, wish);
  assert.deepEqual(made.faults, []);
  assert.equal(keepsContract(readYaml(made.yaml, assert.fail)), null, made.yaml);
  return made;
}

const fieldOf = ({ columns }: Draft, title: string) => {
  const column = columns.find(({ placed }) => placed.column.title === title);
  assert.ok(column, title);
  return column.fields.join("|");
};
const confidenceOf = ({ columns }: Draft, title: string) =>
  columns.find(({ placed }) => placed.column.title === title)?.confidence ?? 0;
const sample = (adapter: string, name: string) => join(ADAPTERS_FOLDER, adapter, "samples", name);

const TITLES = [
  "失信企业名称",
  "信用代码",
  "企业法人姓名",
  "列入时间",
  "列入机关",
  "决定书文号",
  "拖欠工资事由",
  "列入依据",
  "操作员",
];
const ROWS = [
  [
    "济南虚构泉城1号建筑工程有限公司",
    "91370102D67M7D25QH",
    "赵虚构",
    "2026/11/12",
    "济南市虚构区人力资源和社会保障局",
    "济虚人社列字〔2026〕1号",
    "拖欠农民工工资，数额达到认定标准",
    "《示例办法》第五条",
    "钱某",
  ],
  [
    "济南示例明湖2号商贸有限公司",
    "91370102D67M7D25QH",
    "钱示例",
    "2026/11/13",
    "济南市虚构区人力资源和社会保障局",
    "济虚人社列字〔2026〕2号",
    "克扣示例工资",
    "《示例办法》第六条",
    "钱某",
  ],
  [
    "济南示例黄河3号食品有限公司",
    "91370102D67M7D25QH",
    "孙样本",
    "2026/11/16",
    "济南市虚构区人力资源和社会保障局",
    "济虚人社列字〔2026〕3号",
    "拖欠三名虚构工人的工资",
    "《示例办法》第五条",
    "李某",
  ],
];
const lines = (delimiter: string, rows: readonly (readonly string[])[] = [TITLES, ...ROWS]) =>
  rows.map((row) => `${row.join(delimiter)}\r\n`).join("");

function assertArrears(made: Draft): void {
  assert.equal(made.standard.id, "wage-arrears@1");
  assert.equal(made.item?.id, "TQGZ");
  assert.deepEqual(
    TITLES.map((title) => fieldOf(made, title)),
    [
      "subjectName",
      "subjectUscc",
      "legalRepresentative",
      "listedOn",
      "listingOrgan",
      "documentNo",
      "reason",
      "basis",
      "",
    ],
  );
}

test("titles that no standard has are placed by likeness and by what the cells hold", async () => {
  const made = await draft(lines(","));
  assertArrears(made);
  assert.match(made.yaml, /^\? 操作员|· 操作员/m);
  assert.match(made.yaml, /^ignore: \[操作员\]$/m);
  assert.ok(confidenceOf(made, "列入时间") > confidenceOf(made, "失信企业名称"));
});

test("charset, byte order mark, delimiter and rows around the titles are told", async () => {
  const above = `济南市示例名单报送表${";".repeat(8)}\r\n填报单位：示例;;;;;;;;\r\n`;
  const explained = `${TITLES.map((title) => (title.includes("时间") ? "格式 2026-11-03" : "必填")).join(";")}\r\n`;
  const text = lines(";").replace("\r\n", `\r\n${explained}`);
  const made = await draft(iconv.encode(above + text, "gb18030"));
  assertArrears(made);
  const { format, charset, delimiter, titleRows, explanationRows } = made.decode;
  assert.deepEqual([format, charset, delimiter, titleRows, explanationRows], ["csv", "gb18030", ";", 2, 1]);

  const marked = await draft(`\ufeff${lines("\t")}`);
  assert.equal(marked.byteOrderMark, true);
  assert.deepEqual([marked.decode.charset, marked.decode.delimiter], ["utf-8", "\t"]);
  assertArrears(marked);
});

test("records with names of their own are found in XML, in JSON and in lines of JSON", async () => {
  const objects = ROWS.map((row) => Object.fromEntries(TITLES.map((title, at) => [title, row[at] ?? ""])));
  const json = await draft(JSON.stringify({ code: "0", data: { total: 3, rows: objects } }));
  assert.deepEqual([json.decode.format, json.decode.path], ["json", "data.rows"]);
  assertArrears(json);
  const array = await draft(`${JSON.stringify(objects, null, 1)}\n`);
  assert.deepEqual([array.decode.format, array.decode.path], ["json", undefined]);
  const single = await draft(objects.map((one) => `${JSON.stringify(one)}\n`).join(""));
  assert.equal(single.decode.format, "ndjson");
  assertArrears(single);
  const elements = ROWS.map(
    (row) =>
      `<record>${TITLES.map((title, at) => `<${title}>${row[at] ?? ""}</${title}>`).join("")}</record>`,
  );
  const xml = await draft(
    `<?xml version="1.0" encoding="UTF-8"?><message><head><sender>370101</sender><receiver>370100</receiver></head><body>${elements.join("")}</body></message>`,
  );
  assert.deepEqual([xml.decode.format, xml.decode.rowElement], ["xml", "record"]);
  assertArrears(xml);
});

test("records on a later sheet of a workbook are found, under rows that say what they are", async () => {
  const made = await draft(
    await writeXlsx({
      sheets: [
        { name: "说明", rows: [["填表须知"], ["请逐项填写，示例数据均为虚构"]] },
        { name: "数据", rows: [["示例名单报送表"], [...TITLES], ...ROWS.map((row) => [...row])] },
      ],
    }),
  );
  assertArrears(made);
  assert.deepEqual([made.decode.format, made.decode.sheet, made.decode.titleRows], ["xlsx", 1, 1]);
});

test("a draft reads the file it was made from", async () => {
  const path = sample("cities/jinan-permits", "accepted-forms.input.xlsx");
  const { read, agency } = await draftAdapter(path, catalog);
  assert.ok(read);
  assert.equal(agency, "jinan-credit", "the file names its source");
  const { rows, rejected } = await dryRun(
    { path, bytes: 10_000, adapter: read.id, received: "2026-11-20" },
    { catalog, adapters: [read] },
  );
  assert.ok(rows > 5);
  assert.equal(rejected, 0);
});

test("the form of 2015 is known from that of 2018, and numbers go by the name in brackets", async () => {
  const old = await draftAdapter(sample("cities/laiwu-penalties-2015", "nightly.csv"), catalog);
  assert.equal(old.generation, "2015");
  assert.equal(fieldOf(old, "行政相对人代码_2(组织机构代码)"), "subjectOrgCode");
  assert.equal(fieldOf(old, "行政相对人代码_3(工商登记码)"), "subjectBusinessRegNo");
  assert.equal(fieldOf(old, "处罚类别2"), "penaltyKinds");
  assert.match(old.yaml, /codeSet: record-status-2015/);
  assert.match(old.yaml, /penaltyKinds: \{ further: \[处罚类别2\] \}/);
  assert.match(old.yaml, /amount-from-text: \{ field: content, word: 罚款, to: 万元 \}/);
  const later = await draftAdapter(sample("cities/jinan-penalties", "nightly.csv"), catalog);
  assert.equal(later.generation, "2018");
  assert.equal(fieldOf(later, "行政相对人代码_2（工商注册号）"), "subjectBusinessRegNo");
});

test("habits that change how cells are read are declared", async () => {
  const courts = await draftAdapter(sample("cities/jinan-court-defaulters", "nightly.ndjson"), catalog);
  assert.match(courts.yaml, /subjectUscc: \{ only: true, columns: \[cardNum\], when: \{ field: subjectKind/);
  const message = await draftAdapter(sample("cities/jinan-market-penalties-xml", "nightly.xml"), catalog);
  assert.match(
    message.yaml,
    /fineAmount: \{ columns: \[CF_FKJE_YUAN\], apply: \[decimal, \{ unit: \{ from: 元, to: 万元 \} \}\] \}/,
  );
  const changes = await draftAdapter(sample("cities/jinan-enterprise-registration", "nightly.csv"), catalog);
  assert.match(changes.yaml, /operation: \{ columns: \[opt_type\], put: \[I, U\], withdraw: \[D\] \}/);
  assert.match(changes.yaml, /operatesTo: \{ apply: \[\{ date: \{ longTerm: true \} \}\] \}/);
  assert.match(changes.yaml, /registrationState: \{ codeSet: registration-states-numbered \}/);
});

test("cells that speak against their title make it unsure, with what else it might be", async () => {
  const rows = ROWS.map((row) => row.map((cell, at) => (at === 3 ? "见附件" : cell)));
  const made = await draft(lines(",", [TITLES, ...rows]));
  assert.match(made.yaml, /^# \? 列入时间 .*listedOn 55% .*内容不符/m);
});

test("what nobody said stays open, and what was said stands", async () => {
  const open = await draft(lines(","));
  assert.equal(open.agency, NOBODY);
  assert.match(open.yaml, /^agency: 待定 # \?/m);
  const told = await draft(lines(","), {
    adapter: "cities/sample",
    agency: "jinan-human-resources",
    item: "TQGZ",
  });
  assert.match(told.yaml, /^adapter: cities\/sample$/m);
  assert.match(told.yaml, /^agency: jinan-human-resources # 由命令给出/m);
  const other = await draft(lines(","), { item: "XZCF" });
  assert.equal(other.standard.id, "administrative-penalty@1");
  await assert.rejects(draft(lines(","), { item: "NONE" }), { code: "ITEM_UNKNOWN" });
});

test("no cell of the file gets into the draft", async () => {
  const { yaml } = await draft(lines(","));
  for (const cell of ROWS.flat()) assert.ok(!yaml.includes(cell), cell);
});

const UNREADABLE: readonly (readonly [string, string | Uint8Array, string])[] = [
  ["an empty file", "", "DECODE_EMPTY"],
  ["an old workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), "DECODE_FORMAT"],
  ["UTF-16", Buffer.from(`\ufeff${lines(",")}`, "utf16le"), "DECODE_FORMAT"],
  ["bytes of no character set", Buffer.from("名称,代码\r\n", "utf8").subarray(1), "DECODE_CHARSET"],
  ["XML without records", "<a><b>1</b></a>", "DECODE_FORMAT"],
];
for (const [what, content, code] of UNREADABLE) {
  test(`${what} is refused with ${code}`, async () => {
    await assert.rejects(draftAdapter(file(content), catalog), { code });
  });
}

test("a file that is not there is told so", async () => {
  await assert.rejects(draftAdapter(join(folder, "nowhere.csv"), catalog), { code: "NOT_FOUND" });
});
