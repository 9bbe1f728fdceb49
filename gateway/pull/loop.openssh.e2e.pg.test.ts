import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "../store/connect.ts";
import { allPulls } from "../store/pull-rows.ts";
import { CITY, type TestPath, testPath } from "../test-path.ts";
import { nextTime } from "./schedule.ts";
import { type Sshd, startSshd } from "./test-sshd.ts";

const ADAPTER = "cities/jinan-penalties";
const EACH_SECOND = "* * * * * *";
const NEW_YEAR = "0 0 1 1 *";
const NIGHTLY = readFileSync(join(import.meta.dirname, "../../adapters", ADAPTER, "samples/nightly.csv"));

interface House {
  readonly path: TestPath;
  readonly sshd: Sshd;
  readonly db: Database;
}

/** A city that fetches from an OpenSSH server; not started. */
async function house(t: TestContext, schedule: string): Promise<House> {
  const sshd = await startSshd(t);
  const path = await testPath(t, ["jinan-credit"]);
  const source = { ...sshd.source, folder: sshd.folder, pattern: "*.csv", after: "remove" };
  const pulls = path.file(
    "pulls.json",
    JSON.stringify([{ id: "nightly", adapter: ADAPTER, schedule, source }]),
  );
  path.configure(CITY, {
    pulls,
    egress: { allow: ["127.0.0.1/32"] },
    roles: ["receive", "work", "api", "pull"],
    leases: { workSeconds: 1 },
    limits: { leftoverSeconds: 0 },
  });
  const db = path.db[CITY];
  assert.ok(db);
  return { path, sshd, db };
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await pause(50);
}

async function intakes(
  db: Database,
): Promise<readonly { readonly state: string; readonly feedback: string }[]> {
  return (await db.query<{ state: string; feedback: string }>("select state, feedback from intake")).rows;
}

for (const step of ["pull.fetched", "feedback.made"]) {
  test(`a node killed at ${step} takes the night's file once, and answers it once`, async (t) => {
    const { path, sshd, db } = await house(t, EACH_SECOND);
    writeFileSync(join(sshd.folder, "nightly.csv"), NIGHTLY);
    const killed = await path.start(CITY, { XINQIAO_CRASH_AT: step });
    await killed.ended;
    // Its lease runs a minute: as if that were over.
    await db.query("update pull set lease_until = null");
    await path.start(CITY);
    await until(async () => (await intakes(db)).some(({ feedback }) => feedback === "made"));
    await until(() => Promise.resolve(readdirSync(sshd.folder).length === 0));
    assert.deepEqual(await intakes(db), [{ state: "done", feedback: "made" }]);
    const { rows } = await db.query<{ answers: number }>("select count(*)::int as answers from feedback");
    assert.deepEqual(rows, [{ answers: 1 }]);
    await path.stop(CITY);
    assert.deepEqual(readdirSync(join(path.folder, "nodes", CITY, "spool")), []);
  });
}

test("times that were missed while the node was down are made up for by one run", async (t) => {
  const { path, sshd, db } = await house(t, NEW_YEAR);
  await path.start(CITY);
  await until(async () => (await allPulls(db)).length === 1);
  assert.equal((await allPulls(db))[0]?.okAt, null, "a pull that is new waits for its time");
  await path.stop(CITY);
  writeFileSync(join(sshd.folder, "nightly.csv"), NIGHTLY);
  await db.query("update pull set next_at = next_at - interval '5 years'");
  await path.start(CITY);
  await until(async () => (await allPulls(db))[0]?.okAt instanceof Date);
  const [state] = await allPulls(db);
  assert.deepEqual(state?.nextAt, nextTime(NEW_YEAR, new Date()));
  assert.equal((await intakes(db)).length, 1);
});
