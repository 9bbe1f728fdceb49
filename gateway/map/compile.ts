/**
 * Makes, for one file's binding, the function that turns its rows into records: a million
 * times, so it is generated as straight-line code with one call site per column. Only names
 * that pass IDENTIFIER get into that code, and no value of a file ever does. A record has every
 * field of the file, undefined where the row has nothing, so that all share one hidden class.
 */
import type { Adapter, FieldMap } from "../model/adapter.ts";
import type { CodeSet, Standard } from "../model/catalog.ts";
import type { Binding, MappedRow, Report } from "../model/row.ts";
import { halfWidth } from "../model/title.ts";
import { compileClean, compileNulls, type IsNull, trim } from "./blank.ts";
import { compileDerivation, type Derivation, inOrder } from "./derive.ts";
import { asSent, isResent } from "./resent.ts";
import { type CellContext, compileCell, keepsReceived } from "./transforms.ts";

export type MapRow = (cells: readonly string[], report: Report) => MappedRow;

interface MapContext extends CellContext {
  readonly clean: (raw: string) => string;
}

const IDENTIFIER = /^[A-Za-z][A-Za-z0-9]{0,63}$/;

export function compileMapper(
  adapter: Adapter,
  standard: Standard,
  binding: Binding,
  codeSets: readonly CodeSet[],
): MapRow {
  const mapRow = compileOperations(adapter, standard, binding, codeSets);
  if (!isResent(adapter, binding.header)) return mapRow;
  return (cells, report) => mapRow(cells.map(asSent), report);
}

function compileOperations(
  adapter: Adapter,
  standard: Standard,
  binding: Binding,
  codeSets: readonly CodeSet[],
): MapRow {
  const context: MapContext = {
    codeSets: new Map(codeSets.map((set) => [set.id, set])),
    isNull: compileNulls(adapter.nulls),
    clean: compileClean(adapter.nulls),
  };
  const put = generate(adapter.map, binding, context, "put");
  const { operation } = adapter;
  if (operation === undefined || binding.operationColumn < 0) return put;

  const needed = new Set(fieldsOfWithdrawal(standard));
  const withdraw = generate(
    adapter.map.filter(({ field }) => needed.has(field)),
    binding,
    context,
    "withdraw",
  );
  const meaning = new Map<string, MapRow>([
    ...operation.put.map((value) => [spellOperation(value), put] as const),
    ...operation.withdraw.map((value) => [spellOperation(value), withdraw] as const),
  ]);
  const column = binding.operationColumn;
  const params = {
    column: binding.header[column] ?? "",
    known: [...operation.put, ...operation.withdraw].join("、"),
  };
  return (cells, report) => {
    const map = meaning.get(spellOperation(cells[column] ?? ""));
    if (map !== undefined) return map(cells, report);
    report("MAP_OPERATION", "", params);
    return { operation: "put", record: null };
  };
}

function spellOperation(value: string): string {
  return halfWidth(trim(value)).toUpperCase();
}

/** A withdrawal names its record and its time, nothing else: the rest of such rows is often stale. */
function fieldsOfWithdrawal(standard: Standard): string[] {
  const { kind, uscc, businessRegNo, certType, certNo, name } = standard.subject;
  const fields = [
    kind,
    uscc,
    businessRegNo,
    certType,
    certNo,
    name,
    ...standard.identity,
    standard.versionField,
  ];
  return fields.filter((field): field is string => field !== undefined);
}

