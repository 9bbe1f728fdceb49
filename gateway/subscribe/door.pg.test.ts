import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import iconv from "iconv-lite";

import type { Grant } from "../model/access.ts";
import { type Reply, testCity, writeAccess } from "../test-city.ts";
import { CITY, sendFile } from "../test-path.ts";
import {
  companyCode,
  MAY_SEND,
  PENALTIES,
  type PenaltyRow,
  penalties,
  residentNumber,
  SENDER,
} from "../test-penalties.ts";
import { startReceiver } from "./test-receiver.ts";

const OTHER = "jinan-observer";
const GRANT: Grant = { item: "XZCF", actions: ["subscribe"], upTo: "shared" };
const LOOPBACK = { egress: { allow: ["127.0.0.0/8"] } };

async function city(t: TestContext, settings: Readonly<Record<string, unknown>> = LOOPBACK) {
  const it = await testCity(t, [SENDER, OTHER], {}, settings);
  const { folder } = it.path;
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const receiver = await startReceiver(t, folder, createPublicKey(read(`nodes/${CITY}/event.key`)));
  let number = 1;
  /** A new register, and wait until the node goes by it. */
  const grant = async (grants: readonly Grant[], limit = 32) => {
    const limits = { subscriptions: limit };
    const targets = [{ name: "hook", kind: "webhook", url: receiver.url, ca: read("ca.crt") }] as const;
    writeAccess(folder, CITY, ++number, { agencies: [MAY_SEND, { id: OTHER, grants, targets, limits }] });
    while (!it.lines.some((line) => line.includes(`register access number ${number} `)))
      await it.ask(OTHER, "/v1/subscriptions");
  };
  await grant([GRANT]);
  const client = it.path.client(SENDER, `https://127.0.0.1:${it.node.port}`);
  let files = 0;
  const put = async (...rows: readonly PenaltyRow[]) => {
    const file = it.path.file(`${files++}.csv`, iconv.encode(penalties(...rows).toString(), "gb18030"));
    assert.equal((await sendFile(client, file, PENALTIES)).state, "done");
  };
  const subscribe = async (more: object = {}) =>
    await it.ask(OTHER, "/v1/subscriptions", { body: { target: "hook", items: ["XZCF"], ...more } });
  /** The subscription, as soon as it is like that. */
  const when = async (id: string, like: (one: Record<string, unknown>) => boolean) => {
    for (;;) {
      const one = (await it.ask(OTHER, `/v1/subscriptions/${id}`)).json();
      if (like(one)) return one;
    }
  };
  return { ...it, receiver, grant, put, subscribe, when };
}

const idOf = (reply: Reply) => {
  assert.equal(reply.status, 201, String(reply.body));
  return String(reply.json()["id"]);
};

test("each change is delivered once, signed, masked by the grant, in the order of the feed", async (t) => {
  const { receiver, put, subscribe, when } = await city(t);
  await put({ n: 1 });
  const id = idOf(await subscribe());
  await put({ n: 2, facts: `身份证${residentNumber(3)}` }, { n: 3 });
  await receiver.until(1);
  await put({ n: 2, content: "罚款一万元整" });
  await receiver.until(2);
  const events = receiver.received.flatMap((one) => one.events);
  assert.deepEqual(
    events.map((one) => [one.id, one.type, one.data.record?.subject]),
    [
      ["370100:XZCF:2:0", "cn.xinqiao.record.created", companyCode(2)],
      ["370100:XZCF:2:1", "cn.xinqiao.record.created", companyCode(3)],
      ["370100:XZCF:3:0", "cn.xinqiao.record.amended", companyCode(2)],
    ],
    "what was there before the subscription is not told",
  );
  assert.ok(receiver.received.every((one) => one.isSigned && /^00-[0-9a-f]{32}-/.test(one.traceparent)));
  assert.ok(!JSON.stringify(receiver.received).includes(residentNumber(3)));
  const one = await when(id, (state) => state["lastSuccessAt"] !== undefined);
  assert.equal(one["state"], "active");
});

