import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { test } from "node:test";

import type { Database } from "./connect.ts";
import { markFeedbackMade } from "./feedback-rows.ts";
import {
  buryExhausted,
  claimIntake,
  countIntakes,
  extendLease,
  failIntake,
  findIntake,
  finishIntake,
  intakesThatNeedTheirFile,
  type NewIntake,
  recordIntake,
  refuseIntake,
  releaseIntakes,
  reviveIntake,
} from "./intake.ts";
import { testDatabase } from "./test-database.ts";

const START = Date.UTC(2026, 10, 20);

function at(seconds: number): Date {
  return new Date(START + seconds * 1000);
}

function lease(owner: string, seconds: number) {
  return { owner, now: at(seconds), until: at(seconds + 60) };
}

function file(name: string, seconds: number, change: Partial<NewIntake> = {}): NewIntake {
  return {
    intakeId: randomUUID(),
    kind: "file",
    sender: "jinan-test-bureau",
    adapter: "cities/test",
    fileName: `${name}.csv`,
    bytes: 10,
    sha256: createHash("sha256").update(name).digest(),
    spool: "a",
    receivedAt: at(seconds),
    ...change,
  };
}

async function claim(db: Database, owner: string, seconds: number) {
  return await claimIntake(db, lease(owner, seconds), ["a"], 3);
}

test("the same bytes from the same sender are one intake, also when they come at once", async (t) => {
  const { database } = await testDatabase(t);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => recordIntake(database, file("same", n))),
  );
  assert.equal(answers.filter(({ isNew }) => isNew).length, 1);
  assert.equal(new Set(answers.map(({ intake }) => intake.intakeId)).size, 1);
  const other = await recordIntake(database, file("same", 0, { sender: "another-bureau" }));
  assert.equal(other.isNew, true);
});

test("an intake is claimed by one, and by another only when the lease has run out", async (t) => {
  const { database } = await testDatabase(t);
  const { intake } = await recordIntake(database, file("one", 0));
  assert.equal((await claim(database, "first", 1))?.intakeId, intake.intakeId);
  assert.equal(await claim(database, "second", 60), undefined);
  assert.equal((await claim(database, "second", 61))?.attempts, 2);
  assert.equal(await extendLease(database, intake.intakeId, lease("first", 62)), false);
  assert.equal(await finishIntake(database, intake.intakeId, "first", 1), false);
  assert.equal(await extendLease(database, intake.intakeId, lease("second", 62)), true);
  assert.equal(await finishIntake(database, intake.intakeId, "second", 1), true);
  const { state, batchSeq } = (await findIntake(database, intake.intakeId)) ?? {};
  assert.deepEqual({ state, batchSeq }, { state: "done", batchSeq: 1 });
});

test("many workers claim every intake once", async (t) => {
  const { database } = await testDatabase(t);
  for (let n = 0; n < 20; n++) await recordIntake(database, file(`f${n}`, n, { sender: `bureau-${n}` }));
  const claims = await Promise.all(Array.from({ length: 25 }, (_, n) => claim(database, `worker-${n}`, 100)));
  const ids = claims.flatMap((found) => (found ? [found.intakeId] : []));
  assert.equal(new Set(ids).size, ids.length);
  let left = 20 - ids.length;
  for (; await claim(database, "last", 100); left--);
  assert.equal(left, 0);
});

test("an intake whose spool is not ours is left to others", async (t) => {
  const { database } = await testDatabase(t);
  await recordIntake(database, file("far", 0, { spool: "b" }));
  assert.equal(await claim(database, "here", 1), undefined);
  assert.ok(await claimIntake(database, lease("there", 1), ["b"], 3));
});

test("files of one sender are worked in their order, and one that failed holds none back", async (t) => {
  const { database } = await testDatabase(t);
  const { intake: older } = await recordIntake(database, file("older", 0));
  const { intake: newer } = await recordIntake(database, file("newer", 1));
  const { intake: sealed } = await recordIntake(database, file("sealed", 2, { kind: "sealed" }));
  assert.equal((await claim(database, "w", 10))?.intakeId, older.intakeId);
  assert.equal((await claim(database, "w", 10))?.intakeId, sealed.intakeId);
  assert.equal(await claim(database, "w", 10), undefined);
  await failIntake(database, older.intakeId, "w", { error: "TypeError", dueAt: at(1000), maxAttempts: 3 });
  assert.equal((await claim(database, "w", 10))?.intakeId, newer.intakeId);
});

test("after the last attempt a failing intake is poison, and an operator can revive it", async (t) => {
  const { database } = await testDatabase(t);
  const { intake } = await recordIntake(database, file("bad", 0));
  for (const expected of ["due", "due", "poison"]) {
    assert.ok(await claim(database, "w", 1));
    const failure = { error: "TypeError in decode", dueAt: at(0), maxAttempts: 3 };
    assert.equal(await failIntake(database, intake.intakeId, "w", failure), expected);
  }
  assert.equal(await claim(database, "w", 1000), undefined);
  assert.equal(await reviveIntake(database, intake.intakeId, at(1000)), true);
  assert.equal((await claim(database, "w", 1000))?.attempts, 1);
});

test("an intake that kills its process each time becomes poison", async (t) => {
  const { database } = await testDatabase(t);
  await recordIntake(database, file("bomb", 0));
  for (const seconds of [0, 100, 200]) assert.ok(await claim(database, "w", seconds));
  assert.equal((await buryExhausted(database, at(250), 3)).length, 0, "its last lease runs");
  assert.equal((await buryExhausted(database, at(300), 3)).length, 1);
  assert.equal((await countIntakes(database))[0]?.state, "poison");
});

test("an orderly stop gives claims back without counting them", async (t) => {
  const { database } = await testDatabase(t);
  await recordIntake(database, file("one", 0));
  await claim(database, "w", 1);
  assert.equal(await releaseIntakes(database, "w"), 1);
  assert.equal((await claim(database, "v", 1))?.attempts, 1);
});

test("only what is still to be worked, or whose rejected rows are still to be read out of it, needs its file", async (t) => {
  const { database } = await testDatabase(t);
  const { intake: refused } = await recordIntake(database, file("one", 0));
  await claim(database, "w", 1);
  assert.equal(
    await refuseIntake(database, refused.intakeId, "w", '{"code":"DECODE_EMPTY","params":{}}'),
    true,
  );
  const { intake: due } = await recordIntake(database, file("two", 2));
  const ask = async () => {
    const needed = await intakesThatNeedTheirFile(database, [refused.intakeId, due.intakeId, randomUUID()]);
    return new Set(needed);
  };
  assert.deepEqual(await ask(), new Set([refused.intakeId, due.intakeId]));
  await markFeedbackMade(database, {
    ...{ intakeId: refused.intakeId, agency: "a", fileName: "one", folder: "f", files: [] },
    madeAt: new Date(),
  });
  assert.deepEqual(await ask(), new Set([due.intakeId]));
});
