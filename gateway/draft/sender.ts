/**
 * Who seems to have sent a file: an agency of the catalog whose name or unified code stands in
 * most rows of the columns about the source or the organ that decided.
 */
import type { Agency } from "../model/catalog.ts";
import type { ColumnDraft } from "./field-draft.ts";

export interface Sender {
  readonly agency: string;
  readonly from: string;
}

const MOST = 0.6;

export function senderOf(columns: readonly ColumnDraft[], agencies: readonly Agency[]): Sender | undefined {
  const about = columns
    .filter(({ fields }) =>
      fields.some((name) => /source|organ|agency|authority|court|issuer|report/i.test(name)),
    )
    // Who sends comes before who decided.
    .sort((a, b) => Number(isSource(b)) - Number(isSource(a)));
  for (const { placed } of about) {
    const counts = new Map<string, number>();
    for (const value of placed.profile.values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const [value, rows] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
    if (rows < MOST * placed.profile.filled) continue;
    const agency = agencies.find(({ name, uscc }) => name.zh === value || uscc === value);
    if (agency !== undefined)
      return { agency: agency.id, from: `据“${placed.column.title}”列 as the column says` };
  }
  return undefined;
}

const isSource = ({ fields }: ColumnDraft): boolean => fields.some((name) => /source/i.test(name));
