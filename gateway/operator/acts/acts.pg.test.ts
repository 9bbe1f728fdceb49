import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { PROVINCE } from "../../test-path.ts";
import { SENDER } from "../../test-penalties.ts";
import type { JsonAnswer } from "../admit.ts";
import { OTHER, type Sending, sendingConsole } from "../test-batches.ts";
import type { TestOperator } from "../test-console.ts";

type Order = JsonAnswer<"orderAct">;
type Batch = JsonAnswer<"getBatch">;

const REASON = "核对之后处置 checked";
/** Nothing is worked, so that what arrived waits. */
const IDLE = { settings: { roles: ["receive", "api", "console"] } };

async function ordered(who: TestOperator, batch: string, body: object) {
  return await who.ask(`/api/batches/${batch}/orders`, {
    body: { id: randomUUID(), reason: REASON, ...body },
  });
}

async function decided(who: TestOperator, order: string, decision: string) {
  return await who.ask(`/api/orders/${order}/decision`, { body: { decision, reason: REASON } });
}

async function audited({ city }: Sending): Promise<readonly string[]> {
  const { rows } = await city.db.query<{ act: string }>(
    "select a.act from operator_act a join log_leaf l on l.leaf_id = a.act_id where a.act like 'transfer.%' order by a.at",
  );
  return rows.map(({ act }) => act);
}

const stateOf = async (who: TestOperator, id: string) => (await who.ask(`/api/batches/${id}`)).json<Batch>();

test("what one proposes another approves, and neither alone: cancelling what is not sealed yet", async (t) => {
  const console = await sendingConsole(t, IDLE);
  const id = await console.send({ n: 1 });
  const [one, two] = [await console.operator(["operator"]), await console.operator(["operator"])];
  const proposed = (await ordered(one, id, { act: "cancel" })).json<Order>();
  assert.deepEqual([proposed.state, proposed.fourEyes, proposed.own], ["open", true, true]);
  assert.equal((await stateOf(one, id)).state, "waiting", "a proposal changes nothing");
  assert.equal((await decided(one, proposed.id, "approve")).json()["code"], "OWN_PROPOSAL");
  assert.equal((await decided(one, proposed.id, "decline")).json()["code"], "OWN_PROPOSAL");
  assert.equal((await decided(two, proposed.id, "withdraw")).json()["code"], "ACT_IMPOSSIBLE");
  const done = (await decided(two, proposed.id, "approve")).json<Order>();
  assert.deepEqual([done.state, done.changed, done.own], ["done", 1, false]);
  assert.deepEqual(
    (await decided(two, proposed.id, "approve")).json<Order>(),
    done,
    "the same decision again",
  );
  assert.equal((await decided(two, proposed.id, "decline")).json()["code"], "PROPOSAL_DECIDED");
  const after = await stateOf(one, id);
  assert.equal(after.state, "cancelled");
  assert.deepEqual(
    after.orders.map(({ state }) => state),
    ["done"],
  );
  assert.deepEqual(await audited(console), ["transfer.cancel.propose", "transfer.cancel.approve"]);
});

test("a held arrival waits, and is let go by two; the hold and its release stand in the journal and the audit", async (t) => {
  const console = await sendingConsole(t, IDLE);
  const id = await console.send({ n: 1 });
  const [one, two] = [await console.operator(["operator"]), await console.operator(["security"])];
  assert.equal((await ordered(one, id, { act: "quarantine" })).json<Order>().state, "done");
  assert.equal((await ordered(one, id, { act: "quarantine" })).json()["code"], "ACT_IMPOSSIBLE");
  const held = await stateOf(one, id);
  assert.equal(held.state, "held");
  const journal = async () =>
    (await console.city.db.query("select state from journal where intake_id = $1", [id])).rows;
  assert.deepEqual(await journal(), [{ state: "held" }]);
  const release = { act: "release", hold: held.holds[0]?.id };
  const proposed = (await ordered(one, id, release)).json<Order>();
  assert.equal(proposed.state, "open");
  assert.equal((await decided(two, proposed.id, "approve")).json<Order>().state, "done");
  assert.equal((await stateOf(one, id)).state, "waiting");
  assert.deepEqual(await journal(), [{ state: "waiting" }]);
  const wanted = ["transfer.quarantine", "transfer.release.propose", "transfer.release.approve"];
  assert.deepEqual(await audited(console), wanted);
});

