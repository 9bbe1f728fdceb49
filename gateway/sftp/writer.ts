/**
 * Writes one upload to disk: requests of 32 KiB gathered to blocks, written one after the
 * other by offset, the digest taken alongside. Acknowledged when buffered, so that a client
 * with few requests under way is not slowed by the disk; finish() waits for all of it.
 *
 * Two traps. O_APPEND with positions corrupts silently: the file is opened `r+`. And a
 * hole must never be on disk: what comes ahead of its place waits in memory, so that the
 * file's size is always how far the upload has got, also after a kill -9.
 */
import { type FileHandle, open } from "node:fs/promises";

import { Refusal } from "../model/refusal.ts";
import type { Disk } from "./disk.ts";

export interface Written {
  readonly bytes: number;
  /** Null when the bytes have to be read again for it: an upload that was resumed or written over. */
  readonly sha256: Buffer | null;
}

export interface Writer {
  /** How far the upload has got. */
  size(): number;
  /** `done` is called once, when the next request may come. */
  write(offset: number, data: Buffer, done: (error: unknown) => void): void;
  truncate(size: number): Promise<void>;
  /** Waits for what is under way and closes the file. Throws the first error of any write. */
  finish(): Promise<Written>;
}

const BLOCK = 1 << 20;
/** Bytes not yet on disk; beyond it acknowledgements wait. */
const OUTSTANDING = 8 << 20;
/** Bytes ahead of their place; clients that read their file with many hands send so. */
const AHEAD = 8 << 20;
/** Blocks kept for their next use. */
const SPARE = 16;

/** The file has to be there. `limit` bounds its size. */
export async function openWriter(path: string, limit: number, disk: Disk): Promise<Writer> {
  const file = await open(path, "r+");
  try {
    return makeWriter(file, (await file.stat()).size, limit, disk);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function makeWriter(file: FileHandle, found: number, limit: number, disk: Disk): Writer {
  const number = disk.newFile();
  /** Everything below is on disk or in a block. */
  let end = found;
  let block = sharedBlock();
  let used = 0;
  const spare: Buffer[] = [];
  const ahead = new Map<number, Buffer>();
  let aheadBytes = 0;
  let waiting: ((error: unknown) => void)[] = [];
  let outstanding = 0;
  let underWay = 0;
  let failure: unknown = null;
  const idle: (() => void)[] = [];
  if (found === 0) disk.begin(number);

  const fail = (error: unknown): void => {
    failure ??= isFull(error) ? new Refusal("RECEIVE_STORAGE_FULL", {}, { cause: error }) : error;
    outstanding = 0;
    ahead.clear();
    release();
  };
  const release = (): void => {
    if (outstanding > OUTSTANDING) return;
    const calls = waiting;
    waiting = [];
    for (const call of calls) call(failure);
  };
  /** In order, one after the other: a crash between two would otherwise leave a hole where the first was. */
  const put = (bytes: Buffer, length: number, at: number): void => {
    underWay++;
    disk.write(number, file.fd, { bytes, length, at }, (error) => {
      underWay--;
      if (error) fail(error);
      else {
        outstanding = Math.max(0, outstanding - length);
        if (bytes.length === BLOCK && spare.length < SPARE) spare.push(bytes);
        release();
      }
      if (underWay === 0) for (const call of idle.splice(0)) call();
    });
  };
  const seal = (): void => {
    if (used === 0 || failure !== null) return;
    put(block, used, end - used);
    block = spare.pop() ?? sharedBlock();
    used = 0;
  };
  const append = (data: Buffer): void => {
    outstanding += data.length;
    for (let from = 0; from < data.length; ) {
      const count = Math.min(BLOCK - used, data.length - from);
      block.set(from === 0 && count === data.length ? data : data.subarray(from, from + count), used);
      used += count;
      end += count;
      from += count;
      if (used === BLOCK) seal();
    }
  };
  /** What lies below the end was sent before: it is written where it stands, and the digest is worth nothing. */
  const rewrite = (offset: number, data: Buffer): void => {
    seal();
    disk.forget(number);
    outstanding += data.length;
    put(Buffer.from(data), data.length, offset);
  };
  const accept = (offset: number, data: Buffer): void => {
    if (offset + data.length > limit) throw new Refusal("RECEIVE_TOO_LARGE", { limit });
    if (offset > end) {
      aheadBytes += data.length - (ahead.get(offset)?.length ?? 0);
      if (aheadBytes > AHEAD) throw new Refusal("UPLOAD_OFFSET", { offset: end });
      ahead.set(offset, Buffer.from(data));
      return;
    }
    const below = Math.min(end - offset, data.length);
    if (below > 0) rewrite(offset, data.subarray(0, below));
    if (below < data.length) append(below === 0 ? data : data.subarray(below));
    for (let next = ahead.get(end); next !== undefined && next.length > 0; next = ahead.get(end)) {
      ahead.delete(end);
      aheadBytes -= next.length;
      append(next);
    }
  };
  const drained = async (): Promise<void> => {
    seal();
    if (underWay > 0) await new Promise<void>((resolve) => idle.push(resolve));
  };
  return {
    size: () => end,
    write(offset, data, done) {
      if (failure === null)
        try {
          accept(offset, data);
        } catch (error) {
          fail(error);
        }
      if (failure !== null || outstanding <= OUTSTANDING) done(failure);
      else waiting.push(done);
    },
    async truncate(size) {
      await drained();
      if (size >= end) return;
      await file.truncate(size);
      end = size;
      if (size === 0) disk.begin(number);
      else disk.forget(number);
    },
    async finish() {
      let sha256: Buffer | null;
      try {
        await drained();
      } finally {
        sha256 = await disk.end(number);
        await file.close();
      }
      if (failure !== null) throw failure;
      // Ahead of a gap that was never filled: the file ends before it, and says so by its size.
      if (ahead.size > 0) throw new Refusal("UPLOAD_OFFSET", { offset: end });
      return { bytes: end, sha256 };
    },
  };
}

/** Seen by the thread that writes it, without a copy. */
function sharedBlock(): Buffer {
  return Buffer.from(new SharedArrayBuffer(BLOCK));
}

function isFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === "ENOSPC" || code === "EDQUOT";
}
