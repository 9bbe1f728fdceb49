/**
 * The heads of an item in the database: loaded before a batch, its changes added in the
 * batch's transaction. A batch that is small beside the item fetches only the heads it
 * meets, from the records themselves.
 *
 * The trap: pushed groups write no heads. `manifestBatch` says up to which batch the stored
 * ones are complete; what came later (the tail) is read from the records.
 */
import { hash } from "node:crypto";

import type { ClientBase } from "pg";

import type { Queryable } from "./connect.ts";
import { tuple, withCopy } from "./copy.ts";
import { ENTRY_BYTES, Heads } from "./heads.ts";

const LOAD_CHUNKS = 16;
const TAIL_RECORDS = 5000;
/** A table with this many superseded entries beyond its heads is written anew. */
const COMPACT_SLACK = 65_536;

export interface ItemState {
  readonly heads: number;
  readonly entries: number;
  readonly lastVersion: number;
  readonly lastBatch: number;
  /** Number and digest of the last manifest that was sealed here: the next one follows it. */
  readonly sequence: number;
  readonly previous: string;
  /** The stored heads are complete up to this batch. */
  readonly manifestBatch: number;
}

/** Whose records the heads are of, and what their contents are compared by. */
export interface HeadsOf {
  readonly item: string;
  readonly origin: string;
  readonly contentKey: Uint8Array;
}

export const NOTHING_YET: ItemState = {
  heads: 0,
  entries: 0,
  lastVersion: 0,
  lastBatch: 0,
  sequence: 0,
  previous: "",
  manifestBatch: 0,
};

export const STATE_COLUMNS = `heads, entries, last_version as "lastVersion", last_batch as "lastBatch", sequence, previous,
  manifest_batch as "manifestBatch"`;

export async function readItemState(db: Queryable, item: string): Promise<ItemState> {
  const { rows } = await db.query<ItemState>(`select ${STATE_COLUMNS} from item_state where item = $1`, [
    item,
  ]);
  return rows[0] ?? NOTHING_YET;
}

const SAVE_STATE = `
  insert into item_state (item, heads, entries, last_version, last_batch, sequence, previous, manifest_batch)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (item) do update set heads = excluded.heads, entries = excluded.entries,
    last_version = excluded.last_version, last_batch = excluded.last_batch, sequence = excluded.sequence,
    previous = excluded.previous, manifest_batch = excluded.manifest_batch`;

export async function saveItemState(db: Queryable, item: string, after: ItemState): Promise<void> {
  await db.query(SAVE_STATE, [
    ...[item, after.heads, after.entries, after.lastVersion, after.lastBatch],
    ...[after.sequence, after.previous, after.manifestBatch],
  ]);
}

/** All heads of the item as `state` knows it. */
export async function loadHeads(
  db: Queryable,
  of: HeadsOf,
  state: ItemState,
  expected: number,
): Promise<Heads> {
  const heads = new Heads({ complete: true, expected });
  await eachStored(db, of.item, 0, (data, at) => heads.load(data, at));
  heads.indexRaw();
  await eachOfTail(db, of, state.manifestBatch, state.lastBatch, (entry) => heads.follow(entry, 0, true));
  return heads;
}

/** How many records our own batches after `since` brought. */
export async function countMissed(
  db: Queryable,
  of: Pick<HeadsOf, "item" | "origin">,
  state: ItemState,
  since: number,
): Promise<number> {
  const { rows } = await db.query<{ missed: number }>(
    `select coalesce(sum(accepted), 0)::bigint as missed from batch
      where item = $1 and batch_seq > $2 and batch_seq <= $3 and origin = $4`,
    [of.item, since, state.lastBatch, of.origin],
  );
  return rows[0]?.missed ?? 0;
}

/** Bring a table that was complete at batch `since` up to `state`; nothing to do where nothing came since. */
export async function catchUp(
  db: Queryable,
  heads: Heads,
  of: HeadsOf,
  state: ItemState,
  since: number,
): Promise<void> {
  if (since === state.lastBatch) return;
  if (since < state.manifestBatch)
    await eachStored(db, of.item, since, (data, at) => heads.follow(data, at, false));
  const from = Math.max(since, state.manifestBatch);
  await eachOfTail(db, of, from, state.lastBatch, (entry) => heads.follow(entry, 0, true));
}

