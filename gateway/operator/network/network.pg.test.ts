import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { ADAPTERS_FOLDER } from "../../data.ts";
import { CITY, NATION, PROVINCE, sendFile } from "../../test-path.ts";
import { MAY_SEND, PENALTIES, SENDER } from "../../test-penalties.ts";
import { type TestOperator, testConsole } from "../test-console.ts";
import { stateOf } from "./picture.ts";

interface Network {
  readonly nodes: readonly {
    readonly id: string;
    readonly relation: string;
    readonly state: string;
    readonly queue: { readonly batches: number; readonly abandoned: number } | null;
    readonly test: { readonly ok: boolean; readonly operator: string } | null;
  }[];
  readonly agencies: readonly { readonly id: string; readonly goodAt: string | null }[];
  readonly certificates: readonly {
    readonly holder: string;
    readonly certificate: string;
    readonly validTo: string;
  }[];
  readonly flows: readonly { readonly kind: string; readonly from: string; readonly batches: number }[];
}

const networkOf = async (operator: TestOperator) => (await operator.ask("/api/network")).json<Network>();

test("the network shows who sent, what waits for a neighbour that is away, and the certificates that were shown", async (t) => {
  const console = await testConsole(t, { access: { agencies: [MAY_SEND] } });
  const client = console.city.path.client(SENDER);
  const sent = await sendFile(client, join(ADAPTERS_FOLDER, PENALTIES, "samples/nightly.csv"), PENALTIES);
  assert.equal(sent.state, "done");
  const operator = await console.operator(["operator"]);
  // Notes are written every few seconds: the sender's certificate, and that the province did not answer.
  const isNoted = ({ certificates, nodes }: Network) =>
    certificates.some(({ holder }) => holder === SENDER) &&
    nodes.some(({ id, state }) => id === PROVINCE && state === "failing");
  let network = await networkOf(operator);
  for (; !isNoted(network); network = await networkOf(operator)) await pause(100);
  assert.deepEqual(
    network.nodes.map(({ id, relation }) => [id, relation]),
    [
      [CITY, "self"],
      [PROVINCE, "parent"],
      [NATION, "far"],
    ],
  );
  const province = network.nodes.find(({ id }) => id === PROVINCE);
  assert.equal(province?.queue?.batches, 1);
  const agency = network.agencies.find(({ id }) => id === SENDER);
  assert.equal(typeof agency?.goodAt, "string");
  assert.deepEqual(
    network.flows.filter(({ kind }) => kind === "agency").map(({ from, batches }) => [from, batches]),
    [[SENDER, 1]],
  );
  const ends = network.certificates.map(({ validTo }) => Date.parse(validTo));
  assert.deepEqual(
    ends,
    [...ends].sort((a, b) => a - b),
  );
});

test("a test of the connection says which step failed, works when the neighbour is there, and is audited; strangers are not tried", async (t) => {
  const { city, operator } = await testConsole(t);
  const one = await operator(["operator"]);
  const tried = async (node: string) => await one.ask(`/api/network/nodes/${node}/test`, { method: "POST" });
  const away = (await tried(PROVINCE)).json<{
    ok: boolean;
    steps: { step: string; ok: boolean; detail?: string }[];
  }>();
  assert.equal(away.ok, false);
  assert.deepEqual(
    away.steps.map(({ step, ok, detail }) => [step, ok, detail]),
    [["connect", false, "ECONNREFUSED"]],
  );
  await city.path.start(PROVINCE);
  const there = (await tried(PROVINCE)).json<{
    ok: boolean;
    version: string;
    protocol: string;
    clockMs: number;
  }>();
  assert.deepEqual([there.ok, there.protocol], [true, "TLSv1.3"]);
  // By the second, however long the answer took on the way.
  assert.equal(Math.abs(there.clockMs % 1000), 0);
  assert.match(there.version, /^\d+\.\d+\.\d+/);
  for (const stranger of [NATION, CITY, "nobody"])
    assert.equal((await tried(stranger)).status, 404, stranger);
  const acts = await city.db.query<{ act: string; target: string }>(
    "select act, target from operator_act where act = 'network.test' order by act_no",
  );
  assert.deepEqual(
    acts.rows.map(({ target }) => target),
    [`node:${PROVINCE}`, `node:${PROVINCE}`],
  );
  const shown = (await networkOf(one)).nodes.find(({ id }) => id === PROVINCE)?.test;
  assert.deepEqual([shown?.ok, shown?.operator], [true, one.login]);
  const viewer = await operator(["viewer"], [SENDER]);
  assert.equal((await viewer.ask("/api/network")).status, 403);
});

test("a neighbour is waiting, failing or silent by what is owed and when it was met", () => {
  const now = new Date("2026-11-23T00:00:00Z");
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const nothing = { batches: 0, delivered: 0, receipts: 0, oldestAt: null, abandoned: 0 };
  const met = { sentAt: ago(5), heardAt: ago(1), failedAt: null };
  assert.equal(stateOf(met, nothing, now), "good");
  assert.equal(stateOf(undefined, nothing, now), "silent");
  assert.equal(stateOf({ ...met, sentAt: null, heardAt: ago(27 * 60) }, nothing, now), "silent");
  const owed = { ...nothing, batches: 1, oldestAt: ago(16).toISOString() };
  assert.equal(stateOf(met, owed, now), "waiting");
  assert.equal(stateOf({ ...met, failedAt: ago(0) }, owed, now), "failing");
  // It failed, and has come back since.
  assert.equal(stateOf({ ...met, failedAt: ago(2) }, nothing, now), "good");
  assert.equal(stateOf(met, { ...nothing, abandoned: 1 }, now), "failing");
});
