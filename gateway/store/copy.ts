/**
 * COPY in PostgreSQL's binary format: the fast way in. Callers hand over whole tuples as
 * bytes; what the columns mean is theirs to know, but for the layout of a record tuple,
 * which stands here in one place (PostgreSQL manual, "COPY", file formats, binary).
 */
import type { ClientBase } from "pg";

import { CopyIn } from "./copy-in.ts";

export type CopySink = Pick<CopyIn, "write" | "unsent">;

/** COPY what `work` writes, all of it or, when it throws, nothing. */
export async function withCopy<T>(
  client: ClientBase,
  table: string,
  columns: string,
  work: (sink: CopySink) => Promise<T>,
): Promise<T> {
  const copy = client.query(new CopyIn(`copy ${table} (${columns}) from stdin (format binary)`));
  let result: T;
  try {
    result = await work(copy);
  } catch (error) {
    await copy.abort();
    throw error;
  }
  await copy.end();
  return result;
}

/** Columns of a record tuple, those of fixed length and those that a batch has in common first. */
export const RECORD_COLUMNS =
  "batch_seq, leaf_index, version, withdrawn, warnings, record_id, salt, item, origin, subject, payload";

/** Where, from the beginning of a record tuple, the values stand that are known only when its turn comes. */
export const LEAF_INDEX_AT = 18;
export const WARNINGS_AT = 43;
const VERSION_AT = 26;
const WITHDRAWN_AT = 38;
export const RECORD_ID_AT = 51;
const SALT_AT = 71;
const ITEM_AT = 87;

export interface TupleHead {
  readonly version: number;
  readonly withdrawn: boolean;
  readonly warnings: number;
  /** SHA-256 that begins with the record id, as latin1 text: a character a byte. */
  readonly id: string;
  readonly salt: Buffer;
  readonly saltAt: number;
  readonly subject: string;
}

export interface TupleWriter {
  /** Bytes that a tuple takes at most. */
  bound(subject: string, payloadBytes: number): number;
  /** Write all of a tuple but its payload; returns the offset at which that goes. Leaf index is 0. */
  write(out: Buffer, at: number, head: TupleHead, payloadBytes: number): number;
  /** Subject of the tuple that begins at `at`. */
  subjectAt(tuples: Buffer, at: number): string;
}

/** For the records of one batch: what they have in common is written once and copied. */
export function recordTuples(batchSeq: number, item: string, origin: string): TupleWriter {
  const common = Buffer.alloc(ITEM_AT + 4 + item.length + 4 + origin.length);
  let w = common.writeInt16BE(11, 0);
  w = writeInt8(common, batchSeq, common.writeInt32BE(8, w));
  w = common.writeInt32BE(0, common.writeInt32BE(4, w));
  w = writeInt8(common, 0, common.writeInt32BE(8, w));
  w = common.writeInt32BE(1, w) + 1;
  w = common.writeInt32BE(0, common.writeInt32BE(4, w));
  w = common.writeInt32BE(16, w) + 16;
  w = common.writeInt32BE(16, w) + 16;
  w = common.writeInt32BE(item.length, w);
  w += common.latin1Write(item, w);
  w = common.writeInt32BE(origin.length, w);
  common.latin1Write(origin, w);
  const subjectAt = common.length;

  return {
    bound: (subject, payloadBytes) => subjectAt + 8 + subject.length * 3 + payloadBytes,
    write(out, at, head, payloadBytes) {
      out.set(common, at);
      writeInt8(out, head.version, at + VERSION_AT);
      if (head.withdrawn) out[at + WITHDRAWN_AT] = 1;
      if (head.warnings !== 0) out.writeInt32BE(head.warnings, at + WARNINGS_AT);
      out.latin1Write(head.id, at + RECORD_ID_AT, 16);
      for (let i = 0; i < 16; i++) out[at + SALT_AT + i] = head.salt[head.saltAt + i] as number;
      const subjectBytes = out.utf8Write(head.subject, at + subjectAt + 4);
      out.writeInt32BE(subjectBytes, at + subjectAt);
      return out.writeInt32BE(payloadBytes, at + subjectAt + 4 + subjectBytes);
    },
    subjectAt(tuples, at) {
      const lengthAt = at + subjectAt;
      return tuples.utf8Slice(lengthAt + 4, lengthAt + 4 + tuples.readInt32BE(lengthAt));
    },
  };
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