test("what two hold is let go when neither does any more", async (t) => {
  const console = await sendingConsole(t, IDLE);
  const id = await console.send({ n: 1 });
  const [one, two] = [await console.operator(["operator"]), await console.operator(["operator"])];
  await ordered(one, id, { act: "quarantine" });
  await ordered(one, id, { act: "quarantine", lane: true });
  for (const left of ["held", "waiting"]) {
    const { holds } = await stateOf(one, id);
    const hold = holds.find(({ releasedAt }) => releasedAt === undefined)?.id;
    const proposed = (await ordered(one, id, { act: "release", hold })).json<Order>();
    assert.equal((await decided(two, proposed.id, "approve")).json<Order>().state, "done");
    const { rows } = await console.city.db.query("select state from journal where intake_id = $1", [id]);
    assert.deepEqual(rows, [{ state: left }]);
    assert.equal((await stateOf(one, id)).state, left);
  }
});

test("an order that is sent twice is one; another one under its id is refused", async (t) => {
  const console = await sendingConsole(t, IDLE);
  const id = await console.send({ n: 1 });
  const one = await console.operator(["operator"]);
  const body = { id: randomUUID(), act: "quarantine" };
  const answers = await Promise.all([1, 2, 3, 4].map(async () => await ordered(one, id, body)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200],
  );
  assert.equal(new Set(answers.map((answer) => String(answer.body))).size, 1);
  assert.deepEqual(await audited(console), ["transfer.quarantine"]);
  const other = await ordered(one, id, { ...body, lane: true });
  assert.equal(other.json()["code"], "ACT_CONFLICT");
});

test("a proposal that nobody decided in its time is over", async (t) => {
  const console = await sendingConsole(t, IDLE);
  const id = await console.send({ n: 1 });
  const [one, two] = [await console.operator(["operator"]), await console.operator(["operator"])];
  const proposed = (await ordered(one, id, { act: "cancel" })).json<Order>();
  await console.city.db.query("update proposal set expires_at = now() - interval '1 second'");
  assert.equal((await decided(two, proposed.id, "approve")).json()["code"], "PROPOSAL_EXPIRED");
  const list = async (state: string) =>
    (await two.ask(`/api/orders?state=${state}`)).json<JsonAnswer<"listOrders">>();
  assert.deepEqual((await list("open")).items, []);
  assert.deepEqual(
    (await list("expired")).items.map(({ state }) => state),
    ["expired"],
  );
  assert.equal((await stateOf(one, id)).state, "waiting");
});

test("when approvals and a withdrawal meet, one of them counts and is audited", async (t) => {
  const console = await sendingConsole(t, IDLE);
  const operators = await Promise.all([1, 2, 3].map(async () => await console.operator(["operator"])));
  const [one, two, three] = operators as [TestOperator, TestOperator, TestOperator];
  const id = await console.send({ n: 1 });
  const proposed = (await ordered(one, id, { act: "cancel" })).json<Order>();
  const answers = await Promise.all([
    decided(one, proposed.id, "withdraw"),
    decided(two, proposed.id, "approve"),
    decided(three, proposed.id, "approve"),
    decided(three, proposed.id, "decline"),
  ]);
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.equal((await audited(console)).length, 2);
  const order = (await stateOf(one, id)).orders[0];
  assert.equal((await stateOf(one, id)).state, order?.state === "done" ? "cancelled" : "waiting");
});

