import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import type { Step } from "../model/steps.ts";
import { atEnd } from "../model/test-end.ts";
import { connect, type Database } from "../store/connect.ts";
import { claimIntake, refuseIntake } from "../store/intake.ts";
import { allPulls, claimPull, putPull } from "../store/pull-rows.ts";
import { emptyDatabase, testDatabase } from "../store/test-database.ts";
import { makeResults } from "./results.ts";
import type { TableSource } from "./settings.ts";
import { pullTable } from "./tables.ts";
import type { PullParts, Run } from "./take.ts";

const PULL = "front";
const OWNER = "test";

interface House {
  readonly db: Database;
  /** The agency's own database. */
  readonly front: Database;
  readonly parts: PullParts;
  source(over?: Partial<TableSource>): TableSource;
  pull(over?: Partial<TableSource>, parts?: Partial<PullParts>): Promise<number>;
  lines(): Promise<readonly unknown[]>;
}

async function house(t: TestContext): Promise<House> {
  const url = await emptyDatabase(t);
  const front = connect(url, { max: 2 });
  atEnd(t, () => front.close());
  await front.query(`create table "处罚" (id bigint primary key, 名称 text, amount numeric,
    changed_at timestamptz not null default now() - interval '1 hour', state text not null default '0')`);
  await front.query(`create table xinqiao_result (batch_id text, row_key text, result text not null, code text not null,
    column_name text not null, message text not null, decided_at timestamptz not null, primary key (batch_id, row_key))`);
  const { database: db } = await testDatabase(t);
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-pull-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const now = new Date();
  await putPull(db, PULL, now, "{}");
  await claimPull(db, PULL, { owner: OWNER, now, until: new Date(now.getTime() + 600_000) });
  const parts: PullParts = {
    ...{ db, spool: join(folder, "spool"), keysFolder: join(folder, "keys"), fileBytes: 1 << 30 },
    ...{ egress: { allow: ["127.0.0.0/8", "::1"] }, sshClientKey: null },
    secret: () => url,
    clock: () => new Date(),
    newId: randomUUID,
    demandSignature: () => undefined,
    probe: () => undefined,
    wake: () => undefined,
  };
  const source = (over: Partial<TableSource> = {}): TableSource => ({
    ...{ kind: "table", databaseUrl: "url", table: "处罚", columns: ["id", "名称", "amount"], key: "id" },
    ...{ mode: "cursor", changedAt: "changed_at", lagSeconds: 60, status: "state", due: "0", taken: "1" },
    ...{ limit: 3, feedback: null },
    ...over,
  });
  return {
    ...{ db, front, parts, source },
    pull: async (over, other) => {
      const [state] = await allPulls(db);
      const run: Run = {
        ...{ pullId: PULL, adapter: "cities/a", agency: "jinan", owner: OWNER },
        place: JSON.parse(state?.position ?? "{}") as Record<string, unknown>,
        positionOf: (place) => JSON.stringify(place),
      };
      return await pullTable({ ...parts, ...other }, run, source(over));
    },
    lines: async () => {
      const { rows } = await db.query<{ id: string }>(
        "select intake_id as id from intake order by received_at, intake_id",
      );
      const texts = rows.map(({ id }) => readFileSync(join(parts.spool, id), "utf8"));
      return texts.flatMap((text) =>
        text
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line) as unknown),
      );
    },
  };
}

function idsOf(lines: readonly unknown[]): string[] {
  return lines.map((line) => (line as { id: string }).id);
}

async function insert(front: Database, ids: readonly (number | string)[], more = ""): Promise<void> {
  const columns = more === "" ? "" : ", changed_at";
  for (const id of ids)
    await front.query(
      `insert into "处罚" (id, 名称, amount${columns}) values ($1, '虚构公司', 1.50${more})`,
      [id],
    );
}

test("rows changed since the last run are fetched once, in order, with their digits as they stand", async (t) => {
  const { front, pull, lines } = await house(t);
  await insert(front, ["1234567890123456789", 2, 3, 4, 5]);
  assert.equal(await pull(), 2, "in files of three rows");
  assert.deepEqual((await lines())[0], { id: "1234567890123456789", 名称: "虚构公司", amount: "1.50" });
  assert.equal(await pull(), 0);
  await front.query(`update "处罚" set amount = 9, changed_at = now() - interval '2 minutes' where id = 3`);
  assert.equal(await pull(), 1);
  const all = await lines();
  assert.deepEqual(idsOf(all), ["1234567890123456789", "2", "3", "4", "5", "3"]);
  assert.deepEqual(all.at(-1), { id: "3", 名称: "虚构公司", amount: "9" });
});

test("rows that changed a moment ago wait, since an older change may be committed after them", async (t) => {
  const { front, pull, lines } = await house(t);
  await insert(front, [1], ", now()");
  assert.equal(await pull(), 0);
  await insert(front, [2], ", now() - interval '2 minutes'");
  assert.equal(await pull(), 1);
  assert.deepEqual(idsOf(await lines()), ["2"]);
});

