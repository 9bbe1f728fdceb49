import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { zstdDecompressSync } from "node:zlib";
import iconv from "iconv-lite";

import type { Grant } from "../model/access.ts";
import { type Reply, testCity } from "../test-city.ts";
import { WHOLE_DATA } from "../test-data.ts";
import { sendFile } from "../test-path.ts";
import {
  companyCode,
  PENALTIES,
  type PenaltyRow,
  penalties,
  residentNumber,
  SENDER,
} from "../test-penalties.ts";

const OTHER = "jinan-observer";
const STRANGER = "jinan-nobody";
const PURPOSE = { purpose: "licensing", basis: "中华人民共和国行政许可法第三十四条" };
const HEADERS = { "xinqiao-purpose": "licensing", "xinqiao-basis": encodeURIComponent(PURPOSE.basis) };
const GRANT: Grant = { item: "XZCF", actions: ["query", "subscribe"], upTo: "shared", bulk: true };
const SEND: Grant = { item: "XZCF", actions: ["send"], upTo: "open" };

async function city(t: TestContext) {
  const it = await testCity(
    t,
    [SENDER, OTHER, STRANGER],
    {
      agencies: [
        { id: SENDER, grants: [SEND] },
        { id: OTHER, grants: [GRANT] },
      ],
    },
    {},
    WHOLE_DATA,
  );
  const client = it.path.client(SENDER, `https://127.0.0.1:${it.node.port}`);
  let files = 0;
  const put = async (...rows: readonly PenaltyRow[]) => {
    const file = join(it.path.folder, `${files++}.csv`);
    it.path.file(`${files - 1}.csv`, iconv.encode(penalties(...rows).toString(), "gb18030"));
    assert.equal((await sendFile(client, file, PENALTIES)).state, "done");
  };
  return { ...it, put };
}

test("a query is answered masked to the asker, logged with its purpose, and refused without one", async (t) => {
  const { ask, put, db, lines } = await city(t);
  await put({ n: 1, person: true, facts: `当事人身份证号${residentNumber(7)}` }, { n: 2 });
  const subject = { certType: "身份证", certNo: residentNumber(1) };
  const query = async (who: string, body: object) => await ask(who, "/v1/queries", { body });
  const seen = await query(OTHER, { subject, ...PURPOSE });
  assert.equal(seen.status, 200, String(seen.body));
  const [record] = seen.json()["records"] as {
    fields: Record<string, string>;
    masked: string[];
    withheld: string[];
  }[];
  assert.ok(record);
  assert.ok(!String(seen.body).includes(residentNumber(1)) && !String(seen.body).includes(residentNumber(7)));
  assert.deepEqual(record.masked.sort(), ["facts", "subjectCertNo"]);
  assert.deepEqual(record.withheld, ["subjectCertType"]);
  const own = await query(SENDER, { subject, ...PURPOSE });
  assert.ok(String(own.body).includes(residentNumber(1)));
  const logged = await db.query("select agency, purpose, basis, records, level from query_log order by at");
  assert.deepEqual(logged.rows, [
    { agency: OTHER, ...PURPOSE, records: 1, level: "shared" },
    { agency: SENDER, ...PURPOSE, records: 1, level: "personal" },
  ]);
  for (const [who, body, code] of [
    [OTHER, { subject }, "PURPOSE_REQUIRED"],
    [OTHER, { subject, ...PURPOSE, items: ["XZXK"] }, "NOT_GRANTED"],
    [STRANGER, { subject, ...PURPOSE }, "NOT_GRANTED"],
    [OTHER, { subject: { uscc: "91370100MA0000001A" }, ...PURPOSE }, "SUBJECT_INVALID"],
    [OTHER, { subject, ...PURPOSE, level: "personal" }, "REQUEST_INVALID"],
  ] as const) {
    const answer = await query(who, body);
    assert.equal(answer.json()["code"], code);
    assert.ok(!String(answer.body).includes(residentNumber(1)));
  }
  assert.ok(!lines.join("").includes(residentNumber(1)));
});

