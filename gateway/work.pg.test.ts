import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { type TestContext, test } from "node:test";

import { loadConfig } from "./config.ts";
import { makeSite, type Site } from "./site.ts";
import { cancelIntake } from "./store/batch-list.ts";
import { connect, type Database, errorCode } from "./store/connect.ts";
import { findIntake, finishIntake, type Intake, recordIntake } from "./store/intake.ts";
import { CITY, testPath } from "./test-path.ts";
import { startWork } from "./work.ts";

const ATTEMPTS = 2;

/** A city's work loop over one acknowledged file; `accept` gets the database's own administrator beside. */
async function work(
  t: TestContext,
  accept: (intake: Intake, owner: string, db: Database, admin: Database, turn: number) => Promise<void>,
  note: (error: unknown, admin: Database) => Promise<void> = async () => {},
): Promise<{ readonly ended: Intake | undefined; readonly turns: number }> {
  const path = await testPath(t, []);
  path.configure(CITY, { leases: { workAttempts: ATTEMPTS } });
  const config = loadConfig(join(path.folder, "nodes", CITY, "node.json"), {});
  const admin = connect(String(process.env["XINQIAO_TEST_DATABASE"]), { max: 2 });
  const db = connect(config.databaseUrl, { max: 4 });
  const made = makeSite(config, db, new Writable({ write: (_chunk, _encoding, done) => done() }));
  let wake = () => {};
  // A minute passes with each look at the clock, so that no pause is waited for.
  let minutes = 0;
  const site: Site = {
    ...made,
    clock: () => new Date(Date.now() + 60_000 * minutes++),
    note: (error) => void note(error, admin).then(() => wake()),
  };
  const intakeId = randomUUID();
  await recordIntake(db, {
    ...{ intakeId, kind: "file", sender: "a", adapter: "b", fileName: "c", bytes: 1 },
    ...{ sha256: createHash("sha256").digest(), spool: config.spool, receivedAt: new Date() },
  });
  let turns = 0;
  let end = () => {};
  const ended = new Promise<void>((resolve) => void (end = resolve));
  const loop = startWork(
    { ...site, wake: () => end() },
    async (intake, owner) => await accept(intake, owner, db, admin, ++turns),
    1,
  );
  wake = loop.wake;
  await ended;
  await loop.stop(5000);
  const found = await findIntake(db, intakeId);
  await Promise.all([admin.close(), db.close()]);
  return { ended: found, turns };
}

test("a connection killed in the middle of a batch, however often, does not bring the file nearer to poison", async (t) => {
  const { ended, turns } = await work(t, async (intake, owner, db, admin, turn) => {
    await db.transaction(async (client) => {
      assert.equal(await finishIntake(client, intake.intakeId, owner, 1), true);
      if (turn > 2 * ATTEMPTS) return;
      const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
      await admin.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
      await client.query("select 1");
    });
  });
  assert.deepEqual([ended?.state, ended?.attempts, turns], ["done", 1, 2 * ATTEMPTS + 1]);
});

test("a file that its sender takes back while it is worked on is no defect, and its bytes go", async (t) => {
  const noted: unknown[] = [];
  let path = "";
  const { ended, turns } = await work(
    t,
    async (intake, _owner, db) => {
      path = join(intake.spool, intake.intakeId);
      await mkdir(intake.spool, { recursive: true });
      await writeFile(path, "x");
      await cancelIntake(db, intake.intakeId);
      throw new Error("the lease was lost");
    },
    async (error) => void noted.push(error),
  );
  assert.deepEqual([ended?.state, turns, noted, existsSync(path)], ["cancelled", 1, [], false]);
});

test("a claim is given back also when the database is away at the moment of giving it back", async (t) => {
  const named = (db: Database) => new URL(db.url).pathname.slice(1);
  const open = (admin: Database, name: string, yes: boolean) =>
    admin.query(`alter database "${name}" allow_connections ${yes}`);
  let name = "";
  const { ended, turns } = await work(
    t,
    async (intake, owner, db, admin, turn) => {
      if (turn > ATTEMPTS) return void (await finishIntake(db, intake.intakeId, owner, 1));
      name = named(db);
      await db.dedicated(async (client) => {
        await open(admin, name, false);
        await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [
          name,
        ]);
        await client.query("select 1");
      });
    },
    async (error, admin) => {
      // object_not_in_prerequisite_state: the database takes no connections.
      if (errorCode(error) === "55000") await open(admin, name, true);
    },
  );
  assert.deepEqual([ended?.state, ended?.attempts, turns], ["done", 1, ATTEMPTS + 1]);
});
