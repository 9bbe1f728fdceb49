import assert from "node:assert/strict";
import { before, test } from "node:test";

import type { Database } from "../store/connect.ts";
import { FIRST_PLACE, latestOfSubject } from "../store/query-rows.ts";
import { type TestNetwork, takeFile, testNode } from "../test-node.ts";
import { companyCode, PENALTIES, penalties, penaltyNetwork } from "../test-penalties.ts";
import { readTogether } from "./together.ts";

let network: TestNetwork;
before(async () => {
  network = await penaltyNetwork();
});

/** The same database, with the statements that it is asked counted. */
function counted(db: Database): { readonly db: Database; asked(): number } {
  let asked = 0;
  const prepared: Database["prepared"] = (...given) => {
    asked++;
    return db.prepared(...given);
  };
  return { db: { ...db, prepared }, asked: () => asked };
}

const page = (n: number, items: readonly string[] = ["XZCF"]) => ({
  ...{ subject: companyCode(n), items, withdrawn: false, limit: 10 },
});

test("asked at the same time, each gets what it would get alone, in a few ways to the server", async (t) => {
  const city = await testNode(t, network, "370100");
  await takeFile(city, PENALTIES, penalties(...Array.from({ length: 30 }, (_, n) => ({ n }))));
  const { db, asked } = counted(city.db);
  const read = readTogether(db);
  const numbers = Array.from({ length: 90 }, (_, at) => at % 45);
  const answers = await Promise.all(numbers.map((n) => read(page(n))));
  const sight = { items: ["XZCF"], own: [], sender: "", origin: "" };
  for (const [at, n] of numbers.entries()) {
    const alone = await latestOfSubject(city.db, companyCode(n), sight, false, FIRST_PLACE, 10);
    assert.deepEqual(
      answers[at]?.map(({ recordId, payload }) => [recordId, payload]),
      alone.map(({ recordId, payload }) => [recordId, payload]),
    );
  }
  assert.equal(answers.flat().length, 60);
  assert.ok(asked() <= 3, `${asked()} statements`);
});

test("who may see other items is never read by another's grant", async (t) => {
  const city = await testNode(t, network, "370100");
  await takeFile(city, PENALTIES, penalties({ n: 1 }));
  const read = readTogether(city.db);
  const answers = await Promise.all([
    read(page(1)),
    read(page(1, ["XZXK"])),
    read(page(1, ["XZXK", "XZCF"])),
    read(page(1, [])),
    read(page(2)),
  ]);
  assert.deepEqual(
    answers.map((rows) => rows.length),
    [1, 0, 1, 0, 0],
  );
});

test("a failing server fails those who were asking, and nobody after them", async (t) => {
  const city = await testNode(t, network, "370100");
  await takeFile(city, PENALTIES, penalties({ n: 1 }));
  let broken = true;
  const prepared: Database["prepared"] = (...given) =>
    broken ? Promise.reject(new Error("gone")) : city.db.prepared(...given);
  const read = readTogether({ ...city.db, prepared });
  const told = await Promise.allSettled([read(page(1)), read(page(2))]);
  assert.deepEqual(
    told.map(({ status }) => status),
    ["rejected", "rejected"],
  );
  broken = false;
  assert.equal((await read(page(1))).length, 1);
});
