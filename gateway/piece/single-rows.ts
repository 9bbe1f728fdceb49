/**
 * Single rows to records, as they come in by themselves: the same way as a file's rows
 * (row.ts), but for the digests and the leaf, which wait until the row's group is known.
 */
import type { Adapter } from "../model/adapter.ts";
import type { Catalog } from "../model/catalog.ts";
import type { Finding } from "../model/row.ts";
import type { RecordParts, RowOutput } from "./output.ts";
import { compileRow, type RowPlan } from "./row.ts";

/** A row with what it became; `findings` say its row number as 0. */
export type SingleRow =
  | { readonly payload: string; readonly parts: RecordParts; readonly findings: readonly Finding[] }
  | { readonly payload: null; readonly findings: readonly Finding[] };

/** `plain` promises that no cell has a character that JSON escapes. */
export type TakeSingleRow = (cells: readonly string[], plain: boolean) => SingleRow;

/** A record without a version of its own has that of the plan. */
export function compileSingleRow(
  plan: Omit<RowPlan, "width">,
  adapter: Adapter,
  catalog: Catalog,
): TakeSingleRow {
  let taken: { readonly payload: string; readonly parts: RecordParts } | null = null;
  let findings: Finding[] = [];
  const output: RowOutput = {
    get findings() {
      return findings;
    },
    skip: () => {
      taken = null;
    },
    record: (_row, payload, parts) => {
      taken = { payload, parts };
    },
  };
  const take = compileRow({ ...plan, width: plan.header.length }, adapter, catalog, output);
  return (cells, plain) => {
    taken = null;
    findings = [];
    take(cells, 0, plain);
    return { ...(taken ?? { payload: null }), findings };
  };
}
