import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { writeBatch } from "../scripts/make-batch.ts";
import { deliver } from "./cli/sandbox-run.ts";
import { CATALOG_FOLDER } from "./data.ts";
import { verifyEvidence, verifyFile } from "./evidence/verify.ts";
import { dayInChina } from "./model/calendar.ts";
import { Refusal } from "./model/refusal.ts";
import { readNetwork } from "./network.ts";
import { trustOf } from "./seal/registry.ts";
import { countStored, findBatch } from "./store/batch-rows.ts";
import { recordAtLeaf } from "./store/record-rows.ts";
import { CITY, NATION, PROVINCE, sendFile, type TestPath, testPath } from "./test-path.ts";
import { verifyLog } from "./verify-log.ts";

const ADAPTER = "cities/jinan-penalties";
const AGENCY = "jinan-credit";
const OTHER = "jinan-court";
const ROWS = 400;

const clientFile = (path: TestPath, agency: string) => join(path.folder, "agencies", agency, "client.json");
const through = async (path: TestPath, file: string) =>
  await deliver({ file, adapter: ADAPTER, client: clientFile(path, AGENCY) }, () => {});
const records = async (path: TestPath, node: string) => (await countStored(path.db[node] as never)).records;

test("a night's file from a city to the nation", async (t) => {
  const path = await testPath(t, [AGENCY, OTHER]);
  await Promise.all([CITY, PROVINCE, NATION].map((node) => path.start(node)));
  const first = join(path.folder, "first.csv");
  const receivedOn = dayInChina(new Date());
  const key = writeBatch(first, { rows: ROWS, rejected: 0.05, duplicates: 0.05, receivedOn });
  const client = path.client(AGENCY);
  let batchId = "";

  await t.test("arrives at every node with a verified receipt over the same root", async () => {
    const result = await through(path, first);
    assert.equal(result.ok, true);
    batchId = result.id;
    assert.deepEqual(
      result.hops.map((hop) => hop.node),
      [CITY, PROVINCE, NATION],
    );
    assert.ok(result.hops.every((hop) => hop.receipt === "verified" && hop.accepted === key.accepted));
    assert.equal(new Set(result.hops.map((hop) => hop.root)).size, 1);
    const { rows, accepted, rejected, duplicates } = result.status?.counts ?? {};
    assert.deepEqual(
      { rows, accepted, rejected, duplicates },
      { rows: ROWS, accepted: key.accepted, rejected: key.rejected, duplicates: key.duplicates },
    );
    for (const node of [CITY, PROVINCE, NATION]) assert.equal(await records(path, node), key.accepted);
  });

  await t.test(
    "sent again, byte for byte, is answered with the same receipt and changes nothing",
    async () => {
      const before = await client.receipt(batchId);
      const again = await through(path, first);
      assert.equal(again.id, batchId);
      assert.deepEqual(await client.receipt(again.id), before);
      for (const node of [CITY, PROVINCE, NATION])
        assert.equal((await countStored(path.db[node] as never)).batches, 1);
    },
  );

  await t.test("sent again with a few changes hands on only these", async () => {
    const second = join(path.folder, "second.csv");
    const next = writeBatch(second, {
      rows: ROWS,
      rejected: 0.05,
      duplicates: 0.05,
      changed: 0.1,
      receivedOn,
    });
    assert.ok(next.changed > 0);
    const result = await through(path, second);
    assert.equal(result.ok, true);
    assert.ok(result.hops.length === 3);
    const { accepted = 0, duplicates = 0, rejected = 0 } = result.status?.counts ?? {};
    assert.ok(
      accepted >= next.changed && accepted < key.accepted / 2,
      `${accepted} accepted, ${next.changed} changed`,
    );
    assert.equal(accepted + duplicates + rejected, ROWS);
    for (const node of [CITY, PROVINCE, NATION])
      assert.equal(await records(path, node), key.accepted + accepted);
  });

  await t.test(
    "is nobody else's business: another agency finds nothing, and may not use the adapter",
    async () => {
      const other = path.client(OTHER);
      const isRefused = (code: string) => (error: unknown) =>
        error instanceof Refusal && error.params["code"] === code;
      await assert.rejects(other.status(batchId, 0), isRefused("NOT_FOUND"));
      await assert.rejects(other.receipt(batchId), isRefused("NOT_FOUND"));
      await assert.rejects(other.findings(batchId), isRefused("NOT_FOUND"));
      await assert.rejects(other.upload(first, ADAPTER), isRefused("SENDER_NOT_ENTITLED"));
      await assert.rejects(other.upload(first, "cities/nowhere"), isRefused("ADAPTER_UNKNOWN"));
    },
  );

  await t.test(
    "leaves evidence of each record that verifies offline, and logs that verify whole",
    async () => {
      const city = path.db[CITY];
      assert.ok(city);
      const batch = await findBatch(city, batchId);
      const record = batch && (await recordAtLeaf(city, batch, 3));
      const text = await client.evidence(record?.recordId ?? "", batchId);
      assert.equal(verifyEvidence(text).ok, true);
      const seal = await client.seal(batchId);
      assert.equal(verifyFile(seal).ok, true);
      assert.equal(verifyFile(seal).kind, "seal");
      await assert.rejects(path.client(OTHER).seal(batchId), Refusal);
      await assert.rejects(path.client(OTHER).evidence(record?.recordId ?? "", undefined), Refusal);
      const { network } = readNetwork(
        join(path.folder, "network.json"),
        readFileSync(join(path.folder, "ca.crt"), "utf8"),
      );
      for (const node of [CITY, PROVINCE, NATION]) {
        const report = await verifyLog(path.db[node] as never, network, node);
        assert.deepEqual(report.faults, []);
        assert.equal(report.batches, 2);
      }
      await city.query("update batch set rejected = rejected + 1, rows = rows + 1 where batch_id = $1", [
        batchId,
      ]);
      const { faults } = await verifyLog(city, network, CITY);
      assert.deepEqual(
        faults.map(({ what, at, detail }) => [what, at, detail]),
        [
          ["batch", batchId, "rejected"],
          ["batch", batchId, "rows"],
        ],
      );
      await city.query("update batch set rejected = rejected - 1, rows = rows - 1 where batch_id = $1", [
        batchId,
      ]);
      const trust = trustOf(network, [readFileSync(join(path.folder, "ca.crt"), "utf8")]);
      for (const [change, undo, detail] of [
        [
          "update batch set seal = seal || '\\x00'",
          "update batch set seal = substring(seal for length(seal) - 1)",
          "seal",
        ],
        [
          "update receipt set signature = reverse(signature)",
          "update receipt set signature = reverse(signature)",
          /^receipt of /,
        ],
        ["delete from receipt where node = '100000'", undefined, "receipt of 100000 is missing"],
      ] as const) {
        const kept = (await city.query("select * from receipt")).rows;
        await city.query(change);
        const told = (await verifyLog(city, network, CITY, undefined, trust)).faults.map((one) => one.detail);
        assert.ok(
          told.some((one) => (typeof detail === "string" ? one === detail : detail.test(one))),
          told.join(),
        );
        if (undo !== undefined) await city.query(undo);
        else
          for (const { receipt_id, batch_seq, node, body, signature, received_at } of kept)
            await city.query("insert into receipt values ($1, $2, $3, $4, $5, $6) on conflict do nothing", [
              ...[receipt_id, batch_seq, node, body, signature, received_at],
            ]);
        assert.deepEqual((await verifyLog(city, network, CITY, undefined, trust)).faults, []);
      }
      await city.query("update log_leaf set at = at + interval '1 second' where log_index = 0");
      assert.equal((await verifyLog(city, network, CITY)).ok, false);
      await city.query("update log_leaf set at = at - interval '1 second' where log_index = 0");
    },
  );

  await t.test("waits while the province is away, and arrives when it is back", async () => {
    await path.stop(PROVINCE);
    const third = join(path.folder, "third.csv");
    writeBatch(third, { rows: 50, seed: 9, rejected: 0, duplicates: 0, receivedOn });
    const status = await sendFile(client, third, ADAPTER);
    assert.equal(status.state, "done");
    await path.start(PROVINCE);
    const result = await through(path, third);
    assert.equal(result.ok, true);
    assert.deepEqual(
      result.hops.map((hop) => hop.node),
      [CITY, PROVINCE, NATION],
    );
  });

  await t.test("goes no further than the catalog lets it, and the receipt says so", async () => {
    const catalog = join(path.folder, "catalog");
    cpSync(CATALOG_FOLDER, catalog, { recursive: true });
    const item = join(catalog, "items/double-publicity/XZCF.yaml");
    writeFileSync(item, readFileSync(item, "utf8").replace(/^collectedAt: .*$/m, "collectedAt: provincial"));
    await path.stop(CITY);
    path.configure(CITY, { catalog });
    await path.start(CITY);
    const fourth = join(path.folder, "fourth.csv");
    writeBatch(fourth, { rows: 20, seed: 10, rejected: 0, duplicates: 0, receivedOn });
    const result = await through(path, fourth);
    assert.deepEqual(
      result.hops.map(({ node, notForwarded }) => [node, notForwarded]),
      [[CITY, "COLLECTED_ABOVE"]],
    );
  });
});
