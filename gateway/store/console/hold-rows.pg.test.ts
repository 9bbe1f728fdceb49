import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { test } from "node:test";

import type { Database } from "../connect.ts";
import { claimIntake, finishIntake, type NewIntake, recordIntake } from "../intake.ts";
import { isBehind } from "../push-rows.ts";
import { testDatabase } from "../test-database.ts";
import { acknowledgeTransfer, claimTransfers, laneOf, type NewTransfer, planTransfer } from "../transfer.ts";
import { type Hold, holdsOn, openHolds, putHold, releaseHold } from "./hold-rows.ts";

const START = Date.UTC(2026, 10, 20);
const at = (seconds: number): Date => new Date(START + seconds * 1000);
const lease = (seconds: number) => ({ owner: "w", now: at(seconds), until: at(seconds + 60) });

function hold(change: Partial<Hold>): Omit<Hold, "releasedAt"> {
  return {
    ...{
      holdId: randomUUID(),
      kind: "batch",
      intakeId: null,
      batchSeq: null,
      sender: "jinan",
      adapter: "fines",
    },
    ...{ reason: "wrong month", byId: "o1", byName: "张三", at: at(0) },
    ...change,
  };
}

async function arrived(db: Database, seconds: number, change: Partial<NewIntake> = {}): Promise<string> {
  const intakeId = randomUUID();
  await recordIntake(db, {
    ...{ intakeId, kind: "file", sender: "jinan", adapter: "fines", fileName: "f.csv", bytes: 1 },
    ...{ sha256: randomBytes(32), spool: "/spool", receivedAt: at(seconds) },
    ...change,
  });
  return intakeId;
}

async function claimed(db: Database, seconds: number): Promise<string | undefined> {
  return (await claimIntake(db, lease(seconds), ["/spool"], 8))?.intakeId;
}

function transfer(batchSeq: number, change: Partial<NewTransfer> = {}): NewTransfer {
  const fixed = { kind: "batch", receiptId: null, peer: "370000", lane: laneOf("370100", "XZCF") } as const;
  return { transferId: randomUUID(), batchSeq, ...fixed, dueAt: at(0), ...change };
}

async function sent(db: Database, seconds: number): Promise<readonly number[]> {
  return (await claimTransfers(db, lease(seconds), "370000", 10)).map(({ batchSeq }) => batchSeq);
}

test("a held arrival is not worked, what came after it of its lane waits, another lane goes on; released, all go in order", async (t) => {
  const { database: db } = await testDatabase(t);
  const first = await arrived(db, 1);
  const second = await arrived(db, 2);
  const other = await arrived(db, 3, { adapter: "permits" });
  const held = hold({ intakeId: first });
  assert.equal(await putHold(db, held), true);
  assert.equal(await putHold(db, hold({ intakeId: first })), false, "held already");
  assert.equal(await claimed(db, 10), other);
  assert.equal(await claimed(db, 11), undefined);
  assert.equal(await releaseHold(db, held.holdId, at(12)), true);
  assert.equal(await releaseHold(db, held.holdId, at(13)), false);
  assert.equal(await claimed(db, 14), first);
  assert.equal(await claimed(db, 15), undefined, "one of a lane at a time");
  await finishIntake(db, first, "w", 1);
  assert.equal(await claimed(db, 16), second);
});

test("a held lane takes nothing into work, also what comes later and what is pushed; other senders go on", async (t) => {
  const { database: db } = await testDatabase(t);
  const held = hold({ kind: "lane" });
  assert.equal(await isBehind(db, "jinan", "fines", at(0)), false);
  await putHold(db, held);
  assert.equal(await isBehind(db, "jinan", "fines", at(1)), true);
  assert.equal(await isBehind(db, "qingdao", "fines", at(1)), false);
  const later = await arrived(db, 2);
  const other = await arrived(db, 3, { sender: "qingdao" });
  assert.equal(await claimed(db, 4), other);
  assert.equal(await claimed(db, 5), undefined);
  await releaseHold(db, held.holdId, at(6));
  assert.equal(await claimed(db, 7), later);
});

test("a held batch is not delivered and keeps its place; other lanes and receipts go on", async (t) => {
  const { database: db } = await testDatabase(t);
  const one = transfer(1);
  await planTransfer(db, one);
  await planTransfer(db, transfer(2));
  await planTransfer(db, transfer(3, { lane: laneOf("370100", "XZXK") }));
  await planTransfer(db, transfer(1, { kind: "receipt", receiptId: randomUUID(), lane: "" }));
  const held = hold({ batchSeq: 1 });
  await putHold(db, held);
  assert.deepEqual(await sent(db, 1), [1, 3], "the receipt of 1, and the other lane");
  assert.deepEqual(await sent(db, 2), []);
  await releaseHold(db, held.holdId, at(3));
  assert.deepEqual(await sent(db, 4), [1]);
  await acknowledgeTransfer(db, one.transferId, at(5));
  assert.deepEqual(await sent(db, 6), [2]);
});

test("an arrival that was held while it was being worked is not delivered either", async (t) => {
  const { database: db } = await testDatabase(t);
  const intakeId = await arrived(db, 1);
  assert.equal(await claimed(db, 2), intakeId);
  await putHold(db, hold({ intakeId }));
  await finishIntake(db, intakeId, "w", 7);
  await planTransfer(db, transfer(7));
  assert.deepEqual(await sent(db, 3), []);
});

test("a held lane's batches are not delivered, those of other agencies of the same item are", async (t) => {
  const { database: db } = await testDatabase(t);
  const batch = `insert into batch (batch_seq, batch_id, origin, sender, received_from, adapter, item, standard, version, rows,
      accepted, rejected, duplicates, warnings, leaves, root, block_roots, manifest, seal, received_at, committed_at)
    values ($1, $2, '370100', $3, $3, 'fines', 'XZCF', 's', 1, 0, 0, 0, 0, 0, 0, '', '', '', '', $4, $4)`;
  await db.query(batch, [1, randomUUID(), "jinan", at(0)]);
  await db.query(batch, [2, randomUUID(), "qingdao", at(0)]);
  await putHold(db, hold({ kind: "lane" }));
  await planTransfer(db, transfer(1, { lane: laneOf("370100", "A") }));
  await planTransfer(db, transfer(2, { lane: laneOf("370100", "B") }));
  assert.deepEqual(await sent(db, 1), [2]);
});

test("holds are found by what they are on, and by agency", async (t) => {
  const { database: db } = await testDatabase(t);
  const intakeId = randomUUID();
  await putHold(db, hold({ intakeId, batchSeq: 5 }));
  await putHold(db, hold({ kind: "lane", sender: "qingdao" }));
  const on = { intakeId: null, batchSeq: 5, sender: "jinan", adapter: "fines" };
  assert.deepEqual(
    (await holdsOn(db, on)).map((one) => one.intakeId),
    [intakeId],
  );
  assert.deepEqual(
    (await holdsOn(db, { ...on, batchSeq: 6, sender: "qingdao" })).map((one) => one.kind),
    ["lane"],
  );
  assert.equal((await openHolds(db, null, 10)).length, 2);
  assert.deepEqual(
    (await openHolds(db, ["qingdao"], 10)).map((one) => one.sender),
    ["qingdao"],
  );
  assert.deepEqual(await openHolds(db, [], 10), []);
});