test("a receiver that is away misses nothing: the same delivery comes again when it is back", async (t) => {
  const { receiver, put, subscribe, when } = await city(t);
  const id = idOf(await subscribe());
  receiver.answer(() => 503);
  await put({ n: 1 });
  await receiver.until(2);
  const [first, second] = receiver.received;
  assert.equal(first?.id, second?.id);
  await receiver.pause();
  await put({ n: 2 });
  await when(
    id,
    (one) => (one["lastFailure"] as { code?: string } | undefined)?.code === "DELIVER_UNREACHABLE",
  );
  const before = receiver.received.length;
  receiver.answer(() => 204);
  await receiver.resume();
  await when(id, (one) => one["lastSuccessAt"] !== undefined && one["lastFailure"] === undefined);
  const ids = receiver.received.slice(before).flatMap((one) => one.events.map((event) => event.id));
  assert.deepEqual(ids, ["370100:XZCF:1:0", "370100:XZCF:2:0"]);
});

test("an event that is refused alone is set aside, the others go on, and it comes again when asked for", async (t) => {
  const { ask, receiver, put, subscribe, when } = await city(t);
  const id = idOf(await subscribe());
  const poison = "370100:XZCF:1:1";
  receiver.answer((events) => (events.some((one) => one.id === poison) ? 422 : 204));
  await put({ n: 1 }, { n: 2 }, { n: 3 });
  await when(id, (one) => one["deadLetters"] === 1 && one["lastSuccessAt"] !== undefined);
  await receiver.until(4);
  assert.deepEqual(
    receiver.received.slice(1).map((one) => one.events.map((event) => event.id)),
    [["370100:XZCF:1:0"], [poison], ["370100:XZCF:1:2"]],
  );
  const letters = (await ask(OTHER, `/v1/subscriptions/${id}/dead-letters`)).json();
  assert.deepEqual(
    (letters["items"] as { event: string; why: string }[]).map(({ event, why }) => [event, why]),
    [[poison, "HTTP 422"]],
  );
  assert.equal((await ask(SENDER, `/v1/subscriptions/${id}/dead-letters`)).status, 404);
  receiver.answer(() => 204);
  const again = await ask(OTHER, `/v1/subscriptions/${id}/replay`, { body: { deadLetters: "all" } });
  assert.equal(again.status, 202, String(again.body));
  await receiver.until(5);
  assert.deepEqual(
    receiver.received[4]?.events.map((event) => event.id),
    [poison],
  );
  await when(id, (one) => one["deadLetters"] === 0);
});

test("a replay from a time brings the same events under another delivery, a paused one waits", async (t) => {
  const { ask, receiver, put, subscribe, when } = await city(t);
  const since = new Date(Date.now() - 1000).toISOString();
  const made = await subscribe({ types: ["created"] });
  const id = idOf(made);
  await put({ n: 1 });
  await receiver.until(1);
  await when(id, (one) => one["lastSuccessAt"] !== undefined);
  assert.equal((await ask(OTHER, `/v1/subscriptions/${id}/replay`, { body: { since } })).status, 202);
  await receiver.until(2);
  const [first, second] = receiver.received;
  assert.deepEqual(
    first?.events.map((one) => one.id),
    second?.events.map((one) => one.id),
  );
  assert.notEqual(first?.id, second?.id);
  const patch = async (body: object, tag: string) =>
    await ask(OTHER, `/v1/subscriptions/${id}`, {
      method: "PATCH",
      body: JSON.stringify(body),
      headers: { "content-type": "application/merge-patch+json", ...(tag && { "if-match": tag }) },
    });
  assert.equal((await patch({ state: "paused" }, "")).json()["code"], "PRECONDITION_REQUIRED");
  assert.equal(
    (await patch({ state: "paused" }, String(made.headers.etag))).json()["code"],
    "PRECONDITION_FAILED",
  );
  const tag = String((await ask(OTHER, `/v1/subscriptions/${id}`)).headers.etag);
  const paused = await patch({ state: "paused" }, tag);
  assert.equal(paused.json()["state"], "paused");
  await put({ n: 2 });
  await patch({ state: "active" }, String(paused.headers.etag));
  await receiver.until(3);
  assert.deepEqual(
    receiver.received[2]?.events.map((one) => one.data.record?.subject),
    [companyCode(2)],
  );
  assert.equal((await ask(OTHER, `/v1/subscriptions/${id}`, { method: "DELETE" })).status, 204);
  assert.equal((await ask(OTHER, `/v1/subscriptions/${id}`)).status, 404);
});

