import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import {
  advancePeerCheckpoint,
  appendLeaf,
  checkpointCovering,
  checkpointsFrom,
  cosignaturesOf,
  findLeaf,
  findTile,
  leavesBetween,
  logSize,
  newestCheckpoint,
  numberLeaves,
  openLeaves,
  peerCheckpoint,
  putCheckpoint,
  putCosignature,
  putTile,
} from "./log-rows.ts";
import { testDatabase } from "./test-database.ts";

const AT = new Date(Date.UTC(2026, 10, 20));

function leaf(minutes: number) {
  const at = new Date(AT.getTime() + minutes * 60_000);
  return { leafId: randomUUID(), at, kind: "batch.accepted", data: `{"n":${minutes}}` };
}

test("leaves are numbered in the order of their time, each once", async (t) => {
  const { database } = await testDatabase(t);
  assert.equal(await logSize(database), 0);
  const leaves = [leaf(3), leaf(1), leaf(2)];
  for (const one of leaves) await appendLeaf(database, one);
  const open = await openLeaves(database, 2);
  assert.deepEqual(
    open.map(({ data }) => data),
    ['{"n":1}', '{"n":2}'],
  );
  const ids = open.map(({ leafId }) => leafId);
  await numberLeaves(database, ids, 0);
  await assert.rejects(numberLeaves(database, ids, 2), /numbered by someone else/);
  await assert.rejects(numberLeaves(database, [leaves[0]?.leafId ?? ""], 1), "an index is given once");
  await numberLeaves(
    database,
    (await openLeaves(database, 10)).map(({ leafId }) => leafId),
    await logSize(database),
  );
  const all = await leavesBetween(database, 0, 100, 100);
  assert.deepEqual(
    all.map(({ logIndex, data }) => [logIndex, data]),
    [
      [0, '{"n":1}'],
      [1, '{"n":2}'],
      [2, '{"n":3}'],
    ],
  );
  assert.equal((await leavesBetween(database, 1, 3, 1))[0]?.logIndex, 1);
  assert.equal((await findLeaf(database, leaves[0]?.leafId ?? ""))?.logIndex, 2);
  assert.equal((await openLeaves(database, 1)).length, 0);
});

test("a complete tile stays as it was first written", async (t) => {
  const { database } = await testDatabase(t);
  await putTile(database, 0, 0, Buffer.from("first"));
  await putTile(database, 0, 0, Buffer.from("second"));
  assert.equal((await findTile(database, 0, 0))?.toString(), "first");
  assert.equal(await findTile(database, 1, 0), undefined);
});

test("the first checkpoint that covers a leaf is found, and the newest", async (t) => {
  const { database } = await testDatabase(t);
  for (const size of [4, 2, 9]) {
    await putCheckpoint(database, { size, root: Buffer.alloc(32, size), note: `note ${size}`, at: AT });
  }
  assert.equal((await newestCheckpoint(database))?.size, 9);
  assert.equal((await checkpointCovering(database, 1))?.size, 2);
  assert.equal((await checkpointCovering(database, 2))?.size, 4);
  assert.equal(await checkpointCovering(database, 9), undefined);
  assert.deepEqual(
    (await checkpointsFrom(database, 3, 10)).map(({ size }) => size),
    [4, 9],
  );
  await putCosignature(database, 9, "370000", "— 370000 AAAA", AT);
  await putCosignature(database, 9, "370000", "— 370000 BBBB", AT);
  assert.deepEqual(await cosignaturesOf(database, 9), [{ node: "370000", signature: "— 370000 AAAA" }]);
});

test("a peer's checkpoint moves on only from the one to which consistency was proved", async (t) => {
  const { database } = await testDatabase(t);
  const next = (size: number) => ({ node: "370100", size, note: `note ${size}`, at: AT });
  assert.equal(await peerCheckpoint(database, "370100"), undefined);
  assert.equal(await advancePeerCheckpoint(database, next(5), 0), true);
  assert.equal(await advancePeerCheckpoint(database, next(6), 0), false);
  assert.equal(await advancePeerCheckpoint(database, next(8), 5), true);
  assert.equal((await peerCheckpoint(database, "370100"))?.size, 8);
});
