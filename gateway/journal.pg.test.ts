/** The months of the journal are there before they are needed, old ones go when they are to, and nothing is moved in silence. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { keepMonths } from "./journal.ts";
import type { Database } from "./store/connect.ts";
import { journalMonths, makeMonths } from "./store/console/journal.ts";
import { testDatabase } from "./store/test-database.ts";

function siteOf(db: Database, now: string, kept = 0) {
  const lines: string[] = [];
  const site = {
    db,
    clock: () => new Date(now),
    config: { node: "jinan", journal: { keepMonths: kept } } as Parameters<typeof keepMonths>[0]["config"],
    say: (line: string) => void lines.push(line),
    alarm: (line: string) => void lines.push(`alarm ${line}`),
    note: (error: unknown) => void lines.push(`note ${String(error)}`),
  };
  return { site, lines };
}

const tables = async (db: Database) => (await journalMonths(db)).map(({ table }) => table);

async function refuseAt(db: Database, at: string): Promise<void> {
  await db.query(
    `insert into door_refusal (refusal_id, at, door, agency, adapter, file_name, code, params, feedback)
     values ($1, $2, 'sftp', 'a', 'x', 'f', 'C', '{}', 'due')`,
    [randomUUID(), at],
  );
}

test("this month of China and the next two, at any time of the month", async (t) => {
  const { database: db } = await testDatabase(t);
  // In China it is the first of February already.
  const { site, lines } = siteOf(db, "2031-01-31T17:00:00Z");
  await keepMonths(site);
  const found = await tables(db);
  for (const month of ["203102", "203103", "203104"]) assert.ok(found.includes(`journal_${month}`), month);
  assert.ok(!found.includes("journal_203101"));
  await keepMonths(site);
  assert.deepEqual(lines, []);
});

test("rows outside the months are said once, stay, and hold up no other month", async (t) => {
  const { database: db } = await testDatabase(t);
  await refuseAt(db, "2031-03-10T00:00:00Z");
  const { site, lines } = siteOf(db, "2031-02-10T00:00:00Z");
  const told = await keepMonths(site);
  await keepMonths(site, told);
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? "", /^alarm .*2031-03-10/);
  const found = await tables(db);
  assert.ok(found.includes("journal_203104") && !found.includes("journal_203103"));
  await refuseAt(db, "2031-03-11T00:00:00Z");
  await keepMonths(site, told);
  assert.equal(lines.length, 2);
  const { rows } = await db.query("select count(*) as n from journal_default");
  assert.deepEqual(rows, [{ n: 2 }]);
});

test("what is older than it is to be kept goes by whole months; by default nothing goes", async (t) => {
  const { database: db } = await testDatabase(t);
  for (const day of ["2030-10-05", "2030-11-05", "2030-12-05", "2031-01-05"])
    await makeMonths(db, [new Date(day)]);
  await keepMonths(siteOf(db, "2031-02-10T00:00:00Z").site);
  assert.ok((await tables(db)).includes("journal_203010"));
  const { site, lines } = siteOf(db, "2031-02-10T00:00:00Z", 2);
  await keepMonths(site);
  const found = await tables(db);
  assert.ok(
    found.includes("journal_203012") &&
      !found.includes("journal_203011") &&
      !found.includes("journal_203010"),
  );
  assert.ok(lines.some((line) => line.includes("journal_203011 dropped")));
});