async function eachStored(
  db: Queryable,
  item: string,
  since: number,
  take: (data: Buffer, at: number) => void,
): Promise<void> {
  let after: [number, number] = [since, 1 << 30];
  for (;;) {
    const { rows } = await db.query(
      `select batch_seq, chunk, data from head_manifest
        where item = $1 and (batch_seq, chunk) > ($2, $3) order by batch_seq, chunk limit ${LOAD_CHUNKS}`,
      [item, ...after],
    );
    for (const row of rows) {
      const data = row.data as Buffer;
      for (let at = 0; at < data.length; at += ENTRY_BYTES) take(data, at);
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = [last.batch_seq, last.chunk];
  }
}

/** Records of our own batches after `since`, oldest first, each as an entry without a raw line. */
async function eachOfTail(
  db: Queryable,
  of: HeadsOf,
  since: number,
  upTo: number,
  take: (entry: Buffer) => void,
): Promise<void> {
  let after: [number, number] = [since, 1 << 30];
  while (after[0] < upTo) {
    // By way of the batches: the item's records of other origins, perhaps millions, are not met.
    const { rows } = await db.query(
      `select r.batch_seq, r.leaf_index, r.record_id as id, r.version, r.payload
         from batch b join record r on r.item = b.item and r.batch_seq = b.batch_seq
        where b.item = $1 and b.origin = $2 and b.batch_seq >= $3 and b.batch_seq <= $5
          and (r.batch_seq, r.leaf_index) > ($3, $4)
        order by r.batch_seq, r.leaf_index limit ${TAIL_RECORDS}`,
      [of.item, of.origin, ...after, upTo],
    );
    for (const row of rows) take(entryOf(row, of.contentKey));
    const last = rows.at(-1);
    if (last === undefined) return;
    after = [last.batch_seq, last.leaf_index];
  }
}

/** An entry as it would be stored, its raw line unknown. */
function entryOf(row: Record<string, unknown>, contentKey: Uint8Array): Buffer {
  const entry = Buffer.alloc(ENTRY_BYTES);
  const version = row["version"] as number;
  entry.write((row["id"] as string).replaceAll("-", ""), 0, 12, "hex");
  hash("sha256", Buffer.concat([contentKey, Buffer.from(row["payload"] as string)]), "buffer").copy(
    entry,
    12,
    0,
    16,
  );
  entry.writeUInt32LE(version >>> 0, 40);
  entry.writeUInt32LE(Math.floor(version / 0x1_0000_0000), 44);
  return entry;
}

/**
 * Load the heads of these records of `origin` into `heads`, from the records. Ids are 16
 * bytes each at `idAt`, `stride` apart; `contentKey` is the node's secret for digests.
 */
export async function fetchHeads(
  db: Queryable,
  heads: Heads,
  wanted: { readonly item: string; readonly subjects: readonly string[]; readonly ids: readonly Buffer[] },
  origin: string,
  contentKey: Uint8Array,
): Promise<void> {
  const missing = wanted.ids
    .map((id, at) => ({ id, subject: wanted.subjects[at] }))
    .filter(({ id }) => !heads.has(id, 0));
  if (missing.length === 0) return;
  const { rows } = await db.query(
    `select wanted.id, latest.version, latest.payload
       from unnest($1::text[], $2::uuid[]) as wanted (subject, id)
       join lateral (
         select version, payload from record r
          where r.subject = wanted.subject and r.item = $3 and r.record_id = wanted.id and r.origin = $4
          order by version desc, batch_seq desc, leaf_index desc limit 1
       ) latest on true`,
    [missing.map(({ subject }) => subject), missing.map(({ id }) => id.toString("hex")), wanted.item, origin],
  );
  for (const row of rows) heads.load(entryOf(row, contentKey), 0);
}

/** Add what the batch changed, and the item's new state. Resolves to the state written. */
export async function saveHeads(
  client: ClientBase,
  item: string,
  batchSeq: number,
  heads: Heads,
  before: ItemState,
  batch: Pick<ItemState, "sequence" | "previous"> & { readonly version: number; readonly newHeads: number },
): Promise<ItemState> {
  const headCount = heads.complete ? heads.count : before.heads + batch.newHeads;
  let entries = before.entries + heads.touchedCount;
  const compact = heads.complete && entries > headCount * 2 + COMPACT_SLACK;
  if (compact) {
    await client.query("delete from head_manifest where item = $1", [item]);
    entries = heads.count;
  }
  if (heads.touchedCount > 0 || compact) {
    await withCopy(client, "head_manifest", "item, batch_seq, chunk, data", async (copy) => {
      let chunk = 0;
      for (const data of heads.entries(compact ? "all" : "touched")) {
        await copy.write(tuple([item, BigInt(batchSeq), chunk++, data]));
      }
    });
  }
  const after: ItemState = {
    heads: headCount,
    entries,
    lastVersion: batch.version,
    lastBatch: batchSeq,
    sequence: batch.sequence,
    previous: batch.previous,
    // Who fetched single heads does not know the tail; it stays for the next who loads all.
    manifestBatch:
      heads.complete || before.manifestBatch === before.lastBatch ? batchSeq : before.manifestBatch,
  };
  await saveItemState(client, item, after);
  return after;
}
