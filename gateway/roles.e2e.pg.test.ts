import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { writeBatch } from "../scripts/make-batch.ts";
import { startProcess } from "./cli/sandbox-processes.ts";
import { deliver } from "./cli/sandbox-run.ts";
import { dayInChina } from "./model/calendar.ts";
import { readNetwork } from "./network.ts";
import { countStored } from "./store/batch-rows.ts";
import { CITY, NATION, PROVINCE, testPath } from "./test-path.ts";
import { verifyLog } from "./verify-log.ts";

const ADAPTER = "cities/jinan-penalties";
const AGENCY = "jinan-credit";
const FILES = 20;
const ROWS = 30;
const NODES = [CITY, PROVINCE, NATION];

test("processes of one node share its work, and one killed in the middle of it loses and doubles nothing", async (t) => {
  const path = await testPath(t, [AGENCY]);
  for (const node of NODES)
    path.configure(node, { leases: { workSeconds: 1, deliverSeconds: 1 }, deliver: { longestPauseMs: 200 } });
  const home = join(path.folder, "nodes", CITY);
  const start = (roles: string, env: Readonly<Record<string, string>> = {}) =>
    startProcess(home, CITY, env, ["--roles", roles]);
  // Dies with its third batch stored and not yet committed.
  const dying = await start("work", { XINQIAO_CRASH_AT: "work.stored-before-commit:3" });
  const running = [dying, ...(await Promise.all([start("deliver"), start("receive,api,log")]))];
  // Two others share what it leaves: one that started with it might take everything and let it live.
  const relieved = dying.ended.then(async () => {
    running.push(...(await Promise.all([start("work"), start("work")])));
  });
  try {
    await Promise.all([PROVINCE, NATION].map((node) => path.start(node)));
    const receivedOn = dayInChina(new Date());
    const client = join(path.folder, "agencies", AGENCY, "client.json");
    const results = await Promise.all(
      Array.from({ length: FILES }, async (_, at) => {
        const file = join(path.folder, `${at}.csv`);
        writeBatch(file, { rows: ROWS, seed: at + 1, rejected: 0, duplicates: 0, warned: 0, receivedOn });
        return await deliver({ file, adapter: ADAPTER, client }, () => {});
      }),
    );
    assert.equal(await dying.ended, "SIGKILL");
    await relieved;
    assert.deepEqual(
      results.filter(({ ok, hops }) => !ok || hops.length !== NODES.length),
      [],
    );
    assert.equal(new Set(results.map(({ id }) => id)).size, FILES);
    const ca = readFileSync(join(path.folder, "ca.crt"), "utf8");
    const { network } = readNetwork(join(path.folder, "network.json"), ca);
    for (const node of NODES) {
      const db = path.db[node];
      assert.ok(db);
      assert.deepEqual(await countStored(db), { batches: FILES, records: FILES * ROWS });
      assert.deepEqual((await verifyLog(db, network, node)).faults, []);
    }
  } finally {
    await Promise.all(running.map((one) => one.stop()));
  }
});
