/**
 * What became of a batch, for whoever sent it and for the nodes. Reads rows only;
 * signatures pass through as they are stored. The trap: to anyone else a batch does
 * not exist (404, not 403), since ids must not tell that there is something.
 */
import { setTimeout as pause } from "node:timers/promises";

import type { Signed } from "../model/batch.ts";
import { explain } from "../model/codes.ts";
import type { FindingCode } from "../model/findings.ts";
import type { Identity } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import type { Params } from "../model/text.ts";
import { findBatch, findBatchBySeq, findingsPage, type ReceiptRow, receiptsOf } from "../store/batch-rows.ts";
import type { Database } from "../store/connect.ts";
import { findIntake } from "../store/intake.ts";
import { describe, type Seen } from "./batch-status.ts";

export interface Reading {
  readonly db: Database;
  readonly node: string;
  readonly waitSeconds: number;
  /** The stored signature with the id of the key that made it. */
  signed(row: ReceiptRow): Signed;
  clock(): Date;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LOOK_AGAIN_MS = 100;
const PAGE = 1000;

/** The state of a batch; with `waitSeconds`, not before it is decided or that time is over. */
export async function status(
  reading: Reading,
  viewer: Identity,
  id: string,
  waitSeconds: number,
): Promise<object> {
  const end = reading.clock().getTime() + Math.min(waitSeconds, reading.waitSeconds) * 1000;
  let seen = await find(reading, viewer, id);
  while (seen.intake?.state === "due" && reading.clock().getTime() < end) {
    await pause(LOOK_AGAIN_MS);
    seen = await find(reading, viewer, id);
  }
  return await describe(reading.db, id, seen);
}

/** This node's own receipt. */
export async function ownReceipt(reading: Reading, viewer: Identity, id: string): Promise<Signed> {
  const own = (await receipts(reading, viewer, id)).find((row) => row.node === reading.node);
  if (!own) throw new Refusal("NOT_FOUND");
  return reading.signed(own);
}

/** The receipts of every node so far, in the order in which they came: this node's own first. */
export async function hops(reading: Reading, viewer: Identity, id: string) {
  const rows = await receipts(reading, viewer, id);
  return rows.map((row) => ({
    node: row.node,
    receivedAt: row.receivedAt.toISOString(),
    receipt: reading.signed(row),
  }));
}

/** The manifest and the seal over it, exactly as the origin made them. */
export async function sealOf(
  reading: Reading,
  viewer: Identity,
  id: string,
): Promise<{ readonly manifest: string; readonly seal: Buffer }> {
  const { batch } = await find(reading, viewer, id);
  if (!batch) throw new Refusal("NOT_FOUND");
  return { manifest: batch.manifest, seal: batch.seal };
}

/** Findings as NDJSON lines, in the order of the receipt's list, with their messages in both languages. */
export async function* findings(reading: Reading, viewer: Identity, id: string): AsyncGenerator<string> {
  const { batch } = await find(reading, viewer, id);
  if (!batch) throw new Refusal("NOT_FOUND");
  for (let after = -1; ; ) {
    const page = await findingsPage(reading.db, batch.batchSeq, after, PAGE);
    yield page
      .map(({ rowNumber: row, columnTitle: column, code, params: text }) => {
        const params = JSON.parse(text) as Params;
        return `${JSON.stringify({ row, column, code, params, message: explain(code as FindingCode, params) })}\n`;
      })
      .join("");
    after = page.at(-1)?.number ?? after;
    if (page.length < PAGE) return;
  }
}

async function receipts(reading: Reading, viewer: Identity, id: string): Promise<readonly ReceiptRow[]> {
  const { batch } = await find(reading, viewer, id);
  return batch ? await receiptsOf(reading.db, batch.batchSeq) : [];
}

/** By the id of the intake, as the door answered it, or by the batch id that all nodes share. */
export async function find(reading: Pick<Reading, "db">, viewer: Identity, id: string): Promise<Seen> {
  if (!UUID.test(id)) throw new Refusal("NOT_FOUND");
  const intake = await findIntake(reading.db, id);
  const seq = intake?.batchSeq ?? null;
  const batch = seq === null ? await findBatch(reading.db, id) : await findBatchBySeq(reading.db, seq);
  const sender = batch ? batch.sender : intake?.kind === "sealed" ? undefined : intake?.sender;
  const mine = viewer.kind === "node" ? intake !== undefined || batch !== undefined : sender === viewer.id;
  if (!mine) throw new Refusal("NOT_FOUND");
  return { intake, batch };
}
