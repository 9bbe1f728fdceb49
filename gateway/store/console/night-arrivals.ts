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

/** Where to look: what came of an item within a time, from an agency or from a lower node. */
export interface Suspect {
  readonly by: "agency" | "peer";
  /** Agency or node. */
  readonly who: string;
  readonly item: string;
  readonly from: Date;
  readonly until: Date;
}

/** The latest arrival of each that was refused or had rows rejected, in their order; null where there is none. */
export async function latestFaulty(
  db: Queryable,
  suspects: readonly Suspect[],
): Promise<readonly (ArrivalRow | null)[]> {
  const found = suspects.map((): ArrivalRow | null => null);
  await Promise.all(
    (["agency", "peer"] as const).map(async (by) => {
      const own = [...suspects.entries()].filter(([, one]) => one.by === by);
      if (own.length === 0) return;
      const { rows } = await db.query<ArrivalRow & { readonly place: number }>(
        `select g.place, found.* from unnest($1::int[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
             as g(place, who, item, "from", until),
           lateral (select ${COLUMNS} from journal j
             where j.${by} = g.who and j.item = g.item and j.at >= g."from" and j.at < g.until
               and j.kind <> 'hop' and j.state in ('refused', 'partial')
             order by j.at desc limit 1) found`,
        [
          own.map(([place]) => place),
          own.map(([, { who }]) => who),
          own.map(([, { item }]) => item),
          own.map(([, { from }]) => from),
          own.map(([, { until }]) => until),
        ],
      );
      for (const { place, ...one } of rows) found[place] = one;
    }),
  );
  return found;
}

/** What was found most within each of these nights, warnings apart; pairs without it are left out. */
export async function worstFaults(
  db: Queryable,
  pairs: readonly { readonly agency: string; readonly item: string; readonly night: string }[],
): Promise<readonly { readonly agency: string; readonly item: string; readonly code: string }[]> {
  if (pairs.length === 0) return [];
  const { rows } = await db.query<{ agency: string; item: string; code: string }>(
    `select g.agency, g.item, worst.code from unnest($1::text[], $2::text[], $3::date[]) as g(agency, item, night),
       lateral (select f.code from tally_finding f
         where f.day in (g.night, g.night + 1) and f.agency = g.agency and f.item = g.item and f.code not like 'W\\_%'
         group by f.code order by sum(f.n) desc, f.code limit 1) worst`,
    [pairs.map(({ agency }) => agency), pairs.map(({ item }) => item), pairs.map(({ night }) => night)],
  );
  return rows;
}
