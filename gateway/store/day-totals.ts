/**
 * What one agency has sent since a moment: bytes as they arrived, rows as they were judged.
 * The trap: a push that waited as an intake stands in both tables, so intakes count as
 * files only.
 */
import type { Queryable } from "./connect.ts";

export interface DayTotals {
  readonly bytes: number;
  readonly records: number;
}

const TOTALS = `
  select
    (select coalesce(sum(bytes), 0) from intake
      where sender = $1 and received_at >= $2 and kind = 'file' and state <> 'cancelled')
    + (select coalesce(sum(p.bytes), 0) from batch b join push p using (batch_seq)
      where b.sender = $1 and b.received_at >= $2) as bytes,
    (select coalesce(sum(rows), 0) from batch
      where sender = $1 and received_at >= $2 and origin = $3) as records`;

/** `node`: only batches that were sealed here. */
export async function dayTotals(
  db: Queryable,
  sender: string,
  since: Date,
  node: string,
): Promise<DayTotals> {
  const { rows } = await db.query<{ bytes: string; records: string }>(TOTALS, [sender, since, node]);
  return { bytes: Number(rows[0]?.bytes ?? 0), records: Number(rows[0]?.records ?? 0) };
}
