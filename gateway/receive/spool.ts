/**
 * The spool: bytes that arrived, on disk before anyone is told. Names are our own
 * ids, never a sender's. The trap: a file is safe only when file AND folder are
 * synced, and a body that stops early ends as an error, never as a short file.
 */
import { createHash } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { Refusal } from "../model/refusal.ts";
import type { Probe } from "../model/steps.ts";

export interface Spooled {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: Buffer;
}

/** Write `body` to `<folder>/<id>`, durable on return. `declared` is the digest that the sender promised. */
export async function spool(
  body: AsyncIterable<Buffer>,
  folder: string,
  id: string,
  limit: number,
  declared: Buffer | null,
  probe: Probe,
): Promise<Spooled> {
  const path = join(folder, id);
  const part = `${path}.part`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { bytes, sha256 } = await write(body, part, limit, declared, probe);
    await rename(part, path);
    await syncFolder(folder);
    probe("receive.synced");
    return { path, bytes, sha256 };
  } catch (error) {
    await rm(part, { force: true });
    await rm(path, { force: true });
    if (isFull(error)) throw new Refusal("RECEIVE_STORAGE_FULL", {}, { cause: error });
    throw error;
  }
}

export async function discard(folder: string, id: string): Promise<void> {
  await rm(join(folder, id), { force: true });
}

/** What a crash left: `*.part` and ids that nobody has recorded, untouched for `olderMs`. Returns what was removed. */
export async function sweep(
  folder: string,
  now: number,
  olderMs: number,
  known: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const old: string[] = [];
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found?.isFile() && now - found.mtimeMs >= olderMs) old.push(name);
  }
  const kept = await known(old.filter((name) => !name.endsWith(".part")));
  const leftovers = old.filter((name) => !kept.has(name));
  for (const name of leftovers) await rm(join(folder, name), { force: true });
  return leftovers;
}

async function write(
  body: AsyncIterable<Buffer>,
  part: string,
  limit: number,
  declared: Buffer | null,
  probe: Probe,
) {
  const hash = createHash("sha256");
  let bytes = 0;
  const file = await open(part, "wx", 0o600);
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > limit) throw new Refusal("RECEIVE_TOO_LARGE", { limit });
      hash.update(chunk);
      for (let from = 0; from < chunk.length; ) from += (await file.write(chunk, from)).bytesWritten;
    }
    const sha256 = hash.digest();
    if (declared && !declared.equals(sha256)) throw new Refusal("RECEIVE_DIGEST");
    probe("receive.body");
    await file.sync();
    return { bytes, sha256 };
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether the disk, or our share of it, is full. */
export function isFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === "ENOSPC" || code === "EDQUOT";
}

/** A name as sent, for people to read: no control or direction characters, not too long. Never used as a path. */
export function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").slice(0, 255);
}
