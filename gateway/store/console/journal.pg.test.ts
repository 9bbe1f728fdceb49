/** The journal says at every moment what intake, transfer and door_refusal say, whoever changed them in whatever order. */
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { test } from "node:test";

import { cancelIntake } from "../batch-list.ts";
import { type Batch, insertBatch, nextBatchSeq } from "../batch-rows.ts";
import type { Database } from "../connect.ts";
import * as intakes from "../intake.ts";
import { testDatabase } from "../test-database.ts";
import * as transfers from "../transfer.ts";
import { insertDoorRefusal } from "../upload-rows.ts";
import {
  dropMonth,
  insertJournal,
  type JournalRow,
  journalMonths,
  makeMonths,
  tellAdapters,
} from "./journal.ts";
import { journalDifference } from "./test-journal.ts";

const NOW = new Date("2026-11-20T02:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);

async function arrive(db: Database, over: Partial<intakes.NewIntake> = {}): Promise<string> {
  const intakeId = randomUUID();
  await intakes.recordIntake(db, {
    ...{ intakeId, kind: "file", sender: "jinan-credit", adapter: "a1", fileName: "处罚决定.csv", bytes: 10 },
    ...{ sha256: randomBytes(32), spool: "/s", receivedAt: NOW, ...over },
  });
  return intakeId;
}

async function store(db: Database, over: Partial<Batch> = {}): Promise<Batch> {
  const batch: Batch = {
    ...{ batchSeq: await nextBatchSeq(db), batchId: randomUUID(), origin: "jinan", sender: "jinan-credit" },
    ...{ receivedFrom: "jinan-credit", adapter: "a1", item: "penalty", standard: "penalty-v1", version: 1 },
    ...{ rows: 10, accepted: 7, rejected: 2, duplicates: 1, warnings: 3, leaves: 7, root: randomBytes(32) },
    ...{
      blockRoots: Buffer.alloc(0),
      manifest: "{}",
      seal: Buffer.alloc(1),
      receivedAt: NOW,
      committedAt: later(5000),
    },
    ...{ catalog: "", ...over },
  };
  await insertBatch(db, batch);
  return batch;
}

const lease = (owner: string, at: Date = NOW): intakes.Lease => ({
  owner,
  now: at,
  until: new Date(at.getTime() + 20_000),
});

async function stateOf(db: Database, entryId: string): Promise<string | undefined> {
  return (await db.query<{ state: string }>("select state from journal where entry_id = $1", [entryId]))
    .rows[0]?.state;
}

test("a file: waiting, working, given back, poison, revived, done in part; the item is known before there is a batch", async (t) => {
  const { database: db } = await testDatabase(t);
  await tellAdapters(db, "jinan", [{ id: "a1", item: "penalty" }]);
  const id = await arrive(db);
  const seen: (string | undefined)[] = [await stateOf(db, id)];
  const now = async () => {
    seen.push(await stateOf(db, id));
    assert.deepEqual(await journalDifference(db), []);
  };
  const { rows } = await db.query("select item, origin from journal");
  assert.deepEqual(rows, [{ item: "penalty", origin: "jinan" }]);
  await intakes.claimIntake(db, lease("w1"), ["/s"], 8);
  await now();
  await intakes.giveBackIntake(db, id, "w1", { error: "database away", dueAt: NOW });
  await now();
  await intakes.claimIntake(db, lease("w1"), ["/s"], 1);
  await intakes.failIntake(db, id, "w1", { error: "TypeError", dueAt: NOW, maxAttempts: 1 });
  await now();
  await intakes.reviveIntake(db, id, NOW);
  await now();
  await intakes.claimIntake(db, lease("w2"), ["/s"], 8);
  const batch = await store(db, { batchId: id });
  await intakes.finishIntake(db, id, "w2", batch.batchSeq);
  await now();
  assert.deepEqual(seen, ["waiting", "working", "waiting", "failed", "waiting", "partial"]);
});

test("refused with its code, cancelled, buried; a sealed batch by its peer, and in other wrapping without counts", async (t) => {
  const { database: db } = await testDatabase(t);
  const refused = await arrive(db, { door: "sftp" });
  await intakes.claimIntake(db, lease("w"), ["/s"], 8);
  await intakes.refuseIntake(db, refused, "w", '{"code":"MAP_MISSING_COLUMN","params":{}}');
  const cancelled = await arrive(db);
  await cancelIntake(db, cancelled);
  const buried = await arrive(db);
  await intakes.claimIntake(db, lease("w"), ["/s"], 8);
  await intakes.buryExhausted(db, later(60_000), 1);
  const sealed = await arrive(db, { kind: "sealed", sender: "qingdao", adapter: "", receivedAt: later(10) });
  await intakes.claimIntake(db, lease("w", later(100)), ["/s"], 8);
  const batch = await store(db, {
    receivedFrom: "qingdao",
    origin: "qingdao",
    receivedAt: later(10),
    rejected: 0,
    accepted: 9,
  });
  await intakes.finishIntake(db, sealed, "w", batch.batchSeq);
  const again = await arrive(db, { kind: "sealed", sender: "qingdao", adapter: "", receivedAt: later(20) });
  await intakes.claimIntake(db, lease("w", later(100)), ["/s"], 8);
  await intakes.finishIntake(db, again, "w", batch.batchSeq);
  assert.deepEqual(await journalDifference(db), []);
  const told = async (id: string) =>
    (await db.query("select state, code, peer, rows, door from journal where entry_id = $1", [id])).rows[0];
  assert.deepEqual(await told(refused), {
    state: "refused",
    code: "MAP_MISSING_COLUMN",
    peer: "",
    rows: null,
    door: "sftp",
  });
  assert.equal(await stateOf(db, cancelled), "cancelled");
  assert.equal(await stateOf(db, buried), "failed");
  assert.deepEqual(await told(sealed), { state: "done", code: "", peer: "qingdao", rows: 10, door: "node" });
  assert.deepEqual(await told(again), {
    state: "done",
    code: "REPEATED",
    peer: "qingdao",
    rows: null,
    door: "node",
  });
});

test("a hop: waiting, tried again, abandoned, revived, delivered; receipts are no hops; a door that refuses", async (t) => {
  const { database: db } = await testDatabase(t);
  const batch = await store(db);
  const transferId = randomUUID();
  const plan = { batchSeq: batch.batchSeq, receiptId: null, peer: "shandong", dueAt: NOW };
  await transfers.planTransfer(db, { ...plan, transferId, kind: "batch", lane: "jinan/penalty" });
  await transfers.planTransfer(db, {
    ...plan,
    transferId: randomUUID(),
    kind: "receipt",
    receiptId: randomUUID(),
    lane: "",
  });
  const seen: unknown[] = [];
  const now = async () => {
    const text = "select state, attempts, code from journal where entry_id = $1";
    seen.push(Object.values((await db.query(text, [transferId])).rows[0] ?? {}).join(" "));
    assert.deepEqual(
      (await journalDifference(db)).filter(({ kind }) => kind === "hop"),
      [],
    );
  };
  await now();
  for (let n = 0; n < 2; n++) {
    await transfers.claimTransfers(db, lease("d", later(n * 1000)), "shandong", 5);
    await transfers.delayTransfer(db, transferId, "d", later(n * 1000), "DELIVER_UNREACHABLE");
    await now();
  }
  await transfers.claimTransfers(db, lease("d", later(2000)), "shandong", 5);
  await transfers.abandonTransfer(db, transferId, "d", later(3000), "SEAL_INVALID");
  await now();
  await transfers.reviveTransfer(db, transferId, later(4000));
  await now();
  await transfers.claimTransfers(db, lease("d", later(4000)), "shandong", 5);
  await transfers.delayTransfer(db, transferId, "d", later(5000), "DELIVERED");
  await transfers.acknowledgeTransfer(db, transferId, later(6000));
  await now();
  assert.deepEqual(seen, [
    "waiting 0 ",
    "waiting 1 DELIVER_UNREACHABLE",
    "waiting 2 DELIVER_UNREACHABLE",
    "abandoned 3 SEAL_INVALID",
    "waiting 0 SEAL_INVALID",
    "delivered 1 ",
  ]);
  const refusal = {
    refusalId: randomUUID(),
    at: NOW,
    door: "sftp",
    agency: "jinan-credit",
    adapter: "a1",
    sha256: null,
  };
  await insertDoorRefusal(db, {
    ...refusal,
    fileName: "坏.csv",
    bytes: 3,
    code: "SFTP_CONTROL",
    params: "{}",
  });
  assert.equal(await stateOf(db, refusal.refusalId), "refused");
});

test("months are made where rows need them, once; a whole month can be dropped, nothing else", async (t) => {
  const { database: db } = await testDatabase(t);
  const row: JournalRow = {
    ...{
      at: new Date("2025-02-28T16:30:00Z"),
      entryId: randomUUID(),
      kind: "file",
      batchId: null,
      batchSeq: null,
    },
    ...{
      intakeId: null,
      agency: "a",
      origin: "n",
      peer: "",
      item: "i",
      adapter: "x",
      door: "http",
      state: "done",
    },
    ...{
      fileName: "二月.csv",
      bytes: 1,
      rows: 1,
      accepted: 1,
      rejected: 0,
      duplicates: 0,
      warnings: 0,
      code: "",
    },
    ...{ attempts: 1, endedAt: NOW, demo: true },
  };
  await insertJournal(db, [row, { ...row, at: new Date("2025-02-28T15:30:00Z"), entryId: randomUUID() }]);
  const tables = (await journalMonths(db)).map(({ table }) => table);
  // Half past midnight on the first of March in China, half past eleven the evening before.
  assert.ok(tables.includes("journal_202503") && tables.includes("journal_202502"));
  assert.equal(tables.at(-1), "journal_default");
  assert.equal(await makeMonths(db, [row.at]), 0);
  const march = (await journalMonths(db)).find(({ table }) => table === "journal_202503");
  assert.equal(march?.from?.toISOString(), "2025-02-28T16:00:00.000Z");
  if (march) await dropMonth(db, march);
  assert.deepEqual((await db.query("select count(*) as n from journal")).rows, [{ n: 1 }]);
  await assert.rejects(dropMonth(db, { table: "journal_default", from: null, to: null, estimate: 0 }));
});