test("rows that are due by their status are fetched and marked, one changed meanwhile stays due", async (t) => {
  const { db, front, pull, lines } = await house(t);
  await insert(front, [1, 2, 3, 4]);
  let changed = false;
  // The agency changes a row when it is fetched and not yet recorded.
  const meanwhile: Database = {
    ...db,
    transaction: async (work) => {
      if (!changed) await front.query(`update "处罚" set amount = 7 where id = 2`);
      changed = true;
      return await db.transaction(work);
    },
  };
  const states = async () =>
    (await front.query<{ id: number; state: string }>(`select id, state from "处罚" order by id`)).rows.map(
      ({ id, state }) => [id, state],
    );
  assert.equal(await pull({ mode: "status" }, { db: meanwhile }), 2);
  assert.deepEqual(await states(), [
    [1, "1"],
    [2, "1"],
    [3, "1"],
    [4, "1"],
  ]);
  const all = await lines();
  assert.deepEqual(idsOf(all).sort(), ["1", "2", "2", "3", "4"], "the changed row comes in both versions");
  assert.equal(await pull({ mode: "status" }), 0);
});

for (const [mode, step] of [
  ["cursor", "pull.fetched"],
  ["cursor", "pull.recorded"],
  ["status", "pull.fetched"],
  ["status", "pull.recorded"],
] as const) {
  test(`killed at ${step}, rows by ${mode} are neither lost nor fetched twice`, async (t) => {
    const { front, pull, lines } = await house(t);
    await insert(front, [1, 2]);
    const kill = (at: Step) => {
      if (at === step) throw new Error("killed");
    };
    await assert.rejects(pull({ mode }, { probe: kill }), /killed/);
    await insert(front, [3]);
    await pull({ mode });
    assert.deepEqual(idsOf(await lines()).sort(), ["1", "2", "3"]);
  });
}

test("results are written back row by row, once, when they are decided", async (t) => {
  const { db, front, parts, pull, source } = await house(t);
  const over = { feedback: "xinqiao_result" };
  await insert(front, [1, 2]);
  await pull(over);
  const results = makeResults(parts);
  const listed = [{ id: PULL, adapter: "cities/a", schedule: "0 0 * * *", source: source(over) }];
  const told = async () =>
    (await front.query("select row_key, result, code, column_name from xinqiao_result order by row_key"))
      .rows;
  await results.turn(listed);
  assert.deepEqual(await told(), [], "not before");
  const now = parts.clock();
  const intake = await claimIntake(
    db,
    { owner: "w", now, until: new Date(now.getTime() + 60_000) },
    [parts.spool],
    8,
  );
  assert.ok(intake);
  await db.query("update intake set state = 'done', batch_seq = 7 where intake_id = $1", [intake.intakeId]);
  await db.query(`insert into finding (batch_seq, number, row_number, column_title, code, params)
    values (7, 0, 3, 'amount', 'MAP_NUMBER', '{}'), (7, 1, 3, 'id', 'VALUE_REQUIRED', '{"rule":"R1"}')`);
  const [keys] = readdirSync(parts.keysFolder);
  assert.deepEqual(await results.turn(listed), []);
  assert.deepEqual(await told(), [
    { row_key: "1", result: "accepted", code: "", column_name: "" },
    { row_key: "2", result: "rejected", code: "MAP_NUMBER；VALUE_REQUIRED", column_name: "amount；id" },
  ]);
  assert.equal(keys, `${intake.intakeId}.${PULL}`);
  assert.deepEqual(readdirSync(parts.keysFolder), []);
});

test("a file refused whole is told to each of its rows", async (t) => {
  const { db, front, parts, pull, source } = await house(t);
  const over = { feedback: "xinqiao_result" };
  await insert(front, [1, 2]);
  await pull(over);
  const now = parts.clock();
  const intake = await claimIntake(
    db,
    { owner: "w", now, until: new Date(now.getTime() + 60_000) },
    [parts.spool],
    8,
  );
  await refuseIntake(db, String(intake?.intakeId), "w", '{"code":"ITEM_UNKNOWN","params":{"item":"X"}}');
  const listed = [{ id: PULL, adapter: "cities/a", schedule: "0 0 * * *", source: source(over) }];
  await makeResults(parts).turn(listed);
  const { rows } = await front.query<{ code: string }>("select code from xinqiao_result");
  assert.deepEqual(rows, [{ code: "ITEM_UNKNOWN" }, { code: "ITEM_UNKNOWN" }]);
});

test("a table that is not there, and a server that is not, each have a code of their own", async (t) => {
  const { pull } = await house(t);
  const isRefusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
  await assert.rejects(pull({ table: "none" }), isRefusal("PULL_REFUSED"));
  const nowhere = { secret: () => "postgresql://127.0.0.1:1/none" };
  await assert.rejects(pull({}, nowhere), isRefusal("PULL_UNREACHABLE"));
  await assert.rejects(pull({}, { egress: { allow: [] } }), isRefusal("ADDRESS_FORBIDDEN"));
});