function generate(
  maps: readonly FieldMap[],
  binding: Binding,
  context: MapContext,
  operation: MappedRow["operation"],
): MapRow {
  // A slot without column, constant or derivation can never hold a value.
  const derivations = new Map<string, Derivation>();
  for (const map of maps) {
    const derivation = compileDerivation(map, context.codeSets);
    if (derivation) derivations.set(map.field, derivation);
  }
  const slots = maps
    .filter(
      ({ field, constant }) =>
        (binding.columnOf[field] ?? -1) >= 0 ||
        binding.otherwiseOf[field] !== undefined ||
        constant !== undefined ||
        derivations.has(field),
    )
    .sort((a, b) => (a.field < b.field ? -1 : 1));
  const slotOf = new Map(slots.map(({ field }, index) => [field, index]));
  const parts: Record<string, unknown> = { clean: context.clean, join: joinWith(context.isNull) };
  const body: string[] = [];
  const fromFile: string[] = [];

  slots.forEach((map, index) => {
    const column = binding.columnOf[map.field] ?? -1;
    const constant = map.constant === undefined ? "undefined" : JSON.stringify(map.constant);
    body.push(`let v${index} = ${constant};`);
    if (keepsReceived(map)) body.push(`let r${index};`);
    const other = binding.otherwiseOf[map.field];
    if (column < 0 && other === undefined) return;
    fromFile.push(`v${index} === undefined`);
    const read = (source: string, from: FieldMap, part: string) => {
      body.push(`raw = ${source};`);
      body.push(`if (raw !== undefined && raw !== "" && (raw = clean(raw)) !== "") {`);
      const step = compileCell(from, context);
      if (step === undefined) {
        body.push(`  v${index} = raw;`, "}");
        return;
      }
      parts[part] = step;
      body.push(`  const read = ${part}(raw, report);`);
      body.push(`  if (read !== undefined) {`, `    v${index} = read;`);
      if (keepsReceived(map)) body.push(`    if (read !== raw) r${index} = raw;`);
      body.push("  }", "}");
    };
    if (column >= 0) read(cellSource(column, binding.furtherOf[map.field]), map, `c${index}`);
    if (other !== undefined && map.otherwise) {
      body.push(`if (v${index} === undefined) {`);
      read(cellSource(other, undefined), { ...map, apply: map.otherwise.apply }, `o${index}`);
      body.push("}");
    }
  });
  body.push(`if (${fromFile.join(" && ") || "true"}) {`);
  body.push(`  report("MAP_EMPTY", "");`, `  return { operation: "${operation}", record: null };`, "}");
  slots.forEach((map, index) => {
    if (map.when === undefined || (binding.columnOf[map.field] ?? -1) < 0) return;
    parts[`w${index}`] = compileWhen(map.when);
    const asked = slotOf.has(map.when.field) ? `v${slotOf.get(map.when.field)}` : "undefined";
    const forget = keepsReceived(map) ? `v${index} = r${index} = undefined;` : `v${index} = undefined;`;
    body.push(`if (v${index} !== undefined && !w${index}(${asked}, v${index})) ${forget}`);
  });
  for (const derivation of inOrder([...derivations.values()])) {
    const index = slotOf.get(derivation.field);
    parts[`d${index}`] = derivation.run;
    const reads = derivation.reads.map((field) =>
      slotOf.has(field) ? `v${slotOf.get(field)}` : "undefined",
    );
    body.push(`if (v${index} === undefined) v${index} = d${index}(${reads.join(", ")});`);
  }
  slots.forEach((map, index) => {
    if (keepsReceived(map))
      body.push(`if (r${index} !== undefined) (received ??= {}).${checked(map.field)} = r${index};`);
  });
  const fields = [...slots.map(({ field }, index) => ({ field, source: `v${index}` }))];
  if (slots.some(keepsReceived)) fields.push({ field: "asReceived", source: "received" });
  fields.sort((a, b) => (a.field < b.field ? -1 : 1));
  // One shape for every row, absent fields undefined: what reads a million records reads one hidden class.
  const members = fields.map(({ field, source }) => `${checked(field)}: ${source}`);
  body.push(`return { operation: "${operation}", record: { ${members.join(", ")} } };`);

  const names = Object.keys(parts);
  const source = `"use strict";\nreturn function mapRow(cells, report) {\nlet raw, received;\n${body.join("\n")}\n};`;
  return new Function(...names, source)(...names.map((name) => parts[name])) as MapRow;
}

/** Whether a column that several fields share is this field's in this row. */
function compileWhen({
  is,
  lengths,
}: NonNullable<FieldMap["when"]>): (asked: unknown, value: unknown) => boolean {
  const values = new Set<unknown>(is);
  return (asked, value) =>
    values.has(asked) &&
    (lengths === undefined || (typeof value === "string" && lengths.includes(value.length)));
}

/** The cell, or two cells joined for a field that the source spreads over two columns. */
function cellSource(column: number, further: number | undefined): string {
  const first = `cells[${Number(column)}]`;
  return further === undefined ? first : `join(${first}, cells[${Number(further)}])`;
}

function joinWith(isNull: IsNull): (first?: string, second?: string) => string {
  return (first = "", second = "") => {
    if (isNull(trim(second))) return first;
    return isNull(trim(first)) ? second : `${first};${second}`;
  };
}

function checked(field: string): string {
  if (!IDENTIFIER.test(field)) throw new Error(`${JSON.stringify(field)} cannot be the name of a field`);
  return field;
}
