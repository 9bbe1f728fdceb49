/**
 * The thread of disk.ts: writes blocks by offset and digests them in the order in which they come.
 * Knows file descriptors and no names. The trap: an error must travel as data, since an
 * exception here would end every upload's writing.
 */
import { createHash, type Hash } from "node:crypto";
import { writeSync } from "node:fs";
import { parentPort } from "node:worker_threads";

import type { DiskAnswer, DiskOrder } from "./disk-order.ts";

const hashes = new Map<number, Hash>();

parentPort?.on("message", (order: DiskOrder) => {
  const answer: DiskAnswer = { number: order.number, error: null, sha256: null };
  try {
    parentPort?.postMessage({ ...answer, sha256: obey(order) });
  } catch (error) {
    const { code = "EIO" } = error as NodeJS.ErrnoException;
    parentPort?.postMessage({ ...answer, error: code });
  }
});

function obey(order: DiskOrder): Uint8Array | null {
  const { kind, file } = order;
  if (kind === "begin") hashes.set(file, createHash("sha256"));
  if (kind === "forget") hashes.delete(file);
  if (kind === "write") {
    const bytes = order.bytes.subarray(0, order.length);
    for (let from = 0; from < bytes.length; )
      from += writeSync(order.descriptor, bytes, from, bytes.length - from, order.at + from);
    hashes.get(file)?.update(bytes);
  }
  if (kind !== "end") return null;
  const sha256 = hashes.get(file)?.digest() ?? null;
  hashes.delete(file);
  return sha256;
}
