/**
 * That the code sets which an adapter names are there, and that the codes which it puts into
 * fields itself are in them: a hole there would refuse every such row of every file.
 */
import type { FieldMap, Transform } from "../model/adapter.ts";
import type { Catalog, CodeSet } from "../model/catalog.ts";
import type { Fault } from "./mapping.ts";

export function checkCodeSets(map: readonly FieldMap[], catalog: Catalog, fault: Fault): void {
  const known = new Map(catalog.codeSets.map((set) => [set.id, set]));
  const setOf = (name: string) => known.get(map.find(({ field }) => field === name)?.codeSet ?? "");
  for (const { field, codeSet, apply, constant, when } of map) {
    for (const [place, value] of namedCodes(constant, apply))
      checkCode(setOf(field), value, `map.${field}.${place}`, fault);
    for (const value of when?.is ?? [])
      if (when) checkCode(setOf(when.field), value, `map.${field}.when.is`, fault);
    for (const named of [codeSet, ...apply.map(({ options }) => options?.["codeSet"])]) {
      if (named !== undefined && !known.has(String(named)))
        fault(`map.${field}`, `code set ${String(named)} is not in the catalog`);
    }
  }
}

/** Codes that a declaration itself puts into a field, and where. */
function namedCodes(
  constant: string | undefined,
  apply: readonly Transform[],
): [place: string, value: string][] {
  const tables = apply.flatMap(({ name, options }, at) =>
    name === "values"
      ? Object.values((options?.["table"] ?? {}) as Record<string, string>).map((value): [string, string] => [
          `apply[${at}].values.table`,
          value,
        ])
      : [],
  );
  return constant === undefined ? tables : [["constant", constant], ...tables];
}

/** A code, or what the code's own transform reads as one: its label or an alias. */
function checkCode(set: CodeSet | undefined, value: string, place: string, fault: Fault): void {
  if (set === undefined || (set.openPrefix !== undefined && value.startsWith(set.openPrefix))) return;
  for (const one of value.split(/[;；]/)) {
    const fits = set.codes.some(
      ({ code, label, aliases = [] }) => code === one || label.zh === one || aliases.includes(one),
    );
    if (!fits) fault(place, `code set ${set.id} has no code ${one}`);
  }
}
