/**
 * A credit bureau as the plans have it: it receives what is open, hears of objections and
 * withdrawals by the feed, and can send nothing. Its grants are those that the sandbox gives it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { zstdDecompressSync } from "node:zlib";

import iconv from "iconv-lite";

import { grantsOf } from "./cli/sandbox-access.ts";
import { loadData } from "./data.ts";
import type { Grant } from "./model/access.ts";
import { testCity } from "./test-city.ts";
import { WHOLE_DATA } from "./test-data.ts";
import { sendFile } from "./test-path.ts";
import { companyCode, PENALTIES, penalties, residentNumber, SENDER } from "./test-penalties.ts";

const BUREAU = "invented-credit-bureau";
const PURPOSE = { purpose: "licensing", basis: "中华人民共和国行政许可法第三十四条" };
const SEND: Grant = { item: "XZCF", actions: ["send"], upTo: "open" };

test("a credit bureau asks, copies and follows what is open, hears of an objection, and sends nothing", async (t) => {
  const grants = grantsOf(BUREAU, loadData());
  const { ask, path, node } = await testCity(
    t,
    [SENDER, BUREAU],
    {
      agencies: [
        { id: SENDER, grants: [SEND] },
        { id: BUREAU, grants },
      ],
    },
    {},
    WHOLE_DATA,
  );
  const facts = `当事人身份证号${residentNumber(7)}`;
  const rows = penalties({ n: 1, facts }, { n: 2, person: true });
  const file = path.file("night.csv", iconv.encode(rows.toString(), "gb18030"));
  const client = path.client(SENDER, `https://127.0.0.1:${node.port}`);
  assert.equal((await sendFile(client, file, PENALTIES)).state, "done");

  const found = await ask(BUREAU, "/v1/queries", { body: { subject: { uscc: companyCode(1) }, ...PURPOSE } });
  assert.equal(found.status, 200, String(found.body));
  const [record] = found.json()["records"] as { id: string; links: { self: string } }[];
  assert.ok(record);
  const feed = "/v1/items/XZCF/changes";
  const news = await ask(BUREAU, feed);
  const { cursor, changes } = news.json() as { cursor: string; changes: { type: string }[] };
  assert.equal(changes.length, 2);
  let copy = await ask(BUREAU, "/v1/items/XZCF/copy");
  while (copy.status === 503) copy = await ask(BUREAU, "/v1/items/XZCF/copy");
  const whole = zstdDecompressSync(copy.body).toString();
  for (const seen of [String(found.body), String(news.body), whole]) {
    assert.ok(!seen.includes(residentNumber(7)) && !seen.includes(residentNumber(2)));
  }

  const mark = record.links.self.replace("?", "/marks/disputed?");
  assert.equal((await ask(SENDER, mark, { method: "PUT" })).status, 200);
  const later = (await ask(BUREAU, `${feed}?cursor=${cursor}&wait=20`)).json()["changes"] as {
    type: string;
  }[];
  assert.deepEqual(
    later.map(({ type }) => type),
    ["marked"],
  );

  const put = await ask(BUREAU, `/v1/batches?adapter=${encodeURIComponent(PENALTIES)}&name=a.csv`, {
    method: "PUT",
    body: rows,
  });
  assert.ok(put.status >= 400 && put.status < 500, String(put.status));
  const push = await ask(BUREAU, `/v1/records?adapter=${encodeURIComponent(PENALTIES)}`, { body: [{}] });
  assert.ok(push.status >= 400 && push.status < 500, String(push.status));
  assert.deepEqual((await ask(BUREAU, "/v1/adapters")).json()["items"], []);
});
