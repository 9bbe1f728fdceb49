/**
 * Which column of this file gives which field: titles meet by code or by Chinese title, in
 * any order and any width. It judges the title row only, never a value. The trap: two columns
 * may claim one field; the first in the file wins and the other is told to the sender.
 */
import type { Adapter, FieldMap } from "../model/adapter.ts";
import type { Standard } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import type { Binding } from "../model/row.ts";
import { normaliseTitle } from "../model/title.ts";
import { asSent, isFeedbackTitle, isResent } from "./resent.ts";

export function bindColumns(adapter: Adapter, standard: Standard, header: readonly string[]): Binding {
  const columnOf: Record<string, number> = {};
  const furtherOf: Record<string, number> = {};
  const otherwiseOf: Record<string, number> = {};
  const takers = new Map<string, ((index: number) => boolean)[]>();
  const take = (titles: readonly string[], into: Record<string, number>, field: string) => {
    for (const title of titles) {
      const key = normaliseTitle(title);
      const takersOfTitle = takers.get(key) ?? [];
      takersOfTitle.push((index) => {
        if (into[field] !== undefined && into[field] >= 0) return false;
        into[field] = index;
        return true;
      });
      takers.set(key, takersOfTitle);
    }
  };
  for (const { field, columns, further, otherwise } of adapter.map) {
    columnOf[field] = -1;
    take(columns, columnOf, field);
    if (further) take(further, furtherOf, field);
    if (otherwise) take(otherwise.columns, otherwiseOf, field);
  }
  const operation: Record<string, number> = {};
  take(adapter.operation?.columns ?? [], operation, "operation");
  const ignored = new Set(adapter.ignore.map(normaliseTitle));
  const resent = isResent(adapter, header);

  const unknown: string[] = [];
  header.forEach((title, index) => {
    const key = normaliseTitle(resent ? asSent(title) : title);
    if (key === "") return; // A column without a title holds nothing that could be named.
    // Every field that claims the title takes it; sharing was declared row by row ("when").
    const taken = (takers.get(key) ?? []).filter((take) => take(index)).length > 0;
    if (!taken && !ignored.has(key) && !isFeedbackTitle(key)) unknown.push(title);
  });

  const missing = adapter.map
    .filter(({ field, mandatory }) => mandatory && columnOf[field] === -1 && otherwiseOf[field] === undefined)
    .map(({ field, columns }) => nameColumn(standard, field, columns));
  if (adapter.operation && operation["operation"] === undefined)
    missing.push(adapter.operation.columns.join("/"));
  if (missing.length > 0) throw new Refusal("MAP_MISSING_COLUMN", { columns: missing.join("、") });

  const titleOf = titlesByField(adapter, header, columnOf, otherwiseOf);
  const operationColumn = operation["operation"] ?? -1;
  return { header: [...header], columnOf, furtherOf, otherwiseOf, titleOf, operationColumn, unknown };
}

const READS = ["field", "uscc", "businessRegNo", "certNo", "orgCode"];

/** A field without a column of its own is mended where it was derived from. */
function titlesByField(
  adapter: Adapter,
  header: readonly string[],
  columnOf: Readonly<Record<string, number>>,
  otherwiseOf: Readonly<Record<string, number>>,
): Record<string, string> {
  const maps = new Map(adapter.map.map((map) => [map.field, map]));
  const titleFor = ({ field, apply }: FieldMap): string | undefined => {
    const own = columnOf[field] ?? -1;
    const column = own >= 0 ? own : (otherwiseOf[field] ?? -1);
    if (column >= 0) return header[column];
    // Derivations have no rings: the loader refused them.
    for (const { options = {} } of apply)
      for (const name of READS) {
        const read = maps.get(String(options[name]));
        const title = read && titleFor(read);
        if (title !== undefined) return title;
      }
    return undefined;
  };
  const titles: Record<string, string> = {};
  for (const map of adapter.map) {
    const title = titleFor(map);
    if (title !== undefined) titles[map.field] = title;
  }
  return titles;
}

/** Code and Chinese title, as the sender knows the column. */
function nameColumn(standard: Standard, name: string, columns: readonly string[]): string {
  const field = standard.fields.find((one) => one.name === name);
  const taken = new Set(columns.map(normaliseTitle));
  // An adapter that takes none of the standard's titles names its own; the standard's title explains it.
  const code =
    field?.code !== undefined && taken.has(normaliseTitle(field.code)) ? field.code : (columns[0] ?? name);
  return field && normaliseTitle(field.title.zh) !== normaliseTitle(code)
    ? `${code}（${field.title.zh}）`
    : code;
}
