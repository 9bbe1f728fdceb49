/**
 * A stored batch as the stream that travels between nodes: manifest, seal, then one line
 * a leaf (contracts/PROTOCOL.md, "Sealed batch stream"). The server joins the lines of a
 * hundred leaves into one value, in leaf order, and this process passes its bytes on as they
 * come: neither memory nor time here depends on the number of leaves.
 *
 * The trap: a leaf that were missing would still give lines. So every value comes with the
 * number of its leaves, and that is compared with what the batch has.
 */
import type { ClientBase } from "pg";
import { to as copyTo } from "pg-copy-streams";

import type { Batch } from "./batch-rows.ts";

const LEAVES_A_VALUE = 128;
const CHUNK_BYTES = 256 * 1024;
const COPY_HEADER_BYTES = 19;
/** int16 fields | int32 4, first leaf | int32 4, leaves | int32 length of the lines. */
const VALUE_HEADER_BYTES = 22;

/** `client` is busy until the stream ends. */
export async function* sealedLines(client: ClientBase, batch: Batch): AsyncGenerator<Buffer> {
  yield Buffer.from(`${batch.manifest}\n${batch.seal.toString("base64")}\n`);
  if (batch.leaves === 0) return;
  // The planner would rather sort a batch than read it in order from its index.
  await client.query("set enable_sort = off");
  yield* gathered(linesOf(client, batch));
  // A connection whose stream was left early is not used again.
  await client.query("reset enable_sort");
}

/** Item and number are ours, never a sender's text. */
function query({ item, batchSeq, leaves }: Batch): string {
  const here = `item = '${item.replaceAll("'", "''")}' and batch_seq = ${Number(batchSeq)}`;
  const from = `leaf_index >= first and leaf_index < first + ${LEAVES_A_VALUE}`;
  return `select first, leaves, lines
    from generate_series(0, ${Number(leaves) - 1}, ${LEAVES_A_VALUE}) as value (first),
    lateral (
      select count(*)::int as leaves, string_agg(line, '') as lines from (
        select leaf_index, encode(salt, 'hex') || ' ' || payload || E'\\n' as line
          from record where ${here} and ${from}
        union all
        select leaf_index, '- ' || encode(leaf, 'hex') || E'\\n'
          from withheld_leaf where batch_seq = ${Number(batchSeq)} and ${from}
        order by leaf_index
      ) as leaf
    ) as joined`;
}

async function* linesOf(client: ClientBase, batch: Batch): AsyncGenerator<Buffer> {
  const stream: AsyncIterable<Buffer> = client.query(
    copyTo(`copy (${query(batch)}) to stdout (format binary)`),
  );
  const header = Buffer.alloc(VALUE_HEADER_BYTES);
  let headerBytes = 0;
  let skip = COPY_HEADER_BYTES;
  let left = 0;
  let expected = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length; ) {
      if (skip > 0 || left > 0) {
        const end = Math.min(chunk.length, at + (skip > 0 ? skip : left));
        if (skip > 0) skip -= end - at;
        else {
          left -= end - at;
          yield chunk.subarray(at, end);
        }
        at = end;
        continue;
      }
      header[headerBytes++] = chunk[at++] as number;
      // The stream ends with the two bytes of -1, which never fill a header.
      if (headerBytes < VALUE_HEADER_BYTES) continue;
      headerBytes = 0;
      left = header.readInt32BE(18);
      const leaves = Math.min(LEAVES_A_VALUE, batch.leaves - expected);
      if (header.readInt32BE(6) !== expected || header.readInt32BE(14) !== leaves)
        throw new Error(`leaves from ${expected} on of batch ${batch.batchSeq} are missing`);
      expected += leaves;
    }
  }
  if (expected !== batch.leaves || left > 0)
    throw new Error(`batch ${batch.batchSeq} ended after ${expected} of ${batch.leaves} leaves`);
}

/** Chunks as they come from a socket are small; a few at once cost less to pass on. */
async function* gathered(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of chunks) {
    parts.push(part);
    bytes += part.length;
    if (bytes < CHUNK_BYTES) continue;
    yield Buffer.concat(parts, bytes);
    parts = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(parts, bytes);
}
