import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { createQueryLog, type QueryEntry, queryText } from "./query-log.ts";
import { saltedLeaf } from "./seal/proof.ts";
import { createTree } from "./seal/tree.ts";
import type { Database } from "./store/connect.ts";
import type { LoggedQuery } from "./store/query-log-rows.ts";
import { testDatabase } from "./store/test-database.ts";

const entry = (over: Partial<QueryEntry> = {}): QueryEntry => ({
  ...{ agency: "jinan-observer", via: "certificate", action: "query", items: ["XZCF", "XZXK"] },
  ...{ subject: "91370100MA0000001A", subjects: 1, purpose: "licensing", basis: "依据", authorization: null },
  ...{ level: "shared", records: 3, partial: false, trace: "0".repeat(32) },
  ...over,
});
const siteOn = (db: Database, probe = () => {}) => ({
  db,
  clock: () => new Date(),
  newId: randomUUID,
  probe,
});

const ROWS = `
  select query_id as "queryId", at, agency, via, action, items, subject, subjects, purpose, basis,
    authorization_ref as "authorization", level, records, partial, trace, salt, group_id as "groupId", position
  from query_log where group_id = $1 order by position`;

test("queries that come together are one entry of the exchange log, whose root their rows give", async (t) => {
  const { database: db } = await testDatabase(t);
  const log = createQueryLog(siteOn(db));
  const ids = await Promise.all(Array.from({ length: 600 }, (_, at) => log.log(entry({ records: at }))));
  assert.equal(new Set(ids).size, 600);
  const leaves = await db.query<{ data: string }>("select data from log_leaf where kind = 'queries'");
  assert.ok(leaves.rows.length < 60, `${leaves.rows.length} entries for 600 queries`);
  let count = 0;
  for (const { data } of leaves.rows) {
    const told = JSON.parse(data) as { count: number; group: string; root: string };
    const { rows } = await db.query<LoggedQuery>(ROWS, [told.group]);
    const tree = createTree();
    for (const row of rows) tree.push(saltedLeaf(row.salt, queryText(row)), 0);
    assert.equal(rows.length, told.count);
    assert.equal(tree.root().toString("hex"), told.root);
    count += rows.length;
  }
  assert.equal(count, 600);
});

test("a query is answered only after its entry has been committed", async (t) => {
  const { database: db } = await testDatabase(t);
  let logged = 0;
  const log = createQueryLog(siteOn(db, () => void logged++));
  const id = await log.log(entry({ list: ["a", "b", "a"], subject: null, subjects: 3 }));
  assert.equal(logged, 1);
  const named = await db.query("select subject from query_subject where query_id = $1 order by subject", [
    id,
  ]);
  assert.deepEqual(named.rows, [{ subject: "a" }, { subject: "b" }]);
});

test("what cannot be logged is not answered, and costs no other query its answer", async (t) => {
  const { database: db } = await testDatabase(t);
  const log = createQueryLog(siteOn(db));
  // More than the column takes, as no door should let through.
  const bad = entry({ records: 2 ** 40 });
  const settled = await Promise.allSettled([
    log.log(entry()),
    log.log(bad),
    log.log(entry({ basis: "a\0b" })),
  ]);
  assert.deepEqual(
    settled.map(({ status }) => status),
    ["fulfilled", "rejected", "fulfilled"],
  );
  const { rows } = await db.query("select basis from query_log order by position, basis");
  assert.deepEqual(rows.map(({ basis }) => basis as string).sort(), ["a\ufffdb", "依据"]);
  // The log goes on.
  await log.log(entry());
});
