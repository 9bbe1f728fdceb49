/**
 * What the tally says of nights: at most three rows a night, agency and item, so that a month of a whole node is
 * some thousands. Every statement filters by the operator's scope. The trap: dates are taken as text, since a
 * driver makes local midnights of them.
 */
import type { Queryable } from "../connect.ts";

/** Agencies that may be seen; null: all. */
export type Scope = readonly string[] | null;

export interface NightPart {
  readonly agency: string;
  readonly item: string;
  readonly origin: string;
  /** Hours since 1970 in China's time: the first in which something came. */
  readonly hour: number;
  readonly batches: number;
  readonly refused: number;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly updated: number;
  readonly late: number;
  readonly uncoded: number;
  readonly demo: boolean;
}

const SCOPED = "($1::text[] is null or agency = any($1))";
const HOUR = "(day - date '1970-01-01') * 24 + hour";
// Sums of bigint are reckoned in numeric, which is slow; these are exact up to 2^53, as every count here is.
const SUMS = [
  "batches",
  "refused",
  "rows",
  "accepted",
  "rejected",
  "duplicates",
  "updated",
  "late",
  "uncoded",
]
  .map((name) => `sum(${name}::float8)::int8 as ${name}`)
  .join(", ");

const PARTS = `
  select agency, item, origin, min(h)::int8 as hour, ${SUMS}, bool_or(demo) as demo
    from (select *, ${HOUR} as h from tally where ${SCOPED} and day >= $2::date and day <= $3::date) t
   where h >= $4
   group by agency, item, origin, (h - $5) / 24, least((h - $5) % 24 / $6, 2)
   order by 1, 2, 3, 4`;

/** From this hour on to the end of a day; apart what came in the first `grace` hours of each night, and in the next. */
export async function nightParts(
  db: Queryable,
  scope: Scope,
  {
    from,
    until,
    fromHour,
    dueHour,
    grace,
  }: Readonly<{ from: string; until: string; fromHour: number; dueHour: number; grace: number }>,
): Promise<readonly NightPart[]> {
  const { rows } = await db.query<NightPart>(PARTS, [scope, from, until, fromHour, dueHour, grace]);
  return rows;
}

export interface DutyRow {
  readonly agency: string;
  readonly item: string;
  readonly since: string;
  /** The last good delivery before the day; null for none. */
  readonly before: number | null;
}

/** Since when each is a duty, and when something good last came before the hour. */
export async function dutyRows(
  db: Queryable,
  scope: Scope,
  day: string,
  hour: number,
): Promise<readonly DutyRow[]> {
  const { rows } = await db.query<DutyRow>(
    `select d.agency, d.item, d.since::text as since, b.hour as before
       from duty d left join lateral (
         select (${HOUR})::int8 as hour from tally t
          where t.agency = d.agency and t.item = d.item and t.day <= $2::date and ${HOUR} < $3 and t.batches > t.refused
          order by day desc, hour desc limit 1) b on true
      where ($1::text[] is null or d.agency = any($1))`,
    [scope, day, hour],
  );
  return rows;
}

export interface FaultCount {
  readonly agency: string;
  readonly item: string;
  readonly code: string;
  readonly column: string;
  readonly n: number;
}

/** What was found from one day to another, most first for each agency and item. */
export async function faultCounts(
  db: Queryable,
  scope: Scope,
  {
    from,
    until,
    agency,
    item,
  }: Readonly<{ from: string; until: string; agency?: string | null; item?: string | null }>,
): Promise<readonly FaultCount[]> {
  const { rows } = await db.query<FaultCount>(
    `select agency, item, code, column_title as "column", sum(n)::int8 as n from tally_finding
      where ${SCOPED} and day >= $2::date and day <= $3::date
        and ($4::text is null or agency = $4) and ($5::text is null or item = $5)
      group by 1, 2, 3, 4 order by 1, 2, 5 desc, 3, 4`,
    [scope, from, until, agency ?? null, item ?? null],
  );
  return rows;
}

/** What has come and is not final: its rows are not known yet. What failed again and again is as good as refused until somebody retries it. */
export async function unfinishedParts(
  db: Queryable,
  scope: Scope,
  from: Date,
): Promise<readonly NightPart[]> {
  const { rows } = await db.query<NightPart>(
    `select agency, item, coalesce(nullif(origin, ''), peer) as origin, floor(extract(epoch from at) / 3600 + 8)::int8 as hour,
            count(*) as batches, count(*) filter (where state = 'failed') as refused, 0::int8 as rows, 0::int8 as accepted,
            0::int8 as rejected, 0::int8 as duplicates, 0::int8 as updated, 0::int8 as late, 0::int8 as uncoded, bool_or(demo) as demo
       from (select * from journal where state in ('waiting', 'working', 'held', 'failed') and kind <> 'hop'
               and at >= $2 and ${SCOPED} order by at desc limit 2000) j
      group by 1, 2, 3, 4`,
    [scope, from],
  );
  return rows;
}
