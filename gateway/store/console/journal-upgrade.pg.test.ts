/** A node that was there before the journal: its history is told as if it had always been kept. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { atEnd } from "../../model/test-end.ts";
import { connect } from "../connect.ts";
import { loadMigrations, migrate } from "../migrate.ts";
import { emptyDatabase } from "../test-database.ts";
import { journalMonths } from "./journal.ts";
import { journalDifference } from "./test-journal.ts";

const BATCH = `
  insert into batch (batch_seq, batch_id, origin, sender, received_from, adapter, item, standard, version, rows, accepted, rejected,
    duplicates, warnings, leaves, root, block_roots, manifest, seal, received_at, committed_at)
  values ($1, $2, $3, 'jinan-credit', $3, 'a1', 'XZCF', 's', 1, 10, $4::integer, 10 - $4::integer, 0, 1, $4::integer, '', '', '', '', $5::timestamptz, $5::timestamptz + interval '3 s')`;
const INTAKE = `
  insert into intake (intake_id, kind, sender, adapter, file_name, bytes, sha256, spool, received_at, state, due_at, batch_seq, door,
    refusal, lease_owner)
  values ($1::uuid, $2, $3, 'a1', 'f.csv', 5, sha256($1::uuid::text::bytea), '/s', $4, $5, $4, $6, $7, $8, $9)`;
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

test("the migration tells of every intake, group of pushes, hop and refusal that there was, in months of their own", async (t) => {
  const url = await emptyDatabase(t);
  const before = loadMigrations().filter(({ name }) => name < "0005");
  await migrate(url, before);
  const db = connect(url, { max: 2 });
  atEnd(t, () => db.close());
  const day = "2024-02-10T03:00:00.000Z";
  await db.query(BATCH, [1, id(1), "370100", 9, day]);
  await db.query(INTAKE, [id(1), "file", "jinan-credit", day, "done", 1, "sftp", null, null]);
  await db.query(BATCH, [2, id(2), "370100", 10, "2025-07-01T00:00:00.000Z"]);
  await db.query(
    `insert into push (batch_seq, position, sender, body_sha256, bytes, first_row, rows, outcome, received_at)
     values (2, 0, 'jinan-credit', '', 40, 0, 5, '', now()), (2, 1, 'jinan-credit', '', 50, 5, 5, '', now())`,
  );
  await db.query(BATCH, [3, id(3), "370200", 10, "2025-07-02T00:00:00.000Z"]);
  await db.query(INTAKE, [
    id(4),
    "sealed",
    "370200",
    "2025-07-02T00:00:00.000Z",
    "done",
    3,
    "http",
    null,
    null,
  ]);
  await db.query(INTAKE, [
    id(5),
    "sealed",
    "370200",
    "2025-07-03T00:00:00.000Z",
    "done",
    3,
    "http",
    null,
    null,
  ]);
  const refusal = '{"code":"MAP_MISSING_COLUMN","params":{}}';
  await db.query(INTAKE, [
    id(6),
    "file",
    "jinan-credit",
    "2025-07-04T00:00:00.000Z",
    "refused",
    null,
    "http",
    refusal,
    null,
  ]);
  await db.query(INTAKE, [
    id(7),
    "push",
    "jinan-credit",
    "2025-07-05T00:00:00.000Z",
    "due",
    null,
    "push",
    null,
    "w",
  ]);
  for (const [n, state] of ["due", "acknowledged", "abandoned"].entries())
    await db.query(
      `insert into transfer (transfer_id, kind, batch_seq, peer, lane, state, due_at, created_at, ended_at, last_refusal)
       values ($1, 'batch', 1, $2, 'l', $3::text, $4::timestamptz, $4::timestamptz, case when $3::text <> 'due' then $4::timestamptz end, case when $3::text = 'abandoned' then 'SEAL_INVALID' end)`,
      [id(10 + n), `peer${n}`, state, day],
    );
  await db.query(
    `insert into door_refusal (refusal_id, at, door, agency, adapter, file_name, bytes, code, params, feedback)
     values ($1, $2, 'sftp', 'jinan-credit', 'a1', 'x', 1, 'SFTP_CONTROL', '{}', 'due')`,
    [id(20), day],
  );

  await migrate(url);
  assert.deepEqual(await journalDifference(db), []);
  const { rows } = await db.query("select kind, count(*) as n from journal group by kind order by kind");
  assert.deepEqual(rows, [
    { kind: "file", n: 2 },
    { kind: "hop", n: 3 },
    { kind: "push", n: 2 },
    { kind: "refusal", n: 1 },
    { kind: "sealed", n: 2 },
  ]);
  const months = (await journalMonths(db)).map(({ table }) => table);
  assert.ok(months.includes("journal_202402") && months.includes("journal_202507"));
  assert.deepEqual((await db.query("select count(*) as n from journal_default")).rows, [{ n: 0 }]);
});
