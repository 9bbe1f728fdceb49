import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { loadData } from "../../gateway/data.ts";
import { dryRun } from "../../gateway/dry-run.ts";
import { FINDINGS } from "../../gateway/model/findings.ts";
import { seeded } from "../make-identifiers.ts";
import { fromStandard, type Peculiar } from "./from-standard.ts";
import type { Source } from "./kit.ts";
import { likePattern } from "./like-pattern.ts";
import { loadSource } from "./loaded.ts";
import { writeSource } from "./write.ts";

const adapters = mkdtempSync(join(tmpdir(), "adapters-"));
after(() => rmSync(adapters, { recursive: true }));
const { catalog } = loadData();

function declare(id: string, item: string, decode: string, more = ""): void {
  const standard = catalog.items.find((one) => one.id === item)?.standard ?? "";
  mkdirSync(join(adapters, id), { recursive: true });
  writeFileSync(
    join(adapters, id, "adapter.yaml"),
    `adapter: ${id}\nversion: 1.0.0\ntitle: { zh: 试验, en: Test }\nagency: jinan-credit\nitem: ${item}\nstandard: ${standard}\ndoor: sftp\ndelivery: snapshot\ndecode: ${decode}\n${more}`,
  );
}

/** Writes the source's samples; what production makes of each, accepted and rejected rows and codes of rejections. */
async function judged(id: string, peculiar: Omit<Peculiar, "folders">) {
  const source: Source = fromStandard(id, { ...peculiar, folders: { adapters } });
  await writeSource(adapters, source);
  const folder = join(adapters, id, "samples");
  const known = { catalog, adapters: [loadSource(id, { adapters }).adapter] };
  const results = new Map<
    string,
    { rows: number; accepted: number; rejected: number; unknown: number; told: string }
  >();
  for (const file of readdirSync(folder)) {
    const path = join(folder, file);
    const run = { path, bytes: 1000, adapter: id, received: "2026-11-20" };
    const { rows, accepted, rejected, found, unknownColumns } = await dryRun(run, known);
    const told = found.flatMap(({ code, column }) =>
      FINDINGS[code].severity === "reject" ? [`${column} ${code}`] : [],
    );
    results.set(file.split(".")[0] ?? "", {
      rows,
      accepted,
      rejected,
      unknown: unknownColumns.length,
      told: told.join(", "),
    });
  }
  return (name: string) => {
    const result = results.get(name);
    assert.ok(result, name);
    return result;
  };
}

const FORMATS = [
  ["csv", "{ format: csv, charset: gb18030, titleRows: 1 }"],
  ["xlsx", "{ format: xlsx, charset: utf-8, titleRows: 1, explanationRows: 1 }"],
  ["xml", "{ format: xml, charset: gb18030, rowElement: record }"],
  ["json", "{ format: json, charset: utf-8, path: data.rows }"],
  ["ndjson", "{ format: ndjson, charset: utf-8 }"],
] as const;

test("good rows are made of every standard alone", () => {
  const refused = catalog.standards.flatMap(({ id: standard }) => {
    const item = catalog.items.find((one) => one.standard === standard);
    if (item === undefined) return [];
    const id = `cities/plain-${standard.replace("@", "-")}`;
    declare(id, item.id, "{ format: csv, charset: utf-8 }");
    const source = fromStandard(id, { faults: [], folders: { adapters } });
    const random = seeded(1);
    try {
      // Making a row judges it by production's mapping and standard; among five there is every kind of subject.
      for (let n = 0; n < 5; n++) assert.ok(Object.keys(source.row(n, random)).length > 1);
      return [];
    } catch (error) {
      return [String(error)];
    }
  });
  assert.deepEqual(refused, []);
});

for (const [format, decode] of FORMATS) {
  test(`a source in ${format} is a list of its habits and faults`, async () => {
    const id = `cities/arrears-${format}`;
    declare(id, "TQGZ", decode, "ignore: [序号]");
    const of = await judged(id, {
      titles: "zh",
      extra: { 序号: (n) => n + 1 },
      date: (day) => day.replaceAll("-", "/"),
      habits: [(row) => Object.assign(row, { 列入时间: "2026年11月18日" })],
      faults: [
        (row) => Object.assign(row, { 列入时间: "上周" }),
        (row) => Object.assign(row, { 文书号: "" }),
      ],
    });
    assert.equal(of("accepted-forms").rejected, 0);
    assert.equal(of("accepted-forms").unknown, 0);
    assert.equal(of("refused-rows").told, "列入时间 MAP_DATE, 文书号 VALUE_REQUIRED");
    assert.equal(of("nightly").rejected, 2);
  });
}

test("columns stand in the order and under the titles that the source lists", async () => {
  const id = "cities/listed";
  declare(
    id,
    "XZCF",
    "{ format: csv, charset: utf-8, delimiter: ';' }",
    "ignore: [操作员]\nmap: { fineAmount: { only: true, columns: [罚款（元）], apply: [decimal, { unit: { from: 元, to: 万元 } }] } }",
  );
  const columns = loadSource(id, { adapters })
    .standard.fields.filter(({ mandatoryColumn, name }) => mandatoryColumn === true && name !== "fineAmount")
    .map(({ title }) => `*${title.zh}`);
  const listed = [
    "操作员",
    ...columns,
    "罚款（元）",
    "法定代表人",
    "行政相对人代码_1(统一社会信用代码)",
    "证件类型",
    "证件号码",
  ];
  const source = fromStandard(id, {
    columns: listed,
    extra: { 操作员: "示例" },
    values: { fineAmount: () => "2" },
    faults: [],
    folders: { adapters },
  });
  const row = source.row(0, seeded(1));
  assert.deepEqual(
    Object.keys(row),
    listed.map((title) => title.replace("*", "")),
  );
  assert.equal(row["罚款（元）"], "20000");
  const [head = ""] = Buffer.from(await source.write([row]))
    .toString("utf8")
    .split("\r\n");
  assert.ok(head.startsWith("操作员;*"));
});

test("a column that nothing explains is told, and so is a value that the standard refuses", () => {
  declare("cities/wrong", "TQGZ", "{ format: csv, charset: utf-8 }");
  const make = (peculiar: Partial<Peculiar>) => () =>
    fromStandard("cities/wrong", { faults: [], folders: { adapters }, ...peculiar }).row(0, seeded(1));
  assert.throws(make({ columns: ["对象名称", "颜色"] }), /column 颜色 is no field's/);
  assert.throws(make({ values: { subjectUscc: () => "123" } }), /subjectUscc ID_USCC/);
});

test("a text is made for the patterns that columns have", () => {
  const random = seeded(7);
  for (const pattern of [
    "^\\d{15}$",
    "^[A-Z]{2}\\d{4,6}$",
    "^(?:食|药)监〔\\d{4}〕\\d+号$",
    "^\\d{1,12}(\\.\\d{1,6})?$",
  ])
    assert.match(likePattern(pattern, random), new RegExp(pattern, "u"));
  assert.throws(() => likePattern("^(?=a)b$", random), /give the field a value/);
});
