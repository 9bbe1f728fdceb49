/**
 * The outbox: one row for each thing this node still owes to another. Planned in the
 * transaction that stores the batch, so nothing accepted is ever without its transfers.
 * Knows nothing of networks. The trap: batches of one origin and item (a lane) must reach a
 * peer in order, so a later one isn't claimed while an earlier one is still due.
 */
import type { Queryable } from "./connect.ts";
import type { Lease } from "./intake.ts";

export interface NewTransfer {
  readonly transferId: string;
  readonly kind: "batch" | "receipt";
  readonly batchSeq: number;
  /** For kind "receipt" only. */
  readonly receiptId: string | null;
  readonly peer: string;
  /** `laneOf(origin, item)` for a batch, "" for a receipt. */
  readonly lane: string;
  readonly dueAt: Date;
}

export interface Transfer extends NewTransfer {
  readonly state: "due" | "acknowledged" | "abandoned";
  readonly attempts: number;
  readonly lastRefusal: string | null;
  readonly createdAt: Date;
  /** When the peer first said that it has it. */
  readonly sentAt: Date | null;
  readonly endedAt: Date | null;
}

export function laneOf(origin: string, item: string): string {
  return `${origin}/${item}`;
}

const COLUMNS = `transfer_id as "transferId", kind, batch_seq as "batchSeq", receipt_id as "receiptId", peer, lane,
  due_at as "dueAt", state, attempts, last_refusal as "lastRefusal", created_at as "createdAt",
  sent_at as "sentAt", ended_at as "endedAt"`;

const PLAN = `
  insert into transfer (transfer_id, kind, batch_seq, receipt_id, peer, lane, state, due_at, created_at)
  values ($1, $2, $3, $4, $5, $6, 'due', $7, $7)
  on conflict do nothing`;

/** False when this very transfer is planned already, e.g. of a receipt that came twice. */
export async function planTransfer(db: Queryable, transfer: NewTransfer): Promise<boolean> {
  const { transferId, kind, batchSeq, receiptId, peer, lane, dueAt } = transfer;
  const { rowCount } = await db.query(PLAN, [transferId, kind, batchSeq, receiptId, peer, lane, dueAt]);
  return rowCount === 1;
}

// A batch that is held (migration 0007), by itself or with its sender's lane, stays due and keeps its place in the lane.
const CLAIM = `
  update transfer set lease_owner = $1, lease_until = $3, attempts = attempts + 1,
    claimed_at = coalesce(claimed_at, $2), tried_at = $2
  where transfer_id in (
    select t.transfer_id from transfer t
    where t.state = 'due' and t.due_at <= $2 and (t.lease_until is null or t.lease_until <= $2)
      and t.peer = $5
      and (t.kind = 'receipt' or not exists (
        select from transfer e
        where e.state = 'due' and e.kind = 'batch'
          and e.peer = t.peer and e.lane = t.lane and e.batch_seq < t.batch_seq))
      and (t.kind = 'receipt' or not exists (
        select from hold h
        where h.released_at is null and (h.batch_seq = t.batch_seq
          or h.kind = 'batch' and exists (
            select from intake i where i.intake_id = h.intake_id and i.batch_seq = t.batch_seq)
          or h.kind = 'lane' and exists (
            select from batch b where b.batch_seq = t.batch_seq and b.sender = h.sender and b.adapter = h.adapter))))
    order by t.due_at, t.batch_seq, t.transfer_id
    limit $4
    for update skip locked)
  returning ${COLUMNS}`;

/** Take up to `limit` due transfers to `peer`, at most one of a lane. Peer by peer, so that a slow one holds up no other. */
export async function claimTransfers(
  db: Queryable,
  lease: Lease,
  peer: string,
  limit: number,
): Promise<readonly Transfer[]> {
  const { rows } = await db.query<Transfer>(CLAIM, [lease.owner, lease.now, lease.until, limit, peer]);
  return rows.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || a.batchSeq - b.batchSeq);
}

const EXTEND = `
  update transfer set lease_until = $3
  where transfer_id = $1 and lease_owner = $2 and state = 'due' and lease_until > $4`;

/** False when the lease is lost. */
export async function extendTransferLease(db: Queryable, transferId: string, lease: Lease): Promise<boolean> {
  return (await db.query(EXTEND, [transferId, lease.owner, lease.until, lease.now])).rowCount === 1;
}

const ACKNOWLEDGE = `
  update transfer set state = 'acknowledged', ended_at = $2, sent_at = coalesce(sent_at, $2), lease_owner = null, lease_until = null, last_refusal = null
  where transfer_id = $1 and state = 'due'`;