test("a hop that was given up is retried, one that was delivered is replayed by two", async (t) => {
  const console = await sendingConsole(t);
  const { db } = console.city;
  const id = await console.sent({ n: 1 });
  const [one, two] = [await console.operator(["operator"]), await console.operator(["operator"])];
  const retry = { act: "retry", peer: PROVINCE };
  await db.query(
    "update transfer set state = 'abandoned', ended_at = now(), lease_owner = null, lease_until = null",
  );
  assert.equal((await ordered(one, id, retry)).json<Order>().changed, 1);
  assert.equal((await stateOf(one, id)).hops[0]?.state, "waiting");
  await db.query(
    "update transfer set state = 'acknowledged', ended_at = now(), lease_owner = null, lease_until = null",
  );
  assert.equal((await ordered(one, id, retry)).json()["code"], "ACT_IMPOSSIBLE");
  const proposed = (await ordered(one, id, { act: "replay", peer: PROVINCE })).json<Order>();
  assert.equal((await stateOf(one, id)).hops[0]?.state, "delivered");
  assert.equal((await decided(two, proposed.id, "approve")).json<Order>().state, "done");
  assert.equal((await stateOf(one, id)).hops[0]?.state, "waiting");
  await ordered(one, id, { act: "quarantine" });
  assert.equal((await stateOf(one, id)).hops[0]?.state, "held");
  await db.query("update transfer set state = 'abandoned', ended_at = now()");
  assert.equal((await ordered(one, id, retry)).json<Order>().changed, 1);
  const journal = await db.query("select state from journal where kind = 'hop'");
  assert.deepEqual(journal.rows, [{ state: "held" }], "what is held and due again is held");
});

test("feedback is made where there was none, and comes anew where there was", async (t) => {
  const console = await sendingConsole(t);
  const one = await console.operator(["operator"]);
  const id = await console.sent({ n: 1 });
  assert.equal(
    (await stateOf(one, id)).feedback,
    "none",
    "what came whole over HTTP is answered by its receipt",
  );
  assert.equal((await ordered(one, id, { act: "feedback" })).json<Order>().state, "done");
  for (;;) {
    if ((await stateOf(one, id)).feedback === "made") break;
    await pause(100);
  }
  assert.deepEqual(
    (await stateOf(one, id)).files.map(({ kind }) => kind),
    ["receipt", "summary"],
  );
  assert.equal((await ordered(one, id, { act: "feedback" })).json<Order>().changed, 1);
  const { rows } = await console.city.db.query("select file_name from intake_name where intake_id = $1", [
    id,
  ]);
  assert.deepEqual(rows, [{ file_name: "夜间.csv" }]);
});

test("who may not order does not, and sees no orders of other agencies", async (t) => {
  const console = await sendingConsole(t, IDLE);
  const id = await console.send({ n: 1 });
  const operator = await console.operator(["operator"]);
  const stranger = await console.operator(["viewer"], [OTHER]);
  const viewer = await console.operator(["viewer"], [SENDER]);
  for (const roles of [["system"], ["security"], ["audit"], ["viewer"]] as const) {
    const answer = await ordered(await console.operator(roles), id, { act: "quarantine" });
    assert.equal(answer.json()["code"], "ROLE_NEEDED", roles[0]);
  }
  await ordered(operator, id, { act: "cancel" });
  await ordered(operator, id, { act: "quarantine", lane: true });
  for (const [who, count] of [
    [stranger, 0],
    [viewer, 1],
  ] as const) {
    const orders = (await who.ask("/api/orders?state=open")).json<JsonAnswer<"listOrders">>();
    const holds = (await who.ask("/api/holds")).json<JsonAnswer<"listHolds">>();
    assert.deepEqual([orders.items.length, holds.items.length], [count, count]);
  }
  const short = await ordered(operator, id, { act: "retry", reason: "嗯" });
  assert.equal(short.json()["code"], "REQUEST_INVALID", "a reason is to say something");
});
