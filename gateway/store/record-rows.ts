/**
 * Reading records: one by its name, or a run of a batch's leaves for a proof. Nothing
 * here writes; COPY lives in copy.ts. The trap: latest means highest (version, batch,
 * leaf), never the row that was stored last.
 */
import type { Queryable } from "./connect.ts";

export interface RecordRow {
  readonly subject: string;
  readonly item: string;
  /** Node that sealed this version. */
  readonly origin: string;
  readonly recordId: string;
  readonly batchSeq: number;
  readonly leafIndex: number;
  readonly version: number;
  readonly withdrawn: boolean;
  readonly warnings: number;
  readonly salt: Buffer;
  /** The exact canonical text under the leaf. */
  readonly payload: string;
}

export interface RecordName {
  readonly subject: string;
  readonly item: string;
  readonly recordId: string;
}

const COLUMNS = `subject, item, origin, record_id as "recordId", batch_seq as "batchSeq", leaf_index as "leafIndex", version,
  withdrawn, warnings, salt, payload`;

const LATEST = `
  select ${COLUMNS} from record where subject = $1 and item = $2 and record_id = $3
  order by version desc, batch_seq desc, leaf_index desc limit 1`;

export async function latestRecord(db: Queryable, name: RecordName): Promise<RecordRow | undefined> {
  return (await db.query<RecordRow>(LATEST, [name.subject, name.item, name.recordId])).rows[0];
}

const VERSIONS = `
  select ${COLUMNS} from record where subject = $1 and item = $2 and record_id = $3
  order by version, batch_seq, leaf_index`;

/** Every stored version of a record, oldest first. */
export async function versionsOfRecord(db: Queryable, name: RecordName): Promise<readonly RecordRow[]> {
  return (await db.query<RecordRow>(VERSIONS, [name.subject, name.item, name.recordId])).rows;
}

const BY_ID = `
  select ${COLUMNS} from record where record_id = $1
  order by version desc, batch_seq desc, leaf_index desc limit 1`;

/**
 * The latest version by the id alone. No index serves it (one more would cost every batch a tenth of
 * its speed), so it reads the whole table: for an operator's single question, never on the path.
 */
export async function latestRecordById(db: Queryable, recordId: string): Promise<RecordRow | undefined> {
  return (await db.query<RecordRow>(BY_ID, [recordId])).rows[0];
}

const OF_SUBJECT = `
  select distinct on (item, record_id) ${COLUMNS} from record where subject = $1
  order by item, record_id, version desc, batch_seq desc, leaf_index desc`;

/** The latest version of every record about a subject, withdrawn ones included. */
export async function recordsOfSubject(db: Queryable, subject: string): Promise<readonly RecordRow[]> {
  return (await db.query<RecordRow>(OF_SUBJECT, [subject])).rows;
}

export interface ProofLeaf {
  readonly leafIndex: number;
  /** Of a leaf whose content is here. */
  readonly salt: Buffer | null;
  readonly payload: string | null;
  /** Of a withheld leaf: its hash stands for the content. */
  readonly leaf: Buffer | null;
}

const LEAVES = `
  select leaf_index as "leafIndex", salt, payload, null::bytea as leaf from record
  where item = $1 and batch_seq = $2 and leaf_index >= $3 and leaf_index < $4
  union all
  select leaf_index, null, null, leaf from withheld_leaf
  where batch_seq = $2 and leaf_index >= $3 and leaf_index < $4
  order by 1`;

/** What lies under the leaves from `first` up to, without, `end` of a batch, in order: hash them for a proof. */
export async function leavesOfBatch(
  db: Queryable,
  batch: { readonly item: string; readonly batchSeq: number },
  first: number,
  end: number,
): Promise<readonly ProofLeaf[]> {
  return (await db.query<ProofLeaf>(LEAVES, [batch.item, batch.batchSeq, first, end])).rows;
}

const AT_LEAF = `select ${COLUMNS} from record where item = $1 and batch_seq = $2 and leaf_index = $3`;

export async function recordAtLeaf(
  db: Queryable,
  batch: { readonly item: string; readonly batchSeq: number },
  leafIndex: number,
): Promise<RecordRow | undefined> {
  return (await db.query<RecordRow>(AT_LEAF, [batch.item, batch.batchSeq, leafIndex])).rows[0];
}
