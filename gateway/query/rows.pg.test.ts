import assert from "node:assert/strict";
import { before, test } from "node:test";

import type { Database } from "../store/connect.ts";
import { BEGINNING, changesAfter, feedHead } from "../store/feed.ts";
import {
  FIRST_PLACE,
  latestOfSubject,
  latestOfSubjects,
  type Sight,
  versionsSeen,
} from "../store/query-rows.ts";
import type { TestNetwork } from "../test-node.ts";
import { sealedStream, takeFile, takeSealed, testNode } from "../test-node.ts";
import { companyCode, PENALTIES, penalties, penaltyNetwork, SENDER } from "../test-penalties.ts";
import { recordText, WHOLE } from "./answer.ts";

let network: TestNetwork;
before(async () => {
  network = await penaltyNetwork();
});

const ALL: Sight = { items: ["XZCF"], own: [], sender: "", origin: "" };

test("the latest version about a subject is given, the older ones in its history, and nobody else's", async (t) => {
  const city = await testNode(t, network, "370100");
  await takeFile(city, PENALTIES, penalties({ n: 1 }, { n: 2 }));
  await takeFile(city, PENALTIES, penalties({ n: 1, content: "罚款一万元整" }));
  const rows = await latestOfSubject(city.db, companyCode(1), ALL, false, FIRST_PLACE, 10);
  assert.equal(rows.length, 1);
  const [row] = rows;
  assert.ok(row);
  const record = JSON.parse(recordText(row, WHOLE)) as {
    fields: Record<string, string>;
    links: { self: string };
  };
  assert.equal(record.fields["content"], "罚款一万元整");
  assert.equal(record.links.self, `/v1/records/${row.recordId}?item=XZCF&subject=${companyCode(1)}`);
  const versions = await versionsSeen(city.db, companyCode(1), row.recordId, ALL, 10);
  assert.deepEqual(
    versions.map((one) => (JSON.parse(one.payload) as Record<string, string>)["content"]),
    ["罚款一万元整", "罚款人民币1万元"],
  );
  const page = await latestOfSubject(
    city.db,
    companyCode(1),
    ALL,
    false,
    { item: "XZCF", recordId: row.recordId },
    10,
  );
  assert.deepEqual(page, []);
  const list = await latestOfSubjects(city.db, [companyCode(3), companyCode(2)], ALL, false, 20);
  assert.deepEqual(
    list.map((one) => [one.position, one.subject]),
    [[2, companyCode(2)]],
  );
});

test("without a grant only one's own versions are there, and of a record that another amended the own one", async (t) => {
  const city = await testNode(t, network, "370100");
  await takeFile(city, PENALTIES, penalties({ n: 1 }));
  const own: Sight = { items: [], own: ["XZCF"], sender: SENDER, origin: "370100" };
  const ask = async (db: Database, sight: Sight) =>
    await latestOfSubject(db, companyCode(1), sight, true, FIRST_PLACE, 10);
  assert.equal((await ask(city.db, own)).length, 1);
  assert.deepEqual(await ask(city.db, { ...own, sender: "jinan-observer" }), []);
  assert.deepEqual(await ask(city.db, { ...own, origin: "370000" }), []);
  // Another agency's newer version of the same record.
  await takeFile(city, PENALTIES, penalties({ n: 1, content: "罚款一万元整" }));
  await city.db.query(
    "update batch set sender = 'jinan-observer' where batch_seq = (select max(batch_seq) from batch)",
  );
  const [mine] = await ask(city.db, own);
  assert.match(mine?.payload ?? "", /罚款人民币1万元/);
});

test("the feed tells each version once, as new or as another version, and its end is where nothing is left", async (t) => {
  const city = await testNode(t, network, "370100");
  await takeFile(city, PENALTIES, penalties({ n: 1 }, { n: 2 }, { n: 3 }));
  await takeFile(city, PENALTIES, penalties({ n: 2, content: "罚款一万元整" }));
  assert.equal(await feedHead(city.db, "XZCF"), 2);
  const told: string[] = [];
  let place = BEGINNING;
  for (;;) {
    const page = await changesAfter(city.db, "XZCF", place, 2);
    told.push(...page.rows.map((row) => `${row.number}:${row.leaf}:${row.known}`));
    place = page.next;
    if (!page.more) break;
  }
  assert.deepEqual(told, ["1:0:false", "1:1:false", "1:2:false", "2:0:true"]);
  assert.deepEqual(await changesAfter(city.db, "XZCF", place, 2), { rows: [], next: place, more: false });
});

test("an older version that comes late is told as known and late", async (t) => {
  const city = await testNode(t, network, "370100");
  const first = await takeFile(city, PENALTIES, penalties({ n: 1 }));
  const second = await takeFile(city, PENALTIES, penalties({ n: 1, content: "罚款一万元整" }));
  const province = await testNode(t, network, "370000");
  await takeSealed(province, "370100", await sealedStream(city, second.batch));
  await takeSealed(province, "370100", await sealedStream(city, first.batch));
  const { rows } = await changesAfter(province.db, "XZCF", BEGINNING, 10);
  assert.deepEqual(
    rows.map(({ number, known, late }) => [number, known, late]),
    [
      [1, false, false],
      [2, true, true],
    ],
  );
});
