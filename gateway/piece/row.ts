/**
 * One row's way from cells to a record: map, validate, identity, canonical text. The
 * same for every source and for the pre-check; sees one row and nothing around it.
 */

import { bindColumns } from "../map/bind.ts";
import { compileMapper } from "../map/compile.ts";
import type { Adapter } from "../model/adapter.ts";
import type { Catalog, Standard } from "../model/catalog.ts";
import { FINDINGS, type FindingCode } from "../model/findings.ts";
import type { Binding, RecordFields, Report } from "../model/row.ts";
import type { Params } from "../model/text.ts";
import { compileIdentity } from "../seal/identity.ts";
import { compileSerializer, type Serializer } from "../seal/serialize.ts";
import { compileStandard, compileWithdrawal } from "../validate/compile.ts";
import type { RowOutput } from "./output.ts";
import { type FilePlan, OUTCOME } from "./plan.ts";
import { titleWithoutCell } from "./row-faults.ts";

/** Takes a row's cells to the output. `plain` promises that no cell has a character that JSON escapes. */
export type TakeRow = (cells: readonly string[], rowNumber: number, plain: boolean) => void;

interface Pending {
  readonly code: FindingCode;
  readonly field: string;
  readonly params: Params;
}

export function standardOf(catalog: Catalog, id: string): Standard {
  const standard = catalog.standards.find((one) => one.id === id);
  if (standard === undefined) throw new Error(`no standard ${id}`);
  return standard;
}

/** Column title of each field as the file has it; the standard's own where the file has no such column. */
function titlesOf(standard: Standard, binding: Binding): Map<string, string> {
  return new Map(standard.fields.map(({ name, title }) => [name, binding.titleOf[name] ?? title.zh]));
}

/** Bits of the warnings among what was found. */
function warningBits(found: readonly Pending[]): number {
  let bits = 0;
  for (const { code } of found) {
    const row: { readonly severity: string; readonly bit?: number } = FINDINGS[code];
    if (row.severity === "warn" && row.bit !== undefined) bits |= 1 << row.bit;
  }
  return bits;
}

/** Findings as they are told: one rejection a field, the first; warnings only of rows that stand. */
function settle(found: readonly Pending[]): {
  readonly rejected: boolean;
  readonly told: readonly Pending[];
} {
  const rejections = found.filter(({ code }) => FINDINGS[code].severity === "reject");
  if (rejections.length === 0) return { rejected: false, told: found };
  const fields = new Set<string>();
  const told = rejections.filter(({ field }) => {
    if (field !== "" && fields.has(field)) return false;
    fields.add(field);
    return true;
  });
  return { rejected: true, told };
}

/** What a row must know of its batch. */
export type RowPlan = Pick<
  FilePlan,
  "item" | "standard" | "receivedOn" | "version" | "subjectKey" | "header" | "width"
>;

export function compileRow(plan: RowPlan, adapter: Adapter, catalog: Catalog, output: RowOutput): TakeRow {
  const standard = standardOf(catalog, plan.standard);
  const binding = bindColumns(adapter, standard, plan.header);
  const mapRow = compileMapper(adapter, standard, binding, catalog.codeSets);
  const validatePut = compileStandard(standard, catalog, true);
  const validateWithdrawal = compileWithdrawal(standard, catalog);
  const identify = compileIdentity(standard, plan.item, plan.subjectKey);
  const serializer: Serializer = compileSerializer([
    ...standard.fields.map((f) => f.name),
    "asReceived",
    "withdrawn",
  ]);
  const titles = titlesOf(standard, binding);
  const context = { receivedOn: plan.receivedOn };
  const { versionField } = standard;
  const expected = plan.header.length;

  let found: Pending[] = [];
  const report: Report = (code, field, params) => {
    found.push({ code, field, params: params ?? {} });
  };
  const tell = (rowNumber: number, told: readonly Pending[]): void => {
    for (const { code, field, params } of told) {
      output.findings.push({ row: rowNumber, column: titles.get(field) ?? "", code, params });
    }
  };

  function versionOf(record: RecordFields): number {
    const own = versionField === undefined ? undefined : record[versionField];
    return typeof own === "string" ? Date.parse(own) : plan.version;
  }

  return (cells, rowNumber, plain) => {
    found = [];
    if (cells.length !== expected && !paddedOnly(cells, expected, plan.width)) {
      const column = titleWithoutCell(plan, cells.length);
      const params = { found: cells.length, expected };
      output.findings.push({ row: rowNumber, column, code: "ROW_CELLS", params });
      return output.skip(OUTCOME.refused, rowNumber);
    } else {
      const { operation, record } = mapRow(cells, report);
      if (record !== null) {
        (operation === "put" ? validatePut : validateWithdrawal)(record, context, report);
        const identity = identify(record);
        if (identity !== null && (found.length === 0 || !settle(found).rejected)) {
          if (operation === "withdraw") (record as Record<string, unknown>)["withdrawn"] = true;
          const payload = plain ? serializer.plain(record) : serializer.careful(record);
          if (found.length > 0) tell(rowNumber, found);
          output.record(rowNumber, payload, {
            identityText: identity.text,
            subject: identity.subject,
            version: versionOf(record),
            withdrawn: operation === "withdraw",
            warnings: found.length === 0 ? 0 : warningBits(found),
          });
          return;
        }
      }
    }
    const { told } = settle(found);
    if (told.length === 0) throw new Error("a row was refused without a finding");
    tell(rowNumber, told);
    output.skip(OUTCOME.refused, rowNumber);
  };
}

/** Where the title row was padded with empty cells, as spreadsheets do, rows may be padded likewise. */
function paddedOnly(cells: readonly string[], expected: number, width: number): boolean {
  return (
    cells.length > expected &&
    cells.length <= width &&
    cells.slice(expected).every((cell) => cell.trim() === "")
  );
}
