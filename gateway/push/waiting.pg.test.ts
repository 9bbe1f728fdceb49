import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { before, test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { lockInTransaction } from "../store/connect.ts";
import { claimIntake } from "../store/intake.ts";
import { type TestNetwork, type TestNode, testNode } from "../test-node.ts";
import { PENALTIES, penaltyNetwork, SENDER } from "../test-penalties.ts";
import { penalty, proven, type TestDoor, testDoor } from "./test-door.ts";
import { acceptAny } from "./waiting.ts";

let network: TestNetwork;
before(async () => {
  network = await penaltyNetwork();
});

/** While `work` runs, the item is held as a file of a night holds it. */
async function held<T>(node: TestNode, work: () => Promise<T>): Promise<T> {
  return await node.db.transaction(async (client) => {
    await lockInTransaction(client, "item XZCF");
    return await work();
  });
}

/** What role work does with the next intake that is due; undefined when there is none. */
async function workOne(node: TestNode, door: TestDoor): Promise<string | undefined> {
  const lease = { owner: "test", now: node.now, until: new Date(node.now.getTime() + 60_000) };
  const intake = await claimIntake(node.db, lease, [node.spool], 8);
  if (intake === undefined) return undefined;
  return (await acceptAny(node, door.node, { intake, owner: "test" })).batchId;
}

const idOf = (body: string): string => (JSON.parse(body) as { id: string }).id;

test("behind a file that holds the item a push is durable and answered 202, and worked in its turn", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city, { lockWaitMs: 50 });
  const [first, second] = await held(city, async () => {
    const one = await door.raw([penalty({ n: 1 })], { key: "k" });
    city.now = new Date(city.now.getTime() + 1000);
    return [one, await door.raw([penalty({ n: 1, content: "改了" })])] as const;
  });
  assert.deepEqual([first.status, second.status], [202, 202]);
  assert.deepEqual(readdirSync(city.spool).sort(), [idOf(first.body), idOf(second.body)].sort());
  // The item is free again, but what came earlier goes first.
  city.now = new Date(city.now.getTime() + 1000);
  const third = await door.raw([penalty({ n: 1, content: "又改了" })]);
  assert.equal(third.status, 202);
  assert.equal(await workOne(city, door), idOf(first.body));
  assert.equal(await workOne(city, door), idOf(second.body));
  assert.equal(await workOne(city, door), idOf(third.body));
  assert.equal(await workOne(city, door), undefined);
  const { rows } = await city.db.query<{ payload: string }>("select payload from record order by version");
  assert.deepEqual(
    rows.map(({ payload }) => (JSON.parse(payload) as { content: string }).content),
    ["罚款人民币1万元", "改了", "又改了"],
  );
  const told = await door.push([penalty({ n: 1 })], { key: "k" });
  assert.equal(told.batch, idOf(first.body), "the key finds the answer that was made meanwhile");
  proven(city, told);
  assert.equal(
    (await door.push([penalty({ n: 2 })])).results[0]?.outcome,
    "accepted",
    "nobody waits any more",
  );
});

test("a push that waits is one push by its key, and refused with other bytes", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city, { lockWaitMs: 50 });
  await held(city, async () => {
    const first = await door.raw([penalty({ n: 1 })], { key: "k" });
    assert.deepEqual(await door.raw([penalty({ n: 1 })], { key: "k" }), first);
    await assert.rejects(
      door.raw([penalty({ n: 2 })], { key: "k" }),
      (error) => error instanceof Refusal && error.code === "IDEMPOTENCY_CONFLICT",
    );
    assert.deepEqual(readdirSync(city.spool), [idOf(first.body)]);
  });
});

test("the same bytes without a key may be meant twice: a change, taken back, and made again", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city, { lockWaitMs: 50 });
  await held(city, async () => {
    for (const content of ["甲", "乙", "甲"]) {
      city.now = new Date(city.now.getTime() + 1000);
      assert.equal((await door.raw([penalty({ n: 1, content })])).status, 202);
    }
  });
  while ((await workOne(city, door)) !== undefined);
  const { rows } = await city.db.query<{ payload: string }>(
    "select payload from record order by version desc limit 1",
  );
  assert.match(rows[0]?.payload ?? "", /"content":"甲"/);
});

test("a push does not pass a file of its own sender that is still to be worked", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  await city.db.query(
    `insert into intake (intake_id, kind, sender, adapter, file_name, bytes, sha256, spool, received_at, state, due_at)
     values (gen_random_uuid(), 'file', $1, $2, 'night.csv', 1, '\\x00', 'elsewhere', $3, 'due', $3)`,
    [SENDER, PENALTIES, city.now],
  );
  assert.equal((await door.raw([penalty({ n: 1 })])).status, 202);
  // One that failed and waits for its next attempt holds up nobody.
  await city.db.query("update intake set attempts = 1");
  assert.equal((await door.raw([penalty({ n: 2 })])).status, 200);
});

test("a key whose push was stored meanwhile ends the one that waited", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city, { lockWaitMs: 50 });
  const waits = await held(city, async () => await door.raw([penalty({ n: 1 })], { key: "k" }));
  await city.db.query("update intake set attempts = 1");
  const told = await door.push([penalty({ n: 1 })], { key: "k" });
  assert.equal(await workOne(city, door), told.batch);
  const { rows } = await city.db.query("select state, intake_id as id from intake");
  assert.deepEqual(rows, [{ state: "done", id: idOf(waits.body) }]);
});
