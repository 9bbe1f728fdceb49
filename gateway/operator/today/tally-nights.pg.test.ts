/** Nights kept ready are the sum of their hours: whatever came when, was counted by whom and was killed on the way. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";

import { atEnd } from "../../model/test-end.ts";
import { connect, type Database } from "../../store/connect.ts";
import { insertJournal, type JournalRow } from "../../store/console/journal.ts";
import { areNightsKept, makeNights } from "../../store/console/tally-nights.ts";
import {
  dutyRows,
  hourlyArrivals,
  type NightPart,
  nightParts,
  originRows,
} from "../../store/console/tally-read.ts";
import { loadMigrations, migrate } from "../../store/migrate.ts";
import { emptyDatabase, testDatabase } from "../../store/test-database.ts";
import { GRACE_HOURS, hourOf } from "./nights.ts";
import { countStep, keepNights } from "./tally.ts";
import { AT, arrival } from "./test-arrivals.ts";

const HOUR_MS = 3_600_000;
const SPAN = { first: "2026-11-01", last: "2026-11-30" };
const by = (dueHour: number) => ({ dueHour, grace: GRACE_HOURS });
const keep = async (db: Database, dueHour: number) =>
  await db.dedicated(async (client) => await keepNights(client, dueHour));
const countAll = async (db: Database, step: number) => {
  while ((await countStep(db, step)) > 0);
};

/** In an order of their own. */
async function partsOf(db: Database, dueHour: number, scope: readonly string[] | null = null) {
  const key = ({ agency, item, origin, hour }: NightPart) => `${agency} ${item} ${origin} ${hour}`;
  const parts = await nightParts(db, scope, SPAN, by(dueHour));
  return parts.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** As a page reads them while they are kept by no due hour, or by another. */
async function fromHours(db: Database, dueHour: number) {
  assert.equal(await areNightsKept(db, by(dueHour)), false);
  return await partsOf(db, dueHour);
}

/** The nights as they stand against the hours as they stand, by nothing but SQL of this test. */
async function differences(db: Database, dueHour: number) {
  const { rows } = await db.query(
    `with hours as (
       select *, extract(epoch from day::timestamp)::bigint / 3600 + hour as h from tally),
     summed as (
       select agency, item, origin, floor((h - $1) / 24.0)::int as night, min(h) as first_hour,
         max(case when batches > refused then h end) as good_hour, sum(batches) as batches, sum(refused) as refused, sum(rows) as rows,
         sum(accepted) as accepted, sum(rejected) as rejected, sum(duplicates) as duplicates, sum(updated) as updated,
         sum(late) as late, sum(uncoded) as uncoded, bool_or(demo) as demo
       from hours group by agency, item, origin, floor((h - $1) / 24.0),
         case when mod(h - $1, 24) < 6 then 0 when mod(h - $1, 24) < 12 then 1 else 2 end)
     (select agency, item, origin, night, first_hour, good_hour, batches, refused, rows, accepted, rejected, duplicates, updated,
        late, uncoded, demo from summed
      except select agency, item, origin, night - date '1970-01-01', first_hour, good_hour, batches, refused, rows, accepted,
        rejected, duplicates, updated, late, uncoded, demo from tally_night)
     union all (select agency, item, origin, night - date '1970-01-01', first_hour, good_hour, batches, refused, rows, accepted,
        rejected, duplicates, updated, late, uncoded, demo from tally_night
      except select agency, item, origin, night, first_hour, good_hour, batches, refused, rows, accepted, rejected, duplicates,
        updated, late, uncoded, demo from summed)`,
    [dueHour],
  );
  return rows;
}

const anyArrival = fc
  .record({
    hours: fc.integer({ min: -300, max: 200 }),
    agency: fc.constantFrom("jinan-credit", "jinan-market-supervision"),
    item: fc.constantFrom("XZCF", "JYYC", ""),
    origin: fc.constantFrom("370100", "370200"),
    rows: fc.nat(1000),
    refused: fc.boolean(),
    demo: fc.boolean(),
  })
  .map(({ hours, refused, rows, ...names }): JournalRow => {
    const none = { rows: null, accepted: null, rejected: null, duplicates: null, warnings: null };
    return arrival({
      ...names,
      at: new Date(AT.getTime() + hours * HOUR_MS),
      ...(refused
        ? { ...none, state: "refused", code: "DECODE_EMPTY" }
        : { rows, accepted: rows, rejected: 0 }),
    });
  });

test("for any arrivals in any order, counted in steps by two at once, each night is the sum of its hours", async (t) => {
  const { database } = await testDatabase(t);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyArrival, { maxLength: 30 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 1, max: 20 }),
      fc.nat(2),
      async (portions, dueHour, step, keptFrom) => {
        await database.query("truncate journal, tally, tally_finding, tally_night, tally_frame, origin_item");
        for (const [at, portion] of portions.entries()) {
          if (at === keptFrom) await keep(database, dueHour);
          await insertJournal(database, portion);
          await Promise.all([countAll(database, step), countAll(database, step + 3)]);
        }
        await keep(database, dueHour);
        assert.deepEqual(await differences(database, dueHour), []);
        const kept = await partsOf(database, dueHour);
        await database.query("delete from tally_frame");
        assert.deepEqual(await fromHours(database, dueHour), kept);
      },
    ),
    { numRuns: 15 },
  );
});

