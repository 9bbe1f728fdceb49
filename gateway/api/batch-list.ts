/**
 * An agency's own sendings in pages, the rejected rows of one, the pushes of one, and taking one back before it
 * is sealed. The trap: cancelling races with the work; who is first in the database decides, and after the seal
 * nothing is taken back.
 */
import { canonical } from "../model/canonical.ts";
import { explain } from "../model/codes.ts";
import { FINDINGS, type FindingCode } from "../model/findings.ts";
import type { Identity } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import type { Params } from "../model/text.ts";
import { cancelIntake, sentBy } from "../store/batch-list.ts";
import { findingsPage } from "../store/batch-rows.ts";
import type { Intake, IntakeState } from "../store/intake.ts";
import { appendLeaf } from "../store/log-rows.ts";
import { pushesOfBatch } from "../store/push-rows.ts";
import { describe } from "./batch-status.ts";
import { find, type Reading } from "./batches.ts";
import { encodePlace, isCount, isInstant, isUuid, readPlace } from "./page.ts";

export interface Listed {
  readonly state?: IntakeState | undefined;
  readonly item?: string | undefined;
  readonly since?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface Page {
  readonly items: readonly object[];
  readonly next: string | null;
}

export interface ListReading extends Reading {
  /** Adapters that bring records of an item. */
  adaptersOf(item: string): readonly string[];
}

export async function listBatches(reading: ListReading, viewer: Identity, listed: Listed): Promise<Page> {
  const { item, since, limit } = listed;
  const place = readPlace<[number, string]>("batches", listed.cursor, [isInstant, isUuid]);
  const sent = await sentBy(reading.db, {
    sender: viewer.id,
    origin: reading.node,
    state: listed.state ?? null,
    adapters: item === undefined ? null : reading.adaptersOf(item),
    since: since === undefined ? null : new Date(since),
    before: place ? { at: new Date(place[0]), id: place[1] } : null,
    limit: limit + 1,
  });
  const given = sent.slice(0, limit);
  const last = given.at(-1);
  const items: object[] = [];
  for (const { id } of given) items.push(await describe(reading.db, id, await find(reading, viewer, id)));
  const next = sent.length > limit && last ? encodePlace("batches", [last.at.getTime(), last.id]) : null;
  return { items, next };
}

const LOOK = 1000;

interface RejectedRow {
  readonly row: number;
  readonly findings: object[];
}

/** Findings are numbered in the order of the rows, so a page ends with the last number of its last row. */
export async function rejections(
  reading: Reading,
  viewer: Identity,
  id: string,
  { cursor, limit }: Pick<Listed, "cursor" | "limit">,
): Promise<Page> {
  const { batch } = await find(reading, viewer, id);
  if (!batch) throw new Refusal("NOT_FOUND");
  let after = readPlace<[number]>("rejections", cursor, [isCount])?.[0] ?? -1;
  const rows: RejectedRow[] = [];
  let end = after;
  for (;;) {
    const page = await findingsPage(reading.db, batch.batchSeq, after, LOOK);
    for (const { number, rowNumber, columnTitle: column, code, params: text } of page) {
      after = number;
      if (FINDINGS[code as FindingCode].severity !== "reject") continue;
      if (rows.at(-1)?.row !== rowNumber) {
        if (rows.length === limit) return { items: rows, next: encodePlace("rejections", [end]) };
        rows.push({ row: rowNumber, findings: [] });
      }
      const params = JSON.parse(text) as Params;
      rows.at(-1)?.findings.push({ column, code, params, message: explain(code as FindingCode, params) });
      end = number;
    }
    if (page.length < LOOK) return { items: rows, next: null };
  }
}

/** The pushes of which a batch was made; none of one that was a file. */
export async function pushesOf(reading: Reading, viewer: Identity, id: string): Promise<object> {
  const { batch } = await find(reading, viewer, id);
  if (!batch) throw new Refusal("NOT_FOUND");
  const pushes = await pushesOfBatch(reading.db, batch.batchSeq);
  return {
    items: pushes.map(({ position, bodySha256, bytes, firstRow, rows }) => ({
      position,
      sha256: bodySha256.toString("hex"),
      bytes,
      firstRow,
      rows,
    })),
  };
}

export interface Cancelling extends Reading {
  newId(): string;
  /** Its bytes are not needed any more. */
  discard(intake: Intake): Promise<void>;
}

export async function cancel(cancelling: Cancelling, viewer: Identity, id: string): Promise<object> {
  const { db } = cancelling;
  const seen = await find(cancelling, viewer, id);
  const { intake } = seen;
  // A neighbour's sealed batch, or a push that was answered, is not the asker's to take back.
  if (!intake || intake.kind === "sealed" || viewer.kind !== "agency") throw new Refusal("BATCH_SEALED");
  const cancelled = await db.transaction(async (client) => {
    if (!(await cancelIntake(client, intake.intakeId))) return false;
    await appendLeaf(client, {
      leafId: cancelling.newId(),
      at: cancelling.clock(),
      kind: "cancel",
      data: canonical({ intake: intake.intakeId, sha256: intake.sha256.toString("hex") }),
    });
    return true;
  });
  if (cancelled) await cancelling.discard(intake);
  const now = await find(cancelling, viewer, id);
  if (now.intake?.state === "done") throw new Refusal("BATCH_SEALED");
  return await describe(db, id, now);
}
