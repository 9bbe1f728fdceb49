/** Groups of pushes write no heads: a file after them is judged by what they left in the records. */
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { penalty, testDoor } from "./push/test-door.ts";
import { type TestNetwork, type TestNode, takeFile, testNode } from "./test-node.ts";
import { PENALTIES, penalties, penaltyNetwork } from "./test-penalties.ts";

let network: TestNetwork;
before(async () => {
  network = await penaltyNetwork();
});

const CHANGED = "改了";
const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => ({ n: from + at }));

async function state(node: TestNode): Promise<{ heads: number; behind: boolean; stored: number }> {
  const { rows: found } = await node.db.query<{ heads: number; behind: boolean; stored: number }>(
    `select heads, manifest_batch < last_batch as behind,
       (select coalesce(sum(length(data)) / 48, 0)::int from head_manifest) as stored from item_state`,
  );
  const [row] = found;
  assert.ok(row);
  return row;
}

for (const [name, forget] of [
  ["a table kept in the process is caught up", () => undefined],
  ["a table is loaded with what came after it", (node: TestNode) => node.heads.drop("XZCF")],
] as const) {
  test(`${name}: what was pushed is known to the next file, and older lines are not`, async (t) => {
    const city = await testNode(t, network, "370100");
    const door = testDoor(city);
    await takeFile(city, PENALTIES, penalties(...rows(0, 20)));
    await door.push([penalty({ n: 3, content: CHANGED }), penalty({ n: 50 })]);
    await door.push([penalty({ n: 51 })]);
    assert.deepEqual(await state(city), { heads: 22, behind: true, stored: 20 });
    forget(city);
    const night = rows(0, 20).map((row) => (row.n === 3 ? { ...row, content: CHANGED } : row));
    const same = await takeFile(city, PENALTIES, penalties(...night, { n: 50 }, { n: 51 }));
    assert.deepEqual([same.receipt.accepted, same.receipt.duplicates], [0, 22]);
    assert.deepEqual(await state(city), { heads: 22, behind: false, stored: 23 });
    // The line of before the push is no longer the head's.
    const back = await takeFile(city, PENALTIES, penalties({ n: 3 }, { n: 4 }));
    assert.deepEqual([back.receipt.accepted, back.receipt.duplicates], [1, 1]);
  });
}

test("a file that is small beside its item leaves what was pushed to the next that loads all", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  await takeFile(city, PENALTIES, penalties(...rows(0, 20)));
  await door.push([penalty({ n: 50 })]);
  await city.db.query("update item_state set heads = 10000000");
  city.heads.drop("XZCF");
  const small = await takeFile(city, PENALTIES, penalties({ n: 50 }, { n: 1 }, { n: 60 }));
  assert.deepEqual([small.receipt.accepted, small.receipt.duplicates], [1, 2]);
  assert.equal((await state(city)).behind, true);
  await city.db.query("update item_state set heads = 22");
  city.heads.drop("XZCF");
  const all = await takeFile(city, PENALTIES, penalties(...rows(0, 20), { n: 50 }, { n: 60 }));
  assert.deepEqual([all.receipt.accepted, all.receipt.duplicates], [0, 22]);
  assert.deepEqual([(await state(city)).behind, (await state(city)).heads], [false, 22]);
});

test("a table kept by one process follows the files of another", async (t) => {
  const city = await testNode(t, network, "370100");
  const kept = city.heads;
  const other = { ...city, heads: { take: () => undefined, keep: () => undefined, drop: () => undefined } };
  await takeFile(city, PENALTIES, penalties(...rows(0, 20)));
  await takeFile(other, PENALTIES, penalties({ n: 3, content: CHANGED }, { n: 30 }));
  await testDoor(city).push([penalty({ n: 31 })]);
  await takeFile(other, PENALTIES, penalties({ n: 32 }));
  const table = kept.take("XZCF");
  assert.ok(table);
  kept.keep("XZCF", table.heads, { lastBatch: table.upTo } as Parameters<typeof kept.keep>[2]);
  const night = penalties({ n: 3, content: CHANGED }, { n: 4 }, { n: 30 }, { n: 31 }, { n: 32 }, { n: 33 });
  const { receipt } = await takeFile(city, PENALTIES, night);
  assert.deepEqual([receipt.accepted, receipt.duplicates], [1, 5]);
});

test("a push is judged by what a file brought, and older versions do not pass", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  await takeFile(city, PENALTIES, penalties({ n: 1 }));
  const told = await door.push([penalty({ n: 1 }), penalty({ n: 2 })]);
  assert.deepEqual(
    told.results.map(({ outcome }) => outcome),
    ["duplicate", "accepted"],
  );
});
