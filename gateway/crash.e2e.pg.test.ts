import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { writeBatch } from "../scripts/make-batch.ts";
import { deliver } from "./cli/sandbox-run.ts";
import { dayInChina } from "./model/calendar.ts";
import { EXCHANGE_STEPS, type Step } from "./model/steps.ts";
import { readNetwork } from "./network.ts";
import { countStored } from "./store/batch-rows.ts";
import { journalDifference } from "./store/console/test-journal.ts";
import { CITY, NATION, PROVINCE, testPath } from "./test-path.ts";
import { verifyLog } from "./verify-log.ts";

const ADAPTER = "cities/jinan-penalties";
const AGENCY = "jinan-credit";
const ROWS = 60;

/** Where a step is reached when a file travels: every step at the city, and those of a sealed batch at the province too. */
const CASES: readonly (readonly [string, Step])[] = [
  ...EXCHANGE_STEPS.map((step) => [CITY, step] as const),
  ...EXCHANGE_STEPS.filter((step) => !step.startsWith("log.")).map((step) => [PROVINCE, step] as const),
];

test("kill -9 at any step of the path loses nothing and doubles nothing", { timeout: 280_000 }, async (t) => {
  const path = await testPath(t, [AGENCY]);
  const client = join(path.folder, "agencies", AGENCY, "client.json");
  for (const node of [CITY, PROVINCE, NATION]) {
    path.configure(node, { leases: { workSeconds: 1, deliverSeconds: 1 }, deliver: { longestPauseMs: 200 } });
    await path.start(node);
  }
  const receivedOn = dayInChina(new Date());
  let sent = 0;

  for (const [node, step] of CASES) {
    await t.test(`${node} at ${step}`, async () => {
      const dying = await path.dying(node, step);
      const file = join(path.folder, `${node}-${step}.csv`);
      writeBatch(file, { rows: ROWS, seed: ++sent, rejected: 0, duplicates: 0, warned: 0, receivedOn });
      // The sender does what senders do: it tries again until it is answered.
      const arrived = (async () => {
        for (;;) {
          const result = await deliver({ file, adapter: ADAPTER, client }, () => {});
          if (result.refusal?.code !== "DELIVER_UNREACHABLE") return result;
          await pause(50);
        }
      })();
      assert.equal(await dying.ended, "SIGKILL");
      await path.start(node);
      const result = await arrived;
      assert.equal(result.ok, true, JSON.stringify(result.refusal ?? result.hops));
      assert.deepEqual(
        result.hops.map((hop) => [hop.node, hop.accepted]),
        [CITY, PROVINCE, NATION].map((id) => [id, ROWS]),
      );
      for (const id of [CITY, PROVINCE, NATION]) {
        assert.deepEqual(await countStored(path.db[id] as never), { batches: sent, records: sent * ROWS });
        assert.deepEqual(await journalDifference(path.db[id] as never), [], `the journal of ${id}`);
      }
    });
  }

  const { network } = readNetwork(
    join(path.folder, "network.json"),
    readFileSync(join(path.folder, "ca.crt"), "utf8"),
  );
  for (const node of [CITY, PROVINCE, NATION])
    assert.deepEqual((await verifyLog(path.db[node] as never, network, node)).faults, []);
});
