/** The log of transfers over HTTP: what a real node did is in it, by any filter, to each what it may see. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { penalty } from "../../push/test-door.ts";
import { insertJournal, type JournalRow } from "../../store/console/journal.ts";
import { journalDifference } from "../../store/console/test-journal.ts";
import { CITY, PROVINCE } from "../../test-path.ts";
import { PENALTIES, SENDER } from "../../test-penalties.ts";
import type { JsonAnswer } from "../admit.ts";
import { type TestOperator, testConsole } from "../test-console.ts";
import { arrival } from "../today/test-arrivals.ts";

type Page = JsonAnswer<"listTransfers">;

const OTHER = "jinan-market-supervision";

function row(n: number, over: Partial<JournalRow> = {}): JournalRow {
  return arrival({
    ...{ at: new Date(Date.UTC(2026, 9, 1, 0, n)), batchId: randomUUID(), agency: n % 2 ? SENDER : OTHER },
    ...{ item: n % 2 ? "XZCF" : "JYYC", state: n % 9 ? "done" : "partial", fileName: `处罚${n}.csv` },
    ...{ endedAt: null, demo: true, ...over },
  });
}

async function pageOf(who: TestOperator, query = ""): Promise<Page> {
  const reply = await who.ask(`/api/transfers${query}`);
  assert.equal(reply.status, 200, reply.body.toString());
  return reply.json<Page>();
}

/** Page by page: one may end early, when looking for more would take too long, and says where to go on. */
async function walk(
  who: TestOperator,
  query: string,
  way: "older" | "newer" = "older",
  start?: Page,
): Promise<Page["rows"][number][]> {
  const from = start ?? (await pageOf(who, query));
  const rows = [...from.rows];
  for (let page = from; page[way]; ) {
    page = await pageOf(who, `${query === "" ? "?" : `${query}&`}cursor=${page[way]}`);
    if (way === "older") rows.push(...page.rows);
    else rows.unshift(...page.rows);
  }
  return rows;
}

test("what a node took, refused and owes is in the log; by subject it is found with a purpose, and that is logged", async (t) => {
  const grants = [{ item: "XZCF", actions: ["send" as const], upTo: "personal" as const }];
  const { city, operator } = await testConsole(t, { access: { agencies: [{ id: SENDER, grants }] } });
  const path = `/v1/records?adapter=${encodeURIComponent(PENALTIES)}`;
  const pushed = await city.ask(SENDER, path, { body: { records: [penalty({ n: 1 }), penalty({ n: 2 })] } });
  assert.equal(pushed.status, 200, pushed.body.toString());
  const bad = await city.ask(
    SENDER,
    `/v1/batches?adapter=${encodeURIComponent(PENALTIES)}&name=${encodeURIComponent("坏表.csv")}`,
    {
      ...{ method: "PUT", body: Buffer.from("不是,标题\n1,2\n"), headers: { "content-type": "text/csv" } },
    },
  );
  assert.equal(bad.status, 202, bad.body.toString());
  const who = await operator(["operator"]);
  let page = await pageOf(who);
  for (; !page.rows.some(({ state }) => state === "refused"); page = await pageOf(who)) await pause(100);
  const told = page.rows.map(({ kind, state, agency, item, peer, fileName }) =>
    [kind, state, agency, item, peer, fileName].join(" "),
  );
  assert.ok(told.includes(`push done ${SENDER} XZCF  `), told.join("\n"));
  assert.ok(told.includes(`file refused ${SENDER} XZCF  坏表.csv`), told.join("\n"));
  assert.ok(
    told.some((line) => line.startsWith("hop") && line.includes(` ${SENDER} XZCF ${PROVINCE} `)),
    told.join("\n"),
  );
  const refused = page.rows.find(({ state }) => state === "refused");
  assert.match(refused?.code ?? "", /^[A-Z_]+$/);
  assert.ok(refused?.why?.zh && refused.why.en);
  assert.deepEqual(await journalDifference(city.db), []);

  const { rows } = await city.db.query<{ subject: string }>("select distinct subject from record limit 1");
  const about = { subject: { key: rows[0]?.subject }, purpose: "supervision", basis: "查找漏报" };
  const found = await who.ask("/api/transfers/about", {
    method: "POST",
    body: about,
    headers: { "sec-fetch-site": "same-origin", "xinqiao-console": "1" },
  });
  assert.equal(found.status, 200, found.body.toString());
  const { rows: entries, query } = found.json<Page>();
  assert.deepEqual([...new Set(entries.map(({ kind }) => kind))].sort(), ["hop", "push"]);
  const log = await city.db.query("select subject, purpose, basis, via from query_log where query_id = $1", [
    query,
  ]);
  assert.deepEqual(log.rows, [
    { subject: rows[0]?.subject, purpose: "supervision", basis: "查找漏报", via: `console:${who.id}` },
  ]);
  const { rows: records } = await city.db.query<{ id: string }>("select record_id as id from record limit 1");
  const ask = async (asked: TestOperator, about: object) =>
    await asked.ask("/api/transfers/about", {
      body: { purpose: "supervision", basis: "查找漏报", ...about },
    });
  const byRecord = (await ask(who, { record: records[0]?.id })).json<Page>();
  assert.deepEqual([...new Set(byRecord.rows.map(({ kind }) => kind))].sort(), ["hop", "push"]);
  assert.deepEqual((await ask(who, { record: randomUUID() })).json<Page>().rows, []);
  assert.equal((await ask(who, {})).json()["code"], "SUBJECT_INVALID");
  const blank = await who.ask("/api/transfers/about", { body: { ...about, basis: "   " } });
  assert.equal(blank.json()["code"], "PURPOSE_REQUIRED");
  const confined = await operator(["viewer"], [OTHER]);
  assert.deepEqual((await ask(confined, { record: records[0]?.id })).json<Page>().rows, []);
  const none = await confined.ask("/api/transfers/about", {
    method: "POST",
    body: about,
    headers: { "sec-fetch-site": "same-origin", "xinqiao-console": "1" },
  });
  assert.deepEqual(none.json<Page>().rows, []);
});

