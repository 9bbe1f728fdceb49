import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import {
  type Batch,
  batchesAfter,
  countStored,
  findBatch,
  findBatchBySeq,
  findingsPage,
  findReceipt,
  insertBatch,
  nextBatchSeq,
  putReceipt,
  receiptsOf,
} from "./batch-rows.ts";
import type { Queryable } from "./connect.ts";
import {
  latestRecord,
  latestRecordById,
  leavesOfBatch,
  recordAtLeaf,
  recordsOfSubject,
  versionsOfRecord,
} from "./record-rows.ts";
import { testDatabase } from "./test-database.ts";

const AT = new Date(Date.UTC(2026, 10, 20));

function batch(batchSeq: number, change: Partial<Batch> = {}): Batch {
  return {
    batchSeq,
    batchId: randomUUID(),
    origin: "370100",
    sender: "jinan-test-bureau",
    receivedFrom: "jinan-test-bureau",
    adapter: "cities/test",
    item: "XZCF",
    standard: "administrative-penalty@1",
    version: AT.getTime(),
    rows: 6,
    accepted: 3,
    rejected: 2,
    duplicates: 1,
    warnings: 0,
    leaves: 3,
    root: Buffer.alloc(32, 1),
    blockRoots: Buffer.alloc(32, 2),
    manifest: "{}",
    seal: Buffer.from([0x30, 0]),
    receivedAt: AT,
    committedAt: AT,
    catalog: "",
    ...change,
  };
}

interface Stored {
  readonly subject: string;
  readonly recordId: string;
  readonly batchSeq: number;
  readonly leafIndex: number;
  readonly version: number;
  readonly payload: string;
}

async function store(db: Queryable, row: Stored): Promise<void> {
  await db.query(
    `insert into record (subject, item, origin, record_id, batch_seq, leaf_index, version, withdrawn, warnings, salt, payload)
     values ($1, 'XZCF', '370100', $2, $3, $4, $5, false, 0, '\\x00', $6)`,
    [row.subject, row.recordId, row.batchSeq, row.leafIndex, row.version, row.payload],
  );
}

test("a batch comes back as it was stored", async (t) => {
  const { database } = await testDatabase(t);
  const seq = await nextBatchSeq(database);
  const stored = batch(seq);
  await insertBatch(database, stored);
  assert.deepEqual(await findBatch(database, stored.batchId), stored);
  assert.deepEqual(await findBatchBySeq(database, seq), stored);
  assert.equal(await findBatch(database, randomUUID()), undefined);
  assert.equal(await nextBatchSeq(database), seq + 1);
});

test("counts that don't add up are refused by the table itself", async (t) => {
  const { database } = await testDatabase(t);
  await assert.rejects(insertBatch(database, batch(1, { accepted: 4 })));
});

test("batches come in pages, in the order of their numbers", async (t) => {
  const { database } = await testDatabase(t);
  for (const change of [{}, {}, { item: "XZXK" }, { origin: "370200" }]) {
    await insertBatch(database, batch(await nextBatchSeq(database), change));
  }
  assert.deepEqual(
    (await batchesAfter(database, 2, 10)).map(({ batchSeq }) => batchSeq),
    [3, 4],
  );
  assert.deepEqual(await countStored(database), { batches: 4, records: 0 });
});

test("a node gives one receipt for a batch, and the first stands", async (t) => {
  const { database } = await testDatabase(t);
  const receipt = (node: string, body: string) => ({
    ...{ receiptId: randomUUID(), batchSeq: 1, node, body, signature: "c2ln", receivedAt: AT },
  });
  const first = receipt("370000", "first");
  assert.equal(await putReceipt(database, first), true);
  assert.equal(await putReceipt(database, receipt("370000", "second")), false);
  assert.equal(await putReceipt(database, receipt("100000", "third")), true);
  assert.deepEqual((await receiptsOf(database, 1)).map(({ body }) => body).sort(), ["first", "third"]);
  assert.deepEqual(await findReceipt(database, first.receiptId), first);
});

test("findings come in pages, in their order", async (t) => {
  const { database } = await testDatabase(t);
  await database.query(
    `insert into finding (batch_seq, number, row_number, column_title, code, params)
     select 1, n, n + 2, '', 'ROW_CELLS', '{}' from generate_series(0, 4) n`,
  );
  const first = await findingsPage(database, 1, -1, 3);
  assert.deepEqual(
    first.map(({ number, rowNumber }) => [number, rowNumber]),
    [
      [0, 2],
      [1, 3],
      [2, 4],
    ],
  );
  const rest = await findingsPage(database, 1, 2, 3);
  assert.deepEqual(
    rest.map(({ number }) => number),
    [3, 4],
  );
});

test("the latest record is the one of the highest version, whatever was stored last", async (t) => {
  const { database } = await testDatabase(t);
  const name = { subject: "TESTSUBJECT0000001", item: "XZCF", recordId: randomUUID() };
  const version = { ...name, leafIndex: 0 };
  await store(database, { ...version, batchSeq: 1, version: 10, payload: "old" });
  await store(database, { ...version, batchSeq: 2, version: 30, payload: "new" });
  await store(database, { ...version, batchSeq: 3, version: 20, payload: "late" });
  await store(database, {
    ...version,
    batchSeq: 2,
    leafIndex: 7,
    version: 30,
    payload: "newer in its batch",
  });
  await store(database, {
    ...version,
    recordId: randomUUID(),
    batchSeq: 2,
    leafIndex: 8,
    version: 1,
    payload: "other",
  });
  assert.equal((await latestRecord(database, name))?.payload, "newer in its batch");
  assert.equal((await latestRecordById(database, name.recordId))?.payload, "newer in its batch");
  assert.deepEqual(
    (await versionsOfRecord(database, name)).map(({ payload }) => payload),
    ["old", "late", "new", "newer in its batch"],
  );
  const all = (await recordsOfSubject(database, name.subject)).map(({ payload }) => payload);
  assert.deepEqual(all.sort(), ["newer in its batch", "other"]);
  assert.equal(await latestRecord(database, { ...name, item: "XZXK" }), undefined);
});

test("a run of leaves has the content of stored records and the hash of withheld ones, in order", async (t) => {
  const { database } = await testDatabase(t);
  for (const leafIndex of [0, 1, 3, 4]) {
    const recordId = randomUUID();
    await store(database, {
      subject: "S",
      recordId,
      batchSeq: 5,
      leafIndex,
      version: 1,
      payload: `p${leafIndex}`,
    });
  }
  await database.query("insert into withheld_leaf values (5, 2, '\\x02', 'ITEM_PROHIBITED')");
  const found = await leavesOfBatch(database, { item: "XZCF", batchSeq: 5 }, 1, 4);
  assert.deepEqual(
    found.map(({ leafIndex, payload, leaf }) => [leafIndex, payload, leaf?.toString("hex") ?? null]),
    [
      [1, "p1", null],
      [2, null, "02"],
      [3, "p3", null],
    ],
  );
  assert.equal((await recordAtLeaf(database, { item: "XZCF", batchSeq: 5 }, 4))?.payload, "p4");
});