test("without the grant nothing is sent, and the subscription stops until it is resumed", async (t) => {
  const { receiver, grant, put, subscribe, when, lines } = await city(t);
  const id = idOf(await subscribe());
  await grant([]);
  await put({ n: 1 });
  const one = await when(id, (state) => state["state"] === "suspended");
  assert.equal((one["lastFailure"] as { code: string }).code, "NOT_GRANTED");
  assert.deepEqual(receiver.received, []);
  assert.ok(lines.some((line) => line.includes("is suspended: NOT_GRANTED")));
});

test("a callback goes only where the register and the guard let it, and requests cannot name another place", async (t) => {
  const { ask, receiver, put, subscribe, when, grant } = await city(t, {});
  for (const [more, code] of [
    [{ target: "elsewhere" }, "TARGET_UNKNOWN"],
    [{ items: ["XZXK"] }, "NOT_GRANTED"],
    [{ items: ["NOSUCH"] }, "ITEM_UNKNOWN"],
    [{ from: { XZCF: "abc" } }, "CURSOR_INVALID"],
    [{ url: "https://127.0.0.1/" }, "REQUEST_INVALID"],
  ] as const)
    assert.equal((await subscribe(more)).json()["code"], code);
  const id = idOf(await subscribe());
  const tried = await ask(OTHER, `/v1/subscriptions/${id}/test`, { method: "POST" });
  assert.deepEqual([tried.json()["delivered"], tried.json()["code"]], [false, "ADDRESS_FORBIDDEN"]);
  await put({ n: 1 });
  await when(
    id,
    (one) => (one["lastFailure"] as { code?: string } | undefined)?.code === "ADDRESS_FORBIDDEN",
  );
  assert.deepEqual(receiver.received, [], "not a byte has come");
  await grant([GRANT], 1);
  assert.equal((await subscribe()).json()["code"], "SUBSCRIPTION_LIMIT");
});

test("the same request with the same key makes one subscription, another content under it is refused", async (t) => {
  const { ask, receiver } = await city(t);
  const make = async (body: object) =>
    await ask(OTHER, "/v1/subscriptions", { body, headers: { "idempotency-key": "k-1" } });
  const wanted = { target: "hook", items: ["XZCF"] };
  const [first, second] = [await make(wanted), await make(wanted)];
  assert.equal(idOf(first), idOf(second));
  assert.equal((await make({ ...wanted, types: ["created"] })).json()["code"], "IDEMPOTENCY_CONFLICT");
  const list = (await ask(OTHER, "/v1/subscriptions")).json();
  assert.equal((list["items"] as object[]).length, 1);
  assert.deepEqual(list["targets"], [{ name: "hook", kind: "webhook" }]);
  assert.ok(!JSON.stringify(list).includes("token="), "addresses are the register's");
  const tried = await ask(OTHER, `/v1/subscriptions/${idOf(first)}/test`, { method: "POST" });
  assert.equal(tried.json()["delivered"], true);
  assert.equal(receiver.received[0]?.events[0]?.type, "cn.xinqiao.test");
});
