/** kill -9 of the process that answers: after a query was logged, and after a golden copy was built. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { zstdDecompressSync } from "node:zlib";
import iconv from "iconv-lite";

import { readNetwork } from "../network.ts";
import { askerOf } from "../test-asking.ts";
import { writeAccess } from "../test-city.ts";
import { CITY, sendFile, testPath } from "../test-path.ts";
import { companyCode, MAY_SEND, PENALTIES, penalties, SENDER } from "../test-penalties.ts";
import { verifyLog } from "../verify-log.ts";

const OTHER = "jinan-observer";

test("kill -9 of who answers: every answer is logged, a copy that is built is found", {
  timeout: 120_000,
}, async (t) => {
  const path = await testPath(t, [SENDER, OTHER]);
  const grants = [{ item: "XZCF", actions: ["query", "subscribe"], upTo: "shared" }] as const;
  writeAccess(path.folder, CITY, 1, { agencies: [MAY_SEND, { id: OTHER, grants }] });
  path.configure(CITY, { access: "access.json", leases: { workSeconds: 1 } });
  const db = path.db[CITY];
  assert.ok(db);
  const { ask } = askerOf(t, path, OTHER);
  await path.start(CITY);
  const rows = Array.from({ length: 20 }, (_, n) => ({ n }));
  const file = path.file("rows.csv", iconv.encode(penalties(...rows).toString(), "gb18030"));
  await sendFile(path.client(SENDER), file, PENALTIES);
  const logged = async () =>
    (await db.query<{ action: string; records: number }>("select action, records from query_log order by at"))
      .rows;

  await t.test("query.logged", async () => {
    const dying = await path.dying(CITY, "query.logged");
    const question = { subject: { uscc: companyCode(3) }, purpose: "approval", basis: "行政许可法" };
    const answered = ask("POST", "/v1/queries", { ...question, federated: false });
    assert.equal(await dying.ended, "SIGKILL");
    assert.deepEqual(await logged(), [{ action: "query", records: 1 }], "it was logged and never answered");
    await path.start(CITY);
    const { records } = JSON.parse(String((await answered).body)) as { records: unknown[] };
    assert.equal(records.length, 1);
    assert.deepEqual(await logged(), Array(2).fill({ action: "query", records: 1 }));
  });

  await t.test("copy.built", async () => {
    const dying = await path.dying(CITY, "copy.built");
    const fetched = ask("GET", "/v1/items/XZCF/copy", undefined, ["COPY_NOT_READY"]);
    assert.equal(await dying.ended, "SIGKILL");
    const built = "select encode(sha256, 'hex') as sha256, records from golden_copy";
    const before = (await db.query<{ sha256: string; records: number }>(built)).rows;
    assert.equal(before.length, 1);
    await path.start(CITY);
    const { body } = await fetched;
    assert.equal(createHash("sha256").update(body).digest("hex"), before[0]?.sha256);
    assert.equal(String(zstdDecompressSync(body)).trim().split("\n").length, 2 + rows.length);
    assert.deepEqual((await db.query(built)).rows, before, "it was not built again");
    assert.equal(readdirSync(join(path.folder, "nodes", CITY, "files", "copies")).length, 1);
  });

  while ((await db.query("select 1 from log_leaf where log_index is null")).rows.length > 0) await pause(20);
  await path.stop(CITY);
  const ca = readFileSync(join(path.folder, "ca.crt"), "utf8");
  const { network } = readNetwork(join(path.folder, "network.json"), ca);
  assert.deepEqual((await verifyLog(db, network, CITY)).faults, []);
});
