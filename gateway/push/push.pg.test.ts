import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { before, test } from "node:test";

import type { Manifest } from "../model/batch.ts";
import { Refusal } from "../model/refusal.ts";
import { saltedLeaf } from "../seal/proof.ts";
import { verifySeal } from "../seal/seal.ts";
import { findBatch } from "../store/batch-rows.ts";
import { sealedStream, type TestNetwork, takeFile, takeSealed, testNode } from "../test-node.ts";
import { companyCode, PENALTIES, penalties, penaltyNetwork, SENDER } from "../test-penalties.ts";
import { penalty, proven, testDoor } from "./test-door.ts";

let network: TestNetwork;
before(async () => {
  network = await penaltyNetwork();
});

const refusedWith = (code: string) => (error: unknown) =>
  error instanceof Refusal && (error.code === code || assert.fail(error.code));

test("a record that was pushed is sealed, receipted, in the log and owed to the parent when it is answered", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  const told = await door.push([penalty({ n: 1 })]);
  const receipt = proven(city, told);
  assert.deepEqual([receipt.rows, receipt.accepted, receipt.sender], [1, 1, SENDER]);
  assert.deepEqual(receipt.routes, [{ to: "370000", decision: "forward" }]);
  const batch = await findBatch(city.db, told.batch);
  assert.ok(batch);
  const { manifest } = verifySeal(batch.manifest, batch.seal, city.trust(city.now));
  assert.equal(manifest.root, receipt.root);
  const { rows } = await city.db.query<{ salt: Buffer; payload: string; subject: string }>(
    "select salt, payload, subject from record where batch_seq = $1",
    [batch.batchSeq],
  );
  const [record] = rows;
  assert.ok(record);
  assert.equal(saltedLeaf(record.salt, record.payload).toString("hex"), told.results[0]?.leaf?.hash);
  assert.equal(record.subject, companyCode(1));
  assert.equal(told.results[0]?.subject, companyCode(1));
  const log = await city.db.query("select kind from log_leaf");
  assert.deepEqual(log.rows, [{ kind: "batch" }]);
  const owed = await city.db.query("select peer from transfer where kind = 'batch'");
  assert.deepEqual(owed.rows, [{ peer: "370000" }]);
});

test("a pushed record and a row of a file are the same record, byte for byte", async (t) => {
  const [one, other] = [await testNode(t, network, "370100"), await testNode(t, network, "370100")];
  await takeFile(one, PENALTIES, penalties({ n: 1 }, { n: 2, person: true }));
  await testDoor(other).push([penalty({ n: 1 }), penalty({ n: 2, person: true })]);
  const records = async (node: typeof one) =>
    (
      await node.db.query(
        "select subject, record_id, withdrawn, warnings, payload from record order by leaf_index",
      )
    ).rows;
  assert.deepEqual(await records(other), await records(one));
});

test("many pushes at once share batches, each with its own results and a path to the common root", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  const told = await Promise.all(Array.from({ length: 40 }, (_, n) => door.push([penalty({ n })])));
  const batches = new Set(told.map(({ batch }) => batch));
  assert.ok(batches.size < 10, `${batches.size} batches`);
  for (const one of told) {
    proven(city, one);
    assert.equal(one.results.length, 1);
    assert.equal(one.results[0]?.index, 0);
  }
  assert.equal(new Set(told.map(({ results }) => results[0]?.subject)).size, 40);
  const { rows } = await city.db.query("select count(*) as n from record");
  assert.deepEqual(rows, [{ n: 40 }]);
  const manifests = await city.db.query<{ manifest: string }>(
    "select manifest from batch order by batch_seq",
  );
  manifests.rows.reduce((previous, { manifest: text }, at) => {
    const manifest = JSON.parse(text) as Manifest;
    assert.deepEqual([manifest.sequence, manifest.previous], [at + 1, previous]);
    return createHash("sha256").update(text).digest("hex");
  }, "");
});

