/**
 * Rows of a batch and what belongs to it: its receipts, its findings, and its records
 * one by one or in blocks for proofs. COPY into record and finding lives in copy.ts.
 * Knows nothing of trees and signatures. The trap: `record` may be distributed by
 * subject, so only the queries that name a subject are cheap on every cluster.
 */
import type { Queryable } from "./connect.ts";

export interface Batch {
  readonly batchSeq: number;
  readonly batchId: string;
  readonly origin: string;
  readonly sender: string;
  readonly receivedFrom: string;
  readonly adapter: string;
  readonly item: string;
  readonly standard: string;
  readonly version: number;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly warnings: number;
  readonly leaves: number;
  readonly root: Buffer;
  /** 32 bytes for each 1,024 leaves. */
  readonly blockRoots: Buffer;
  /** Canonical JSON, the exact text that was sealed. */
  readonly manifest: string;
  /** Detached CMS (DER) over it. */
  readonly seal: Buffer;
  readonly receivedAt: Date;
  readonly committedAt: Date;
  /** Digest of the catalog that this node judged by; "" where it was not written down yet. */
  readonly catalog: string;
}

const NEXT = "select nextval('batch_seq') as seq";

/** A number that no other batch of this node has; numbers of batches that failed stay unused. */
export async function nextBatchSeq(db: Queryable): Promise<number> {
  const seq = (await db.query<{ seq: number }>(NEXT)).rows[0]?.seq;
  if (seq === undefined) throw new Error("the sequence gave nothing");
  return seq;
}

const INSERT = `
  insert into batch (batch_seq, batch_id, origin, sender, received_from, adapter, item, standard, version, rows,
    accepted, rejected, duplicates, warnings, leaves, root, block_roots, manifest, seal, received_at, committed_at,
    catalog)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`;

export async function insertBatch(db: Queryable, b: Batch): Promise<void> {
  await db.query(INSERT, [
    ...[b.batchSeq, b.batchId, b.origin, b.sender, b.receivedFrom, b.adapter, b.item, b.standard, b.version],
    ...[b.rows, b.accepted, b.rejected, b.duplicates, b.warnings, b.leaves, b.root, b.blockRoots],
    ...[b.manifest, b.seal, b.receivedAt, b.committedAt, b.catalog],
  ]);
}

const COLUMNS = `batch_seq as "batchSeq", batch_id as "batchId", origin, sender, received_from as "receivedFrom",
  adapter, item, standard, version, rows, accepted, rejected, duplicates, warnings, leaves, root,
  block_roots as "blockRoots", manifest, seal, received_at as "receivedAt", committed_at as "committedAt", catalog`;

const BY_ID = `select ${COLUMNS} from batch where batch_id = $1`;

export async function findBatch(db: Queryable, batchId: string): Promise<Batch | undefined> {
  return (await db.query<Batch>(BY_ID, [batchId])).rows[0];
}

const BY_SEQ = `select ${COLUMNS} from batch where batch_seq = $1`;

export async function findBatchBySeq(db: Queryable, batchSeq: number): Promise<Batch | undefined> {
  return (await db.query<Batch>(BY_SEQ, [batchSeq])).rows[0];
}

const PAGE = `select ${COLUMNS} from batch where batch_seq > $1 order by batch_seq limit $2`;

export async function batchesAfter(
  db: Queryable,
  batchSeq: number,
  limit: number,
): Promise<readonly Batch[]> {
  return (await db.query<Batch>(PAGE, [batchSeq, limit])).rows;
}

const COUNTS = "select (select count(*) from batch) as batches, (select count(*) from record) as records";

/** Stored batches, and stored record versions. Reads everything: for the sandbox and the tests. */
export async function countStored(
  db: Queryable,
): Promise<{ readonly batches: number; readonly records: number }> {
  const row = (await db.query<{ batches: number; records: number }>(COUNTS)).rows[0];
  return row ?? { batches: 0, records: 0 };
}

export interface ReceiptRow {
  readonly receiptId: string;
  readonly batchSeq: number;
  /** Who signed. */
  readonly node: string;
  /** Canonical JSON, the exact signed text. */
  readonly body: string;
  readonly signature: string;
  readonly receivedAt: Date;
  /** Of our own: the entry of the log that was written with it. */
  readonly leafId?: string | null;
}

const PUT_RECEIPT = `
  insert into receipt (receipt_id, batch_seq, node, body, signature, received_at, leaf_id)
  values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`;

/** False when this node's receipt for the batch is here already; the first one stands. */
export async function putReceipt(db: Queryable, receipt: ReceiptRow): Promise<boolean> {
  const { receiptId, batchSeq, node, body, signature, receivedAt, leafId = null } = receipt;
  const values = [receiptId, batchSeq, node, body, signature, receivedAt, leafId];
  return (await db.query(PUT_RECEIPT, values)).rowCount === 1;
}

const RECEIPT = `receipt_id as "receiptId", batch_seq as "batchSeq", node, body, signature, received_at as "receivedAt"`;

const RECEIPTS = `select ${RECEIPT} from receipt where batch_seq = $1 order by received_at, receipt_id`;

export async function receiptsOf(db: Queryable, batchSeq: number): Promise<readonly ReceiptRow[]> {
  return (await db.query<ReceiptRow>(RECEIPTS, [batchSeq])).rows;
}

const RECEIPT_BY_ID = `select ${RECEIPT} from receipt where receipt_id = $1`;

export async function findReceipt(db: Queryable, receiptId: string): Promise<ReceiptRow | undefined> {
  return (await db.query<ReceiptRow>(RECEIPT_BY_ID, [receiptId])).rows[0];
}

export interface FindingRow {
  readonly number: number;
  readonly rowNumber: number;
  readonly columnTitle: string;
  readonly code: string;
  /** Canonical JSON. */
  readonly params: string;
}

const FINDINGS = `
  select number, row_number as "rowNumber", column_title as "columnTitle", code, params from finding
  where batch_seq = $1 and number > $2 order by number limit $3`;

/** A page of a batch's findings: those after `number` (-1 for the first page). */
export async function findingsPage(
  db: Queryable,
  batchSeq: number,
  number: number,
  limit: number,
): Promise<readonly FindingRow[]> {
  return (await db.query<FindingRow>(FINDINGS, [batchSeq, number, limit])).rows;
}
