import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { atEnd } from "../model/test-end.ts";
import { connect } from "./connect.ts";
import { loadMigrations, type Migration, migrate } from "./migrate.ts";
import { emptyDatabase } from "./test-database.ts";

const OURS = loadMigrations();

function next(sql: string, number = OURS.length + 1): Migration {
  const sha256 = createHash("sha256").update(sql).digest("hex");
  return { number, name: `${number}_test.sql`, sql, sha256, breaking: sql.includes("--! breaking-change") };
}

function refusedAs(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code;
}

test("an empty database gets every migration once, and a second call nothing", async (t) => {
  const url = await emptyDatabase(t);
  assert.deepEqual(
    await migrate(url),
    OURS.map(({ name }) => name),
  );
  assert.deepEqual(await migrate(url), []);
});

test("twenty starts at once migrate a database exactly once", async (t) => {
  const url = await emptyDatabase(t);
  const results = await Promise.all(Array.from({ length: 20 }, () => migrate(url)));
  assert.equal(results.flat().length, OURS.length);
});

test("a migration that was changed after it was applied is refused", async (t) => {
  const url = await emptyDatabase(t);
  await migrate(url, [...OURS, next("create table extra (a integer)")]);
  await assert.rejects(
    migrate(url, [...OURS, next("create table other (a integer)")]),
    refusedAs("SCHEMA_CHANGED"),
  );
});

test("older code goes on with a newer schema unless that says it breaks", async (t) => {
  const url = await emptyDatabase(t);
  await migrate(url, [...OURS, next("create table extra (a integer)")]);
  assert.deepEqual(await migrate(url), []);
  await migrate(url, [
    ...OURS,
    next("create table extra (a integer)"),
    next("--! breaking-change\nalter table extra rename to more", OURS.length + 2),
  ]);
  await assert.rejects(migrate(url), refusedAs("SCHEMA_NEWER"));
});

test("of a migration that fails nothing is kept", async (t) => {
  const url = await emptyDatabase(t);
  await assert.rejects(migrate(url, [...OURS, next("create table half (a integer); select 1/0")]));
  const database = connect(url);
  atEnd(t, () => database.close());
  const { rows } = await database.query(
    "select to_regclass('half') as found, count(*) as applied from migration",
  );
  assert.deepEqual(rows, [{ found: null, applied: OURS.length }]);
});
