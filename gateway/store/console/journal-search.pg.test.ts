/** Pages of the journal: together they are exactly what the filter means, either way, in whatever pieces time allows. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import type { Database, Queryable } from "../connect.ts";
import { testDatabase } from "../test-database.ts";
import { insertJournal, type JournalRow, type JournalState, journalMonths } from "./journal.ts";
import type { JournalFilter } from "./journal-filter.ts";
import { batchesAbout, estimateJournal, type Place, searchJournal } from "./journal-search.ts";

const NOW = new Date("2026-11-20T02:00:00Z");
const STATES: readonly JournalState[] = [
  "done",
  "done",
  "done",
  "partial",
  "refused",
  "waiting",
  "delivered",
  "failed",
];

/** Seven months, some rows at one moment, some before any month that is there. */
function history(count: number): JournalRow[] {
  return Array.from({ length: count }, (_, n) => {
    const hop = n % 5 === 0;
    const batchId = randomUUID();
    return {
      ...{
        at: new Date(NOW.getTime() - Math.floor(n / 2) * 3_600_000),
        entryId: randomUUID(),
        batchId,
        batchSeq: n,
      },
      ...{
        kind: hop ? "hop" : n % 7 === 0 ? "push" : "file",
        intakeId: null,
        agency: `agency-${n % 3}`,
        origin: "jinan",
      },
      ...{ peer: hop ? "shandong" : "", item: `ITEM${n % 4}`, adapter: "a", door: hop ? "node" : "http" },
      ...{
        state: STATES[n % 8] ?? "done",
        fileName: n % 11 === 0 ? "年度处罚A.csv" : "x.csv",
        bytes: 1,
        rows: 1,
        accepted: 1,
      },
      ...{
        rejected: 0,
        duplicates: 0,
        warnings: 0,
        code: n % 8 === 4 ? "MAP_MISSING_COLUMN" : "",
        attempts: 1,
        endedAt: null,
      },
      demo: false,
    };
  });
}

async function everyPage(
  db: Database,
  filter: JournalFilter,
  direction: "older" | "newer",
  budgetMs: number | null,
): Promise<{ readonly ids: readonly string[]; readonly pages: number }> {
  const months = await journalMonths(db);
  const ids: string[] = [];
  let place: Place | null = null;
  let pages = 0;
  do {
    const page = await searchJournal(db, months, { filter, direction, place, limit: 37, budgetMs, now: NOW });
    const told = page.rows.map(({ entryId }) => entryId);
    if (direction === "older") ids.push(...told);
    else ids.unshift(...told);
    assert.ok(page.searchedUntil === null || page.next !== null, "who stops early says how to go on");
    place = page.next;
    pages++;
  } while (place !== null && pages < 3000);
  return { ids, pages };
}

const FILTERS: readonly (readonly [string, Omit<JournalFilter, "scope">, (row: JournalRow) => boolean])[] = [
  ["everything", {}, () => true],
  ["an agency", { agencies: ["agency-1"] }, ({ agency }) => agency === "agency-1"],
  ["two items", { items: ["ITEM1", "ITEM3"] }, ({ item }) => item === "ITEM1" || item === "ITEM3"],
  ["a rare state", { states: ["failed"] }, ({ state }) => state === "failed"],
  [
    "rare states of hops to a peer",
    { states: ["failed", "refused", "waiting"], peers: ["shandong"] },
    ({ state, peer }) => ["failed", "refused", "waiting"].includes(state) && peer === "shandong",
  ],
  [
    "states rare and common",
    { states: ["done", "failed"] },
    ({ state }) => state === "done" || state === "failed",
  ],
  ["part of a name", { name: "处罚a" }, ({ fileName }) => fileName.includes("处罚A")],
  [
    "a kind and a door",
    { kinds: ["push"], doors: ["http"] },
    ({ kind, door }) => kind === "push" && door === "http",
  ],
  ["a code", { code: "MAP_MISSING_COLUMN" }, ({ code }) => code !== ""],
  [
    "a time",
    { since: new Date("2026-08-31T16:00:00Z"), until: new Date("2026-10-31T16:00:00Z") },
    ({ at }) => at >= new Date("2026-08-31T16:00:00Z") && at < new Date("2026-10-31T16:00:00Z"),
  ],
  ["nothing", { name: "没有这样的文件" }, () => false],
];

test("every filter, both ways, with and without haste: exactly its rows, newest first, each once", async (t) => {
  const { database: db } = await testDatabase(t);
  const rows = history(2400);
  await insertJournal(db, rows);
  const stray = { ...rows[0], at: new Date("2019-05-01T00:00:00.000Z"), entryId: randomUUID() } as JournalRow;
  await db.query("drop table if exists journal_201905");
  await insertJournal(db, [stray]);
  rows.push(stray);
  const inOrder = rows.toSorted(
    (a, b) => b.at.getTime() - a.at.getTime() || (a.entryId < b.entryId ? 1 : -1),
  );
  for (const [name, filter, fits] of FILTERS) {
    const wanted = inOrder.filter(fits).map(({ entryId }) => entryId);
    for (const direction of ["older", "newer"] as const)
      for (const budget of [null, 1]) {
        const { ids } = await everyPage(db, { scope: null, ...filter }, direction, budget);
        assert.equal(ids.join(), wanted.join(), `${name}, ${direction}, budget ${budget}`);
      }
  }
});

