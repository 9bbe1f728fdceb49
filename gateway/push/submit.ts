/**
 * The door for single records: a request is read, judged row by row, gathered with others of
 * its item, and answered when it is durable. Its sender gets every record's outcome, with the
 * path to the seal, and the signed receipt.
 *
 * The trap: the same key again must find the first answer wherever that stands just now: under
 * way in this process, waiting in the spool, or stored.
 */
import { hash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";

import { exchangeable, standardHere } from "../admission.ts";
import type { Adapter } from "../model/adapter.ts";
import type { Signed } from "../model/batch.ts";
import { dayInChina } from "../model/calendar.ts";
import { Refusal } from "../model/refusal.ts";
import type { Asker } from "../rights/judge.ts";
import type { ReceiptRow } from "../store/batch-rows.ts";
import { errorCode, isTransient } from "../store/connect.ts";
import { isBehind, type PushRow } from "../store/push-rows.ts";
import { freshAnswers, storedAnswer } from "./answer.ts";
import { type GivenRecord, readRecords } from "./body.ts";
import { commitGroup, type Push, type Pushing } from "./commit.ts";
import { createLane, type Lane } from "./lane.ts";
import type { PushedRow, ReadRows, RowReader } from "./rows.ts";
import { putAside } from "./waiting.ts";

export interface PushRequest {
  readonly adapter: string;
  readonly body: Buffer;
  /** Media type, without parameters. */
  readonly type: string;
  readonly key: string | null;
  /** The release of the catalog that the sender names. */
  readonly catalog?: number | null;
  /** Without leaves and paths. */
  readonly minimal: boolean;
}

/** 200 with the results, or 202 where they come later. */
export interface PushAnswer {
  readonly status: 200 | 202;
  /** JSON. */
  readonly body: string;
}

export interface PushDoor {
  /** Refuses who may not send by this adapter; asked before the body is. */
  mayPush(caller: Asker, adapter: string): void;
  submit(caller: Asker, request: PushRequest): Promise<PushAnswer>;
  /** Takes nothing more; resolves when what it has is done. */
  stop(): Promise<void>;
}

export interface DoorParts {
  /** By the catalog in force, as it is asked. */
  readonly node: Pushing;
  /** By the release that a sender names; RELEASE_NOT_ACCEPTED where nothing may be made by it now. */
  pushing?(stated: number | null): Promise<Pushing>;
  readonly lockWaitMs: number;
  readonly groupRecords: number;
  readonly windowMs: number;
  /** Throws NOT_GRANTED where the caller may not send this item. */
  maySend(caller: Asker, item: string): void;
  signed(receipt: ReceiptRow): Signed;
  newId(): string;
  /** Something waits for role work, or a batch is there for the other roles. */
  wake(why: "intake" | "batch"): void;
}

const GROUP_BYTES = 8 << 20;

type Answered = (minimal: boolean) => Promise<PushAnswer>;

export function openPushDoor(parts: DoorParts): PushDoor {
  const { node } = parts;
  const lanes = new Map<string, Lane<Answered>>();
  const underWay = new Map<string, { readonly push: Push; readonly answered: Promise<Answered> }>();
  const held: Held = new Set();
  let open = true;

  function laneOf(item: string): Lane<Answered> {
    let lane = lanes.get(item);
    if (lane === undefined) {
      const { groupRecords, windowMs } = parts;
      lane = createLane({
        commit: (pushes) => commit(parts, held, pushes),
        groupRecords,
        windowMs,
        groupBytes: GROUP_BYTES,
      });
      lanes.set(item, lane);
    }
    return lane;
  }

  function entitled(by: Pushing, caller: Asker, id: string): Adapter {
    const adapter = adapterOf(by.adapters, caller, id);
    parts.maySend(caller, exchangeable(by.catalog, adapter.item).id);
    standardHere(by.catalog, adapter.standard);
    return adapter;
  }

  async function read(
    by: Pushing,
    caller: Asker,
    request: PushRequest,
  ): Promise<{ readonly push: Push; readonly day: string }> {
    const adapter = entitled(by, caller, request.adapter);
    const { body, type, key, catalog: stated = null } = request;
    const records = readRecords(body, type);
    const receivedAt = node.clock();
    const day = dayInChina(receivedAt);
    const bodySha256 = hash("sha256", body, "buffer");
    const push = { by, stated, sender: caller.id, adapter, key, body, type, bodySha256, receivedAt };
    return { push: { ...push, ...(await inSlices(by.reader(adapter), records, day)) }, day };
  }

  return {
    mayPush: (caller, adapter) => void entitled(node, caller, adapter),
    async submit(caller, request) {
      if (!open) throw new Refusal("NODE_BUSY");
      const by = (await parts.pushing?.(request.catalog ?? null)) ?? node;
      const { push, day } = await read(by, caller, request);
      const name = push.key === null ? null : `${push.sender}\u0001${push.key}`;
      const same = name === null ? undefined : underWay.get(name);
      if (same !== undefined) {
        assertSame(push, same.push.bodySha256, same.push.adapter.id);
        return await (await same.answered)(request.minimal);
      }
      const answered = laneOf(push.adapter.item).submit(push, day);
      if (name === null) return await (await answered)(request.minimal);
      underWay.set(name, { push, answered });
      try {
        return await (await answered)(request.minimal);
      } finally {
        underWay.delete(name);
      }
    },
    async stop() {
      open = false;
      await Promise.all([...lanes.values()].map((lane) => lane.idle()));
    },
  };
}

/** So many rows at once; between slices others are served. */
const SLICE = 128;

async function inSlices(reader: RowReader, records: readonly GivenRecord[], day: string): Promise<ReadRows> {
  if (records.length <= SLICE) return reader(records, day);
  const rows: PushedRow[] = [];
  const unknown = new Set<string>();
  for (let at = 0; at < records.length; at += SLICE) {
    if (at > 0) await breathe();
    const read = reader(records.slice(at, at + SLICE), day);
    rows.push(...read.rows);
    for (const name of read.unknown) unknown.add(name);
  }
  return { rows, unknown: [...unknown] };
}

async function commit(
  parts: DoorParts,
  held: Held,
  pushes: readonly Push[],
): Promise<ReadonlyMap<Push, Answered>> {
  const { lockWaitMs } = parts;
  try {
    if (await mustWait(parts, held, pushes)) return await aside(parts, held, pushes);
    const { by } = pushes[0] as Push;
    const outcome = await commitGroup(by, pushes, { lockWaitMs, batchId: parts.newId() });
    if (outcome.behind) return await aside(parts, held, pushes);
    const answers = new Map<Push, Answered>();
    for (const [push, row] of outcome.known) answers.set(push, stored(parts, push, row));
    if (outcome.committed !== null) {
      const text = freshAnswers(outcome.committed);
      outcome.committed.pushes.forEach((push, position) => {
        answers.set(push, (minimal) => Promise.resolve({ status: 200, body: text(position, minimal) }));
      });
      parts.wake("batch");
    }
    return answers;
  } catch (error) {
    if (errorCode(error) === LOCK_NOT_AVAILABLE) return await aside(parts, held, pushes);
    // The group may be stored all the same; whoever sent a key finds out by sending again.
    if (isTransient(error)) throw new Refusal("NODE_BUSY", {}, { cause: error });
    throw error;
  }
}

const LOCK_NOT_AVAILABLE = "55P03";

/** Senders and adapters of which something was put aside: they ask first, and do not wait for a lock in vain. */
type Held = Set<string>;

async function mustWait({ node }: DoorParts, held: Held, pushes: readonly Push[]): Promise<boolean> {
  const [first] = pushes;
  const name = first === undefined ? "" : `${first.sender}\u0001${first.adapter.id}`;
  if (first === undefined || !held.has(name)) return false;
  if (await isBehind(node.db, first.sender, first.adapter.id, node.clock())) return true;
  held.delete(name);
  return false;
}

/** The item is held for longer than a caller should wait. */
async function aside(
  parts: DoorParts,
  held: Held,
  pushes: readonly Push[],
): Promise<ReadonlyMap<Push, Answered>> {
  for (const { sender, adapter } of pushes) held.add(`${sender}\u0001${adapter.id}`);
  const answers = new Map<Push, Answered>();
  for (const push of pushes) {
    const told = putAside(parts.node, push, parts.newId()).then(JSON.stringify);
    // One after another, so that they stand in the order in which they came.
    await told.catch(() => undefined);
    answers.set(push, async () => ({ status: 202, body: await told }));
  }
  parts.wake("intake");
  return answers;
}

function stored({ node, signed }: DoorParts, push: Push, row: PushRow): Answered {
  return async (minimal) => {
    const { adapter, text } = await storedAnswer(node.db, node.here.id, row, signed, minimal);
    assertSame(push, row.bodySha256, adapter);
    return { status: 200, body: text };
  };
}

/** A key means one request: the same bytes by the same adapter. */
function assertSame(push: Push, bodySha256: Buffer, adapter: string): void {
  if (!push.bodySha256.equals(bodySha256) || push.adapter.id !== adapter)
    throw new Refusal("IDEMPOTENCY_CONFLICT");
}

/** The adapter of this id, if it is the caller's own. */
export function adapterOf(adapters: readonly Adapter[], caller: Asker, id: string): Adapter {
  const adapter = adapters.find((one) => one.id === id);
  if (adapter === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter: printable(id) });
  if (caller.kind !== "agency" || adapter.agency !== caller.id) throw new Refusal("SENDER_NOT_ENTITLED");
  return adapter;
}

/** For a message: no control characters, not too long. */
function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").slice(0, 255);
}
