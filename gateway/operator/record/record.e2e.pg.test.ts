import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { verifyFile } from "../../evidence/verify.ts";
import type { Network } from "../../model/network.ts";
import { CITY, NATION, PROVINCE } from "../../test-path.ts";
import { companyCode, residentNumber, SENDER } from "../../test-penalties.ts";
import type { JsonAnswer } from "../admit.ts";
import { viewBatch } from "../batch/view.ts";
import { OTHER, type Sending, sendingConsole } from "../test-batches.ts";
import type { TestOperator } from "../test-console.ts";

type Found = JsonAnswer<"findRecords">;
type Path = JsonAnswer<"readRecordPath">;
type Batch = JsonAnswer<"getBatch">;

const WHY = { purpose: "complaint", basis: "异议处理 2026-17" };

async function post<T>(who: TestOperator, path: string, body: object): Promise<T> {
  const answer = await who.ask(path, { body: { ...WHY, ...body } });
  assert.equal(answer.status, 200, String(answer.body));
  return answer.json<T>();
}

const codeOf = async (who: TestOperator, path: string, body: object) =>
  (await who.ask(path, { body })).json()["code"];

async function log({ city }: Sending) {
  const { rows } = await city.db.query<{
    via: string;
    action: string;
    purpose: string;
    level: string;
    records: number;
  }>("select via, action, purpose, level, records from query_log order by at");
  return rows;
}

const nameOf = ({ record, item, subject }: Found["items"][number]) => ({ id: record, item, subject });

test("records are found for a stated purpose, masked; unmasking is an operator's, and all of it is logged", async (t) => {
  const console = await sendingConsole(t);
  await console.sent({ n: 1 }, { n: 2, person: true }, { n: 2, person: true, content: "罚款人民币2万元" });
  const one = await console.operator(["operator"]);
  const found = await post<Found>(one, "/api/records/search", { certNo: residentNumber(2) });
  assert.equal(found.items.length, 1);
  assert.ok(!JSON.stringify(found).includes(residentNumber(2)));
  assert.ok((found.items[0]?.masked.length ?? 0) + (found.items[0]?.withheld.length ?? 0) > 0);
  const named = nameOf(found.items[0] as Found["items"][number]);
  const whole = await post<JsonAnswer<"unmaskRecord">>(one, "/api/records/unmask", named);
  assert.ok(JSON.stringify(whole.version.fields).includes(residentNumber(2)));
  const byId = await post<Found>(one, "/api/records/search", { record: named.id });
  assert.deepEqual(byId.items, found.items);

  const viewer = await console.operator(["viewer"], [SENDER]);
  assert.equal(await codeOf(viewer, "/api/records/unmask", { ...WHY, ...named }), "ROLE_NEEDED");
  assert.equal(await codeOf(viewer, "/api/records/evidence", { ...WHY, ...named }), "ROLE_NEEDED");
  assert.equal((await post<Path>(viewer, "/api/records/path", named)).versions.length, 2);
  assert.equal(
    await codeOf(viewer, "/api/records/path", { ...named, purpose: "  ", basis: "  " }),
    "PURPOSE_REQUIRED",
  );
  assert.equal(await codeOf(one, "/api/records/search", { uscc: companyCode(1) }), "PURPOSE_REQUIRED");

  const stranger = await console.operator(["viewer"], [OTHER]);
  assert.deepEqual((await post<Found>(stranger, "/api/records/search", { uscc: companyCode(1) })).items, []);
  assert.deepEqual((await post<Found>(stranger, "/api/records/search", { record: named.id })).subject, null);
  for (const id of [named.id, randomUUID()])
    assert.equal(await codeOf(stranger, "/api/records/path", { ...WHY, ...named, id }), "NOT_FOUND");

  const entries = await log(console);
  assert.deepEqual(
    entries.map(({ via, action, level, records }) => [via === `console:${one.id}`, action, level, records]),
    [
      [true, "query", "open", 1],
      [true, "read", "personal", 2],
      [true, "query", "open", 1],
      [false, "read", "open", 2],
      [false, "query", "open", 0],
      [false, "query", "open", 0],
      [false, "read", "open", 0],
      [false, "read", "open", 0],
    ],
  );
  assert.ok(entries.every(({ purpose }) => purpose === WHY.purpose));
});

/** A moment more for what is on its way; told what it was, and how it stood, when it never comes. */
function waiter(): (what: string, seen: unknown) => Promise<void> {
  let left = 600;
  return async (what, seen) => {
    assert.ok(left-- > 0, `${what} did not come: ${JSON.stringify(seen)}`);
    await pause(200);
  };
}

