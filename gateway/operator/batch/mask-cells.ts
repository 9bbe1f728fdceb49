/**
 * Cells of rejected rows, masked: by the field that their column is bound to, and more strictly than a record, since
 * what was rejected need not have the form that a mask relies on. The trap: a column that is bound to nothing is the
 * sender's own text, of which nobody knows what it holds; it is not shown at all.
 */
import { covers, levelOf } from "../../model/access.ts";
import type { Adapter, FieldMap } from "../../model/adapter.ts";
import type { Field, Standard } from "../../model/catalog.ts";
import { hideIdentifier, hideResidentNumbers } from "../../rights/resident-numbers.ts";

export type MaskCell = (value: string) => string;

const HIDDEN: MaskCell = (value) => (value === "" ? "" : "••••");

/** One for each column of the file. */
export function maskCells(
  columns: readonly string[],
  adapter: Adapter | undefined,
  standard: Standard | undefined,
): readonly MaskCell[] {
  return columns.map((title) => {
    const field = adapter && standard && fieldOf(title, adapter.map, standard);
    return field ? maskOf(field) : HIDDEN;
  });
}

function fieldOf(title: string, map: readonly FieldMap[], standard: Standard): Field | undefined {
  const bound = map.filter(({ columns, further = [], otherwise }) =>
    [...columns, ...further, ...(otherwise?.columns ?? [])].includes(title),
  );
  // Where a column may hold one thing or another, the stricter counts.
  const fields = bound.flatMap(({ field }) => standard.fields.find(({ name }) => name === field) ?? []);
  return fields.find((field) => !covers("open", levelOf(field))) ?? fields[0];
}

function maskOf(field: Field): MaskCell {
  if (covers("open", levelOf(field))) return field.format === "uscc" ? shownCode : hideResidentNumbers;
  if (field.mask === "surname")
    return (value) => (value.length > 1 ? `${[...value][0] ?? ""}**` : HIDDEN(value));
  return field.mask === "keep-ends" || /CertNo$/.test(field.name) ? hideIdentifier : HIDDEN;
}

/** A code of the right form is public; anything else in its column may be a person's number. */
function shownCode(value: string): string {
  return /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(value) && /[A-Z]/.test(value.slice(0, 17))
    ? value
    : hideResidentNumbers(value);
}
