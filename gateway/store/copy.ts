/**
 * COPY in PostgreSQL's binary format: the fast way in. Callers hand over whole tuples as
 * bytes; what the columns mean is theirs to know, but for the layout of a record tuple,
 * which stands here in one place (PostgreSQL manual, "COPY", file formats, binary).
 */
import { once } from "node:events";

import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";

const HEADER = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);

export interface CopySink {
  /** Resolves when more may be written; the bytes must not be changed afterwards. */
  write(bytes: Uint8Array): Promise<void>;
}

/**
 * COPY what `work` writes. When it throws, the COPY is failed, so that the connection is
 * free for the rollback; without that it would wait for rows for ever.
 */
export async function withCopy<T>(
  client: ClientBase,
  table: string,
  columns: string,
  work: (sink: CopySink) => Promise<T>,
): Promise<T> {
  const copy = openCopy(client, table, columns);
  let result: T;
  try {
    result = await work(copy);
  } catch (error) {
    await copy.abort(error);
    throw error;
  }
  await copy.end();
  return result;
}

function openCopy(
  client: ClientBase,
  table: string,
  columns: string,
): CopySink & { end(): Promise<void>; abort(reason: unknown): Promise<void> } {
  const stream = client.query(copyFrom(`copy ${table} (${columns}) from stdin (format binary)`));
  let failure: Error | undefined;
  stream.on("error", (error: Error) => {
    failure = error;
  });
  stream.write(HEADER);

  /** Until there is room again, or the stream is at its end; its listeners do not pile up. */
  function drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        stream.off("drain", done);
        stream.off("close", done);
        resolve();
      };
      stream.on("drain", done);
      stream.on("close", done);
    });
  }

  return {
    async write(bytes) {
      if (failure !== undefined) throw failure;
      if (!stream.write(bytes)) await drained();
      if (failure !== undefined) throw failure;
    },
    async end() {
      if (failure !== undefined) throw failure;
      stream.end(TRAILER);
      await once(stream, "finish");
    },
    async abort(reason) {
      if (stream.destroyed) return;
      const closed = once(stream, "close").catch(() => undefined);
      stream.destroy(reason instanceof Error ? reason : new Error(String(reason)));
      await closed;
    },
  };
}

/** Columns of a record tuple, the fixed-length ones first so that a tuple can be patched in place. */
export const RECORD_COLUMNS =
  "batch_seq, leaf_index, version, withdrawn, warnings, record_id, salt, subject, item, origin, payload";

/** Where, from the beginning of a record tuple, the values stand that are known only when its turn comes. */
export const LEAF_INDEX_AT = 18;
export const WARNINGS_AT = 43;
/** Bytes of a record tuple besides subject, item, origin and payload. */
const RECORD_FIXED_BYTES = 2 + 12 + 8 + 12 + 5 + 8 + 20 + 20 + 16;

export interface RecordTuple {
  readonly batchSeq: number;
  readonly version: number;
  readonly withdrawn: boolean;
  readonly warnings: number;
  /** Record id: 16 bytes at `idAt` of `id`. */
  readonly id: Buffer;
  readonly idAt: number;
  readonly salt: Buffer;
  readonly saltAt: number;
  readonly subject: string;
  /** ASCII. */
  readonly item: string;
  /** ASCII. */
  readonly origin: string;
}

export function recordTupleBound(tuple: RecordTuple, payloadBytes: number): number {
  return RECORD_FIXED_BYTES + tuple.subject.length * 3 + tuple.item.length + tuple.origin.length + payloadBytes;
}

/** Write all of a tuple but its payload; returns the offset at which payloadBytes bytes of payload go. Leaf index is 0. */
export function writeRecordHead(out: Buffer, at: number, tuple: RecordTuple, payloadBytes: number): number {
  let w = out.writeInt16BE(11, at);
  w = out.writeInt32BE(8, w);
  w = writeInt8(out, tuple.batchSeq, w);
  w = out.writeInt32BE(4, w);
  w = out.writeInt32BE(0, w);
  w = out.writeInt32BE(8, w);
  w = writeInt8(out, tuple.version, w);
  w = out.writeInt32BE(1, w);
  out[w++] = tuple.withdrawn ? 1 : 0;
  w = out.writeInt32BE(4, w);
  w = out.writeInt32BE(tuple.warnings, w);
  w = out.writeInt32BE(16, w);
  w += tuple.id.copy(out, w, tuple.idAt, tuple.idAt + 16);
  w = out.writeInt32BE(16, w);
  w += tuple.salt.copy(out, w, tuple.saltAt, tuple.saltAt + 16);
  const subjectBytes = out.utf8Write(tuple.subject, w + 4);
  out.writeInt32BE(subjectBytes, w);
  w += 4 + subjectBytes;
  w = out.writeInt32BE(tuple.item.length, w);
  w += out.latin1Write(tuple.item, w);
  w = out.writeInt32BE(tuple.origin.length, w);
  w += out.latin1Write(tuple.origin, w);
  return out.writeInt32BE(payloadBytes, w);
}

/** A non-negative int8, below 2^53: much quicker than through a BigInt. */
function writeInt8(out: Buffer, value: number, at: number): number {
  return out.writeUInt32BE(value >>> 0, out.writeInt32BE(Math.floor(value / 0x1_0000_0000), at));
}

/** A tuple of short fields: strings as UTF-8, numbers as int4, bigints as int8, buffers as bytea. */
export function tuple(fields: readonly (string | number | bigint | Uint8Array)[]): Buffer {
  const parts = fields.map((field) => {
    if (typeof field === "string") return Buffer.from(field, "utf8");
    if (typeof field === "number") {
      const four = Buffer.allocUnsafe(4);
      four.writeInt32BE(field);
      return four;
    }
    if (typeof field === "bigint") {
      const eight = Buffer.allocUnsafe(8);
      eight.writeBigInt64BE(field);
      return eight;
    }
    return Buffer.from(field.buffer, field.byteOffset, field.byteLength);
  });
  const out = Buffer.allocUnsafe(2 + parts.reduce((sum, part) => sum + 4 + part.length, 0));
  let w = out.writeInt16BE(fields.length, 0);
  for (const part of parts) {
    w = out.writeInt32BE(part.length, w);
    w += part.copy(out, w);
  }
  return out;
}

/** Subject of the record tuple that begins at `at`. */
export function subjectOfTuple(tuples: Buffer, at: number): string {
  const lengthAt = at + WARNINGS_AT + 4 + 20 + 20;
  return tuples.utf8Slice(lengthAt + 4, lengthAt + 4 + tuples.readInt32BE(lengthAt));
}
