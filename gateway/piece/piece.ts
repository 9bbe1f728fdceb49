/**
 * What turns the pieces of one batch into records, compiled once a batch. A pure function
 * but for the salts: no database, no files, no order among pieces.
 */
import type { Adapter } from "../model/adapter.ts";
import type { Catalog } from "../model/catalog.ts";
import { compileCsvPiece, type TakePiece } from "./csv-rows.ts";
import { compileGivenPiece } from "./given-rows.ts";
import { PieceOutput } from "./output.ts";
import type { Plan } from "./plan.ts";
import { compileRow } from "./row.ts";
import { compileSealedPiece } from "./sealed-lines.ts";

/** What every batch of a process has in common. */
export interface Known {
  readonly catalog: Catalog;
  readonly adapters: readonly Adapter[];
}

export function compilePiece(plan: Plan, { catalog, adapters }: Known): TakePiece {
  if (plan.kind === "sealed") return compileSealedPiece(plan, catalog, new PieceOutput(plan, null));
  const output = new PieceOutput(plan, plan.contentKey);
  const adapter = adapters.find((one) => one.id === plan.adapter);
  if (adapter === undefined) throw new Error(`no adapter ${plan.adapter}`);
  const takeRow = compileRow(plan, adapter, catalog, output);
  return plan.kind === "csv"
    ? compileCsvPiece(plan, takeRow, output)
    : compileGivenPiece(plan, takeRow, output);
}
