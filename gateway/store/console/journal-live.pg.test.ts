/** Who follows the journal misses nothing, whatever commits in whatever order, and is told nothing twice. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import type { Queryable } from "../connect.ts";
import { testDatabase } from "../test-database.ts";
import { changedSince, isMark, journalMark } from "./journal-live.ts";

async function refuse(db: Queryable, name: string): Promise<void> {
  await db.query(
    `insert into door_refusal (refusal_id, at, door, agency, adapter, file_name, code, params, feedback)
     values ($1, now(), 'sftp', 'a', 'x', $2, 'C', '{}', 'due')`,
    [randomUUID(), name],
  );
}

test("two transactions that commit in the other order than they began: each is told once", async (t) => {
  const { database: db } = await testDatabase(t);
  let mark = await journalMark(db);
  const look = async () => {
    const { rows, mark: next } = await changedSince(db, mark, 100);
    mark = next;
    return rows.map(({ fileName }) => fileName);
  };
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const written = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const open = (n: 0 | 1, name: string) =>
    db.transaction(async (client) => {
      await refuse(client, name);
      written[n].resolve();
      await gates[n].promise;
    });
  const first = open(0, "first begun");
  await written[0].promise;
  const second = open(1, "second begun");
  await written[1].promise;
  assert.deepEqual(await look(), []);
  gates[1].resolve();
  await second;
  assert.deepEqual(await look(), ["second begun"]);
  await refuse(db, "third");
  assert.deepEqual(await look(), ["third"], "while the first is still open");
  gates[0].resolve();
  await first;
  assert.deepEqual(await look(), ["first begun"], "begun before all, committed after all");
  assert.deepEqual(await look(), []);
});

test("what is rolled back is never told; a row that changed twice is told as it is now", async (t) => {
  const { database: db } = await testDatabase(t);
  const mark = await journalMark(db);
  await assert.rejects(
    db.transaction(async (client) => {
      await refuse(client, "no");
      throw new Error("back");
    }),
  );
  await refuse(db, "yes");
  await db.query("update journal set state = 'held', changed = journal_now()");
  const { rows, isMore } = await changedSince(db, mark, 100);
  assert.deepEqual(
    rows.map(({ fileName, state }) => [fileName, state]),
    [["yes", "held"]],
  );
  assert.equal(isMore, false);
  await refuse(db, "yes too");
  assert.equal((await changedSince(db, mark, 1)).isMore, true);
});

test("writers side by side and a reader between them: every row once", async (t) => {
  const { database: db } = await testDatabase(t);
  let mark = await journalMark(db);
  const seen: string[] = [];
  let writing = true;
  const read = async () => {
    const { rows, mark: next } = await changedSince(db, mark, 1000);
    mark = next;
    seen.push(...rows.map(({ fileName }) => fileName));
  };
  const reader = (async () => {
    while (writing) await read();
  })();
  const writer = async (name: string) => {
    for (let n = 0; n < 60; n++)
      await db.transaction(async (client) => {
        await refuse(client, `${name}${n}`);
        if (n % 3 === 0) await client.query("select pg_sleep(0.004)");
      });
  };
  await Promise.all([writer("a"), writer("b"), writer("c")]);
  writing = false;
  await reader;
  await read();
  assert.equal(seen.length, 180);
  assert.equal(new Set(seen).size, 180);
});

test("only a snapshot is a mark", () => {
  assert.ok(isMark("740:740:") && isMark("740:745:741,743"));
  for (const no of ["", "740", "740:741", "a:b:", "1:2:3,", "1:2:3;drop table journal"])
    assert.equal(isMark(no), false, no);
});
