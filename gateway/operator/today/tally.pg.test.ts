/** Every final arrival is counted once, in the hour and under the names under which it came, whatever kills the counter. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { FINDINGS } from "../../model/findings.ts";
import { type Batch, insertBatch, nextBatchSeq } from "../../store/batch-rows.ts";
import type { Database } from "../../store/connect.ts";
import { insertJournal } from "../../store/console/journal.ts";
import { beginDuties } from "../../store/console/tally.ts";
import { type NightPart, nightParts, uncountedParts } from "../../store/console/tally-read.ts";
import { testDatabase } from "../../store/test-database.ts";
import { countStep } from "./tally.ts";
import { AT, arrival } from "./test-arrivals.ts";

const tally = async (db: Database) =>
  (
    await db.query<Record<string, unknown>>(
      `select agency, item, origin, day::text, hour, batches, refused, rows, accepted, rejected, duplicates, warnings, updated,
              late, uncoded from tally order by agency, item, day, hour`,
    )
  ).rows;

test("an arrival is counted in its hour of China's day, and once however often the counter runs", async (t) => {
  const { database } = await testDatabase(t);
  await insertJournal(database, [arrival(), arrival({ at: new Date("2026-11-19T18:59:00Z") })]);
  assert.equal(await countStep(database), 2);
  assert.equal(await countStep(database), 0);
  const numbers = { batches: 2, refused: 0, rows: 20, accepted: 14, rejected: 4, duplicates: 2, warnings: 6 };
  const names = { agency: "jinan-credit", item: "XZCF", origin: "370100", day: "2026-11-20", hour: 2 };
  assert.deepEqual(await tally(database), [{ ...names, ...numbers, updated: 0, late: 0, uncoded: 0 }]);
});

test("what waits, failed, was taken back or only repeats what was here is no arrival; a file refused whole is one, with its code", async (t) => {
  const { database } = await testDatabase(t);
  const none = { rows: null, accepted: null, rejected: null, duplicates: null, warnings: null };
  await insertJournal(database, [
    arrival({ state: "waiting", endedAt: null, ...none }),
    arrival({ state: "failed", ...none }),
    arrival({ state: "cancelled", ...none }),
    arrival({ kind: "sealed", code: "REPEATED", ...none }),
    arrival({ kind: "hop", state: "delivered" }),
    arrival({ state: "refused", code: "MAP_MISSING_COLUMN", ...none }),
    arrival({ kind: "refusal", state: "refused", code: "RECEIVE_TOO_LARGE", ...none }),
  ]);
  while ((await countStep(database, 2)) > 0);
  const [row, ...others] = await tally(database);
  assert.equal(others.length, 0);
  assert.equal(row?.["batches"], 2);
  assert.equal(row?.["refused"], 2);
  const faults = await database.query("select code, n from tally_finding order by code");
  assert.deepEqual(faults.rows, [
    { code: "MAP_MISSING_COLUMN", n: 1 },
    { code: "RECEIVE_TOO_LARGE", n: 1 },
  ]);
});

test("what came is told alike before it is counted and afterwards", async (t) => {
  const { database } = await testDatabase(t);
  const none = { rows: null, accepted: null, rejected: null, duplicates: null, warnings: null };
  await insertJournal(database, [
    arrival(),
    arrival({ state: "partial", at: new Date("2026-11-19T18:59:00Z") }),
    arrival({ state: "refused", code: "MAP_MISSING_COLUMN", ...none }),
    arrival({ state: "cancelled", ...none }),
    arrival({ kind: "sealed", code: "REPEATED", ...none }),
    arrival({ kind: "hop", state: "delivered" }),
    arrival({ state: "waiting", endedAt: null, ...none }),
  ]);
  const told = async (scope: readonly string[] | null) => {
    const [first, last] = ["2026-11-01", "2026-11-30"];
    const parts = [
      ...(await uncountedParts(database, scope, new Date("2026-11-01T00:00:00Z"))),
      ...(await nightParts(database, scope, { first, last }, { dueHour: 6, grace: 6 })),
    ];
    const sum = (of: (part: NightPart) => number) => parts.reduce((all, part) => all + of(part), 0);
    const arrived = [sum((one) => one.batches), sum((one) => one.refused), sum((one) => one.rows)];
    return [
      ...arrived,
      ...[sum((one) => one.accepted), sum((one) => one.rejected), sum((one) => one.duplicates)],
    ];
  };
  const before = await told(null);
  assert.deepEqual(before, [4, 1, 20, 14, 4, 2]);
  while ((await countStep(database, 2)) > 0);
  assert.deepEqual(await told(null), before);
  assert.deepEqual(await told(["jinan-credit"]), before);
  assert.deepEqual(await told(["jinan-water"]), [0, 0, 0, 0, 0, 0]);
});

async function storeBatch(
  db: Database,
  records: readonly { id: string; warnings?: number }[],
): Promise<Batch> {
  const count = records.length;
  const batch: Batch = {
    ...{ batchSeq: await nextBatchSeq(db), batchId: randomUUID(), origin: "370100", sender: "jinan-credit" },
    ...{
      receivedFrom: "jinan-credit",
      adapter: "a1",
      item: "XZCF",
      standard: "s@1",
      version: 1,
      rows: count,
    },
    ...{ accepted: count, rejected: 0, duplicates: 0, warnings: 0, leaves: count, root: randomBytes(32) },
    ...{
      blockRoots: Buffer.alloc(0),
      manifest: "{}",
      seal: Buffer.alloc(1),
      receivedAt: AT,
      committedAt: AT,
    },
    catalog: "",
  };
  await insertBatch(db, batch);
  for (const [leaf, { id, warnings = 0 }] of records.entries())
    await db.query(
      `insert into record (subject, item, origin, record_id, batch_seq, leaf_index, version, withdrawn, warnings, salt, payload)
       values ('s', 'XZCF', '370100', $1, $2, $3, 1, false, $4, '', '{}')`,
      [id, batch.batchSeq, leaf, warnings],
    );
  return batch;
}

test("updates, late rows and rows without a code are told from the records, findings by rule and column", async (t) => {
  const { database } = await testDatabase(t);
  const [known, again] = [randomUUID(), randomUUID()];
  const first = await storeBatch(database, [{ id: known }]);
  const second = await storeBatch(database, [
    { id: known, warnings: 1 << FINDINGS.W_LATE.bit },
    { id: again, warnings: 1 << FINDINGS.W_PLACEHOLDER_USCC.bit },
    { id: again },
  ]);
  await database.query(
    `insert into finding select $1, n, n, '处罚日期', case when n < 3 then 'DATE_FUTURE' else 'W_LATE' end, '{}' from generate_series(1, 3) n`,
    [second.batchSeq],
  );
  const counts = (batch: Batch) => ({
    batchSeq: batch.batchSeq,
    rows: batch.rows,
    accepted: batch.accepted,
    rejected: 0,
    duplicates: 0,
  });
  await insertJournal(database, [arrival(counts(first)), arrival(counts(second))]);
  await countStep(database);
  const [row] = await tally(database);
  assert.deepEqual([row?.["updated"], row?.["late"], row?.["uncoded"], row?.["accepted"]], [2, 1, 1, 4]);
  const faults = await database.query("select code, column_title, n from tally_finding order by code");
  assert.deepEqual(faults.rows, [
    { code: "DATE_FUTURE", column_title: "处罚日期", n: 2 },
    { code: "W_LATE", column_title: "处罚日期", n: 1 },
  ]);
});

test("a duty begins with the first that came of it, or with the night on which it was first known", async (t) => {
  const { database } = await testDatabase(t);
  await insertJournal(database, [arrival()]);
  await countStep(database);
  const duties = [
    { agency: "jinan-credit", item: "XZCF" },
    { agency: "jinan-credit", item: "XZXK" },
  ];
  await beginDuties(database, duties, "2026-11-22");
  await insertJournal(database, [arrival({ item: "XZXK", at: new Date("2026-11-01T18:00:00Z") })]);
  await countStep(database);
  const { rows } = await database.query("select item, since::text from duty order by item");
  assert.deepEqual(rows, [
    { item: "XZCF", since: "2026-11-20" },
    { item: "XZXK", since: "2026-11-02" },
  ]);
});

test("killed again and again on its way, the counter counts every arrival once", async (t) => {
  const { url, database } = await testDatabase(t);
  const many = Array.from({ length: 3000 }, (_, n) =>
    arrival({
      at: new Date(AT.getTime() + n * 60_000),
      item: `I${n % 5}`,
      rows: n,
      accepted: n,
      rejected: 0,
      duplicates: 0,
    }),
  );
  await insertJournal(database, many);
  const program = fileURLToPath(new URL("./test-tally-process.ts", import.meta.url));
  const left = async () =>
    (await database.query<{ n: number }>("select count(*) as n from journal where not counted")).rows[0]?.n ??
    0;
  let kills = 0;
  for (let before = await left(); before > 0; before = await left()) {
    const child = spawn(process.execPath, [program, url, "7"], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    // Somewhere in the middle: as soon as it has got on at all.
    for (let now = await left(); now === before && child.exitCode === null; ) now = await left();
    if (kills < 4 && child.exitCode === null) {
      child.kill("SIGKILL");
      kills++;
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
  assert.equal(kills, 4);
  const sums = await database.query("select sum(batches)::int as batches, sum(rows)::int as rows from tally");
  assert.deepEqual(sums.rows, [{ batches: 3000, rows: (2999 * 3000) / 2 }]);
});