test("filters, pages both ways, scope, export", async (t) => {
  const { city, operator } = await testConsole(t);
  const rows = Array.from({ length: 130 }, (_, n) => row(n));
  const hostile = row(500, {
    agency: SENDER,
    fileName: '=HYPERLINK("http://x","年报,一")',
    state: "refused",
    code: "MAP_MISSING_COLUMN",
  });
  await insertJournal(city.db, [...rows, hostile]);
  const who = await operator(["operator"]);
  const first = await pageOf(who, "?limit=20");
  assert.ok(first.rows.length <= 20);
  assert.equal(first.newer, null);
  const all = await walk(who, "?limit=20", "older", first);
  assert.deepEqual(
    all.map(({ id }) => id),
    [...rows, hostile].toSorted((a, b) => b.at.getTime() - a.at.getTime()).map(({ entryId }) => entryId),
  );
  let last = first;
  while (last.older) last = await pageOf(who, `?limit=20&cursor=${last.older}`);
  assert.deepEqual(await walk(who, "?limit=20", "newer", last), all);
  assert.equal((await walk(who, "?state=refused&state=failed"))[0]?.id, hostile.entryId);
  assert.equal((await walk(who, `?name=${encodeURIComponent("罚12")}&limit=100`)).length, 11);
  assert.equal((await walk(who, `?id=${hostile.batchId}`)).length, 1);
  assert.equal((await walk(who, `?id=${randomUUID()}`)).length, 0);
  const every = `?agency=${SENDER}&item=XZCF,JYYC&origin=${CITY}&peer=${PROVINCE}&kind=hop&state=done&door=node&code=X_Y`;
  assert.deepEqual(await walk(who, every), []);
  assert.equal((await walk(who, `?origin=${CITY}&limit=200`)).length, 131);
  for (const no of ["?cursor=x", "?state=gone", "?nothing=1", "?limit=0"])
    assert.equal((await who.ask(`/api/transfers${no}`)).status, 400, no);

  const confined = await operator(["viewer"], [OTHER]);
  const seen = await walk(confined, "?limit=50");
  assert.equal(seen.length, 65);
  assert.ok(seen.every(({ agency }) => agency === OTHER));
  assert.deepEqual(await walk(confined, `?agency=${SENDER}`), []);
  assert.deepEqual(await walk(confined, `?id=${hostile.batchId}`), []);
  const security = await operator(["security"]);
  assert.equal((await security.ask("/api/transfers")).status, 403);

  const file = await who.ask(`/api/transfers/export?agency=${SENDER}&most=10`);
  const lines = file.body.toString("utf8").split("\r\n");
  assert.equal(file.status, 200);
  assert.match(String(file.headers["content-disposition"]), /^attachment; /);
  assert.ok(lines[0]?.startsWith("\ufeff时间（北京）,种类,状态,报送单位"));
  assert.equal(lines.length, 13);
  assert.ok(lines[1]?.includes('"\'=HYPERLINK(""http://x"",""年报,一"")"'), lines[1]);
  assert.match(lines[11] ?? "", /^"?已达上限 10 行/);
  const acts = await city.db.query("select act, detail from operator_act where operator_id = $1", [who.id]);
  assert.equal(acts.rows.length, 1);
  assert.match(JSON.stringify(acts.rows), /transfer\.export.*jinan-credit/);
});
