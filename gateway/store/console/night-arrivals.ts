/**
 * Arrivals of a night out of the journal, for the timeline and for the cause of what is wrong. Both are asked with a
 * span of time, so that only its month is read, and stop at a bound: a night of pushes has a hundred thousand.
 */
import type { Queryable } from "../connect.ts";
import type { Scope } from "./tally-read.ts";

export interface ArrivalRow {
  readonly entryId: string;
  readonly batchId: string | null;
  readonly at: Date;
  readonly endedAt: Date | null;
  readonly kind: "file" | "push" | "sealed" | "refusal";
  readonly agency: string;
  readonly item: string;
  readonly door: string;
  readonly state: "waiting" | "working" | "done" | "partial" | "refused" | "failed" | "cancelled" | "held";
  readonly rows: number | null;
  readonly rejected: number | null;
  readonly fileName: string;
  readonly code: string;
}

const COLUMNS = `entry_id as "entryId", batch_id as "batchId", at, ended_at as "endedAt", kind, agency, item, door, state, rows,
  rejected, file_name as "fileName", code`;

/** The latest `most` of them, in order of time. */
export async function nightArrivals(
  db: Queryable,
  scope: Scope,
  from: Date,
  until: Date,
  most: number,
): Promise<readonly ArrivalRow[]> {
  const { rows } = await db.query<ArrivalRow>(
    `select ${COLUMNS} from journal
      where at >= $2 and at < $3 and kind <> 'hop' and ($1::text[] is null or agency = any($1))
      order by at desc limit $4`,
    [scope, from, until, most],
  );
  return rows.reverse();
}

/** The latest arrival of each pair that was refused or had rows rejected; pairs without one are left out. */
export async function latestFaulty(
  db: Queryable,
  pairs: readonly {
    readonly agency: string;
    readonly item: string;
    readonly from: Date;
    readonly until: Date;
  }[],
): Promise<readonly ArrivalRow[]> {
  if (pairs.length === 0) return [];
  const { rows } = await db.query<ArrivalRow>(
    `select found.* from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[]) as g(agency, item, "from", until),
       lateral (select ${COLUMNS} from journal j
         where j.agency = g.agency and j.item = g.item and j.at >= g."from" and j.at < g.until
           and j.kind <> 'hop' and j.state in ('refused', 'partial')
         order by j.at desc limit 1) found`,
    [
      pairs.map(({ agency }) => agency),
      pairs.map(({ item }) => item),
      pairs.map(({ from }) => from),
      pairs.map(({ until }) => until),
    ],
  );
  return rows;
}