test("what comes late, or is counted late, changes the night to which it belongs, and no other", async (t) => {
  const { database } = await testDatabase(t);
  await keep(database, 6);
  const before = new Date(AT.getTime() - 5 * 24 * HOUR_MS);
  await insertJournal(database, [arrival(), arrival({ at: before })]);
  await countAll(database, 10);
  // Failed, and retried days after: it bears the time at which it came.
  await insertJournal(database, [arrival({ at: new Date(before.getTime() + HOUR_MS), rows: 5 })]);
  await countAll(database, 10);
  const found = await partsOf(database, 6);
  assert.deepEqual(
    found.map(({ batches, rows }) => [batches, rows]),
    [
      [2, 15],
      [1, 10],
    ],
  );
});

test("whoever changes hours changes their nights", async (t) => {
  const { database } = await testDatabase(t);
  await keep(database, 6);
  await insertJournal(database, [arrival()]);
  await countAll(database, 10);
  await database.query("update tally set updated = 4, late = 3");
  assert.deepEqual(
    (await partsOf(database, 6)).map(({ updated, late }) => [updated, late]),
    [[4, 3]],
  );
});

test("another due hour divides nights anew; meanwhile, and for whom it is another, hours are put together", async (t) => {
  const { database } = await testDatabase(t);
  await insertJournal(
    database,
    Array.from({ length: 100 }, (_, n) => arrival({ at: new Date(AT.getTime() - n * 2 * HOUR_MS) })),
  );
  await countAll(database, 50);
  for (const dueHour of [6, 0, 23]) {
    const hours = await fromHours(database, dueHour);
    await keep(database, dueHour);
    assert.equal(await areNightsKept(database, by(dueHour)), true);
    assert.deepEqual(await partsOf(database, dueHour), hours);
    assert.deepEqual(await differences(database, dueHour), []);
  }
});

test("a viewer's scope holds for nights that are kept and for those that are not", async (t) => {
  const { database } = await testDatabase(t);
  await insertJournal(database, [arrival(), arrival({ agency: "jinan-market-supervision" })]);
  await countAll(database, 50);
  const agencies = async () =>
    (await partsOf(database, 6, ["jinan-market-supervision"])).map(({ agency }) => agency);
  assert.deepEqual(await agencies(), ["jinan-market-supervision"]);
  await keep(database, 6);
  assert.deepEqual(await agencies(), ["jinan-market-supervision"]);
  assert.deepEqual(await partsOf(database, 6, []), []);
});