test("a record is followed to the nation, hop by hop, each node asked; its batch is replayed and changes nothing there", async (t) => {
  const patience = waiter();
  const console = await sendingConsole(t);
  const { path } = console.city;
  await Promise.all([path.start(PROVINCE), path.start(NATION)]);
  const id = await console.sent({ n: 1 }, { n: 2 });
  const one = await console.operator(["operator"]);
  const [found] = (await post<Found>(one, "/api/records/search", { uscc: companyCode(1) })).items;
  assert.ok(found);
  const follow = async () => await post<Path>(one, "/api/records/path", nameOf(found));
  let told = await follow();
  while (told.stops.find(({ node }) => node === NATION)?.signed !== true) {
    await patience("the nation's receipt at the nation", told);
    told = await follow();
  }
  assert.deepEqual(
    told.stops.map(({ node, role, state, asked }) => [node, role, state, asked]),
    [
      [CITY, "origin", "held", "here"],
      [PROVINCE, "hop", "held", "answered"],
      [NATION, "hop", "held", "answered"],
    ],
  );
  assert.ok(told.stops.every(({ signed, agrees }) => signed === true && agrees === true));
  assert.deepEqual(
    told.stops[1]?.next?.map(({ peer }) => peer),
    [NATION],
  );
  assert.equal(told.proof.holds, true);
  let evidence = await one.ask("/api/records/evidence", { body: { ...WHY, ...nameOf(found) } });
  for (
    ;
    evidence.status === 503;
    evidence = await one.ask("/api/records/evidence", { body: { ...WHY, ...nameOf(found) } })
  )
    await patience("a checkpoint", evidence.body.toString("utf8"));
  assert.equal(verifyFile(evidence.body.toString("utf8")).ok, true);

  const batch = async () => (await one.ask(`/api/batches/${id}`)).json<Batch>();
  let before = await batch();
  // The nation has it; that it has is told the city a moment later.
  while (!before.spans.some(({ step, node }) => step === "there" && node === NATION)) {
    await patience("the nation's receipt at the city", before);
    before = await batch();
  }
  assert.deepEqual(
    before.hops.map(({ peer, state }) => [peer, state]),
    [[PROVINCE, "delivered"]],
  );
  const there = before.spans.filter(({ step }) => step === "there").map(({ node }) => node);
  assert.deepEqual([...new Set(there)].sort(), [NATION, PROVINCE]);
  const reason = "省级要求再送一次";
  const two = await console.operator(["security"]);
  const replayed = async () => {
    const proposed = await one.ask(`/api/batches/${id}/orders`, {
      body: { id: randomUUID(), act: "replay", peer: PROVINCE, reason },
    });
    const order = String(proposed.json()["id"]);
    const body = { decision: "approve", reason };
    assert.equal((await two.ask(`/api/orders/${order}/decision`, { body })).status, 200);
    let after = await batch();
    for (; after.hops[0]?.state !== "delivered"; after = await batch())
      await patience("the batch delivered again", after.hops);
    assert.deepEqual(
      after.receipts.map(({ node }) => node).sort(),
      before.receipts.map(({ node }) => node).sort(),
    );
  };
  await replayed();
  // The same batch compressed to other bytes, as it may be: the province finds out by its id.
  await path.db[PROVINCE]?.query("update intake set sha256 = sha256(sha256) where kind = 'sealed'");
  await replayed();
  const { rows } = (await path.db[PROVINCE]?.query("select count(*)::int as n from batch")) ?? { rows: [] };
  assert.deepEqual(rows, [{ n: 1 }], "the province stored it once");

  // The province's own view of it: what came before it came, and where it went on.
  const provincial = path.db[PROVINCE];
  assert.ok(provincial);
  const network = JSON.parse(readFileSync(join(path.folder, "network.json"), "utf8")) as Network;
  const viewing = {
    db: provincial,
    node: PROVINCE,
    network: () => network,
    clock: () => new Date(),
    itemOf: () => "",
  };
  const seen = await viewBatch(viewing, { id: one.id, name: "", roles: ["operator"], scope: null }, id);
  assert.deepEqual(
    [seen.kind, seen.door, seen.sender, seen.receivedFrom, seen.origin],
    ["sealed", "node", SENDER, CITY, CITY],
  );
  assert.deepEqual(
    seen.spans.slice(0, 2).map(({ step, node }) => [step, node]),
    [
      ["origin", CITY],
      ["onward", CITY],
    ],
  );
  assert.deepEqual(
    seen.hops.map(({ peer, state }) => [peer, state]),
    [[NATION, "delivered"]],
  );
  assert.ok(
    seen.possible.some(({ act }) => act === "feedback"),
    "its receipt can be sent again",
  );
  const foreign = viewBatch(viewing, { id: one.id, name: "", roles: ["viewer"], scope: [OTHER] }, id);
  await assert.rejects(foreign, { code: "NOT_FOUND" });

  await path.stop(PROVINCE);
  const away = (await follow()).stops.find(({ node }) => node === PROVINCE);
  assert.deepEqual(
    [away?.state, away?.asked],
    ["held", "unreachable"],
    "what its receipt told is known all the same",
  );
});
