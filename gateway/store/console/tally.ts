/**
 * Counting arrivals of the journal into tally, once each: the journal's flag turns in the transaction that adds the
 * numbers. What needs the records themselves (which were updates, which came late) is read before it, since
 * stored batches never change. The trap: a batch may have millions of records, so they are read in slices.
 */
import { FINDINGS } from "../../model/findings.ts";
import { type Client, type Database, lockInTransaction, type Queryable } from "../connect.ts";

export interface Arrival {
  readonly at: Date;
  readonly entryId: string;
  readonly item: string;
  readonly batchSeq: number | null;
  readonly accepted: number;
}

/** What the records of a batch say beyond its counts. */
export interface BatchDetail {
  readonly batchSeq: number;
  readonly updated: number;
  readonly late: number;
  readonly uncoded: number;
}

/** Arrivals that are final. One that failed may be worked again, so it is none yet. */
const FINAL = "state in ('done', 'partial', 'refused', 'cancelled')";
const SLICE = 50_000;

export async function uncountedArrivals(db: Queryable, limit: number): Promise<readonly Arrival[]> {
  const { rows } = await db.query<Arrival>(
    `select at, entry_id as "entryId", item, case when code = 'REPEATED' then null else batch_seq end as "batchSeq",
            coalesce(accepted, 0) as accepted
       from journal where not counted and ended_at is not null and kind <> 'hop' and ${FINAL}
      order by at limit $1`,
    [limit],
  );
  return rows;
}

const DETAIL = `
  select count(*) filter (where exists (
           select from record o where o.subject = r.subject and o.item = r.item and o.record_id = r.record_id
              and (o.batch_seq, o.leaf_index) < (r.batch_seq, r.leaf_index))) as updated,
         count(*) filter (where r.warnings & ${1 << FINDINGS.W_LATE.bit} <> 0) as late,
         count(*) filter (where r.warnings & ${1 << FINDINGS.W_PLACEHOLDER_USCC.bit} <> 0) as uncoded, r.batch_seq as "batchSeq"
    from record r where r.item = $1 and r.batch_seq = any($2) and r.leaf_index >= $3 and r.leaf_index < $4
   group by r.batch_seq`;

/** Of these batches of one item, small ones together, a large one in slices. */
export async function batchDetails(
  db: Queryable,
  item: string,
  arrivals: readonly Arrival[],
): Promise<readonly BatchDetail[]> {
  const found: BatchDetail[] = [];
  const small: number[] = [];
  for (const { batchSeq, accepted } of arrivals) {
    if (batchSeq === null || accepted === 0) continue;
    if (accepted <= SLICE / 10) small.push(batchSeq);
    else found.push(await largeBatch(db, item, batchSeq));
  }
  // 2^31 - 1 is beyond any leaf.
  const { rows } =
    small.length === 0 ? { rows: [] } : await db.query<BatchDetail>(DETAIL, [item, small, 0, 2_147_483_647]);
  return [...found, ...rows];
}

async function largeBatch(db: Queryable, item: string, batchSeq: number): Promise<BatchDetail> {
  const { rows } = await db.query<{ leaves: number }>("select leaves from batch where batch_seq = $1", [
    batchSeq,
  ]);
  const leaves = rows[0]?.leaves ?? 0;
  let [updated, late, uncoded] = [0, 0, 0];
  for (let from = 0; from < leaves; from += SLICE) {
    const slice = await db.query<BatchDetail>(DETAIL, [item, [batchSeq], from, from + SLICE]);
    const one = slice.rows[0];
    if (!one) continue;
    updated += one.updated;
    late += one.late;
    uncoded += one.uncoded;
  }
  return { batchSeq, updated, late, uncoded };
}

