/**
 * Reading records for those who ask: the latest versions about a subject or a list of them, all
 * versions of one record, the versions accepted within a time. Each comes with what its batch and its
 * marks tell. Who may see what is decided elsewhere: `Sight` says it in rows. The trap: without a
 * grant "latest" means the latest of one's own versions, so the batch is asked before the choice, not after.
 */
import type { Database, Queryable } from "./connect.ts";

/** Which versions a query may touch at all. */
export interface Sight {
  /** Items of which every version may be seen. */
  readonly items: readonly string[];
  /** Items of which only the versions that `sender` sent to `origin`, this node, may be seen. */
  readonly own: readonly string[];
  readonly sender: string;
  readonly origin: string;
}

export interface MarkRow {
  readonly mark: string;
  readonly since: string;
  readonly until: string | null;
}

export interface SeenRow {
  readonly subject: string;
  readonly item: string;
  readonly origin: string;
  readonly recordId: string;
  readonly batchSeq: number;
  readonly leafIndex: number;
  readonly version: number;
  readonly withdrawn: boolean;
  readonly warnings: number;
  /** The exact canonical text under the leaf. */
  readonly payload: string;
  readonly batchId: string;
  readonly sender: string;
  readonly standard: string;
  readonly acceptedAt: Date;
  /** Digest of the catalog that this node judged it by; "" where that was not written down yet. */
  readonly catalog: string;
  /** Oldest first, lifted ones included; null when there never was one. */
  readonly marks: readonly MarkRow[] | null;
}

const TIME = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** Columns of a version `r` with those of its batch `b` and its marks. */
export const SEEN = `
  r.subject, r.item, r.origin, r.record_id as "recordId", r.batch_seq as "batchSeq", r.leaf_index as "leafIndex",
  r.version, r.withdrawn, r.warnings, r.payload, b.batch_id as "batchId", b.sender, b.standard,
  b.committed_at as "acceptedAt", b.catalog,
  (select json_agg(json_build_object('mark', m.mark, 'since', to_char(m.since at time zone 'UTC', ${TIME}),
                                     'until', to_char(m.until at time zone 'UTC', ${TIME})) order by m.since)
     from mark m where m.subject = r.subject and m.item = r.item and m.record_id = r.record_id) as marks`;

/** $2 … $5 are the Sight. */
const SIGHT = `
  (r.item = any($2) or (r.item = any($3) and r.origin = $5
    and exists (select from batch o where o.batch_seq = r.batch_seq and o.sender = $4)))`;

const NEWEST_FIRST = "r.item, r.record_id, r.version desc, r.batch_seq desc, r.leaf_index desc";

const OF_SUBJECT = `
  select ${SEEN}
  from (select distinct on (r.item, r.record_id) r.* from record r
        where r.subject = $1 and (r.item, r.record_id) > ($7, $8) and ${SIGHT}
        order by ${NEWEST_FIRST}) r
  join batch b on b.batch_seq = r.batch_seq
  where $6 or not r.withdrawn
  order by r.item, r.record_id limit $9`;

/** Where a page of a subject's records begins: after this one. */
export interface RecordPlace {
  readonly item: string;
  readonly recordId: string;
}

export const FIRST_PLACE: RecordPlace = { item: "", recordId: "00000000-0000-0000-0000-000000000000" };

/** The latest versions about a subject, by item and record. */
export async function latestOfSubject(
  db: Database,
  subject: string,
  sight: Sight,
  withdrawn: boolean,
  after: RecordPlace,
  limit: number,
): Promise<readonly SeenRow[]> {
  const values = [subject, ...asked(sight), withdrawn, after.item, after.recordId, limit];
  return (await db.prepared<SeenRow>("of-subject", OF_SUBJECT, values)).rows;
}

const GRANTED = `
  select s.position, v.*
  from unnest($1::text[]) with ordinality as s(subject, position)
  cross join lateral (
    select ${SEEN}
    from (select distinct on (r.item, r.record_id) r.* from record r
          where r.subject = s.subject and r.item = any($2)
          order by ${NEWEST_FIRST}) r
    join batch b on b.batch_seq = r.batch_seq
    where $3 or not r.withdrawn
    order by r.item, r.record_id limit $4) v`;

/** The first page of each of several subjects, where every version of `items` may be seen; `position` counts from 1. */
export async function latestOfGranted(
  db: Database,
  subjects: readonly string[],
  items: readonly string[],
  withdrawn: boolean,
  limit: number,
): Promise<readonly (SeenRow & { readonly position: number })[]> {
  const values = [subjects, items, withdrawn, limit];
  return (await db.prepared<SeenRow & { position: number }>("granted", GRANTED, values)).rows;
}

const OF_SUBJECTS = `
  select s.position, v.*
  from unnest($1::text[]) with ordinality as s(subject, position)
  cross join lateral (
    select ${SEEN}
    from (select distinct on (r.item, r.record_id) r.* from record r
          where r.subject = s.subject and ${SIGHT}
          order by ${NEWEST_FIRST}) r
    join batch b on b.batch_seq = r.batch_seq
    where $6 or not r.withdrawn
    order by r.item, r.record_id limit $7) v
  order by s.position, v.item, v."recordId"`;

/** As latestOfSubject for each of a list, at most `limit` of each; `position` counts from 1. */
export async function latestOfSubjects(
  db: Queryable,
  subjects: readonly string[],
  sight: Sight,
  withdrawn: boolean,
  limit: number,
): Promise<readonly (SeenRow & { readonly position: number })[]> {
  const values = [subjects, ...asked(sight), withdrawn, limit];
  return (await db.query<SeenRow & { position: number }>(OF_SUBJECTS, values)).rows;
}

const VERSIONS = `
  select ${SEEN}
  from record r join batch b on b.batch_seq = r.batch_seq
  where r.subject = $1 and ${SIGHT} and r.record_id = $6
  order by r.version desc, r.batch_seq desc, r.leaf_index desc limit $7`;

/** Versions of one record, newest first. */
export async function versionsSeen(
  db: Queryable,
  subject: string,
  recordId: string,
  sight: Sight,
  limit: number,
): Promise<readonly SeenRow[]> {
  return (await db.query<SeenRow>(VERSIONS, [subject, ...asked(sight), recordId, limit])).rows;
}

const PERIOD = `
  select ${SEEN}, r.number
  from (select r.*, c.number from change_batch c
        join record r on r.item = c.item and r.batch_seq = c.batch_seq
          and r.leaf_index > case when c.number = $4 then $5 else -1 end
        where c.item = $1 and c.at >= $2 and c.at < $3 and c.number >= $4
        order by c.number, r.leaf_index limit $6) r
  join batch b on b.batch_seq = r.batch_seq
  order by r.number, "leafIndex"`;

/** Versions of an item that this node committed from `from` up to, without, `to`, in the order of the change feed. */
export async function versionsAccepted(
  db: Queryable,
  item: string,
  period: { readonly from: Date; readonly to: Date },
  after: { readonly number: number; readonly leaf: number },
  limit: number,
): Promise<readonly (SeenRow & { readonly number: number })[]> {
  const values = [item, period.from, period.to, after.number, after.leaf, limit];
  return (await db.query<SeenRow & { number: number }>(PERIOD, values)).rows;
}

function asked({ items, own, sender, origin }: Sight): unknown[] {
  return [items, own, sender, origin];
}
