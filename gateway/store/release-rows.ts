/**
 * Releases of the catalog that this node took, and what its neighbours say they work by. The
 * trap: a number once taken stands for good, whatever becomes of its release here, or an
 * older one with its valid signature could come after it.
 */
import type { Queryable } from "./connect.ts";

export interface ReleaseRow {
  readonly number: number;
  readonly content: string;
  readonly version: string;
  readonly effectiveAt: Date;
  readonly graceUntil: Date;
  /** Why this node cannot use it; null when it can. */
  readonly fault: string | null;
  /** A node, or "" for the operator. */
  readonly takenFrom: string;
  readonly takenAt: Date;
}

export interface StoredBundle {
  /** The exact signed text. */
  readonly body: string;
  readonly signature: Buffer;
  /** Canonical JSON: [{path, text}] */
  readonly files: string;
}

const COLUMNS = `number, content, version, effective_at as "effectiveAt", grace_until as "graceUntil", fault,
  taken_from as "takenFrom", taken_at as "takenAt"`;

const ALL = `select ${COLUMNS} from catalog_release order by number`;

export async function releasesTaken(db: Queryable): Promise<readonly ReleaseRow[]> {
  return (await db.query<ReleaseRow>(ALL)).rows;
}

const BUNDLE = "select body, signature, files from catalog_release where number = $1";

export async function findBundle(db: Queryable, number: number): Promise<StoredBundle | undefined> {
  return (await db.query<StoredBundle>(BUNDLE, [number])).rows[0];
}

// One statement, so that of two processes that take at once the second sees the first.
const INSERT = `
  insert into catalog_release (number, content, version, effective_at, grace_until, body, signature, files, fault,
    taken_from, taken_at)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
  where not exists (select from catalog_release where number >= $1)
  on conflict (number) do nothing`;

/** False when this number or a higher one is there. */
export async function insertRelease(db: Queryable, row: ReleaseRow, bundle: StoredBundle): Promise<boolean> {
  const values = [
    ...[row.number, row.content, row.version, row.effectiveAt, row.graceUntil],
    ...[bundle.body, bundle.signature, bundle.files, row.fault, row.takenFrom, row.takenAt],
  ];
  return (await db.query(INSERT, values)).rowCount === 1;
}

const FAULT = "update catalog_release set fault = $2 where number = $1";

export async function setFault(db: Queryable, number: number, fault: string | null): Promise<void> {
  await db.query(FAULT, [number, fault]);
}

export interface PeerRelease {
  readonly node: string;
  readonly number: number;
  readonly content: string;
  readonly at: Date;
}

const PUT_PEER = `
  insert into peer_release (node, number, content, at) values ($1, $2, $3, $4)
  on conflict (node) do update set number = excluded.number, content = excluded.content, at = excluded.at`;

export async function putPeer(db: Queryable, { node, number, content, at }: PeerRelease): Promise<void> {
  await db.query(PUT_PEER, [node, number, content, at]);
}

const PEERS = "select node, number, content, at from peer_release order by node";

export async function peersTold(db: Queryable): Promise<readonly PeerRelease[]> {
  return (await db.query<PeerRelease>(PEERS)).rows;
}

const OF_CONTENT =
  "select number, version from catalog_release where content = $1 order by number desc limit 1";

/** The release that has this content. */
export async function releaseOfContent(
  db: Queryable,
  content: string,
): Promise<Pick<ReleaseRow, "number" | "version"> | undefined> {
  return (await db.query<Pick<ReleaseRow, "number" | "version">>(OF_CONTENT, [content])).rows[0];
}
