/**
 * One batch as the console shows it: its arrival, its hops with their times, what was found in it. The scope of
 * who asks is put where the batch is looked up (`findSeen`); whatever is asked afterwards goes by what that gave.
 * The trap: a sealed batch has no agency before it is read, so whoever is confined sees it only then.
 */
import type { Queryable } from "../connect.ts";
import type { IntakeState } from "../intake.ts";

export interface Seen {
  readonly intakeId: string | null;
  readonly batchSeq: number | null;
}

const OF_INTAKE = `
  select i.intake_id as "intakeId", i.batch_seq as "batchSeq" from intake i
  left join batch b on b.batch_seq = i.batch_seq
  where i.intake_id = $1
    and ($2::text[] is null or coalesce(b.sender, case when i.kind <> 'sealed' then i.sender end) = any ($2))`;

// A sealed batch came in an intake of another id, at the very same moment.
const OF_BATCH = `
  select b.batch_seq as "batchSeq",
    (select i.intake_id from intake i
      where i.sender = b.received_from and i.received_at = b.received_at and i.batch_seq = b.batch_seq limit 1) as "intakeId"
  from batch b where b.batch_id = $1 and ($2::text[] is null or b.sender = any ($2))`;

/** By the id of an arrival or of a batch; undefined for one that is out of scope as for one that never was. */
export async function findSeen(
  db: Queryable,
  id: string,
  scope: readonly string[] | null,
): Promise<Seen | undefined> {
  const [arrival] = (await db.query<Seen>(OF_INTAKE, [id, scope])).rows;
  if (arrival) return arrival;
  return (await db.query<Seen>(OF_BATCH, [id, scope])).rows[0];
}

export interface Arrival {
  readonly intakeId: string;
  readonly kind: "file" | "sealed" | "push";
  readonly door: string;
  readonly sender: string;
  readonly adapter: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly spool: string;
  readonly state: IntakeState;
  readonly feedback: "none" | "due" | "made";
  readonly receivedAt: Date;
  readonly claimedAt: Date | null;
  readonly workedAt: Date | null;
  readonly dueAt: Date;
  /** Somebody works on it now. */
  readonly leased: boolean;
  readonly attempts: number;
  readonly batchSeq: number | null;
  readonly rowsDone: number;
  /** Canonical JSON {code, params}. */
  readonly refusal: string | null;
  readonly lastError: string | null;
  /** Canonical JSON {opened, judged, sealed, stored}. */
  readonly steps: string | null;
  /** When its sender began to send it, where a door can tell. */
  readonly begunAt: Date | null;
}

const ARRIVAL = `
  select i.intake_id as "intakeId", i.kind, i.door, i.sender, i.adapter, i.file_name as "fileName", i.bytes, i.sha256,
    i.spool, i.state, i.feedback, i.received_at as "receivedAt", i.claimed_at as "claimedAt", i.worked_at as "workedAt",
    i.due_at as "dueAt", coalesce(i.state = 'due' and i.lease_until > $2, false) as leased, i.attempts,
    i.batch_seq as "batchSeq", i.rows_done as "rowsDone", i.refusal, i.last_error as "lastError", i.steps,
    (select min(u.created_at) from upload u where u.upload_id = i.intake_id) as "begunAt"
  from intake i where i.intake_id = $1`;

export async function arrivalOf(db: Queryable, intakeId: string, now: Date): Promise<Arrival | undefined> {
  return (await db.query<Arrival>(ARRIVAL, [intakeId, now])).rows[0];
}

const BEFORE = `
  select count(*) as n from intake e, intake i
  where i.intake_id = $1 and i.state = 'due' and i.kind <> 'sealed' and e.state = 'due' and e.kind <> 'sealed'
    and e.sender = i.sender and e.adapter = i.adapter and (e.received_at, e.intake_id) < (i.received_at, i.intake_id)`;

/** How many of its lane came before it and are not worked yet. */
export async function arrivalsBefore(db: Queryable, intakeId: string): Promise<number> {
  return (await db.query<{ n: number }>(BEFORE, [intakeId])).rows[0]?.n ?? 0;
}

export interface Hop {
  readonly transferId: string;
  readonly peer: string;
  readonly state: "due" | "acknowledged" | "abandoned";
  readonly attempts: number;
  readonly createdAt: Date;
  readonly claimedAt: Date | null;
  readonly triedAt: Date | null;
  readonly sentAt: Date | null;
  readonly endedAt: Date | null;
  readonly dueAt: Date;
  readonly leased: boolean;
  readonly lastRefusal: string | null;
  /** Batches of its lane that go to this peer before it. */
  readonly behind: number;
}

