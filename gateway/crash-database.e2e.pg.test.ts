import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { writeBatch } from "../scripts/make-batch.ts";
import { deliver } from "./cli/sandbox-run.ts";
import { dayInChina } from "./model/calendar.ts";
import { EXCHANGE_STEPS, type Step } from "./model/steps.ts";
import { atEnd } from "./model/test-end.ts";
import { readNetwork } from "./network.ts";
import { countStored } from "./store/batch-rows.ts";
import { connect, databaseFor } from "./store/connect.ts";
import { startEmbedded } from "./store/embedded.ts";
import { isAlive } from "./store/embedded-process.ts";
import { CITY, NATION, PROVINCE, testPath } from "./test-path.ts";
import { verifyLog } from "./verify-log.ts";

const ADAPTER = "cities/jinan-penalties";
const AGENCY = "jinan-credit";
const ROWS = 60;

/** Steps of the body's way to the disk need no database; the others do. */
const CASES: readonly (readonly [string, Step])[] = [
  ...EXCHANGE_STEPS.filter((step) => step !== "receive.body").map((step) => [CITY, step] as const),
  ...EXCHANGE_STEPS.filter((step) => step.startsWith("work.")).map((step) => [PROVINCE, step] as const),
];

test("PostgreSQL killed -9 at any step of the path loses nothing and doubles nothing", {
  timeout: 290_000,
}, async (t) => {
  const dataFolder = mkdtempSync(join(tmpdir(), "xinqiao-killed-"));
  let server = await startEmbedded({ dataFolder, throwAway: true });
  atEnd(t, async () => {
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  const path = await testPath(t, [AGENCY], async (id) => {
    const url = await databaseFor(server.url, `node_${id}`);
    const database = connect(url, { max: 2 });
    atEnd(t, () => database.close());
    return { url, database, make: () => Promise.resolve() };
  });
  const client = join(path.folder, "agencies", AGENCY, "client.json");
  for (const node of [CITY, PROVINCE, NATION]) {
    path.configure(node, { leases: { workSeconds: 1, deliverSeconds: 1 }, deliver: { longestPauseMs: 200 } });
    await path.start(node);
  }
  const receivedOn = dayInChina(new Date());
  let sent = 0;

  for (const [node, step] of CASES) {
    await t.test(`${node} at ${step}`, async () => {
      await path.dying(node, `${step}:1:${server.pid}`);
      const file = join(path.folder, `${node}-${step}.csv`);
      writeBatch(file, { rows: ROWS, seed: ++sent, rejected: 0, duplicates: 0, warned: 0, receivedOn });
      let answered = false;
      const arrived = (async () => {
        for (;;) {
          const result = await deliver({ file, adapter: ADAPTER, client }, () => {});
          if (result.ok) answered = true;
          if (result.ok || result.status?.state === "poison") return result;
          await pause(100);
        }
      })();
      // The log follows in its own time, which may be after the answer.
      const isPassed = () => answered && !step.startsWith("log.");
      while (isAlive(server.pid) && !isPassed()) await pause(20);
      assert.equal(isAlive(server.pid), false, "the step was reached");
      server = await startEmbedded({ dataFolder, throwAway: true });
      const result = await arrived;
      assert.equal(result.ok, true, JSON.stringify(result.refusal ?? result.hops));
      assert.deepEqual(
        result.hops.map((hop) => [hop.node, hop.accepted]),
        [CITY, PROVINCE, NATION].map((id) => [id, ROWS]),
      );
      for (const id of [CITY, PROVINCE, NATION])
        assert.deepEqual(await countStored(path.db[id] as never), { batches: sent, records: sent * ROWS });
    });
  }

  const { network } = readNetwork(
    join(path.folder, "network.json"),
    readFileSync(join(path.folder, "ca.crt"), "utf8"),
  );
  for (const node of [CITY, PROVINCE, NATION])
    assert.deepEqual((await verifyLog(path.db[node] as never, network, node)).faults, []);
});
