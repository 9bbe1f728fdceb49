/**
 * The files that a node made for the sender of a batch, fetched into a folder: the rejected
 * rows to mend, and the summary. The trap: they are made a little after the batch is decided,
 * so "not yet" is waited for.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { Refusal } from "../model/refusal.ts";
import type { Client } from "./client.ts";

const PAUSE_MS = 250;

/** Paths of the files written. `kinds` are those that there will be. */
export async function fetchFeedback(
  client: Client,
  id: string,
  asked: {
    readonly file: string;
    readonly folder: string;
    readonly kinds: readonly ("rejected" | "summary")[];
    readonly waitSeconds: number;
  },
): Promise<readonly string[]> {
  const written: string[] = [];
  mkdirSync(asked.folder, { recursive: true });
  const end = Date.now() + asked.waitSeconds * 1000;
  for (const kind of asked.kinds) {
    let bytes = await client.made(id, kind);
    while (bytes === null) {
      if (Date.now() >= end) throw new Refusal("NODE_BUSY");
      await pause(PAUSE_MS);
      bytes = await client.made(id, kind);
    }
    const path = join(asked.folder, `${basename(asked.file)}.${kind}.${extension(kind, bytes)}`);
    writeFileSync(path, bytes);
    written.push(path);
  }
  return written;
}

/** A workbook is an archive, and begins as all archives do. */
function extension(kind: "rejected" | "summary", bytes: Buffer): string {
  if (kind === "summary") return "txt";
  return bytes.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004")) ? "xlsx" : "csv";
}