test("a foreign record and one that never was are answered alike, byte for byte but the trace", async (t) => {
  const { ask, put } = await city(t);
  await put({ n: 1 });
  const found = await ask(OTHER, "/v1/queries", { body: { subject: { uscc: companyCode(1) }, ...PURPOSE } });
  const [record] = found.json()["records"] as { id: string; links: { self: string } }[];
  assert.ok(record);
  const absent = record.links.self.replace(
    record.id,
    record.id.replace(/^./, (c) => (c === "0" ? "1" : "0")),
  );
  const plain = (text: Buffer) => String(text).replace(/"instance":"[0-9a-f]+"/, "");
  for (const suffix of ["", "/history", "/path", "/evidence"]) {
    const at = (self: string) => self.replace("?", `${suffix}?`);
    for (const [who, headers] of [
      [STRANGER, {}],
      [STRANGER, HEADERS],
      [OTHER, {}],
    ] as const) {
      const one: Reply = await ask(who, at(record.links.self), { headers });
      const other: Reply = await ask(who, at(absent), { headers });
      assert.ok(one.status === 404 || one.status === 400, String(one.body));
      assert.deepEqual([one.status, plain(one.body)], [other.status, plain(other.body)]);
    }
    if (suffix === "/evidence") {
      // It holds the whole record and the salt, so who sees a part of the fields gets none.
      const partial = await ask(OTHER, at(record.links.self), { headers: HEADERS });
      assert.equal(partial.json()["code"], "NOT_GRANTED");
      let own = await ask(SENDER, at(record.links.self));
      while (own.status === 503) own = await ask(SENDER, at(record.links.self));
      assert.equal(own.status, 200, String(own.body));
      assert.equal((await ask(SENDER, `/v1/records/${record.id}/evidence`)).status, 200);
      continue;
    }
    const seen = await ask(OTHER, at(record.links.self), { headers: HEADERS });
    assert.equal(seen.status, 200, String(seen.body));
    const tag = String(seen.headers.etag);
    const again = await ask(OTHER, at(record.links.self), { headers: { ...HEADERS, "if-none-match": tag } });
    assert.equal(again.status, 304);
    assert.equal((await ask(SENDER, at(record.links.self))).status, 200, "one's own needs no purpose");
  }
});

test("a follower waits for what comes, and the copy with the feed from its cursor is everything", async (t) => {
  const { ask, put } = await city(t);
  await put({ n: 1 }, { n: 2 });
  const feed = "/v1/items/XZCF/changes";
  assert.equal((await ask(STRANGER, feed)).json()["code"], "NOT_GRANTED");
  assert.equal((await ask(OTHER, `${feed}?cursor=now1`)).json()["code"], "CURSOR_INVALID");
  const first = (await ask(OTHER, `${feed}?limit=1`)).json();
  assert.equal(first["more"], true);
  const end = (await ask(OTHER, `${feed}?cursor=now`)).json();
  const waiting = ask(OTHER, `${feed}?cursor=${String(end["cursor"])}&wait=20&types=amended`);
  await put({ n: 3 });
  await put({ n: 2, content: "罚款一万元整" });
  const news = (await waiting).json()["changes"] as {
    type: string;
    id: string;
    record: { subject: string };
  }[];
  assert.deepEqual(
    news.map(({ type, id, record }) => [type, id, record.subject]),
    [["amended", "370100:XZCF:3:0", companyCode(2)]],
  );
  const copyOf = async (headers: Record<string, string> = {}) =>
    await ask(OTHER, "/v1/items/XZCF/copy", { headers });
  let copy = await copyOf();
  assert.equal(copy.json()["code"], "COPY_NOT_READY");
  while (copy.status === 503) copy = await copyOf();
  const digest = createHash("sha256").update(copy.body).digest("base64");
  assert.equal(copy.headers["content-digest"], `sha-256=:${digest}:`);
  const etag = String(copy.headers.etag);
  const rest = await copyOf({ range: "bytes=100-", "if-range": etag });
  assert.equal(rest.status, 206);
  assert.deepEqual(rest.body, copy.body.subarray(100));
  assert.equal((await copyOf({ range: "bytes=100-", "if-range": '"another"' })).status, 200);
  assert.equal((await copyOf({ "if-none-match": etag })).status, 304);
  const lines = zstdDecompressSync(copy.body).toString().trimEnd().split("\n");
  const head = JSON.parse(lines[0] ?? "") as { cursor: string; level: string };
  assert.deepEqual([head.level, lines.length], ["shared", 5]);
  await put({ n: 4 });
  const later = (await ask(OTHER, `${feed}?cursor=${head.cursor}`)).json()["changes"] as { type: string }[];
  assert.deepEqual(
    later.map(({ type }) => type),
    ["created"],
  );
});