test("each record of a push has its own outcome, and a bad one refuses itself alone", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  await door.push([penalty({ n: 1 })]);
  const twice = '{"a":"1","a":"2"}';
  const body = JSON.stringify({
    records: [
      penalty({ n: 1 }),
      penalty({ n: 2 }, { CF_XDR_SHXYM: companyCode(2).replace(/.$/, (c) => (c === "0" ? "1" : "0")) }),
      penalty({ n: 3 }),
      { 没有的列: "x" },
      penalty({ n: 3, content: "改了" }),
      penalty({ n: 3, content: "改了" }),
      penalty({ n: 4 }, { CF_WSH: undefined }),
      penalty({ n: 5 }, { BZ: { nested: true } }),
    ],
  }).replace(/]}$/, `,${twice}]}`);
  const told = await door.push([], { body: Buffer.from(body) });
  proven(city, told);
  assert.deepEqual(
    told.results.map(({ outcome, findings }) => [
      outcome,
      ...findings.map(({ code, column }) => `${code} ${column}`),
    ]),
    [
      ["duplicate"],
      ["rejected", "ID_USCC CF_XDR_SHXYM"],
      ["accepted"],
      ["rejected", "MAP_EMPTY "],
      ["accepted", "W_KEY_REPEATED "],
      ["duplicate"],
      ["rejected", "VALUE_REQUIRED CF_WSH"],
      ["rejected", "ROW_FORMAT "],
      ["rejected", "ROW_FORMAT "],
    ],
  );
  assert.deepEqual(told.counts, { rows: 9, accepted: 2, rejected: 5, duplicates: 2, warnings: 1 });
  assert.deepEqual(told.unknownColumns, ["没有的列"]);
});

test("a push with nothing new is still answered with a receipt, and owed to nobody", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  await door.push([penalty({ n: 1 })]);
  const again = await door.push([penalty({ n: 1 })]);
  const receipt = proven(city, again);
  assert.deepEqual([receipt.accepted, receipt.duplicates], [0, 1]);
  assert.deepEqual(receipt.routes, [{ to: "370000", decision: "not-forwarded", reason: "NOTHING_NEW" }]);
});

test("two versions of one record at the same time become two batches, and the later one stands", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  const [first, second] = await Promise.all([
    door.push([penalty({ n: 1 })]),
    door.push([penalty({ n: 1, content: "改了" })]),
  ]);
  assert.notEqual(first.batch, second.batch);
  assert.deepEqual([first.counts.accepted, second.counts.accepted], [1, 1]);
  const { rows } = await city.db.query<{ payload: string }>(
    "select payload from record order by version desc limit 1",
  );
  assert.match(rows[0]?.payload ?? "", /改了/);
});

test("what was pushed goes up to the province as any sealed batch", async (t) => {
  const city = await testNode(t, network, "370100");
  const province = await testNode(t, network, "370000");
  const door = testDoor(city);
  const told = await Promise.all([1, 2, 3].map((n) => door.push([penalty({ n })])));
  const batch = await findBatch(city.db, told[0]?.batch ?? "");
  assert.ok(batch);
  const { receipt } = await takeSealed(province, "370100", await sealedStream(city, batch));
  assert.equal(receipt.root, batch.root.toString("hex"));
  assert.equal(receipt.accepted, batch.accepted);
});

test("only the adapter's own agency pushes by it, and only what may be exchanged", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  const request = { body: Buffer.from("{}"), type: "application/json", key: null, minimal: false };
  const as = (kind: "agency" | "node", id: string, adapter: string) =>
    door.submit({ kind, id }, { ...request, adapter });
  await assert.rejects(as("agency", "jinan-observer", PENALTIES), refusedWith("SENDER_NOT_ENTITLED"));
  await assert.rejects(as("node", SENDER, PENALTIES), refusedWith("SENDER_NOT_ENTITLED"));
  await assert.rejects(as("agency", SENDER, "cities/none"), refusedWith("ADAPTER_UNKNOWN"));
  await assert.rejects(as("agency", SENDER, PENALTIES), refusedWith("JSON_INVALID"));
  const { rows } = await city.db.query("select count(*) as n from batch");
  assert.deepEqual(rows, [{ n: 0 }]);
});

test("a thousand records of one push keep their order, each with its own outcome", async (t) => {
  const city = await testNode(t, network, "370100");
  const door = testDoor(city);
  const isBad = (n: number) => n % 100 === 7;
  const numbers = Array.from({ length: 1000 }, (_, n) => n);
  const told = await door.push(numbers.map((n) => penalty({ n }, isBad(n) ? { CF_XDR_SHXYM: "1" } : {})));
  assert.deepEqual(
    told.results.map(({ outcome, subject }) => [outcome, subject]),
    numbers.map((n) => (isBad(n) ? ["rejected", undefined] : ["accepted", companyCode(n)])),
  );
  assert.equal(proven(city, told).accepted, 990);
});
