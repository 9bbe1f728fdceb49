/**
 * What the tally says of nights: at most three rows a night, agency, item and node, packed as one text for each of these.
 * Every statement filters by the operator's scope. The trap: nights are ready rows by the due hour of the database's
 * console alone; where they are kept by another, or not yet, the same statement puts the hours together.
 */
import type { Queryable } from "../connect.ts";
import type { Division } from "./tally-nights.ts";

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

/** The first night and the last. */
export interface Span {
  readonly first: string;
  readonly last: string;
}

const SCOPED = "($1::text[] is null or agency = any($1))";
const HOUR = "(day - date '1970-01-01') * 24 + hour";
/** Whether nights are kept by this due hour and grace, given as parameters `at` and the next. */
const kept = (at: number) =>
  `exists (select from tally_frame where due_hour = $${at}::int and grace = $${at + 1}::int)`;

const PARTS = `
  select agency, item, origin, string_agg(told, ';') as told
    from (
      select agency, item, origin, told from tally_night
       where ${kept(4)} and ${SCOPED} and night >= $2::date and night <= $3::date
      union all
      select agency, item, origin, concat_ws(' ', min(h), sum(batches), sum(refused), sum(rows), sum(accepted), sum(rejected),
               sum(duplicates), sum(updated), sum(late), sum(uncoded), bool_or(demo)::int)
        from (select *, ${HOUR} as h from tally
               where not ${kept(4)} and ${SCOPED} and day >= $2::date and day <= $3::date + 1) t
       where (h - $4::int) / 24 between $2::date - date '1970-01-01' and $3::date - date '1970-01-01'
       group by agency, item, origin, (h - $4::int) / 24, least((h - $4::int) % 24 / $5::int, 2)) parts
   group by 1, 2, 3`;

/** Of each night what came in its first hours, in the next, and after them; of each agency, item and node in order of time. */
export async function nightParts(
  db: Queryable,
  scope: Scope,
  { first, last }: Span,
  { dueHour, grace }: Division,
): Promise<readonly NightPart[]> {
  const { rows } = await db.query<Pick<NightPart, "agency" | "item" | "origin"> & { readonly told: string }>(
    PARTS,
    [scope, first, last, dueHour, grace],
  );
  return rows.flatMap((line) => unpacked(line, line.told).sort((one, other) => one.hour - other.hour));
}

const SEMICOLON = 0x3b;
const SPACE = 0x20;

/** Digits, blanks and semicolons. Written out: there are tens of thousands of parts, and nothing else of the page costs as much. */
function unpacked(
  { agency, item, origin }: Pick<NightPart, "agency" | "item" | "origin">,
  told: string,
): NightPart[] {
  const parts: NightPart[] = [];
  const n = new Float64Array(11);
  const at = (place: number) => n[place] ?? 0;
  for (let from = 0, place = 0; from <= told.length; from++) {
    const code = from === told.length ? SEMICOLON : told.charCodeAt(from);
    if (code === SPACE) place++;
    else if (code !== SEMICOLON) n[place] = at(place) * 10 + code - 0x30;
    else {
      parts.push({
        agency,
        item,
        origin,
        hour: at(0),
        batches: at(1),
        refused: at(2),
        rows: at(3),
        accepted: at(4),
        rejected: at(5),
        duplicates: at(6),
        updated: at(7),
        late: at(8),
        uncoded: at(9),
        demo: at(10) === 1,
      });
      n.fill(0);
      place = 0;
    }
  }
  return parts;
}

export interface DutyRow {
  readonly agency: string;
  readonly item: string;
  readonly since: string;
  /** The hour of the last good delivery before the first night; null for none. */
  readonly before: number | null;
}

/** Since when each is a duty, and when something good last came before this night. */
export async function dutyRows(
  db: Queryable,
  scope: Scope,
  night: string,
  { dueHour, grace }: Division,
): Promise<readonly DutyRow[]> {
  const { rows } = await db.query<DutyRow>(
    `select d.agency, d.item, d.since::text as since, b.hour as before
       from duty d left join lateral (
         (select n.good_hour as hour from tally_night n
           where ${kept(3)} and n.agency = d.agency and n.item = d.item and n.night < $2::date and n.good_hour is not null
           order by n.night desc, n.part desc limit 1)
         union all
         (select ${HOUR} from tally t
           where not ${kept(3)} and t.agency = d.agency and t.item = d.item and t.day <= $2::date and t.batches > t.refused
             and ${HOUR} < ($2::date - date '1970-01-01') * 24 + $3::int
           order by day desc, hour desc limit 1)) b on true
      where ($1::text[] is null or d.agency = any($1))`,
    [scope, night, dueHour, grace],
  );
  return rows;
}

export interface OriginRow {
  readonly origin: string;
  readonly item: string;
  readonly since: string;
  /** The hour of the last good delivery before the first night, of the items asked for; null for none. */
  readonly before: number | null;
}

/** What nodes have ever sealed that came here, since when; of `items` also when something good last came before this night. */
export async function originRows(
  db: Queryable,
  items: readonly string[],
  night: string,
  { dueHour, grace }: Division,
): Promise<readonly OriginRow[]> {
  const { rows } = await db.query<OriginRow>(
    `with earlier as (
       select origin, item, max(${HOUR}) as hour from tally
        where not ${kept(3)} and item = any($1::text[]) and day <= $2::date and batches > refused
          and ${HOUR} < ($2::date - date '1970-01-01') * 24 + $3::int
        group by origin, item)
     select o.origin, o.item, o.since::text as since, coalesce(b.hour, e.hour) as before
       from origin_item o left join lateral (
         select n.good_hour as hour from tally_night n
          where ${kept(3)} and n.origin = o.origin and n.item = o.item and n.night < $2::date and n.good_hour is not null
          order by n.night desc, n.part desc limit 1) b on o.item = any($1)
       left join earlier e using (origin, item)`,
    [items, night, dueHour, grace],
  );
  return rows;
}

/** How many arrivals each hour of a span of hours saw, whatever became of them; hours without any are left out. */
export async function hourlyArrivals(
  db: Queryable,
  scope: Scope,
  fromHour: number,
  hours: number,
): Promise<readonly { readonly hour: number; readonly batches: number }[]> {
  const { rows } = await db.query<{ hour: number; batches: number }>(
    `select h as hour, sum(batches) as batches
       from (select ${HOUR} as h, batches from tally
              where ${SCOPED} and day >= date '1970-01-01' + $2::int / 24 and day <= date '1970-01-01' + ($2::int + $3::int) / 24) t
      where h >= $2::int and h < $2::int + $3::int group by h`,
    [scope, fromHour, hours],
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
