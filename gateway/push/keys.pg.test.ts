import assert from "node:assert/strict";
import { before, test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { type TestNetwork, testNode } from "../test-node.ts";
import { penaltyNetwork } from "../test-penalties.ts";
import { penalty, proven, testDoor } from "./test-door.ts";

let network: TestNetwork;
before(async () => {
  network = await penaltyNetwork();
});

const refusedWith = (code: string) => (error: unknown) =>
  error instanceof Refusal && (error.code === code || assert.fail(error.code));

test("the same key again is answered as the first time, byte for byte, also by another process", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  const mixed = [
    penalty({ n: 1 }),
    penalty({ n: 1 }),
    penalty({ n: 2 }, { CF_JDRQ: "someday", 没有的列: "x" }),
    penalty({ n: 3 }),
    penalty({ n: 3, content: "改了" }),
  ];
  // In a group with others, so that rows and leaves do not begin at its own.
  const [, first] = await Promise.all([
    door.raw([penalty({ n: 8 })], { key: "other" }),
    door.raw(mixed, { key: "k-1" }),
    door.raw([penalty({ n: 9 })]),
  ]);
  assert.deepEqual(await door.raw(mixed, { key: "k-1" }), first);
  assert.deepEqual(await testDoor(city).raw(mixed, { key: "k-1" }), first);
  proven(city, JSON.parse(first.body));
  const minimal = await door.push(mixed, { key: "k-1", minimal: true });
  assert.deepEqual(
    minimal.results.map(({ leaf }) => leaf),
    mixed.map(() => undefined),
  );
  const { rows } = await city.db.query("select count(*) as n from push");
  assert.deepEqual(rows, [{ n: 3 }]);
});

test("a key used for other bytes is refused, wherever the first one stands", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  const first = door.push([penalty({ n: 1 })], { key: "k" });
  await assert.rejects(door.push([penalty({ n: 2 })], { key: "k" }), refusedWith("IDEMPOTENCY_CONFLICT"));
  await first;
  await assert.rejects(door.push([penalty({ n: 2 })], { key: "k" }), refusedWith("IDEMPOTENCY_CONFLICT"));
  const { rows } = await city.db.query("select count(*) as n from record");
  assert.deepEqual(rows, [{ n: 1 }]);
});

test("the same key at the same time is one push, in one process and in two", async (t) => {
  const city = await testNode(t, network, "370100");
  const doors = [testDoor(city), testDoor(city)];
  const answers = await Promise.all(
    doors.flatMap((door) => [1, 2, 3].map(() => door.raw([penalty({ n: 1 })], { key: "k" }))),
  );
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  const { rows } = await city.db.query("select count(*) as n from push");
  assert.deepEqual(rows, [{ n: 1 }]);
});

test("without a key a repeated push is told as a duplicate and changes nothing", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  await door.push([penalty({ n: 1 })]);
  const again = await door.push([penalty({ n: 1 })]);
  assert.equal(again.results[0]?.outcome, "duplicate");
  const { rows } = await city.db.query("select count(*) as n from record");
  assert.deepEqual(rows, [{ n: 1 }]);
});

test("a push that the database refuses fails alone; those beside it are stored", async (t) => {
  const city = await testNode(t, network, "370100");
  await city.db.query(`create function spoil() returns trigger language plpgsql as $$
    begin if new.payload like '%天书%' then raise exception 'no' using errcode = '22000'; end if; return new; end $$;
    create trigger spoil before insert on record for each row execute function spoil()`);
  const door = testDoor(city);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, n) => door.push([penalty({ n, content: n === 5 ? "天书" : "罚款" })])),
  );
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    outcomes.map((_, n) => (n === 5 ? "rejected" : "fulfilled")),
  );
  for (const one of outcomes) if (one.status === "fulfilled") proven(city, one.value);
  const { rows } = await city.db.query("select count(*) as n from record");
  assert.deepEqual(rows, [{ n: 11 }]);
});
