/** The scale-out rules: what must hold for `record` to be distributed by subject (Citus) on the same SQL. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { readSchema, schemaText } from "./schema.ts";
import { testDatabase } from "./test-database.ts";

/** Tables to distribute, and the column they are distributed by. */
const DISTRIBUTED = new Map([
  ["record", "subject"],
  ["mark", "subject"],
  ["query_subject", "subject"],
]);
/** Queues: local tables, so that `for update skip locked` works on them. */
const QUEUES = ["intake", "transfer", "log_leaf", "upload", "subscription", "pull"];

const { database } = await testDatabase();
const schema = await readSchema(database);

test("schema.sql is what the migrations make", () => {
  const file = readFileSync(new URL("./schema.sql", import.meta.url), "utf8");
  assert.equal(file, schemaText(schema), "npm run generate");
});

for (const [table, column] of DISTRIBUTED) {
  test(`${table} has ${column} in its primary key and in every unique index`, () => {
    const keys = schema.constraints.filter(
      ({ table: on, kind }) => on === table && (kind === "p" || kind === "u"),
    );
    const indexes = schema.indexes.filter(({ table: on, unique }) => on === table && unique);
    assert.ok(keys.some(({ kind }) => kind === "p"));
    for (const { name, columns } of [...keys, ...indexes]) assert.ok(columns.includes(column), name);
  });

  test(`${table} has no trigger, no identity and no sequence behind it`, () => {
    assert.deepEqual(
      schema.triggers.filter((trigger) => trigger.table === table),
      [],
    );
    for (const { table: on, name, identity, default: value } of schema.columns) {
      if (on !== table) continue;
      assert.equal(identity, "", name);
      assert.doesNotMatch(value ?? "", /nextval/, name);
    }
  });

  test(`no foreign key joins ${table} to anything`, () => {
    const keys = schema.constraints.filter(
      ({ kind, table: on, target }) => kind === "f" && (on === table || target === table),
    );
    assert.deepEqual(keys, []);
  });

  test(`the column that distributes ${table} is always there and compares byte by byte`, () => {
    const found = schema.columns.find(({ table: on, name }) => on === table && name === column);
    assert.equal(found?.required, true);
    assert.equal(found?.collation, "C");
  });
}

test("queues are there, and hold no foreign key to a distributed table", () => {
  const tables = new Set(schema.columns.map(({ table }) => table));
  for (const queue of QUEUES) assert.ok(tables.has(queue), queue);
  const keys = schema.constraints.filter(
    ({ kind, table, target }) => kind === "f" && QUEUES.includes(table) && DISTRIBUTED.has(target ?? ""),
  );
  assert.deepEqual(keys, []);
});

test("no default depends on when or where it is computed: time and chance are passed in", () => {
  const moving = schema.columns.filter(({ default: value }) =>
    /now\(|current_|clock_timestamp|random|gen_random|uuid|nextval/i.test(value ?? ""),
  );
  assert.deepEqual(moving, []);
});

test("every table has a primary key", () => {
  const keyed = new Set(schema.constraints.filter(({ kind }) => kind === "p").map(({ table }) => table));
  const bare = [...new Set(schema.columns.map(({ table }) => table))].filter((table) => !keyed.has(table));
  assert.deepEqual(bare, []);
});
