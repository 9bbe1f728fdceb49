import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import iconv from "iconv-lite";

import type { Grant } from "./model/access.ts";
import { progressNotes } from "./progress.ts";
import { testCity } from "./test-city.ts";
import { CITY } from "./test-path.ts";
import { PENALTIES, type PenaltyRow, penalties, SENDER } from "./test-penalties.ts";

const OTHER = "jinan-observer";
const PUT = `/v1/batches?adapter=${encodeURIComponent(PENALTIES)}&name=${encodeURIComponent("夜间.csv")}`;

/** A city, with or without its role work, and what a file of these rows was answered. */
async function city(t: TestContext, roles?: readonly string[]) {
  const it = await testCity(t, [SENDER, OTHER], SENDING, roles ? { roles } : {});
  const bytes = (...rows: readonly PenaltyRow[]) => iconv.encode(penalties(...rows).toString(), "gb18030");
  const put = async (body: Buffer, headers: Record<string, string> = {}) =>
    await it.ask(SENDER, PUT, { method: "PUT", body, headers });
  const putId = async (body: Buffer, headers: Record<string, string> = {}) => {
    const answer = await put(body, headers);
    assert.equal(answer.status, 202, String(answer.body));
    return String(answer.json()["id"]);
  };
  const decided = async (id: string) => {
    for (;;) {
      const answer = await it.ask(SENDER, `/v1/batches/${id}?wait=10`);
      if (answer.json()["state"] !== "due") return answer;
    }
  };
  return { ...it, bytes, put, putId, decided };
}

const SEND: Grant = { item: "XZCF", actions: ["send"], upTo: "open" };
const SENDING = { agencies: [{ id: SENDER, grants: [SEND] }] };
const IDLE = ["receive", "api"];

test("what became of a file: state, its tag, the rejected rows in pages and as a file, a summary", async (t) => {
  const { ask, bytes, putId, decided } = await city(t);
  const broken = [2, 4, 5].map((n) => ({ n, content: "" }));
  const id = await putId(bytes({ n: 1 }, ...broken, { n: 6 }));
  const status = await decided(id);
  assert.equal(status.json()["door"], "http");
  assert.deepEqual((status.json()["counts"] as { rejected: number }).rejected, 3);
  const tag = String(status.headers.etag);

  const rows: number[] = [];
  let next: unknown = "";
  for (let pages = 0; next !== null; pages++) {
    assert.ok(pages < 3);
    const page = await ask(SENDER, `/v1/batches/${id}/rejections?limit=2&cursor=${String(next)}`);
    assert.equal(page.status, 200, String(page.body));
    for (const { row } of page.json()["items"] as { row: number }[]) rows.push(row);
    next = page.json()["next"];
    assert.equal(page.headers.link?.includes('rel="next"') ?? false, next !== null);
  }
  assert.equal(rows.length, 3);
  assert.deepEqual([...rows].sort(), rows);

  let rejected = await ask(SENDER, `/v1/batches/${id}/rejected`);
  while (rejected.status === 503) {
    assert.equal(rejected.json()["code"], "NODE_BUSY");
    rejected = await ask(SENDER, `/v1/batches/${id}/rejected`);
  }
  assert.equal(rejected.status, 200, String(rejected.body));
  assert.equal(rejected.headers["content-type"], "text/csv; charset=gb18030");
  assert.match(iconv.decode(rejected.body, "gb18030"), /错误说明/);
  const digest = createHash("sha256").update(rejected.body).digest("base64");
  assert.equal(rejected.headers["content-digest"], `sha-256=:${digest}:`);
  assert.match(String(rejected.headers["content-disposition"]), /filename\*=UTF-8''%E5%A4%9C%E9%97%B4/);
  const summary = await ask(SENDER, `/v1/batches/${id}/summary`);
  assert.match(summary.body.toString("utf8"), /夜间\.csv/);

  const same = await ask(SENDER, `/v1/batches/${id}`);
  const unchanged = await ask(SENDER, `/v1/batches/${id}`, {
    headers: { "if-none-match": `"x", ${String(same.headers.etag)}` },
  });
  assert.equal(unchanged.status, 304);
  assert.equal(unchanged.body.length, 0);
  assert.ok(tag.startsWith('W/"'));
});

test("to another agency, and to nobody, a batch is alike: it does not exist", async (t) => {
  const { ask, bytes, putId, decided } = await city(t);
  const id = await putId(bytes({ n: 1 }));
  await decided(id);
  const absent = id.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
  for (const part of [
    "",
    "/receipt",
    "/findings",
    "/rejections",
    "/rejected",
    "/summary",
    "/pushes",
    "/seal",
  ]) {
    for (const [holder, at] of [
      [OTHER, id],
      [OTHER, absent],
      [SENDER, absent],
      [SENDER, "not-an-id"],
    ] as const) {
      const answer = await ask(holder, `/v1/batches/${at}${part}`);
      assert.equal(answer.json()["code"], "NOT_FOUND", part);
    }
  }
  for (const at of [id, absent])
    assert.equal((await ask(OTHER, `/v1/batches/${at}`, { method: "DELETE" })).status, 404);
  assert.deepEqual((await ask(OTHER, "/v1/batches")).json(), { items: [], next: null });
});