const HOPS = `
  select t.transfer_id as "transferId", t.peer, t.state, t.attempts, t.created_at as "createdAt",
    t.claimed_at as "claimedAt", t.tried_at as "triedAt", t.sent_at as "sentAt", t.ended_at as "endedAt", t.due_at as "dueAt",
    coalesce(t.state = 'due' and t.lease_until > $2, false) as leased, t.last_refusal as "lastRefusal",
    case when t.state = 'due' then (
      select count(*) from transfer e where e.state = 'due' and e.kind = 'batch' and e.peer = t.peer and e.lane = t.lane
        and e.batch_seq < t.batch_seq) else 0 end as behind
  from transfer t where t.batch_seq = $1 and t.kind = 'batch' order by t.created_at, t.transfer_id`;

/** What of a batch goes or went to other nodes. */
export async function hopsOf(db: Queryable, batchSeq: number, now: Date): Promise<readonly Hop[]> {
  return (await db.query<Hop>(HOPS, [batchSeq, now])).rows;
}

const WITHHELD = "select count(*) as n from withheld_leaf where batch_seq = $1";

export async function countWithheld(db: Queryable, batchSeq: number): Promise<number> {
  return (await db.query<{ n: number }>(WITHHELD, [batchSeq])).rows[0]?.n ?? 0;
}

const OWN_LEAF = `
  select r.leaf_id as "leafId", l.log_index as "logIndex", l.at from receipt r join log_leaf l on l.leaf_id = r.leaf_id
  where r.batch_seq = $1 and r.node = $2`;

/** The entry of the log that was written with the batch; undefined for one of before that was written down. */
export async function leafOfBatch(
  db: Queryable,
  batchSeq: number,
  node: string,
): Promise<{ readonly leafId: string; readonly logIndex: number | null; readonly at: Date } | undefined> {
  const { rows } = await db.query<{ leafId: string; logIndex: number | null; at: Date }>(OWN_LEAF, [
    batchSeq,
    node,
  ]);
  return rows[0];
}

const COSIGNED = "select node, at from log_cosignature where size > $1 order by size limit 20";

/** Who first cosigned a checkpoint over this entry of the log, and when. A neighbour signs the newest only. */
export async function cosignedOver(
  db: Queryable,
  logIndex: number,
): Promise<readonly { readonly node: string; readonly at: Date }[]> {
  const { rows } = await db.query<{ node: string; at: Date }>(COSIGNED, [logIndex]);
  return rows.filter((one, place) => rows.findIndex(({ node }) => node === one.node) === place);
}

export interface FindingGroup {
  readonly code: string;
  readonly column: string;
  readonly findings: number;
  readonly rows: number;
  readonly samples: readonly number[];
  /** Canonical JSON, of one of them. */
  readonly params: string;
}

const GROUPS = `
  select code, column_title as "column", count(*) as findings, count(distinct row_number) as rows, min(params) as params,
    (array_agg(row_number order by number))[1:8] as samples
  from finding where batch_seq = $1 group by code, column_title order by count(*) desc, code, column_title limit $2`;

/** What was found, the most frequent first. */
export async function findingGroups(
  db: Queryable,
  batchSeq: number,
  limit: number,
): Promise<readonly FindingGroup[]> {
  return (await db.query<FindingGroup>(GROUPS, [batchSeq, limit])).rows;
}

export interface RowFinding {
  readonly row: number;
  readonly column: string;
  readonly code: string;
  readonly params: string;
}

// Findings are numbered in the order of the rows, and a number of the primary key finds the place.
const ROWS = `
  select row_number as row, column_title as "column", code, params, number from finding
  where batch_seq = $1 and number > $2 and row_number >= $3 order by number limit $4`;

export async function findingsFrom(
  db: Queryable,
  batchSeq: number,
  place: { readonly after: number; readonly row: number },
  limit: number,
): Promise<readonly (RowFinding & { readonly number: number })[]> {
  const values = [batchSeq, place.after, place.row, limit];
  return (await db.query<RowFinding & { number: number }>(ROWS, values)).rows;
}

export interface LeafRecord {
  readonly leafIndex: number;
  readonly recordId: string | null;
  readonly subject: string | null;
  readonly withdrawn: boolean | null;
  readonly warnings: number | null;
  readonly payload: string | null;
  /** Why the content is not here. */
  readonly reason: string | null;
}

const LEAVES = `
  select * from (
    (select leaf_index as "leafIndex", record_id as "recordId", subject, withdrawn, warnings, payload, null as reason from record
      where item = $1 and batch_seq = $2 and leaf_index > $3 order by leaf_index limit $4)
    union all
    (select leaf_index, null, null, null, null, null, reason from withheld_leaf
      where batch_seq = $2 and leaf_index > $3 order by leaf_index limit $4)) leaves
  order by "leafIndex" limit $4`;

/** A page of the leaves of a batch, those whose content is not here among them. */
export async function leavesAfter(
  db: Queryable,
  batch: { readonly item: string; readonly batchSeq: number },
  after: number,
  limit: number,
): Promise<readonly LeafRecord[]> {
  return (await db.query<LeafRecord>(LEAVES, [batch.item, batch.batchSeq, after, limit])).rows;
}
