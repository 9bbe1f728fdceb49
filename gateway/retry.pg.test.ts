import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { loadConfig } from "./config.ts";
import { findIntake, recordIntake } from "./store/intake.ts";
import { planTransfer, transfersOfBatch } from "./store/transfer.ts";
import { CITY, NATION, PROVINCE, testPath } from "./test-path.ts";

const XINQIAO = join(import.meta.dirname, "xinqiao.mjs");

interface Told {
  readonly intakes: readonly { readonly intake: string }[];
  readonly transfers: readonly { readonly transfer: string }[];
  readonly missing: readonly { readonly intake: string }[];
}

/** A node that has given up two files, one of them without its bytes, and a transfer to each neighbour. */
async function givenUp(t: TestContext) {
  const path = await testPath(t, []);
  const file = join(path.folder, "nodes", PROVINCE, "node.json");
  const config = loadConfig(file, {});
  const db = path.db[PROVINCE];
  assert.ok(db);
  const ids = { kept: randomUUID(), gone: randomUUID(), up: randomUUID(), down: randomUUID() };
  for (const intakeId of [ids.kept, ids.gone])
    await recordIntake(db, {
      ...{ intakeId, kind: "file", sender: "a", adapter: "b", fileName: "c.csv", bytes: 1 },
      ...{ sha256: Buffer.from(intakeId), spool: config.spool, receivedAt: new Date() },
    });
  mkdirSync(config.spool, { recursive: true });
  writeFileSync(join(config.spool, ids.kept), "x");
  await db.query("update intake set state = 'poison', attempts = 8, last_error = 'x'");
  const plan = { kind: "batch" as const, batchSeq: 1, receiptId: null, lane: "l", dueAt: new Date() };
  await planTransfer(db, { ...plan, transferId: ids.up, peer: NATION });
  await planTransfer(db, { ...plan, transferId: ids.down, peer: CITY });
  await db.query("update transfer set state = 'abandoned', attempts = 200, ended_at = now()");
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [XINQIAO, "retry", "--config", file, "--json", ...args],
      { encoding: "utf8" },
    );
    return { status, stderr, told: stdout.startsWith("{") ? (JSON.parse(stdout) as Told) : null };
  };
  const leaves = async () => (await db.query("select data from log_leaf where kind = 'retry'")).rows;
  return { db, ids, run, leaves };
}

test("retry revives the transfers to one peer, and the log says so", async (t) => {
  const { db, ids, run, leaves } = await givenUp(t);
  const { status, told } = run("--peer", NATION);
  assert.equal(status, 0);
  assert.deepEqual(
    told?.transfers.map(({ transfer }) => transfer),
    [ids.up],
  );
  assert.deepEqual(
    (await transfersOfBatch(db, 1)).map(({ peer, state, attempts }) => [peer, state, attempts]).sort(),
    [
      [NATION, "due", 0],
      [CITY, "abandoned", 200],
    ],
  );
  assert.deepEqual(await leaves(), [{ data: `{"intakes":[],"transfers":["${ids.up}"]}` }]);
  assert.equal(run("--peer", NATION).status, 1);
  assert.equal((await leaves()).length, 1);
});

test("retry revives one poisoned file; one whose bytes are gone stays and is named", async (t) => {
  const { db, ids, run, leaves } = await givenUp(t);
  const gone = run("--intake", ids.gone);
  assert.equal(gone.status, 1);
  assert.deepEqual(
    gone.told?.missing.map(({ intake }) => intake),
    [ids.gone],
  );
  assert.equal((await findIntake(db, ids.gone))?.state, "poison");
  assert.deepEqual(await leaves(), []);
  assert.equal(run("--intake", ids.kept).status, 0);
  const kept = await findIntake(db, ids.kept);
  assert.deepEqual([kept?.state, kept?.attempts], ["due", 0]);
});

test("retry without a choice revives everything that can be", async (t) => {
  const { ids, run } = await givenUp(t);
  const { status, told } = run();
  assert.equal(status, 1, "a file is missing");
  assert.deepEqual([told?.intakes.length, told?.transfers.length], [1, 2]);
  assert.equal(told?.missing[0]?.intake, ids.gone);
  assert.equal(run("--batch", "not-an-id").status, 2);
  assert.equal(run("--peer", "999999").status, 2);
});
