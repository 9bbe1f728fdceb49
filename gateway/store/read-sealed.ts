/**
 * A stored batch as the stream that travels between nodes: manifest, seal, then one line
 * a leaf (contracts/PROTOCOL.md, "Sealed batch stream"). Read by binary COPY in leaf order,
 * so memory does not depend on the size of the batch.
 */
import type { ClientBase } from "pg";
import { to as copyTo } from "pg-copy-streams";

import type { Batch } from "./batch-rows.ts";

const CHUNK_BYTES = 256 * 1024;
const COPY_HEADER_BYTES = 19;
const LF = 10;
const SPACE = 32;

/** `client` is busy until the stream ends; item and number are ours, never a sender's text. */
export async function* sealedLines(client: ClientBase, batch: Batch): AsyncGenerator<Buffer> {
  yield Buffer.from(`${batch.manifest}\n${batch.seal.toString("base64")}\n`);
  const withheld = await client.query<{ leaf_index: number; leaf: Buffer }>(
    "select leaf_index, leaf from withheld_leaf where batch_seq = $1 order by leaf_index",
    [batch.batchSeq],
  );
  let next = 0;
  let out = Buffer.allocUnsafe(CHUNK_BYTES);
  let used = 0;
  let expected = 0;

  /** Lines of withheld leaves that come before leaf `index`. */
  function* upTo(index: number): Generator<Buffer> {
    for (; expected < index; expected++) {
      const row = withheld.rows[next++];
      if (row?.leaf_index !== expected)
        throw new Error(`leaf ${expected} of batch ${batch.batchSeq} is missing`);
      if (used + 80 > out.length) yield* flush();
      used += out.latin1Write(`- ${row.leaf.toString("hex")}\n`, used);
    }
  }
  function* flush(): Generator<Buffer> {
    if (used > 0) yield out.subarray(0, used);
    out = Buffer.allocUnsafe(CHUNK_BYTES);
    used = 0;
  }

  for await (const [index, salt, payload] of leaves(client, batch)) {
    yield* upTo(index);
    const need = payload.length + 40;
    if (used + need > out.length) {
      yield* flush();
      if (need > out.length) out = Buffer.allocUnsafe(need);
    }
    used += out.latin1Write(salt.hexSlice(0, 16), used);
    out[used++] = SPACE;
    used += payload.copy(out, used);
    out[used++] = LF;
    expected = index + 1;
  }
  yield* upTo(batch.leaves);
  yield* flush();
}

/** Leaves whose content is here: number, salt, payload. The buffers are valid until the next one is asked for. */
async function* leaves(client: ClientBase, batch: Batch): AsyncGenerator<[number, Buffer, Buffer]> {
  const item = `'${batch.item.replaceAll("'", "''")}'`;
  // The planner would rather sort the whole batch than read it in order from its index, and give nothing before.
  await client.query("set enable_sort = off");
  const stream = client.query(
    copyTo(
      `copy (select leaf_index, salt, payload from record
              where item = ${item} and batch_seq = ${Number(batch.batchSeq)} order by item, batch_seq, leaf_index)
       to stdout (format binary)`,
    ),
  );
  let rest: Buffer = Buffer.alloc(0);
  let skip = COPY_HEADER_BYTES;
  for await (const chunk of gathered(stream)) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    if (skip > 0) {
      if (bytes.length < skip) {
        rest = bytes;
        continue;
      }
      at = skip;
      skip = 0;
    }
    // int16 fields | int32 4, leaf_index | int32 16, salt | int32 length, payload
    for (;;) {
      if (bytes.length - at < 2 || bytes.readInt16BE(at) === -1 || bytes.length - at < 34) break;
      const length = bytes.readInt32BE(at + 30);
      const end = at + 34 + length;
      if (end > bytes.length) break;
      yield [bytes.readInt32BE(at + 6), bytes.subarray(at + 14, at + 30), bytes.subarray(at + 34, end)];
      at = end;
    }
    rest = bytes.subarray(at);
  }
  // A connection whose stream was left early is not used again.
  await client.query("reset enable_sort");
}

/** COPY gives a chunk a row; a few hundred at once cost far less to pass on. */
async function* gathered(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stream) {
    parts.push(part);
    bytes += part.length;
    if (bytes < CHUNK_BYTES) continue;
    yield Buffer.concat(parts, bytes);
    parts = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(parts, bytes);
}
