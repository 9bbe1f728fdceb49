/** The page today answers what came and what did not, to each what it may see. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { loadData } from "../../data.ts";
import { dateOf, dayNumber } from "../../model/calendar.ts";
import { insertJournal, type JournalRow } from "../../store/console/journal.ts";
import type { JsonAnswer } from "../admit.ts";
import { type TestOperator, TWO_SENDERS, testConsole } from "../test-console.ts";
import { momentOf } from "./lines.ts";
import { hourOf, isDue } from "./nights.ts";
import { tonightBy } from "./test-nights.ts";

type Today = JsonAnswer<"getToday">;

function arrival(night: string, over: Partial<JournalRow>): JournalRow {
  // Two in the morning.
  const at = new Date(new Date(momentOf(hourOf(night, 26))).getTime() + 1000);
  return {
    ...{ at, entryId: randomUUID(), kind: "file", batchId: randomUUID(), batchSeq: null, intakeId: null },
    ...{
      agency: "jinan-credit",
      origin: "370100",
      peer: "",
      item: "XZCF",
      adapter: "cities/jinan-penalties",
    },
    ...{ door: "sftp", state: "done", fileName: "处罚.csv", bytes: 10, rows: 100, accepted: 98, rejected: 2 },
    ...{ duplicates: 0, warnings: 0, code: "", attempts: 1, endedAt: at, demo: true, ...over },
  };
}

async function todayWhen(viewer: TestOperator, holds: (today: Today) => boolean): Promise<Today> {
  for (let tries = 0; ; tries++) {
    const today = (await viewer.ask("/api/today")).json<Today>();
    if (holds(today)) return today;
    assert.ok(tries < 100, "the numbers did not come");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test("the page today", async (t) => {
  const console = await testConsole(t, {
    access: TWO_SENDERS,
  });
  const operator = await console.operator(["operator"]);
  const confined = await console.operator(["viewer"], ["jinan-market-supervision"]);
  const tonight = await tonightBy();
  const nights = Array.from({ length: 20 }, (_, at) => dateOf(dayNumber(tonight) - 20 + at));
  const empty = await todayWhen(operator, () => true);
  assert.deepEqual(
    empty.lines.map(({ agency, item }) => `${agency} ${item}`),
    ["jinan-credit XZCF", "jinan-market-supervision JYYC"],
  );
  assert.equal(empty.last.missing, 0, "what was never a duty is not missing");

  const { calendar } = loadData().catalog;
  const last = nights.findLast((night) => isDue("daily", night, calendar)) ?? "";
  const lost = { agency: "jinan-market-supervision", item: "JYYC" };
  const before = nights.findLast((night) => night < last) ?? last;
  const none = { rows: null, accepted: null, rejected: null, duplicates: null, warnings: null };
  await insertJournal(console.city.db, [
    ...nights.map((night) => arrival(night, {})),
    ...nights.filter((night) => night < before).map((night) => arrival(night, lost)),
    arrival(before, { ...lost, ...none, state: "refused", code: "MAP_MISSING_COLUMN" }),
  ]);
  const rows = (nights.length + nights.filter((night) => night < before).length) * 100;
  const seen = await todayWhen(
    operator,
    // Duties begin with what was counted; rows are told before.
    ({ series, last: { due } }) => due === 2 && series.reduce((sum, one) => sum + one.rows, 0) === rows,
  );

  await t.test("the headline: what was due, what came, what did not", () => {
    const { due, arrived, missing } = seen.last;
    const isWorked = seen.series.find(({ night }) => night === seen.night)?.due ?? 0;
    assert.deepEqual([due, arrived, missing], [2, 1, 1]);
    assert.equal(isWorked, 2);
    assert.equal(seen.numbers.rows, 100);
    assert.equal(seen.numbers.rejected, 2);
    assert.equal(seen.numbers.unlinked, null, "unknown is not nought");
    assert.ok(seen.demo);
  });

  await t.test("what is missing is the first to act on, with whose turn it is", () => {
    assert.deepEqual(
      seen.acts.map(({ kind, agency, item, turn }) => ({ kind, agency, item, turn })),
      [{ kind: "missing", ...lost, turn: "agency" }],
    );
  });

  await t.test("the grid has thirty nights a line, a hole where nothing came", () => {
    const line = seen.lines.find(({ item }) => item === "JYYC");
    assert.equal(line?.states.length, 30);
    const at = seen.series.findIndex(({ night }) => night === seen.night);
    assert.equal(line?.states[at], "m");
    assert.equal(seen.lines[0]?.states[at], "a");
  });

  await t.test("a viewer of one agency sees nothing of another, nor of the node's own affairs", async () => {
    const own = await todayWhen(confined, () => true);
    assert.ok(!JSON.stringify(own).includes("jinan-credit"));
    assert.deepEqual(
      own.lines.map(({ agency }) => agency),
      ["jinan-market-supervision"],
    );
    assert.deepEqual([own.last.due, own.last.missing, own.numbers.rows], [1, 1, 0]);
    assert.deepEqual(own.neighbours, []);
  });

  await t.test("a file that came in time and is still worked is not missing", async () => {
    await insertJournal(console.city.db, [
      arrival(last, { ...lost, ...none, state: "working", endedAt: null, kind: "file" }),
    ]);
    const now = await todayWhen(operator, ({ last: one }) => one.missing === 0);
    assert.equal(now.last.arrived, 2);
    assert.deepEqual(now.acts, []);
  });
});