test("arrivals are told hour by hour, of the agencies that may be seen, though nights are kept in parts", async (t) => {
  const { database } = await testDatabase(t);
  await keep(database, 6);
  const at = (hours: number) => new Date(AT.getTime() + hours * HOUR_MS);
  const other = { agency: "jinan-market-supervision" };
  await insertJournal(database, [
    arrival(),
    arrival({ at: at(1) }),
    arrival({ at: at(1), ...other }),
    arrival({ at: at(4) }),
    arrival({ at: at(-20.5) }),
  ]);
  await countAll(database, 10);
  const told = async (scope: readonly string[] | null) => {
    const found = await hourlyArrivals(database, scope, hourOf("2026-11-19", 6), 24);
    return Object.fromEntries(found.map(({ hour, batches }) => [hour - hourOf("2026-11-19", 0), batches]));
  };
  // Two in the morning is hour 26 of the night's day; six in the morning is the next night.
  assert.deepEqual(await told(null), { 26: 1, 27: 2 });
  assert.deepEqual(await told(["jinan-market-supervision"]), { 27: 1 });
});

test("killed while nights are made, the old ones stand and the next start makes them", async (t) => {
  const { database } = await testDatabase(t);
  await keep(database, 6);
  await insertJournal(database, [arrival(), arrival({ at: new Date(AT.getTime() + 6 * HOUR_MS) })]);
  await countAll(database, 50);
  const lost = database.dedicated(async (client) => {
    await client.query("begin");
    await makeNights(client, by(0));
    await client.query("select pg_terminate_backend(pg_backend_pid())");
  });
  await assert.rejects(lost);
  assert.equal(await areNightsKept(database, by(6)), true);
  assert.deepEqual(await differences(database, 6), []);
  await keep(database, 0);
  assert.deepEqual(await differences(database, 0), []);
});

test("a counter that is killed again and again leaves no night that is not the sum of its hours", async (t) => {
  const { url, database } = await testDatabase(t);
  await keep(database, 6);
  await insertJournal(
    database,
    Array.from({ length: 2000 }, (_, n) => arrival({ at: new Date(AT.getTime() - n * 60_000), rows: n })),
  );
  const program = fileURLToPath(new URL("./test-tally-process.ts", import.meta.url));
  const left = async () =>
    (await database.query<{ n: number }>("select count(*) as n from journal where not counted")).rows[0]?.n ??
    0;
  for (let kills = 0, before = await left(); before > 0; before = await left()) {
    const child = spawn(process.execPath, [program, url, "7"], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    for (let now = await left(); now === before && child.exitCode === null; ) now = await left();
    if (kills++ < 3 && child.exitCode === null) child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    assert.deepEqual(await differences(database, 6), []);
  }
});

test("a database of an older program: what nodes ever sealed is known at once, nights from the first turn on", async (t) => {
  const url = await emptyDatabase(t);
  await migrate(
    url,
    loadMigrations().filter(({ name }) => name < "0009"),
  );
  const db = connect(url, { max: 3 });
  atEnd(t, () => db.close());
  const at = (days: number, more: Partial<JournalRow> = {}) =>
    arrival({ at: new Date(AT.getTime() - days * 24 * HOUR_MS), ...more });
  const refused = { state: "refused", code: "SEAL_INVALID" } as const;
  await insertJournal(db, [at(0), at(40), at(50, { origin: "370200", item: "JYYC", ...refused })]);
  await countAll(db, 10);
  await db.query("insert into duty values ('jinan-credit', 'XZCF', '2026-10-01')");
  await migrate(url);
  const seen = async () => ({
    parts: await partsOf(db, 6),
    duties: await dutyRows(db, null, SPAN.first, by(6)),
    origins: await originRows(db, ["XZCF"], SPAN.first, by(6)),
  });
  const before = await seen();
  assert.deepEqual(
    before.origins.map(({ origin, item, since }) => ({ origin, item, since })),
    [{ origin: "370100", item: "XZCF", since: "2026-10-11" }],
  );
  assert.equal(before.origins[0]?.before, before.duties[0]?.before);
  assert.notEqual(before.duties[0]?.before, null);
  await keep(db, 6);
  assert.deepEqual(await seen(), before);
});
