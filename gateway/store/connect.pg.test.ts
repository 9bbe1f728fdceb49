import assert from "node:assert/strict";
import { test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { atEnd } from "../model/test-end.ts";
import {
  assertServer,
  connect,
  databaseFor,
  errorCode,
  isTransient,
  lockInTransaction,
  type Queryable,
  tryLock,
} from "./connect.ts";
import { emptyDatabase, testDatabase, testServer } from "./test-database.ts";

test("bigint comes as a number, and one that a number cannot hold is an error", async (t) => {
  const { database } = await testDatabase(t);
  const { rows } = await database.query(
    "select 9007199254740991::bigint as big, count(*) from generate_series(1, 3)",
  );
  assert.deepEqual(rows, [{ big: Number.MAX_SAFE_INTEGER, count: 3 }]);
  await assert.rejects(database.query("select 9007199254740992::bigint"), RangeError);
});

test("a transaction that throws leaves nothing behind", async (t) => {
  const { database } = await testDatabase(t);
  await database.query("create table probe (a integer)");
  await assert.rejects(
    database.transaction(async (client) => {
      await client.query("insert into probe values (1)");
      throw new Error("no");
    }),
    /no/,
  );
  await database.transaction(async (client) => await client.query("insert into probe values (2)"));
  assert.deepEqual((await database.query("select a from probe")).rows, [{ a: 2 }]);
});

test("a broken connection fails its query as transient, and the next query works", async (t) => {
  const { database } = await testDatabase(t);
  const { rows } = await database.query<{ pid: number }>("select pg_backend_pid() as pid");
  await assert.rejects(
    database.transaction(async (client) => {
      await database.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()",
      );
      await client.query("select 1");
    }),
    isTransient,
  );
  assert.ok(rows[0]);
  assert.deepEqual((await database.query("select 1 as a")).rows, [{ a: 1 }]);
});

test("a statement over the time limit is ended, on a dedicated connection there is none", async (t) => {
  const { url } = await testDatabase(t);
  const database = connect(url, { statementTimeoutMs: 20 });
  atEnd(t, () => database.close());
  await assert.rejects(database.query("select pg_sleep(30)"), (error) => errorCode(error) === "57014");
  await database.dedicated(async (client) => {
    assert.equal((await client.query("show statement_timeout")).rows[0]?.statement_timeout, "0");
  });
  assert.equal((await database.query("show statement_timeout")).rows[0]?.statement_timeout, "20ms");
});

test("one name is locked by one session at a time", async (t) => {
  const { database } = await testDatabase(t);
  const answer = await database.dedicated((first) =>
    tryLock(first, "item XZCF", async () =>
      database.dedicated((second) => tryLock(second, "item XZCF", async () => "both")),
    ),
  );
  assert.equal(answer, undefined);
  await database.transaction(async (client) => {
    await lockInTransaction(client, "item XZCF");
    const other = await database.dedicated((second) => tryLock(second, "item XZCF", async () => "both"));
    assert.equal(other, undefined);
  });
  assert.equal(
    await database.dedicated((client) => tryLock(client, "item XZCF", async () => "free")),
    "free",
  );
});

test("many starts at once make one database", async (t) => {
  const name = new URL(await emptyDatabase(t)).pathname.slice(1);
  const admin = connect(testServer(), { max: 1 });
  atEnd(t, () => admin.close());
  await admin.query(`drop database ${name}`);
  const urls = await Promise.all(Array.from({ length: 8 }, () => databaseFor(testServer(), name)));
  assert.equal(new Set(urls).size, 1);
  assert.equal(new URL(urls[0] ?? "").pathname, `/${name}`);
});

const TRUSTED = { version: "150004", fsync: "on", pages: "on", commit: "on", encoding: "UTF8" };
const ANSWERS = [
  { change: {}, ok: true },
  { change: { version: "180004" }, ok: true },
  { change: { commit: "remote_apply" }, ok: true },
  { change: { version: "140011" }, ok: false },
  { change: { version: "190000" }, ok: false },
  { change: { fsync: "off" }, ok: false },
  { change: { pages: "off" }, ok: false },
  { change: { commit: "off" }, ok: false },
  { change: { commit: "local" }, ok: false },
  { change: { encoding: "LATIN1" }, ok: false },
];

for (const { change, ok } of ANSWERS) {
  test(`a server with ${JSON.stringify(change)} is ${ok ? "trusted" : "refused"}`, async () => {
    const server = { query: async () => ({ rows: [{ ...TRUSTED, ...change }] }) } as unknown as Queryable;
    const answer = assertServer(server);
    if (ok) await answer;
    else await assert.rejects(answer, (error) => error instanceof Refusal && error.code === "CONFIG_INVALID");
  });
}

test("the server of the tests is one we trust", async (t) => {
  const { database } = await testDatabase(t);
  await assertServer(database);
});