test("one's own batches come newest first, in pages that nothing new can shift", async (t) => {
  const { ask, bytes, putId } = await city(t, IDLE);
  const ids: string[] = [];
  for (let n = 1; n <= 5; n++) ids.unshift(await putId(bytes({ n })));
  const first = (await ask(SENDER, "/v1/batches?limit=2&item=XZCF&state=due")).json();
  const idsOf = (page: Record<string, unknown>) => (page["items"] as { id: string }[]).map(({ id }) => id);
  assert.deepEqual(idsOf(first), ids.slice(0, 2));
  await putId(bytes({ n: 6 }));
  const second = (await ask(SENDER, `/v1/batches?limit=2&cursor=${String(first["next"])}`)).json();
  assert.deepEqual(idsOf(second), ids.slice(2, 4));
  const third = (await ask(SENDER, `/v1/batches?limit=2&cursor=${String(second["next"])}`)).json();
  assert.deepEqual([idsOf(third), third["next"]], [ids.slice(4), null]);
  assert.deepEqual((await ask(SENDER, "/v1/batches?item=XZXK")).json()["items"], []);
  const wrong = await ask(SENDER, "/v1/batches?cursor=bm9uZQ");
  assert.equal(wrong.json()["code"], "CURSOR_INVALID");
});

test("a file can be taken back before it is sealed, and its bytes may come again", async (t) => {
  const { ask, bytes, putId, path, db } = await city(t, IDLE);
  const body = bytes({ n: 1 });
  const id = await putId(body);
  const spool = () => readdirSync(join(path.folder, "nodes", CITY, "spool"));
  assert.deepEqual(spool(), [id]);
  for (let times = 0; times < 2; times++) {
    const answer = await ask(SENDER, `/v1/batches/${id}`, { method: "DELETE" });
    assert.equal(answer.status, 200, String(answer.body));
    assert.equal(answer.json()["state"], "cancelled");
  }
  assert.deepEqual(spool(), []);
  const leaves = await db.query("select data from log_leaf where kind = 'cancel'");
  assert.equal(leaves.rowCount, 1);
  assert.notEqual(await putId(body), id);
});

test("while a file is worked its state says how far it has come", async (t) => {
  const { ask, bytes, putId, db } = await city(t, IDLE);
  const id = await putId(bytes({ n: 1 }));
  const rowsOf = async () =>
    ((await ask(SENDER, `/v1/batches/${id}`)).json()["progress"] as { rows: number }).rows;
  assert.equal(await rowsOf(), 0);
  const fail = (error: unknown) => assert.fail(String(error));
  const told = progressNotes({ db, clock: () => new Date(), note: fail });
  told(id, 7000);
  for (let times = 0; (await rowsOf()) !== 7000; times++) assert.ok(times < 100);
});

test("what is sealed stands: it cannot be taken back", async (t) => {
  const { ask, bytes, putId, decided } = await city(t);
  const id = await putId(bytes({ n: 1 }));
  assert.equal((await decided(id)).json()["state"], "done");
  const answer = await ask(SENDER, `/v1/batches/${id}`, { method: "DELETE" });
  assert.equal(answer.json()["code"], "BATCH_SEALED");
});

test("the same key is answered as the first time, with other bytes it is refused and nothing is kept", async (t) => {
  const { ask, bytes, put, putId, path, db } = await city(t, IDLE);
  const key = { "idempotency-key": "night-of-2026-11-20" };
  const body = bytes({ n: 1 });
  const id = await putId(body, key);
  assert.equal(await putId(body, key), id);
  const other = await put(bytes({ n: 2 }), key);
  assert.deepEqual([other.status, other.json()["code"]], [409, "IDEMPOTENCY_CONFLICT"]);
  assert.deepEqual(readdirSync(join(path.folder, "nodes", CITY, "spool")), [id]);
  assert.equal((await db.query("select from intake")).rowCount, 1);
  await ask(SENDER, `/v1/batches/${id}`, { method: "DELETE" });
  assert.equal(await putId(body, key), id, "also when the first was taken back since");
});

test("eight requests with one key at one time and two contents: one content is taken, the other refused", async (t) => {
  const { bytes, put, db } = await city(t, IDLE);
  const key = { "idempotency-key": "k" };
  const bodies = [bytes({ n: 1 }), bytes({ n: 2 })];
  const answers = await Promise.all(
    Array.from({ length: 8 }, async (_, at) => await put(bodies[at % 2] ?? Buffer.alloc(0), key)),
  );
  const taken = answers.filter(({ status }) => status === 202);
  assert.equal(taken.length, 4);
  assert.equal(new Set(taken.map((answer) => answer.json()["id"])).size, 1);
  for (const answer of answers)
    if (answer.status !== 202) assert.equal(answer.json()["code"], "IDEMPOTENCY_CONFLICT");
  assert.equal((await db.query("select from intake")).rowCount, 1);
});

test("who has no grant to send is refused before the bytes", async (t) => {
  const { ask, db } = await testCity(t, [SENDER, OTHER], { agencies: [{ id: SENDER, grants: [] }] });
  const sent = { method: "PUT", body: "x" };
  assert.equal((await ask(SENDER, PUT, sent)).json()["code"], "NOT_GRANTED");
  assert.equal((await ask(OTHER, PUT, sent)).json()["code"], "SENDER_NOT_ENTITLED");
  assert.equal((await db.query("select from intake")).rowCount, 0);
});