/** The peer has it; who held the lease doesn't matter. False when that was known already. */
export async function acknowledgeTransfer(db: Queryable, transferId: string, now: Date): Promise<boolean> {
  return (await db.query(ACKNOWLEDGE, [transferId, now])).rowCount === 1;
}

const DELAY = `
  update transfer set due_at = $3, last_refusal = $4, lease_owner = null, lease_until = null,
    sent_at = coalesce(sent_at, $5)
  where transfer_id = $1 and lease_owner = $2 and state = 'due'`;

/** Not at its end: again at `dueAt`, for which see backOff. `sentAt` says that the peer has it, and when it said so. */
export async function delayTransfer(
  db: Queryable,
  transferId: string,
  owner: string,
  dueAt: Date,
  refusal: string,
  sentAt: Date | null = null,
): Promise<boolean> {
  return (await db.query(DELAY, [transferId, owner, dueAt, refusal, sentAt])).rowCount === 1;
}

const ABANDON = `
  update transfer set state = 'abandoned', ended_at = $3, last_refusal = $4, lease_owner = null, lease_until = null
  where transfer_id = $1 and lease_owner = $2 and state = 'due'`;

/** Given up, loudly: the caller writes the log leaf and raises the alarm in the same transaction. */
export async function abandonTransfer(
  db: Queryable,
  transferId: string,
  owner: string,
  now: Date,
  refusal: string,
): Promise<boolean> {
  return (await db.query(ABANDON, [transferId, owner, now, refusal])).rowCount === 1;
}

const RELEASE = `
  update transfer set lease_owner = null, lease_until = null, attempts = attempts - 1
  where lease_owner = $1 and state = 'due'`;

/** An orderly stop: what we had claimed is free at once, and the attempt doesn't count. */
export async function releaseTransfers(db: Queryable, owner: string): Promise<number> {
  return (await db.query(RELEASE, [owner])).rowCount ?? 0;
}

const REVIVE = `
  update transfer set state = 'due', ended_at = null, attempts = 0, due_at = $2
  where transfer_id = $1 and state = 'abandoned'`;

/** An operator's order. */
export async function reviveTransfer(db: Queryable, transferId: string, dueAt: Date): Promise<boolean> {
  return (await db.query(REVIVE, [transferId, dueAt])).rowCount === 1;
}

// Only what met nobody there: a batch that was delivered waits for its receipt with patience, and what
// the peer answered with "later" is not sooner because the peer is heard of.
const HURRY = `
  update transfer set due_at = $2, attempts = greatest(attempts - 1, 0)
  where peer = $1 and state = 'due' and due_at > $2 and lease_owner is null and last_refusal = 'DELIVER_UNREACHABLE'`;

/**
 * A peer that was away shows itself again: don't wait for the back-off to run out. The attempt is
 * free, or a peer that we hear and cannot reach would be given up the sooner for speaking.
 */
export async function hurryTransfers(db: Queryable, peer: string, now: Date): Promise<number> {
  return (await db.query(HURRY, [peer, now])).rowCount ?? 0;
}

const ABANDONED = `select ${COLUMNS} from transfer where state = 'abandoned' order by created_at, transfer_id`;

export async function abandonedTransfers(db: Queryable): Promise<readonly Transfer[]> {
  return (await db.query<Transfer>(ABANDONED)).rows;
}

const OF_BATCH = `select ${COLUMNS} from transfer where batch_seq = $1 order by created_at, transfer_id`;

export async function transfersOfBatch(db: Queryable, batchSeq: number): Promise<readonly Transfer[]> {
  return (await db.query<Transfer>(OF_BATCH, [batchSeq])).rows;
}

const COUNT = `
  select peer, state, count(*) as count, min(created_at) as oldest from transfer group by peer, state order by peer, state`;

export interface TransferCount {
  readonly peer: string;
  readonly state: Transfer["state"];
  readonly count: number;
  readonly oldest: Date;
}

/** For health, metrics and the console. */
export async function countTransfers(db: Queryable): Promise<readonly TransferCount[]> {
  return (await db.query<TransferCount>(COUNT)).rows;
}

/**
 * When to try again: 1 s, doubled with each attempt up to 15 minutes, of which a random half is
 * taken away (`jitter` from 0 to 1), so that many batches don't come back at once.
 */
export function backOff(attempts: number, now: Date, jitter: number): Date {
  const full = Math.min(1000 * 2 ** Math.max(0, attempts - 1), 15 * 60_000);
  return new Date(now.getTime() + full * (1 - jitter / 2));
}