/** Aggregates what turned from uncounted to counted, and nothing else: an arrival that was counted meanwhile is not in it. */
const COUNT = `
  with given as (
    select * from unnest($1::timestamptz[], $2::uuid[]) as g(at, entry_id)
  ), detail as (
    select * from unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[]) as d(batch_seq, updated, late, uncoded)
  ), turned as (
    update journal j set counted = true from given g
     where j.at = g.at and j.entry_id = g.entry_id and not j.counted and j.ended_at is not null and j.${FINAL}
    returning j.at, j.agency, j.item, coalesce(nullif(j.origin, ''), j.peer) as origin, j.state, j.code, j.batch_seq, j.rows,
      j.accepted, j.rejected, j.duplicates, j.warnings, j.demo,
      j.at at time zone interval '08:00' as local
  ), arrived as (
    select t.*, t.local::date as day, extract(hour from t.local)::smallint as hour
      from turned t where t.state <> 'cancelled' and t.code <> 'REPEATED'
  ), added as (
    insert into tally as t (agency, item, origin, day, hour, batches, refused, rows, accepted, rejected, duplicates, warnings,
        updated, late, uncoded, first_at, last_at, demo)
      select a.agency, a.item, a.origin, a.day, a.hour, count(*), count(*) filter (where a.state = 'refused'),
        coalesce(sum(a.rows), 0), coalesce(sum(a.accepted), 0), coalesce(sum(a.rejected), 0), coalesce(sum(a.duplicates), 0),
        coalesce(sum(a.warnings), 0), coalesce(sum(d.updated), 0), coalesce(sum(d.late), 0), coalesce(sum(d.uncoded), 0),
        min(a.at), max(a.at), bool_or(a.demo)
      from arrived a left join detail d on d.batch_seq = a.batch_seq
      group by a.agency, a.item, a.origin, a.day, a.hour
      order by a.agency, a.item, a.origin, a.day, a.hour
    on conflict (agency, item, origin, day, hour) do update set
      batches = t.batches + excluded.batches, refused = t.refused + excluded.refused, rows = t.rows + excluded.rows,
      accepted = t.accepted + excluded.accepted, rejected = t.rejected + excluded.rejected,
      duplicates = t.duplicates + excluded.duplicates, warnings = t.warnings + excluded.warnings,
      updated = t.updated + excluded.updated, late = t.late + excluded.late, uncoded = t.uncoded + excluded.uncoded,
      first_at = least(t.first_at, excluded.first_at), last_at = greatest(t.last_at, excluded.last_at),
      demo = t.demo or excluded.demo
  ), began as (
    update duty d set since = a.first from (select agency, item, min(day) as first from arrived group by agency, item) a
     where d.agency = a.agency and d.item = a.item and a.first < d.since
  ), faults as (
    select a.day, a.agency, a.item, a.origin, f.code, f.column_title, count(*) as n
      from arrived a join finding f on f.batch_seq = a.batch_seq
     group by 1, 2, 3, 4, 5, 6
    union all
    select a.day, a.agency, a.item, a.origin, a.code, '', count(*)
      from arrived a where a.state = 'refused' and a.code <> ''
     group by 1, 2, 3, 4, 5
  ), noted as (
    insert into tally_finding as t (day, agency, item, origin, code, column_title, n)
      select day, agency, item, origin, code, column_title, sum(n) from faults group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
    on conflict (day, agency, item, origin, code, column_title) do update set n = t.n + excluded.n
  )
  select count(*) as turned from turned`;

/** In the transaction of `client`; says how many arrivals it counted. */
export async function countArrivals(
  client: Client,
  arrivals: readonly Pick<Arrival, "at" | "entryId">[],
  details: readonly BatchDetail[],
): Promise<number> {
  // Who counts takes rows of several tables in no order of its own.
  await lockInTransaction(client, "console tally counts");
  const { rows } = await client.query<{ turned: number }>(COUNT, [
    arrivals.map(({ at }) => at),
    arrivals.map(({ entryId }) => entryId),
    details.map(({ batchSeq }) => batchSeq),
    details.map(({ updated }) => updated),
    details.map(({ late }) => late),
    details.map(({ uncoded }) => uncoded),
  ]);
  return rows[0]?.turned ?? 0;
}

/** Duties that are new begin with `night`, or with what was counted of them before. */
export async function beginDuties(
  db: Database,
  duties: readonly { readonly agency: string; readonly item: string }[],
  night: string,
): Promise<void> {
  await db.query(
    `insert into duty (agency, item, since)
       select g.agency, g.item, coalesce((select least($3::date, min(t.day)) from tally t
                where t.agency = g.agency and t.item = g.item), $3::date)
         from unnest($1::text[], $2::text[]) as g(agency, item)
     on conflict do nothing`,
    [duties.map(({ agency }) => agency), duties.map(({ item }) => item), night],
  );
}
