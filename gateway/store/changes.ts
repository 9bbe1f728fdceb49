/**
 * The order in which an item changed here, batch by batch: who follows an item reads on from
 * the number it saw last. The trap: batch_seq is no such order, since sealed batches of one
 * item may commit the other way round, and a reader at 6 would miss 5 for ever.
 */
import type { Queryable } from "./connect.ts";

export interface Change {
  readonly item: string;
  readonly batchSeq: number;
  readonly kind: "batch" | "mark";
  readonly at: Date;
}

const APPEND = `
  with head as (
    insert into feed_head (item, last) values ($1, 1)
    on conflict (item) do update set last = feed_head.last + 1
    returning last)
  insert into change_batch (item, number, batch_seq, kind, at) select $1, last, $2, $3, $4 from head
  returning number`;

/**
 * The next number of the item's changes. The LAST statement before a commit: its row stays locked until
 * then, which makes the order of numbers that of the commits, and holds up every other batch of the item.
 */
export async function appendChange(db: Queryable, change: Change): Promise<number> {
  const { item, batchSeq, kind, at } = change;
  const { rows } = await db.query<{ number: number }>(APPEND, [item, batchSeq, kind, at]);
  const number = rows[0]?.number;
  if (number === undefined) throw new Error("a change got no number");
  return number;
}