test("lists of subjects and periods are for those who may ask in bulk", async (t) => {
  const { ask, put } = await city(t);
  await put({ n: 1 }, { n: 2 });
  const subjects = [{ uscc: companyCode(2) }, { name: "没有这家公司" }];
  const list = await ask(OTHER, "/v1/queries/subjects", { body: { subjects, ...PURPOSE } });
  const answers = list.json()["answers"] as { records: object[] }[];
  assert.deepEqual(
    answers.map(({ records }) => records.length),
    [1, 0],
  );
  const [from, to] = ["2026-01-01T00:00:00.000Z", "2036-01-01T00:00:00.000Z"];
  const period = await ask(OTHER, "/v1/queries/period", {
    body: { item: "XZCF", from, to, limit: 1, ...PURPOSE },
  });
  assert.equal((period.json()["records"] as object[]).length, 1);
  const own = await ask(SENDER, "/v1/queries/period", { body: { item: "XZCF", from, to, ...PURPOSE } });
  assert.equal(own.json()["code"], "NOT_GRANTED");
});

test("the catalog tells what one may do, standards validate as they come, and a template is one's own", async (t) => {
  const { ask } = await city(t);
  const catalog = await ask(OTHER, "/v1/catalog");
  const items = catalog.json()["items"] as { id: string; status: string; may: string[] }[];
  const mayOf = (list: typeof items, id: string) => list.find((one) => one.id === id)?.may;
  assert.deepEqual(mayOf(items, "XZCF"), ["query", "subscribe"]);
  assert.deepEqual(mayOf(items, "XZXK"), []);
  assert.equal(items.find(({ id }) => id === "JHSY")?.status, "PROHIBITED");
  const tag = { "if-none-match": String(catalog.headers.etag) };
  assert.equal((await ask(OTHER, "/v1/catalog", { headers: tag })).status, 304);
  assert.equal((await ask(SENDER, "/v1/catalog", { headers: tag })).status, 200, "rights are one's own");
  const schema = (await ask(OTHER, "/v1/catalog/standards/administrative-penalty@1")).json();
  assert.ok(!JSON.stringify(schema).includes('"$ref":"urn:'), "whole by itself");
  assert.equal((await ask(OTHER, "/v1/catalog/items/XZCF")).json()["id"], "XZCF");
  assert.equal((await ask(OTHER, "/v1/catalog/codesets/penalty-kinds")).json()["id"], "penalty-kinds");
  assert.equal((await ask(OTHER, "/v1/catalog/items/NOSUCH")).status, 404);
  const own = (await ask(SENDER, "/v1/adapters")).json()["items"] as { id: string }[];
  assert.ok(own.some(({ id }) => id === PENALTIES));
  assert.deepEqual((await ask(OTHER, "/v1/adapters")).json()["items"], []);
  const template = `/v1/templates?adapter=${encodeURIComponent(PENALTIES)}`;
  const csv = await ask(SENDER, template);
  assert.match(iconv.decode(csv.body, "gb18030"), /行政相对人名称/);
  const [foreign, absent] = [await ask(OTHER, template), await ask(OTHER, `${template}x`)];
  assert.deepEqual([foreign.json()["code"], absent.json()["code"]], ["ADAPTER_UNKNOWN", "ADAPTER_UNKNOWN"]);
});

test("a mark is its sender's to set and to lift, followers are told, and nobody else finds the record", async (t) => {
  const { ask, put } = await city(t);
  await put({ n: 1 });
  const body = { subject: { uscc: companyCode(1) }, ...PURPOSE };
  const marksIn = async () =>
    (((await ask(OTHER, "/v1/queries", { body })).json()["records"] as { marks: object[] }[])[0]?.marks ?? [])
      .length;
  const found = await ask(OTHER, "/v1/queries", { body });
  const [record] = found.json()["records"] as { links: { self: string } }[];
  const at = (record?.links.self ?? "").replace("?", "/marks/disputed?");
  assert.equal((await ask(OTHER, at, { method: "PUT" })).status, 404);
  assert.equal((await ask(SENDER, at, { method: "DELETE" })).status, 404, "there is none to lift");
  const set = await ask(SENDER, at, { method: "PUT" });
  assert.equal(set.status, 200, String(set.body));
  assert.deepEqual((await ask(SENDER, at, { method: "PUT" })).json(), set.json());
  assert.equal(await marksIn(), 1);
  const lifted = (await ask(SENDER, at, { method: "DELETE" })).json();
  assert.equal(lifted["since"], set.json()["since"]);
  assert.ok(lifted["until"]);
  assert.equal(await marksIn(), 0);
  const changes = (await ask(OTHER, "/v1/items/XZCF/changes")).json()["changes"] as {
    type: string;
    id: string;
  }[];
  assert.deepEqual(
    changes.map(({ type, id }) => [type, id]),
    [
      ["created", "370100:XZCF:1:0"],
      ["marked", "370100:XZCF:3:0"],
    ],
    "set and lifted: told once, as it is now",
  );
});
