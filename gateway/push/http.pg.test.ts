/** Pushes and pre-checks through the node's own socket, their answers held against the contract. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { exchangeContract } from "../contract.ts";
import { lockInTransaction } from "../store/connect.ts";
import { type Reply, type TestCity, testCity } from "../test-city.ts";
import { PENALTIES, penalties, SENDER } from "../test-penalties.ts";
import { penalty, type Told } from "./test-door.ts";

const ITEM = "XZCF";
const MINE = { item: ITEM, actions: ["send"], upTo: "personal" } as const;
const at = (path: string) => `${path}?adapter=${encodeURIComponent(PENALTIES)}`;
const NDJSON = { "content-type": "application/x-ndjson" };

async function city(t: TestContext, settings: Readonly<Record<string, unknown>> = {}): Promise<TestCity> {
  const agencies = [
    { id: SENDER, grants: [MINE] },
    { id: "jinan-market", grants: [MINE] },
  ];
  return await testCity(t, [SENDER, "jinan-market"], { agencies }, settings);
}

function asContracted(operation: string, reply: Reply): Reply {
  const faults = exchangeContract().response(operation, reply.status, reply.headers, reply.body);
  assert.deepEqual(faults, [], reply.body.toString());
  return reply;
}

async function push(
  to: TestCity,
  records: readonly object[],
  headers: Record<string, string> = {},
): Promise<Reply> {
  const reply = await to.ask(SENDER, at("/v1/records"), { body: { records }, headers });
  return asContracted("pushRecords", reply);
}

test("records are pushed by any HTTP client, and what they became is found by every other door", async (t) => {
  const node = await city(t);
  const reply = await push(node, [penalty({ n: 1 }), penalty({ n: 2 }, { CF_XDR_SHXYM: "1" })], {
    "idempotency-key": "k-1",
  });
  assert.equal(reply.status, 200);
  const told = reply.json() as unknown as Told;
  assert.deepEqual(told.counts, { rows: 2, accepted: 1, rejected: 1, duplicates: 0, warnings: 0 });
  const status = await node.ask(SENDER, `/v1/batches/${told.batch}`);
  assert.equal(status.json()["state"], "done");
  const receipt = await node.ask(SENDER, `/v1/batches/${told.batch}/receipt`);
  assert.deepEqual(receipt.json(), { ...told.receipt });
  const proof = `/v1/records/${told.results[0]?.record}/evidence`;
  let evidence = await node.ask(SENDER, proof);
  // The log is numbered and signed a moment after the act; until then the answer says to ask again.
  while (evidence.status === 503) {
    await pause(50);
    evidence = await node.ask(SENDER, proof);
  }
  assert.equal(evidence.status, 200, evidence.body.toString());
  const again = await push(node, [penalty({ n: 1 }), penalty({ n: 2 }, { CF_XDR_SHXYM: "1" })], {
    "idempotency-key": "k-1",
  });
  assert.deepEqual(again.body, reply.body);
  const other = await push(node, [penalty({ n: 1 })], { "idempotency-key": "k-1" });
  assert.deepEqual([other.status, other.json()["code"]], [409, "IDEMPOTENCY_CONFLICT"]);
  const minimal = await push(node, [penalty({ n: 3 })], { prefer: "return=minimal" });
  assert.equal((minimal.json() as unknown as Told).results[0]?.leaf, undefined);
  const lines = Buffer.from([4, 5].map((n) => `${JSON.stringify(penalty({ n }))}\n`).join(""));
  const ndjson = await node.ask(SENDER, at("/v1/records"), { body: lines, headers: NDJSON });
  assert.equal((asContracted("pushRecords", ndjson).json() as unknown as Told).counts.accepted, 2);
});

test("a push behind a file that holds its item is answered 202 and worked when the item is free", async (t) => {
  const node = await city(t, { push: { lockWaitMs: 20 } });
  const reply = await node.db.transaction(async (client) => {
    await lockInTransaction(client, `item ${ITEM}`);
    return await push(node, [penalty({ n: 1 })], { "idempotency-key": "k" });
  });
  assert.equal(reply.status, 202, reply.body.toString());
  const { links } = reply.json() as unknown as { links: { self: string } };
  const status = await node.ask(SENDER, `${links.self}?wait=20`);
  assert.equal(status.json()["state"], "done", status.body.toString());
  const told = await push(node, [penalty({ n: 1 })], { "idempotency-key": "k" });
  assert.equal(told.status, 200);
  assert.equal((told.json() as unknown as Told).counts.accepted, 1);
});

test("who may not send hears so before it has sent the body, and nothing is stored", async (t) => {
  const node = await city(t, { push: { bodyBytes: 4096 } });
  const refused = async (holder: string, path: string, body: string | Buffer | object, headers = {}) => {
    const reply = await node.ask(holder, path, { body, headers });
    asContracted(path.startsWith("/v1/records") ? "pushRecords" : "precheck", reply);
    return [reply.status, reply.json()["code"]];
  };
  const good = { records: [penalty({ n: 1 })] };
  assert.deepEqual(await refused("jinan-market", at("/v1/records"), good), [403, "SENDER_NOT_ENTITLED"]);
  assert.deepEqual(await refused("jinan-market", at("/v1/prechecks"), good), [403, "SENDER_NOT_ENTITLED"]);
  assert.deepEqual(await refused(SENDER, "/v1/records?adapter=cities%2Fnone", good), [
    404,
    "ADAPTER_UNKNOWN",
  ]);
  assert.deepEqual(await refused(SENDER, at("/v1/records"), { records: [] }), [422, "PUSH_EMPTY"]);
  assert.deepEqual(await refused(SENDER, at("/v1/records"), Buffer.alloc(5000)), [415, "BODY_TYPE"]);
  const large = { records: [penalty({ n: 1 }, { BZ: "x".repeat(5000) })] };
  assert.deepEqual(await refused(SENDER, at("/v1/records"), large), [413, "RECEIVE_TOO_LARGE"]);
  const deep = Buffer.from(`{"records":[${"[".repeat(3000)}`);
  assert.deepEqual(await refused(SENDER, at("/v1/records"), deep, { "content-type": "application/json" }), [
    400,
    "JSON_TOO_DEEP",
  ]);
  const { rows } = await node.db.query(
    "select (select count(*) from batch) + (select count(*) from intake) as n",
  );
  assert.deepEqual(rows, [{ n: 0 }]);
});

test("an agency whose grant to send is not there cannot push by its own adapter", async (t) => {
  const node = await testCity(t, [SENDER], { agencies: [{ id: SENDER, grants: [] }] });
  const reply = await push(node, [penalty({ n: 1 })]);
  assert.deepEqual([reply.status, reply.json()["code"]], [403, "NOT_GRANTED"]);
});

test("a pre-check says of records and of a file what the push would say, and stores nothing", async (t) => {
  const node = await city(t);
  const bad = { CF_XDR_SHXYM: "91370100MA0000001X" };
  const records = [penalty({ n: 1 }), penalty({ n: 2 }, bad), penalty({ n: 1 }), { 多余的列: "x" }];
  const ask = async (body: string | Buffer | object, headers = {}) => {
    const reply = asContracted("precheck", await node.ask(SENDER, at("/v1/prechecks"), { body, headers }));
    assert.equal(reply.status, 200, reply.body.toString());
    return reply.json() as {
      counts: unknown;
      findings: { row: number; code: string }[];
      unknownColumns: unknown;
    };
  };
  const told = await ask({ records });
  assert.deepEqual(told.counts, { rows: 4, accepted: 1, rejected: 2, duplicates: 1, warnings: 0 });
  assert.deepEqual(
    told.findings.map(({ row, code }) => [row, code]),
    [
      [3, "ID_USCC"],
      [5, "MAP_EMPTY"],
    ],
  );
  assert.deepEqual(told.unknownColumns, ["多余的列"]);
  // The adapter's files are GB18030, of which ASCII is a part.
  const file = penalties({ n: 1 }).toString("latin1").split("\r\n")[0] ?? "";
  const asFile = await ask(Buffer.from(`${file}\r\nA,B\r\n`), { "content-type": "application/octet-stream" });
  assert.deepEqual(
    asFile.findings.map(({ row, code }) => [row, code]),
    [[2, "ROW_CELLS"]],
  );
  const pushed = (await push(node, records)).json() as unknown as Told;
  assert.deepEqual(
    pushed.results.flatMap(({ findings }) => findings.map(({ code }) => code)),
    ["ID_USCC", "MAP_EMPTY"],
  );
  const { rows } = await node.db.query("select count(*) as n from batch");
  assert.deepEqual(rows, [{ n: 1 }]);
});
