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
/**
 * By the nights where they are kept by this due hour, else by the hours: two statements, since the planner would start workers for
 * the half that is not needed. Either answers alone, so that what is made or dropped between them does no harm. In both
 * the first parameters are the due hour and the grace; a parameter that a statement has no use for it still has to name.
 */
async function eitherWay<Row extends object>(
  db: Queryable,
  { dueHour, grace }: Division,
  statements: { readonly nights: string; readonly hours: string; readonly values: readonly unknown[] },
): Promise<readonly Row[]> {
  const values = [dueHour, grace, ...statements.values];
  const { rows } = await db.query<Row & { readonly kept: boolean; readonly found: true | null }>(
    `select frame.kept, told.* from (
         select exists (select from tally_frame where due_hour = $1::int and grace = $2::int) as kept) frame
       left join lateral (select true as found, one.* from (${statements.nights}) one) told on frame.kept`,
    values,
  );
  if (rows[0]?.kept === true)
    return rows.flatMap(({ kept: _, found, ...row }) => (found === true ? [row as unknown as Row] : []));
  return (await db.query<Row>(statements.hours, values)).rows;
}

const SCOPED_THIRD = "($3::text[] is null or agency = any($3))";
const NIGHT = "(h - $1::int) / 24";

const PARTS_OF_NIGHTS = `
  select agency, item, origin, string_agg(told, ';') as told from tally_night
   where ${SCOPED_THIRD} and night >= $4::date and night <= $5::date
   group by 1, 2, 3`;

const PARTS_OF_HOURS = `
  select agency, item, origin, string_agg(told, ';') as told
    from (
      select agency, item, origin, concat_ws(' ', min(h), sum(batches), sum(refused), sum(rows), sum(accepted), sum(rejected),
               sum(duplicates), sum(updated), sum(late), sum(uncoded), bool_or(demo)::int) as told
        from (select *, ${HOUR} as h from tally
               where ${SCOPED_THIRD} and day >= $4::date and day <= $5::date + 1) t
       where ${NIGHT} between $4::date - date '1970-01-01' and $5::date - date '1970-01-01'
       group by agency, item, origin, ${NIGHT}, least((h - $1::int) % 24 / $2::int, 2)) parts
   group by 1, 2, 3`;

/** Of each night what came in its first hours, in the next, and after them; of each agency, item and node in order of time. */
export async function nightParts(
  db: Queryable,
  scope: Scope,
  { first, last }: Span,
  division: Division,
): Promise<readonly NightPart[]> {
  const lines = await eitherWay<Pick<NightPart, "agency" | "item" | "origin"> & { readonly told: string }>(
    db,
    division,
    { nights: PARTS_OF_NIGHTS, hours: PARTS_OF_HOURS, values: [scope, first, last] },
  );
  return lines.flatMap((line) => unpacked(line, line.told).sort((one, other) => one.hour - other.hour));
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

const dutiesWith = (before: string) => `
  select d.agency, d.item, d.since::text as since, b.hour as before
    from duty d left join lateral (${before} limit 1) b on true
   where ($3::text[] is null or d.agency = any($3)) and $2::int > 0`;

/** Since when each is a duty, and when something good last came before this night. */
export async function dutyRows(
  db: Queryable,
  scope: Scope,
  night: string,
  division: Division,
): Promise<readonly DutyRow[]> {
  return await eitherWay<DutyRow>(db, division, {
    nights: dutiesWith(`
      select n.good_hour as hour from tally_night n
       where n.agency = d.agency and n.item = d.item and n.night < $4::date and n.good_hour is not null
       order by n.night desc, n.part desc`),
    hours: dutiesWith(`
      select ${HOUR} as hour from tally t
       where t.agency = d.agency and t.item = d.item and t.day <= $4::date and t.batches > t.refused
         and ${HOUR} < ($4::date - date '1970-01-01') * 24 + $1::int
       order by day desc, t.hour desc`),
    values: [scope, night],
  });
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
  division: Division,
): Promise<readonly OriginRow[]> {
  return await eitherWay<OriginRow>(db, division, {
    nights: `
      select o.origin, o.item, o.since::text as since, b.hour as before
        from origin_item o left join lateral (
          select n.good_hour as hour from tally_night n
           where n.origin = o.origin and n.item = o.item and n.night < $4::date and n.good_hour is not null
           order by n.night desc, n.part desc limit 1) b on o.item = any($3::text[])`,
    hours: `
      select o.origin, o.item, o.since::text as since, b.hour as before
        from origin_item o left join (
          select origin, item, max(${HOUR}) as hour from tally
           where item = any($3::text[]) and day <= $4::date and batches > refused
             and ${HOUR} < ($4::date - date '1970-01-01') * 24 + $1::int
           group by origin, item) b using (origin, item)
       where $2::int > 0`,
    values: [items, night],
  });
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

/**
 * What has come and is not counted. Of what is not final the rows are not known yet; what failed again and again is as
 * good as refused until somebody retries it. What is final waits here for the count, which may take a while after large batches.
 */
export async function uncountedParts(db: Queryable, scope: Scope, from: Date): Promise<readonly NightPart[]> {
  const { rows } = await db.query<NightPart>(
    `select agency, item, coalesce(nullif(origin, ''), peer) as origin, floor(extract(epoch from at) / 3600 + 8)::int8 as hour,
            count(*) as batches, count(*) filter (where state in ('failed', 'refused')) as refused,
            sum(rows)::int8 as rows, sum(accepted)::int8 as accepted, sum(rejected)::int8 as rejected,
            sum(duplicates)::int8 as duplicates, 0::int8 as updated, 0::int8 as late, 0::int8 as uncoded, bool_or(demo) as demo
       from (
         (select agency, item, origin, peer, at, state, 0 as rows, 0 as accepted, 0 as rejected, 0 as duplicates, demo
            from journal where state in ('waiting', 'working', 'held', 'failed') and kind <> 'hop'
             and at >= $2 and ${SCOPED} order by at desc limit 2000)
         union all
         (select agency, item, origin, peer, at, state, coalesce(rows, 0), coalesce(accepted, 0), coalesce(rejected, 0),
                 coalesce(duplicates, 0), demo
            from journal where not counted and ended_at is not null and kind <> 'hop'
             and state in ('done', 'partial', 'refused') and code <> 'REPEATED'
             and at >= $2 and ${SCOPED} order by at desc limit 2000)) j
      group by 1, 2, 3, 4`,
    [scope, from],
  );
  return rows;
}
