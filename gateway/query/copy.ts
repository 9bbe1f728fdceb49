/**
 * The golden copy: every latest record of an item at one moment and level, as NDJSON in zstd, with
 * which a newcomer starts before following the feed from the cursor in its first line. One process
 * builds one at a time; a reader is told to come back. The trap: a file is named by what is in it and
 * renamed into place whole, so that a download that goes on later never mixes two.
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress } from "node:zlib";

import type { Level } from "../model/access.ts";
import { encodeCursor } from "../model/change.ts";
import { Refusal } from "../model/refusal.ts";
import type { Probe } from "../model/steps.ts";
import type { Database } from "../store/connect.ts";
import { LAST_LEAF } from "../store/feed.ts";
import {
  forgetCopies,
  type GoldenCopy,
  keepCopy,
  newestCopy,
  type Snapshot,
  withSnapshot,
} from "../store/golden.ts";
import { type Mask, recordText, type Term, visible } from "./answer.ts";

export interface CopyRoom {
  readonly db: Database;
  /** Where the files lie. */
  readonly folder: string;
  clock(): Date;
  newId(): string;
  readonly probe: Probe;
  note(error: unknown): void;
  mask(standard: string, level: Level): Mask;
  /** Null where no term ends it. */
  term(item: string, payload: string): Term | null;
}

export interface CopyFile extends GoldenCopy {
  /** Bytes from `start` up to and including `end`. */
  open(start: number, end: number): Readable;
}

const FRESH_MS = 24 * 3600_000;
const LINES_A_CHUNK = 256 * 1024;

export interface Copies {
  /** COPY_NOT_READY when there is none of today; then one is being made. */
  find(item: string, level: Level): Promise<CopyFile>;
  /** Resolves when nothing is being built any more. */
  settle(): Promise<void>;
}

export function openCopies(room: CopyRoom): Copies {
  const building = new Map<string, Promise<void>>();
  const start = (item: string, level: Level) => {
    const key = `${item} ${level}`;
    if (building.has(key)) return;
    const made = build(room, item, level)
      .catch(room.note)
      .finally(() => building.delete(key));
    building.set(key, made);
  };
  return {
    async find(item, level) {
      const copy = await newestCopy(room.db, item, level, room.folder);
      const path = copy && join(room.folder, nameOf(copy));
      const young = copy && room.clock().getTime() - copy.madeAt.getTime() < FRESH_MS;
      const there = path !== undefined && young && (await sizeOf(path)) === copy?.bytes;
      if (!copy || !there) {
        start(item, level);
        throw new Refusal("COPY_NOT_READY");
      }
      return { ...copy, open: (first, last) => createReadStream(path, { start: first, end: last }) };
    },
    async settle() {
      await Promise.all(building.values());
    },
  };
}

async function build(room: CopyRoom, item: string, level: Level): Promise<void> {
  await mkdir(room.folder, { recursive: true, mode: 0o700 });
  const part = join(room.folder, `${room.newId()}.part`);
  const madeAt = room.clock();
  try {
    const copy = await withSnapshot(room.db, item, `copy ${item} ${level}`, async (snapshot) => {
      const written = await write(room, part, { item, level, at: madeAt }, snapshot);
      return { item, level, number: snapshot.number, folder: room.folder, madeAt, ...written };
    });
    if (!copy) return;
    await rename(part, join(room.folder, nameOf(copy)));
    await synced(room.folder);
    const before = await newestCopy(room.db, item, level, room.folder);
    await keepCopy(room.db, copy);
    room.probe("copy.built");
    // Those of yesterday stay for downloads that are under way.
    const old = await forgetCopies(room.db, copy, new Date(madeAt.getTime() - 2 * FRESH_MS));
    const replaced = before?.number === copy.number && nameOf(before) !== nameOf(copy) ? [before] : [];
    for (const one of [...replaced, ...old]) await rm(join(room.folder, nameOf(one)), { force: true });
  } finally {
    await rm(part, { force: true });
  }
}

async function write(
  room: CopyRoom,
  path: string,
  head: { readonly item: string; readonly level: Level; readonly at: Date },
  snapshot: Snapshot,
): Promise<{ readonly bytes: number; readonly sha256: Buffer; readonly records: number }> {
  const inside = createHash("sha256");
  const outside = createHash("sha256");
  let records = 0;
  let bytes = 0;
  async function* lines(): AsyncGenerator<Buffer> {
    const cursor = encodeCursor({ item: head.item, number: snapshot.number, leaf: LAST_LEAF });
    const { item, level, at } = head;
    let text = `${JSON.stringify({ item, level, cursor, at: at.toISOString() })}\n`;
    const flush = (): Buffer => {
      const chunk = Buffer.from(text);
      inside.update(chunk);
      text = "";
      return chunk;
    };
    for await (const rows of snapshot.rows) {
      for (const row of rows) {
        const term = room.term(item, row.payload);
        text += `${recordText(row, visible(room.mask(row.standard, level), level, term), term)}\n`;
        records++;
      }
      if (text.length > LINES_A_CHUNK) yield flush();
    }
    yield flush();
    yield Buffer.from(`${JSON.stringify({ records, sha256: inside.digest("hex") })}\n`);
  }
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      outside.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const zstd = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  await pipeline(
    Readable.from(lines()),
    zstd,
    counted,
    createWriteStream(path, { flags: "wx", mode: 0o600, flush: true }),
  );
  return { bytes, sha256: outside.digest(), records };
}

function nameOf(copy: Pick<GoldenCopy, "item" | "level" | "number" | "sha256">): string {
  return `${copy.item}-${copy.level}-${copy.number}-${copy.sha256.toString("hex", 0, 8)}.ndjson.zst`;
}

async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    (one) => one.size,
    () => -1,
  );
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}
