/**
 * Every operation of the contract, asked so that it succeeds, and each answer held against the contract. An
 * operation that is added fails here until it is asked.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import iconv from "iconv-lite";

import { exchangeContract } from "./contract.ts";
import type { Grant } from "./model/access.ts";
import { makeRelease, takeBy } from "./release/test-releases.ts";
import { freePort } from "./store/free-port.ts";
import { type Asking, testCity } from "./test-city.ts";
import { CITY } from "./test-path.ts";
import { companyCode, PENALTIES, penalties, SENDER } from "./test-penalties.ts";

/** Their good answers need what only these tests have: keys of tokens, receipts and logs of other nodes, receivers. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  postToken: "tokens.pg.test.ts",
  postReceipt: "doors.pg.test.ts",
  postCosign: "doors.pg.test.ts",
  postNodeQuery: "query/federate.pg.test.ts",
  testSubscription: "subscribe/door.pg.test.ts",
};

const ITEM = "XZCF";
const GRANT: Grant = {
  ...{ item: ITEM, actions: ["send", "query", "subscribe"], upTo: "personal", bulk: true },
};
const PURPOSE = { purpose: "licensing", basis: "依据" };
const TUS = { "tus-resumable": "1.0.0" };
const PUT = `adapter=${encodeURIComponent(PENALTIES)}&name=a.csv`;

test("every operation answers as the contract says", async (t) => {
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const targets = [{ name: "mine", kind: "webhook", url: "https://127.0.0.1:9/" }] as const;
  const city = await testCity(
    t,
    [SENDER],
    { agencies: [{ id: SENDER, grants: [GRANT], targets }] },
    { listenTokens: { host: "127.0.0.1", port, publicUrl: url } },
  );
  const ask = async (path: string, asking: Asking = {}, holder = SENDER) => {
    let reply = await city.ask(holder, path, asking);
    // Made a moment later: feedback, the golden copy, the checkpoint, evidence with it.
    for (let times = 0; reply.status === 503 && times < 100; times++) {
      await pause(200);
      reply = await city.ask(holder, path, asking);
    }
    assert.ok(reply.status < 400, `${asking.method ?? "GET"} ${path} ${reply.status} ${String(reply.body)}`);
    return reply;
  };
  const found = async <T>(path: string, like: (body: Record<string, unknown>) => T | undefined) => {
    for (let times = 0; ; times++) {
      const value = like((await ask(path)).json());
      if (value !== undefined) return value;
      assert.ok(times < 100, path);
      await pause(100);
    }
  };

  for (const path of [
    "/healthz",
    "/readyz",
    "/docs",
    "/openapi.json",
    "/v1/me",
    "/v1/catalog",
    "/v1/adapters",
  ])
    await ask(path);
  const catalog = (await ask("/v1/catalog")).json();
  const [item] = (catalog["items"] as { id: string; standard?: string }[]).filter(({ id }) => id === ITEM);
  await ask(`/v1/catalog/items/${item?.id}`);
  await ask("/v1/catalog/codesets/penalty-kinds");
  await ask(`/v1/templates?adapter=${encodeURIComponent(PENALTIES)}`);
  await ask("/.well-known/oauth-authorization-server");
  await ask("/.well-known/jwks.json");

  const file = iconv.encode(penalties({ n: 1 }, { n: 2, content: "" }).toString(), "gb18030");
  const { id } = (await ask(`/v1/batches?${PUT}`, { method: "PUT", body: file })).json() as { id: string };
  await found(`/v1/batches/${id}?wait=10`, (body) => (body["state"] === "done" ? true : undefined));
  await ask("/v1/batches");
  for (const part of ["receipt", "findings", "rejections", "rejected", "summary", "pushes", "hops", "seal"])
    await ask(`/v1/batches/${id}/${part}`);

  const uploaded = iconv.encode(penalties({ n: 5 }).toString(), "gb18030");
  const metadata = `adapter ${Buffer.from(PENALTIES).toString("base64")}`;
  const begin = async () => {
    const headers = { ...TUS, "upload-length": String(uploaded.length), "upload-metadata": metadata };
    return String((await ask("/v1/uploads", { method: "POST", headers })).headers.location);
  };
  await ask("/v1/uploads", { method: "OPTIONS" });
  const at = await begin();
  await ask(at, { method: "HEAD", headers: TUS });
  const bytes = { ...TUS, "content-type": "application/offset+octet-stream", "upload-offset": "0" };
  const batch = String(
    (await ask(at, { method: "PATCH", headers: bytes, body: uploaded })).headers["xinqiao-batch"],
  );
  await ask(await begin(), { method: "DELETE", headers: TUS });
  const cancelled = await city.ask(SENDER, `/v1/batches/${batch}`, { method: "DELETE" });
  assert.ok([200, 409].includes(cancelled.status));

  const query = (
    await ask("/v1/queries", { body: { subject: { uscc: companyCode(1) }, ...PURPOSE } })
  ).json();
  const [record] = query["records"] as { standard: string; links: { self: string } }[];
  assert.ok(record);
  await ask(`/v1/catalog/standards/${record.standard}`);
  await ask("/v1/queries/subjects", {
    body: { subjects: [{ uscc: companyCode(1) }], items: [ITEM], ...PURPOSE },
  });
  await ask("/v1/queries/period", {
    body: { item: ITEM, from: "2020-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z", ...PURPOSE },
  });
  const { self } = record.links;
  for (const part of ["", "/history", "/evidence", "/path"]) await ask(self.replace("?", `${part}?`));
  for (const method of ["PUT", "DELETE"]) await ask(self.replace("?", "/marks/disputed?"), { method });
  await ask(`/v1/items/${ITEM}/changes?cursor=`);
  await ask(`/v1/items/${ITEM}/copy`);
  for (let times = 0; (await city.ask(SENDER, "/v1/log/checkpoint")).status !== 200 && times < 100; times++)
    await pause(100);

  const [titles = "", row = ""] = penalties({ n: 9 }).toString().split(/\r?\n/);
  const cells = row.split(",");
  const records = [Object.fromEntries(titles.split(",").map((title, index) => [title, cells[index] ?? ""]))];
  for (const path of ["/v1/records", "/v1/prechecks"])
    await ask(`${path}?adapter=${encodeURIComponent(PENALTIES)}`, { body: { records } });

  const created = await ask("/v1/subscriptions", { body: { target: "mine", items: [ITEM] } });
  const subscription = `/v1/subscriptions/${String(created.json()["id"])}`;
  await ask("/v1/subscriptions");
  const tag = String((await ask(subscription)).headers.etag);
  await ask(subscription, {
    method: "PATCH",
    headers: { "if-match": tag, "content-type": "application/merge-patch+json" },
    body: JSON.stringify({ state: "paused" }),
  });
  await ask(`${subscription}/dead-letters`);
  await ask(`${subscription}/replay`, { body: { deadLetters: "all" } });
  await ask(subscription, { method: "DELETE" });
  await ask(`/node/v1/transfers?batch=${randomUUID()}`, { method: "POST", body: "x" }, "node:370000");

  const to = { number: 1, effectiveAt: new Date(Date.now() + 3_600_000) };
  assert.equal((await takeBy(city.path, CITY, makeRelease(city.path, to))).code, 0);
  await found("/v1/releases", ({ coming }) => (coming as { number: number }[])[0]?.number);
  const asked = `/node/v1/releases?after=0&using=0&content=${"0".repeat(64)}`;
  const { releases } = (await ask(asked, {}, "node:370000")).json();
  assert.equal((releases as object[]).length, 1);
  await ask("/node/v1/releases/1", {}, "node:370000");
  const { peers } = (await ask("/v1/releases")).json();
  assert.deepEqual(
    (peers as { node: string }[]).map(({ node }) => node),
    ["370000"],
  );

  const all = exchangeContract().operations.map((operation) => operation.id);
  const missing = all.filter((one) => !city.exercised.has(one) && ELSEWHERE[one] === undefined);
  assert.deepEqual(
    missing.filter((one) => one !== "cancelBatch" || cancelled.status === 200),
    [],
  );
});
