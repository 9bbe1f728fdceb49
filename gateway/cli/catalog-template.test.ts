/**
 * Templates are filled in as a person would, with labels from the lists and the standards' own
 * examples, saved by the library, and judged by `xinqiao check`'s own code.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { type CellValue, openXlsx, readXlsx as readWorkbook, saveXlsx } from "hucre/xlsx";

import { ownForm } from "../adapter/own-form.ts";
import { CATALOG_FOLDER, loadData } from "../data.ts";
import { DEFAULT_LIMITS } from "../decode/lines.ts";
import { readXlsx } from "../decode/xlsx.ts";
import { columnsOf } from "../form/columns.ts";
import { templateXlsx } from "../form/workbook.ts";
import { bindColumns } from "../map/bind.ts";
import { compileMapper } from "../map/compile.ts";
import type { Adapter } from "../model/adapter.ts";
import type { Item } from "../model/catalog.ts";
import { FINDINGS, type FindingCode } from "../model/findings.ts";
import { compileStandard } from "../validate/compile.ts";
import { checkFile } from "./check.ts";

const known = loadData();
const { catalog } = known;
const TODAY = "2026-11-23";
const folder = mkdtempSync(join(tmpdir(), "xinqiao-template-"));
after(() => rmSync(folder, { recursive: true }));

type Example = Readonly<Record<string, string | readonly string[]>>;

function examplesOf(standard: string): Example[] {
  const examples = join(CATALOG_FOLDER, "standards", standard.split("@")[0] ?? "", "examples");
  return readdirSync(examples)
    .filter((name) => name.startsWith("valid-"))
    .map((name) => JSON.parse(readFileSync(join(examples, name), "utf8")) as Example);
}

function itemOf(id: string): Item {
  const item = catalog.items.find((one) => one.id === id);
  assert.ok(item, id);
  return item;
}

/** The example as cells of the template: labels where there is a list. */
function filled(adapter: Adapter, example: Example): CellValue[] {
  const standard = catalog.standards.find(({ id }) => id === adapter.standard);
  assert.ok(standard);
  return columnsOf(adapter, standard, catalog.codeSets, TODAY).map(({ field, choice, form }) => {
    const value = field && example[field.name];
    if (value === undefined) return null;
    const set = catalog.codeSets.find(({ id }) => id === choice?.set);
    const label = (one: string) => set?.codes.find(({ code }) => code === one)?.label.zh ?? one;
    const text = typeof value === "string" ? label(value) : value.map(label).join("；");
    return form.zh.endsWith("单位：元") ? String(Math.round(Number(text) * 1e10) / 1e6) : text;
  });
}

async function fillIn(adapter: Adapter, examples: readonly Example[]) {
  const empty = await templateXlsx(adapter, itemOf(adapter.item), catalog, TODAY);
  const workbook = await openXlsx(empty);
  const sheet = workbook.sheets[0];
  assert.ok(sheet);
  const titleRow = adapter.decode.titleRows + (adapter.decode.explanationRows > 0 ? 1 : 0);
  for (const [at, example] of examples.entries()) sheet.rows[titleRow + 1 + at] = filled(adapter, example);
  sheet.cells?.clear();
  const file = join(folder, `${adapter.id.replace("/", "-")}.xlsx`);
  writeFileSync(file, await saveXlsx(workbook));
  return file;
}

/** The workbook as the reader of the reading process gives it, judged in this process. */
async function judged(adapter: Adapter, examples: readonly Example[]) {
  const standard = catalog.standards.find(({ id }) => id === adapter.standard);
  assert.ok(standard);
  const lines = readXlsx({
    path: await fillIn(adapter, examples),
    options: adapter.decode,
    knownTitles: [],
    limits: DEFAULT_LIMITS,
  });
  let map: ReturnType<typeof compileMapper> | undefined;
  const judge = compileStandard(standard, catalog);
  const found: string[] = [];
  let records = 0;
  const report = (code: FindingCode, field: string) => {
    if (FINDINGS[code].severity === "reject") found.push(`${code} ${field}`);
  };
  for await (const line of lines)
    if ("header" in line) {
      const binding = bindColumns(adapter, standard, line.header);
      assert.deepEqual(binding.unknown, []);
      map = compileMapper(adapter, standard, binding, catalog.codeSets);
    } else if (Array.isArray(line)) {
      const [, ...cells] = line as [number, ...(string | null)[]];
      const { record } = map?.(
        cells.map((cell) => cell ?? ""),
        report,
      ) ?? { record: null };
      records += 1;
      if (record === null) continue;
      const there = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
      judge(there, { receivedOn: TODAY }, report);
    }
  return { found, records };
}

const items = new Map(
  catalog.items
    .filter(({ status }) => status === "ACTIVE" || status === "RESTRICTED")
    .map((item) => [item.standard, item]),
);
for (const { id, standard } of items.values())
  test(`the template of ${id} (${standard}), filled in and saved, is read back whole and sound`, async () => {
    const examples = examplesOf(standard);
    const read = await judged(ownForm(id, catalog), examples);
    assert.deepEqual(read, { found: [], records: examples.length });
  });

for (const adapter of known.adapters.filter(({ decode }) => decode.format === "xlsx"))
  test(`the template of ${adapter.id} comes back with nothing but its explanations passed over`, async () => {
    const { records } = await judged(adapter, examplesOf(adapter.standard).slice(0, 1));
    assert.equal(records, 1);
  });

for (const reader of ["XZXK", "cities/zibo-permits", "cities/jinan-wage-arrears"])
  test(`xinqiao check accepts a filled-in template of ${reader}`, async () => {
    const adapter = known.adapters.find(({ id }) => id === reader) ?? ownForm(reader, catalog);
    const file = await fillIn(adapter, examplesOf(adapter.standard).slice(0, 1));
    const all = { ...known, adapters: [...known.adapters, adapter] };
    const { rejections, unknownColumns, accepted } = await checkFile(file, adapter.id, TODAY, all);
    assert.deepEqual(
      { rejections, unknownColumns, accepted },
      { rejections: [], unknownColumns: [], accepted: 1 },
    );
  });

test("lists reach their whole code set, columns are text, and titles stay in sight", async () => {
  const adapter = ownForm("XZCF", catalog);
  const { sheets } = await readWorkbook(await templateXlsx(adapter, itemOf("XZCF"), catalog, TODAY), {
    readStyles: true,
  });
  assert.deepEqual(
    sheets.map(({ hidden }) => hidden ?? false),
    [false, false, true],
  );
  const [form, , codes] = sheets;
  assert.deepEqual(form?.freezePane, { rows: 2, columns: 1 });
  const lists = form?.dataValidations?.filter(({ type }) => type === "list") ?? [];
  assert.ok(lists.length > 2);
  for (const { formula1 = "" } of lists) {
    const found = /^'代码'!\$([A-Z]+)\$2:\$\1\$(\d+)$/.exec(formula1);
    assert.ok(found, formula1);
    const column = (found[1] ?? "").charCodeAt(0) - "A".charCodeAt(0);
    const values = codes?.rows
      .slice(1)
      .map((row) => row[column])
      .filter((value) => value !== null && value !== undefined && value !== "");
    assert.equal(values?.length, Number(found[2]) - 1);
  }
  const at = form?.rows[0]?.findIndex((title) => String(title).includes("统一社会信用代码")) ?? -1;
  assert.ok(at >= 0);
  assert.equal(form?.cells?.get(`2,${at}`)?.style?.numFmt, "@");
});
