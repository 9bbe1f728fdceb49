/**
 * Finds entries of the log by what they tell of. No index serves it: for an operator's
 * single question and for verifying, never on the path.
 */
import type { Queryable } from "./connect.ts";
import type { NumberedLeaf } from "./log-rows.ts";

const OF_BATCH = `
  select leaf_id as "leafId", at, kind, data, log_index as "logIndex" from log_leaf
  where kind = 'batch' and data like '%"batch":"' || $1 || '"%' order by at limit 1`;

/** The entry of having taken this batch, if it is numbered. `batchId` is a uuid. */
export async function batchEntry(db: Queryable, batchId: string): Promise<NumberedLeaf | undefined> {
  const { rows } = await db.query<NumberedLeaf & { logIndex: number | null }>(OF_BATCH, [batchId]);
  return rows[0]?.logIndex === null ? undefined : rows[0];
}

const OPEN = "select count(*) as open from log_leaf where log_index is null";

/** Entries that have no number yet. */
export async function countOpen(db: Queryable): Promise<number> {
  return (await db.query<{ open: number }>(OPEN)).rows[0]?.open ?? 0;
}
