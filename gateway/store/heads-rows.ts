/**
 * The heads of an item in the database: loaded before a batch, its changes added in the
 * batch's transaction. A batch that is small beside the item fetches only the heads it
 * meets, from the records themselves.
 */
import { hash } from "node:crypto";

import type { ClientBase } from "pg";

import type { Queryable } from "./connect.ts";
import { tuple, withCopy } from "./copy.ts";
import { ENTRY_BYTES, Heads } from "./heads.ts";

const LOAD_CHUNKS = 16;
/** A table with this many superseded entries beyond its heads is written anew. */
const COMPACT_SLACK = 65_536;

export interface ItemState {
  readonly heads: number;
  readonly entries: number;
  readonly lastVersion: number;
  readonly lastBatch: number;
}

export async function readItemState(db: Queryable, item: string): Promise<ItemState> {
  const { rows } = await db.query(
    "select heads, entries, last_version, last_batch from item_state where item = $1",
    [item],
  );
  const row = rows[0];
  if (row === undefined) return { heads: 0, entries: 0, lastVersion: 0, lastBatch: 0 };
  return { heads: row.heads, entries: row.entries, lastVersion: row.last_version, lastBatch: row.last_batch };
}

export async function loadHeads(db: Queryable, item: string, expected: number): Promise<Heads> {
  const heads = new Heads({ complete: true, expected });
  let after: [number, number] = [-1, -1];
  for (;;) {
    const { rows } = await db.query(
      `select batch_seq, chunk, data from head_manifest
        where item = $1 and (batch_seq, chunk) > ($2, $3) order by batch_seq, chunk limit ${LOAD_CHUNKS}`,
      [item, ...after],
    );
    for (const row of rows) {
      const data = row.data as Buffer;
      for (let at = 0; at < data.length; at += ENTRY_BYTES) heads.load(data, at);
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = [last.batch_seq, last.chunk];
  }
  heads.indexRaw();
  heads.settle();
  return heads;
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
  const entry = Buffer.alloc(ENTRY_BYTES);
  for (const row of rows) {
    entry.write((row.id as string).replaceAll("-", ""), 0, 12, "hex");
    const content = hash("sha256", Buffer.concat([contentKey, Buffer.from(row.payload as string)]), "buffer");
    content.copy(entry, 12, 0, 16);
    entry.fill(0, 28, 40);
    entry.writeUInt32LE((row.version as number) >>> 0, 40);
    entry.writeUInt32LE(Math.floor((row.version as number) / 0x1_0000_0000), 44);
    heads.load(entry, 0);
  }
}

/** Add what the batch changed, and the item's new state. Resolves to the state written. */
export async function saveHeads(
  client: ClientBase,
  item: string,
  batchSeq: number,
  heads: Heads,
  before: ItemState,
  batch: { readonly version: number; readonly newHeads: number },
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
  const after = { heads: headCount, entries, lastVersion: batch.version, lastBatch: batchSeq };
  await client.query(
    `insert into item_state (item, heads, entries, last_version, last_batch) values ($1, $2, $3, $4, $5)
     on conflict (item) do update set heads = excluded.heads, entries = excluded.entries,
       last_version = excluded.last_version, last_batch = excluded.last_batch`,
    [item, after.heads, after.entries, after.lastVersion, after.lastBatch],
  );
  return after;
}
