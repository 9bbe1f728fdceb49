import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { testDatabase } from "./test-database.ts";
import {
  abandonTransfer,
  acknowledgeTransfer,
  backOff,
  claimTransfers,
  countTransfers,
  delayTransfer,
  extendTransferLease,
  hurryTransfers,
  laneOf,
  type NewTransfer,
  planTransfer,
  releaseTransfers,
  reviveTransfer,
  transfersOfBatch,
} from "./transfer.ts";

const START = Date.UTC(2026, 10, 20);

function at(seconds: number): Date {
  return new Date(START + seconds * 1000);
}

function lease(owner: string, seconds: number) {
  return { owner, now: at(seconds), until: at(seconds + 60) };
}

function batch(batchSeq: number, change: Partial<NewTransfer> = {}): NewTransfer {
  const lane = laneOf("370100", "XZCF");
  const fixed = { kind: "batch", receiptId: null, peer: "370000", lane, dueAt: at(0) } as const;
  return { transferId: randomUUID(), batchSeq, ...fixed, ...change };
}

test("a transfer is planned once, a receipt once for each peer", async (t) => {
  const { database } = await testDatabase(t);
  assert.equal(await planTransfer(database, batch(1)), true);
  assert.equal(await planTransfer(database, batch(1)), false);
  const receipt = { kind: "receipt", receiptId: randomUUID(), lane: "" } as const;
  assert.equal(await planTransfer(database, batch(1, receipt)), true);
  assert.equal(await planTransfer(database, batch(1, receipt)), false);
  assert.equal(await planTransfer(database, batch(1, { ...receipt, peer: "370100" })), true);
  assert.equal((await transfersOfBatch(database, 1)).length, 3);
});

test("batches of one lane reach a peer in order, other lanes, peers and receipts don't wait", async (t) => {
  const { database } = await testDatabase(t);
  await planTransfer(database, batch(2));
  await planTransfer(database, batch(1));
  await planTransfer(database, batch(3, { lane: laneOf("370100", "XZXK") }));
  await planTransfer(database, batch(4, { peer: "100000" }));
  await planTransfer(database, batch(5, { kind: "receipt", receiptId: randomUUID(), lane: "" }));
  const first = await claimTransfers(database, lease("w", 1), "370000", 10);
  assert.deepEqual(
    first.map(({ batchSeq }) => batchSeq),
    [1, 3, 5],
  );
  assert.equal((await claimTransfers(database, lease("w", 1), "100000", 10))[0]?.batchSeq, 4);
  await delayTransfer(database, first[0]?.transferId ?? "", "w", at(30), "DELIVER_UNREACHABLE");
  assert.deepEqual(
    await claimTransfers(database, lease("w", 2), "370000", 10),
    [],
    "batch 2 waits for batch 1",
  );
  const [again] = await claimTransfers(database, lease("w", 30), "370000", 10);
  assert.equal(again?.attempts, 2);
  assert.equal(await acknowledgeTransfer(database, again?.transferId ?? "", at(31)), true);
  assert.equal(await acknowledgeTransfer(database, again?.transferId ?? "", at(32)), false);
  const [second] = await claimTransfers(database, lease("w", 33), "370000", 10);
  assert.equal(second?.batchSeq, 2);
});

test("a lease that ran out is anybody's, and its old holder can end nothing", async (t) => {
  const { database } = await testDatabase(t);
  await planTransfer(database, batch(1));
  const [mine] = await claimTransfers(database, lease("dead", 0), "370000", 1);
  const id = mine?.transferId ?? "";
  assert.equal((await claimTransfers(database, lease("heir", 59), "370000", 1)).length, 0);
  assert.equal((await claimTransfers(database, lease("heir", 60), "370000", 1)).length, 1);
  assert.equal(await extendTransferLease(database, id, lease("dead", 61)), false);
  assert.equal(await delayTransfer(database, id, "dead", at(99), "DELIVER_UNREACHABLE"), false);
  assert.equal(await abandonTransfer(database, id, "dead", at(99), "DELIVER_REFUSED"), false);
  assert.equal(await extendTransferLease(database, id, lease("heir", 61)), true);
});

test("an abandoned transfer lets the next of its lane go, and can be revived", async (t) => {
  const { database } = await testDatabase(t);
  await planTransfer(database, batch(1));
  await planTransfer(database, batch(2));
  const [mine] = await claimTransfers(database, lease("w", 0), "370000", 10);
  const id = mine?.transferId ?? "";
  assert.equal(await abandonTransfer(database, id, "w", at(1), "DELIVER_REFUSED"), true);
  assert.equal((await claimTransfers(database, lease("w", 1), "370000", 10))[0]?.batchSeq, 2);
  const counts = (await countTransfers(database)).map(({ state, count }) => [state, count]);
  assert.deepEqual(counts, [
    ["abandoned", 1],
    ["due", 1],
  ]);
  assert.equal(await reviveTransfer(database, id, at(2)), true);
  assert.equal((await claimTransfers(database, lease("w", 2), "370000", 10))[0]?.attempts, 1);
});

test("a stop gives claims back, and a peer that returns is served at once", async (t) => {
  const { database } = await testDatabase(t);
  await planTransfer(database, batch(1));
  const [mine] = await claimTransfers(database, lease("w", 0), "370000", 1);
  await delayTransfer(database, mine?.transferId ?? "", "w", at(900), "DELIVER_UNREACHABLE");
  assert.equal(await hurryTransfers(database, "370000", at(10)), 1);
  assert.equal((await claimTransfers(database, lease("w", 10), "370000", 1))[0]?.attempts, 1);
  assert.equal(await releaseTransfers(database, "w"), 1);
  assert.equal((await claimTransfers(database, lease("v", 11), "370000", 1))[0]?.attempts, 1);
  for (const answered of ["DELIVERED", "DELIVER_UNREACHABLE RECEIVE_STORAGE_FULL"]) {
    await delayTransfer(database, mine?.transferId ?? "", "v", at(900), answered);
    assert.equal(await hurryTransfers(database, "370000", at(20)), 0, answered);
    await claimTransfers(database, lease("v", 900), "370000", 1);
  }
});

test("waiting doubles to a quarter of an hour, of which chance takes up to a half", () => {
  const wait = (attempts: number, jitter: number) =>
    (backOff(attempts, at(0), jitter).getTime() - START) / 1000;
  assert.deepEqual(
    [1, 2, 3, 10, 11, 99].map((attempts) => wait(attempts, 0)),
    [1, 2, 4, 512, 900, 900],
  );
  assert.equal(wait(11, 1), 450);
});