test("a window that the server cuts off is tried again shorter, and nothing of it is lost", async (t) => {
  const { database: db } = await testDatabase(t);
  const rows = history(900);
  await insertJournal(db, rows);
  const cutOff = Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" });
  let cuts = 0;
  // A server on which a window of more than a day takes too long.
  const slow: Queryable = {
    query: async (text, values) => {
      const [from, to] = (values ?? []).filter((value): value is Date => value instanceof Date);
      if (from && to && to.getTime() - from.getTime() > 86_400_000) {
        cuts++;
        throw cutOff;
      }
      return await db.query(text, values);
    },
  };
  const ids: string[] = [];
  const months = await journalMonths(db);
  const filter = { scope: null, since: new Date(NOW.getTime() - 30 * 86_400_000) };
  for (let place: Place | null = null; ; ) {
    const page = await searchJournal(slow, months, {
      ...{ filter, direction: "older", place, limit: 100, budgetMs: 60, now: NOW },
    });
    ids.push(...page.rows.map(({ entryId }) => entryId));
    if (page.next === null) break;
    place = page.next;
  }
  assert.ok(cuts > 0);
  const wanted = rows.filter(({ at }) => at >= filter.since).map(({ entryId }) => entryId);
  assert.deepEqual(ids.toSorted(), wanted.toSorted());
});

test("an id finds its batch's entries; batches find theirs; nobody's agency is found by anything", async (t) => {
  const { database: db } = await testDatabase(t);
  const rows = history(300);
  const [batch, other] = [rows[10], rows[100]];
  assert.ok(batch?.batchId && other?.batchId);
  const hop = { ...batch, entryId: randomUUID(), kind: "hop", at: NOW } as JournalRow;
  await insertJournal(db, [...rows, hop]);
  const ids = async (filter: Partial<JournalFilter>) =>
    (await everyPage(db, { scope: null, ...filter }, "older", 200)).ids;
  assert.deepEqual(await ids({ id: { id: batch.batchId, times: [] } }), [hop.entryId, batch.entryId]);
  assert.deepEqual(await ids({ id: { id: other.entryId, times: [other.at] } }), [other.entryId]);
  assert.deepEqual(await ids({ batches: [other.batchId] }), [other.entryId]);
  assert.deepEqual(await ids({ scope: ["agency-9"], id: { id: batch.batchId, times: [] } }), []);
  assert.deepEqual(await ids({ scope: [] }), []);
  assert.equal(
    (await ids({ scope: ["agency-0"] })).length,
    rows.filter(({ agency }) => agency === "agency-0").length,
  );
});

test("an estimate is a number, whatever is asked", async (t) => {
  const { database: db } = await testDatabase(t);
  await insertJournal(db, history(1000));
  await db.query("analyze journal");
  const all = await estimateJournal(db, { scope: null });
  assert.ok(all > 500 && all < 2000, String(all));
  for (const [, filter] of FILTERS)
    assert.ok((await estimateJournal(db, { scope: ["agency-1"], ...filter })) >= 0);
});

test("batches about a subject are the newest of those that may be seen", async (t) => {
  const { database: db } = await testDatabase(t);
  const ids: readonly string[] = Array.from({ length: 4 }, () => randomUUID());
  for (const [seq, batchId] of ids.entries()) {
    await db.query(
      `insert into batch (batch_seq, batch_id, origin, sender, received_from, adapter, item, standard, version, rows,
         accepted, rejected, duplicates, warnings, leaves, root, block_roots, manifest, seal, received_at, committed_at)
       values ($1, $2, 'jinan', $3, $3, 'a', 'XZCF', 's', 1, 1, 1, 0, 0, 0, 1, '', '', '', '', now(), now())`,
      [seq, batchId, seq < 2 ? "mine" : "theirs"],
    );
    await db.query(
      `insert into record (subject, item, origin, record_id, batch_seq, leaf_index, version, withdrawn, warnings, salt, payload)
       values ('S', 'XZCF', 'jinan', gen_random_uuid(), $1, 0, 1, false, 0, '', '{}')`,
      [seq],
    );
  }
  const about = async (scope: readonly string[] | null, limit: number) =>
    (await batchesAbout(db, { subject: "S", items: null, record: null, scope, limit })).map((id) =>
      ids.indexOf(id),
    );
  assert.deepEqual(await about(null, 3), [3, 2, 1]);
  assert.deepEqual(await about(["mine"], 1), [1], "others' do not use up the limit");
  assert.deepEqual(await about([], 9), []);
});
