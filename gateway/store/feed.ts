/**
 * Reading the change feed of an item: batches in the order of their commits (change_batch), and in
 * each its records by leaf. changes.ts writes it. What a change is, new, another version, one that
 * came late, is told by what came before it *in the feed*, so that a reader who comes later is told
 * the same. The trap: the end of the feed is read first; what is committed while a page is being read
 * has a higher number and waits for the next page.
 */
import type { Queryable } from "./connect.ts";
import { SEEN, type SeenRow } from "./query-rows.ts";

/** Up to and including this leaf of this number everything is told. */
export interface FeedPlace {
  readonly number: number;
  readonly leaf: number;
}

/** Above any leaf of a batch. */
export const LAST_LEAF = 2 ** 31 - 1;
export const BEGINNING: FeedPlace = { number: 0, leaf: LAST_LEAF };

export interface ChangeRow extends SeenRow {
  readonly number: number;
  /** Place within the number: the leaf, or of a mark its order. */
  readonly leaf: number;
  readonly kind: "batch" | "mark";
  readonly at: Date;
  /** A version of the record stood earlier in the feed. */
  readonly known: boolean;
  /** And a newer one. */
  readonly late: boolean;
}

export interface ChangePage {
  readonly rows: readonly ChangeRow[];
  readonly next: FeedPlace;
  readonly more: boolean;
}

const HEAD = "select last from feed_head where item = $1";

/** Number of the newest committed change of an item; 0 when there was none. */
export async function feedHead(db: Queryable, item: string): Promise<number> {
  return (await db.query<{ last: number }>(HEAD, [item])).rows[0]?.last ?? 0;
}

const HEADS = "select item, last from feed_head where item = any($1)";

export async function feedHeads(
  db: Queryable,
  items: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ item: string; last: number }>(HEADS, [items]);
  return new Map(rows.map(({ item, last }) => [item, last]));
}

const BEFORE = `
  select coalesce(max(number), 0) as number from change_batch where item = $1 and at < $2`;

/** Where to begin in order to be told everything from a time on. */
export async function feedPlaceAt(db: Queryable, item: string, since: Date): Promise<FeedPlace> {
  const { rows } = await db.query<{ number: number }>(BEFORE, [item, since]);
  return { number: rows[0]?.number ?? 0, leaf: LAST_LEAF };
}

const PAGE = `
  select ${SEEN}, r.number, r.leaf, r.kind, r.at,
    coalesce(v.known, false) as known, coalesce(v.late, false) as late
  from (
    select r.*, c.number, c.kind, c.at, r.leaf_index as leaf from change_batch c
    join record r on r.item = c.item and r.batch_seq = c.batch_seq
      and r.leaf_index > case when c.number = $2 then $3::int else -1 end
    where c.item = $1 and c.kind = 'batch' and c.number >= $2 and c.number <= $4
    order by c.number, r.leaf_index limit $5) r
  join batch b on b.batch_seq = r.batch_seq
  left join lateral (
    select true as known,
      bool_or((o.version, o.batch_seq, o.leaf_index) > (r.version, r.batch_seq, r.leaf_index)) as late
    from record o join change_batch e on e.batch_seq = o.batch_seq
    where o.subject = r.subject and o.item = r.item and o.record_id = r.record_id
      and (e.number, o.leaf_index) < (r.number, r.leaf)
    having count(*) > 0) v on true
  order by r.number, r.leaf`;

// A mark tells the record as it is now; of several in one number the order is that of their records.
const MARKS = `
  select ${SEEN}, r.number, r.leaf, 'mark' as kind, r.at, true as known, false as late
  from (
    select l.*, m.number, m.at,
      (row_number() over (partition by m.number order by m.subject, m.record_id) - 1)::int as leaf
    from (select distinct m.subject, m.item, m.record_id, m.number, c.at
            from mark m join change_batch c on c.item = m.item and c.number = m.number
           where m.item = $1 and m.number >= $2 and m.number <= $4 and c.kind = 'mark') m
    cross join lateral (select * from record r
      where r.subject = m.subject and r.item = m.item and r.record_id = m.record_id
      order by r.version desc, r.batch_seq desc, r.leaf_index desc limit 1) l) r
  join batch b on b.batch_seq = r.batch_seq
  where (r.number, r.leaf) > ($2, $3)
  order by r.number, r.leaf limit $5`;

/** The next changes after a place, at most `limit`. An empty page moves the place on as well. */
export async function changesAfter(
  db: Queryable,
  item: string,
  after: FeedPlace,
  limit: number,
): Promise<ChangePage> {
  const head = await feedHead(db, item);
  if (head < after.number || (head === after.number && after.leaf === LAST_LEAF))
    return { rows: [], next: after, more: false };
  const values = [item, after.number, after.leaf, head, limit + 1];
  const records = (await db.query<ChangeRow>(PAGE, values)).rows;
  const marks = (await db.query<ChangeRow>(MARKS, values)).rows;
  const all = marks.length === 0 ? records : [...records, ...marks].sort(inOrder);
  const rows = all.slice(0, limit);
  const last = rows.at(-1);
  if (all.length > limit && last) return { rows, next: { number: last.number, leaf: last.leaf }, more: true };
  return { rows, next: { number: head, leaf: LAST_LEAF }, more: false };
}

function inOrder(a: FeedPlace, b: FeedPlace): number {
  return a.number - b.number || a.leaf - b.leaf;
}
