/**
 * Nights kept ready beside the hours (migration 0009): triggers sum up anew what changes; here all of them are made, at the
 * first start with this table and whenever the due hour is another. The trap: it is one transaction in which no hour changes,
 * so a process killed in it leaves what was there, and readers meanwhile put the hours together themselves.
 */
import type { Client, Queryable } from "../connect.ts";

/** How a node divides nights. */
export interface Division {
  readonly dueHour: number;
  /** Length of a night's first two parts. */
  readonly grace: number;
}

export async function areNightsKept(db: Queryable, { dueHour, grace }: Division): Promise<boolean> {
  const { rowCount } = await db.query("select from tally_frame where due_hour = $1 and grace = $2", [
    dueHour,
    grace,
  ]);
  return rowCount === 1;
}

/** In the transaction of `client`. */
export async function makeNights(client: Client, { dueHour, grace }: Division): Promise<void> {
  // Who writes hours waits; who reads nights doesn't.
  await client.query("lock table tally in share row exclusive mode");
  await client.query("delete from tally_night");
  await client.query(
    `insert into tally_frame (one, due_hour, grace) values (true, $1, $2)
     on conflict (one) do update set due_hour = excluded.due_hour, grace = excluded.grace`,
    [dueHour, grace],
  );
  await client.query(
    `insert into tally_night (night, agency, item, origin, part, first_hour, good_hour, batches, refused, rows, accepted, rejected,
        duplicates, updated, late, uncoded, demo)
       select date '1970-01-01' + (h - $1) / 24, agency, item, origin, least((h - $1) % 24 / $2, 2), min(h),
         max(h) filter (where batches > refused), sum(batches), sum(refused), sum(rows), sum(accepted), sum(rejected),
         sum(duplicates), sum(updated), sum(late), sum(uncoded), bool_or(demo)
       from (select *, (day - date '1970-01-01') * 24 + hour as h from tally) t
       group by agency, item, origin, (h - $1) / 24, least((h - $1) % 24 / $2, 2)
       order by 1, 2, 3, 4, 5`,
    [dueHour, grace],
  );
  // Else the first pages would be planned for an empty table.
  await client.query("analyze tally_night");
}
