/**
 * Rows of the exchange log: leaves, tiles of the tree, checkpoints and the signatures
 * of other nodes under them. Knows nothing of hashes or keys. The trap: a leaf is
 * numbered only by the one process that holds SEQUENCER_LOCK, and an index that was
 * given is never given again.
 */
import type { Queryable } from "./connect.ts";

/** Name for connect.ts's tryLock: one sequencer of a node at a time. */
export const SEQUENCER_LOCK = "xinqiao sequencer";

export interface LogLeaf {
  readonly leafId: string;
  readonly at: Date;
  readonly kind: string;
  /** Canonical JSON, the exact text under the leaf. */
  readonly data: string;
}

export interface NumberedLeaf extends LogLeaf {
  readonly logIndex: number;
}

export interface Checkpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  readonly at: Date;
}

const LEAF = `leaf_id as "leafId", at, kind, data`;

const APPEND = "insert into log_leaf (leaf_id, at, kind, data) values ($1, $2, $3, $4)";

/** In the transaction of the act that it tells of. */
export async function appendLeaf(db: Queryable, leaf: LogLeaf): Promise<void> {
  await db.query(APPEND, [leaf.leafId, leaf.at, leaf.kind, leaf.data]);
}

const OPEN = `select ${LEAF} from log_leaf where log_index is null order by at, leaf_id limit $1`;

/** Leaves without a number, in the order in which they get one. Under SEQUENCER_LOCK only. */
export async function openLeaves(db: Queryable, limit: number): Promise<readonly LogLeaf[]> {
  return (await db.query<LogLeaf>(OPEN, [limit])).rows;
}

const NUMBER = `
  update log_leaf set log_index = $2 + numbered.place - 1
  from unnest($1::uuid[]) with ordinality as numbered (leaf_id, place)
  where log_leaf.leaf_id = numbered.leaf_id and log_leaf.log_index is null`;

/** Number these leaves from `first` on; throws when one of them has a number already. */
export async function numberLeaves(db: Queryable, leafIds: readonly string[], first: number): Promise<void> {
  const { rowCount } = await db.query(NUMBER, [leafIds, first]);
  if (rowCount !== leafIds.length) throw new Error("a leaf of the log has been numbered by someone else");
}

const SIZE = "select coalesce(max(log_index) + 1, 0) as size from log_leaf";

/** Leaves that have a number; the newest checkpoint may cover fewer. */
export async function logSize(db: Queryable): Promise<number> {
  return (await db.query<{ size: number }>(SIZE)).rows[0]?.size ?? 0;
}

const LEAVES = `
  select ${LEAF}, log_index as "logIndex" from log_leaf
  where log_index >= $1 and log_index < $2 order by log_index limit $3`;

/** Numbered leaves from `first` up to, without, `end`: at most `limit` of them. */
export async function leavesBetween(
  db: Queryable,
  first: number,
  end: number,
  limit: number,
): Promise<readonly NumberedLeaf[]> {
  return (await db.query<NumberedLeaf>(LEAVES, [first, end, limit])).rows;
}

const FIND_LEAF = `select ${LEAF}, log_index as "logIndex" from log_leaf where leaf_id = $1`;

export async function findLeaf(
  db: Queryable,
  leafId: string,
): Promise<(LogLeaf & { readonly logIndex: number | null }) | undefined> {
  return (await db.query<LogLeaf & { logIndex: number | null }>(FIND_LEAF, [leafId])).rows[0];
}

const PUT_TILE = "insert into log_tile (level, tile, data) values ($1, $2, $3) on conflict do nothing";

/** A complete tile never changes, so a second one is left out. */
export async function putTile(db: Queryable, level: number, tile: number, data: Buffer): Promise<void> {
  await db.query(PUT_TILE, [level, tile, data]);
}

const TILE = "select data from log_tile where level = $1 and tile = $2";

export async function findTile(db: Queryable, level: number, tile: number): Promise<Buffer | undefined> {
  return (await db.query<{ data: Buffer }>(TILE, [level, tile])).rows[0]?.data;
}

const PUT_CHECKPOINT = "insert into log_checkpoint (size, root, note, at) values ($1, $2, $3, $4)";

export async function putCheckpoint(db: Queryable, checkpoint: Checkpoint): Promise<void> {
  await db.query(PUT_CHECKPOINT, [checkpoint.size, checkpoint.root, checkpoint.note, checkpoint.at]);
}

const NEWEST = "select size, root, note, at from log_checkpoint order by size desc limit 1";

export async function newestCheckpoint(db: Queryable): Promise<Checkpoint | undefined> {
  return (await db.query<Checkpoint>(NEWEST)).rows[0];
}

const COVERING = "select size, root, note, at from log_checkpoint where size > $1 order by size limit 1";

/** The first checkpoint that covers the leaf with this number. */
export async function checkpointCovering(db: Queryable, logIndex: number): Promise<Checkpoint | undefined> {
  return (await db.query<Checkpoint>(COVERING, [logIndex])).rows[0];
}

const ALL = "select size, root, note, at from log_checkpoint where size >= $1 order by size limit $2";

export async function checkpointsFrom(
  db: Queryable,
  size: number,
  limit: number,
): Promise<readonly Checkpoint[]> {
  return (await db.query<Checkpoint>(ALL, [size, limit])).rows;
}

const COSIGN = `
  insert into log_cosignature (size, node, signature, at) values ($1, $2, $3, $4) on conflict do nothing`;

/** The signature line that another node put under our checkpoint. */
export async function putCosignature(
  db: Queryable,
  size: number,
  node: string,
  signature: string,
  at: Date,
): Promise<void> {
  await db.query(COSIGN, [size, node, signature, at]);
}

const COSIGNATURES = "select node, signature from log_cosignature where size = $1 order by node";

export async function cosignaturesOf(
  db: Queryable,
  size: number,
): Promise<readonly { readonly node: string; readonly signature: string }[]> {
  return (await db.query<{ node: string; signature: string }>(COSIGNATURES, [size])).rows;
}

export interface PeerCheckpoint {
  readonly node: string;
  readonly size: number;
  readonly note: string;
  readonly at: Date;
}

const PEER = "select node, size, note, at from peer_checkpoint where node = $1";

/** The newest checkpoint of another node that we have cosigned. */
export async function peerCheckpoint(db: Queryable, node: string): Promise<PeerCheckpoint | undefined> {
  return (await db.query<PeerCheckpoint>(PEER, [node])).rows[0];
}

const ADVANCE = `
  insert into peer_checkpoint (node, size, note, at) values ($1, $2, $3, $4)
  on conflict (node) do update set size = excluded.size, note = excluded.note, at = excluded.at
  where peer_checkpoint.size = $5`;

/**
 * Remember what we are about to cosign, if the newest is still the one (of size `from`, 0 for none) to which
 * consistency was proved. False otherwise: prove it again. So two cosigners never sign two histories.
 */
export async function advancePeerCheckpoint(
  db: Queryable,
  next: PeerCheckpoint,
  from: number,
): Promise<boolean> {
  const { rowCount } = await db.query(ADVANCE, [next.node, next.size, next.note, next.at, from]);
  return rowCount === 1;
}
