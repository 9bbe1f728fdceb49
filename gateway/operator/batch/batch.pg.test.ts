import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { ADAPTERS_FOLDER } from "../../data.ts";
import { verifyFile } from "../../evidence/verify.ts";
import { insertJournal } from "../../store/console/journal.ts";
import { CITY, PROVINCE } from "../../test-path.ts";
import { companyCode, PENALTIES, residentNumber, SENDER } from "../../test-penalties.ts";
import type { JsonAnswer } from "../admit.ts";
import { OTHER, sendingConsole } from "../test-batches.ts";
import { testConsole } from "../test-console.ts";

type Batch = JsonAnswer<"getBatch">;
type Rows = JsonAnswer<"listBatchRows">;

const BROKEN = [2, 3, 4].map((n) => ({ n, content: "" }));

test("a batch is told whole: its steps over time, its counts, its receipt, what it waits for", async (t) => {
  const { operator, sent } = await sendingConsole(t);
  const id = await sent({ n: 1 }, ...BROKEN, { n: 5 });
  const { ask } = await operator(["operator"]);
  const answer = await ask(`/api/batches/${id}`);
  assert.equal(answer.status, 200, String(answer.body));
  const batch = answer.json<Batch>();
  assert.equal(batch.state, "partial");
  assert.equal(batch.sender, SENDER);
  assert.equal(batch.item, "XZCF");
  assert.equal(batch.file.name, "夜间.csv");
  assert.deepEqual(batch.counts, {
    ...{ rows: 5, accepted: 2, rejected: 3, duplicates: 0, warnings: 0, leaves: 2, withheld: 0 },
  });
  const steps = batch.spans.filter(({ node }) => node === CITY).map(({ step }) => step);
  for (const step of ["receive", "queue", "turn", "judge", "seal", "store"] as const)
    assert.ok(steps.includes(step), `${step} among ${steps.join(" ")}`);
  const [own] = batch.receipts;
  assert.deepEqual([own?.node, own?.own, own?.agrees, own?.signed], [CITY, true, true, true]);
  assert.deepEqual(
    batch.hops.map(({ peer, state }) => [peer, state]),
    [[PROVINCE, "waiting"]],
  );
  for (const { from, to } of batch.spans) assert.ok(to === null || from <= to);
});

test("what was found is grouped by rule, with the remedy in both languages and rows to look at", async (t) => {
  const { operator, sent } = await sendingConsole(t);
  const id = await sent({ n: 1 }, ...BROKEN);
  const { ask } = await operator(["operator"]);
  const { groups, more } = (await ask(`/api/batches/${id}/findings`)).json<JsonAnswer<"getBatchFindings">>();
  assert.equal(more, false);
  const [first] = groups;
  assert.equal(first?.code, "VALUE_REQUIRED");
  assert.equal(first.severity, "reject");
  assert.deepEqual([first.findings, first.rows, first.samples], [3, 3, [3, 4, 5]]);
  assert.match(first.message.zh, /请填写/);
  assert.match(first.message.en, /fill it in/);
});

test("rejected rows come by their number with masked values, accepted ones as masked records", async (t) => {
  const { operator, sent } = await sendingConsole(t);
  const id = await sent({ n: 1 }, ...BROKEN, { n: 6, person: true, content: "" }, { n: 7, person: true });
  const { ask } = await operator(["viewer"], [SENDER]);
  const get = async (query: string) => (await ask(`/api/batches/${id}/rows?${query}`)).json<Rows>();
  let page = await get("state=rejected&limit=3");
  while (page.values === "absent") {
    await pause(100);
    page = await get("state=rejected&limit=3");
  }
  assert.deepEqual(
    page.items.map(({ number }) => number),
    [3, 4, 5],
  );
  const code = page.columns.indexOf("CF_XDR_SHXYM");
  assert.equal(page.items[0]?.values?.[code], companyCode(2));
  assert.equal(page.items[0]?.findings[0]?.code, "VALUE_REQUIRED");
  const rest = await get(`state=rejected&limit=3&cursor=${page.next ?? ""}`);
  assert.deepEqual(
    rest.items.map(({ number }) => number),
    [6],
  );
  assert.equal(rest.next, null);
  const certNo = page.columns.indexOf("CF_XDR_ZJHM");
  assert.match(rest.items[0]?.values?.[certNo] ?? "", /^371?\d?\*+/);
  assert.ok(
    !JSON.stringify([page, rest]).includes(residentNumber(6)),
    "a person's number is never shown whole",
  );
  const from = await get("state=rejected&row=5");
  assert.deepEqual(
    from.items.map(({ number }) => number),
    [5, 6],
  );
  assert.deepEqual((await get("state=rejected&code=ID_USCC")).items, []);

  const accepted = await get("state=accepted&limit=1");
  assert.deepEqual(
    accepted.items.map(({ number, state }) => [number, state]),
    [[0, "accepted"]],
  );
  const last = await get(`state=accepted&cursor=${accepted.next ?? ""}`);
  assert.equal(last.items.length, 1);
  assert.ok(!JSON.stringify(last).includes(residentNumber(7)));
  assert.ok((last.items[0]?.hidden ?? []).length > 0);
});

test("of a workbook too the rejected rows show their values, masked, a damaged number as well", async (t) => {
  const [agency, adapter] = ["jinan-human-resources", "cities/jinan-wage-arrears"];
  const access = {
    agencies: [{ id: agency, grants: [{ item: "TQGZ", actions: ["send" as const], upTo: "open" as const }] }],
  };
  const { city, operator } = await testConsole(t, { agencies: [agency], access });
  const body = readFileSync(join(ADAPTERS_FOLDER, adapter, "samples/refused-rows.input.xlsx"));
  const path = `/v1/batches?adapter=${encodeURIComponent(adapter)}&name=month.xlsx`;
  const taken = await city.ask(agency, path, { method: "PUT", body });
  assert.equal(taken.status, 202, String(taken.body));
  const { ask } = await operator(["viewer"], [agency]);
  const get = async () => {
    const answer = await ask(`/api/batches/${String(taken.json()["id"])}/rows?state=rejected`);
    return answer.status === 200 ? answer.json<Rows>() : undefined;
  };
  let page = await get();
  for (; page?.values !== "shown"; page = await get()) await pause(100);
  const valuesOf = (title: string) => page.items.map(({ values }) => values?.[page.columns.indexOf(title)]);
  assert.deepEqual(
    page.items.map(({ number }) => number),
    [3, 4, 5, 6, 7],
  );
  const numbers = valuesOf("aac002");
  assert.ok(
    numbers.every((number) => number !== undefined && /^\d{3}\*+\d{4}$/.test(number)),
    numbers.join(),
  );
  assert.equal(valuesOf("xmmc")[0], "虚构家园301期");
});

test("who is confined to other agencies finds nothing of a batch, as of one that never was", async (t) => {
  const { operator, sent } = await sendingConsole(t);
  const id = await sent({ n: 1, content: "" });
  const stranger = await operator(["viewer"], [OTHER]);
  const own = await operator(["viewer"], [SENDER]);
  for (const part of [
    "",
    "/findings",
    "/rows?state=rejected",
    "/rows?state=accepted",
    "/seal",
    "/files/seal",
    "/files/summary",
  ]) {
    for (const absent of [id, randomUUID()]) {
      const answer = await stranger.ask(`/api/batches/${absent}${part}`);
      assert.equal(answer.status, 404, part);
      assert.equal(answer.json()["code"], "NOT_FOUND");
    }
    if (part !== "/files/summary")
      assert.equal((await own.ask(`/api/batches/${id}${part}`)).status, 200, part);
  }
  assert.equal(
    (await own.ask(`/api/batches/${id}/rejected`)).status,
    403,
    "the sender's text is not for viewers",
  );
});

test("files can be taken away and verify; rejected rows leave an audit entry", async (t) => {
  const { operator, sent, city } = await sendingConsole(t);
  const id = await sent({ n: 1 }, { n: 2, content: "" });
  const { ask } = await operator(["operator"]);
  for (const kind of ["seal", "receipt"]) {
    const file = await ask(`/api/batches/${id}/files/${kind}`);
    assert.equal(verifyFile(file.body.toString("utf8")).ok, true, kind);
    assert.match(String(file.headers["content-disposition"]), /^attachment/);
  }
  assert.equal((await ask(`/api/batches/${id}/files/manifest`)).json()["batch"], id);
  let rejected = await ask(`/api/batches/${id}/rejected`);
  for (; rejected.status === 404; rejected = await ask(`/api/batches/${id}/rejected`)) await pause(100);
  assert.equal(rejected.headers["content-type"], "text/csv; charset=gb18030");
  const { rows } = await city.db.query("select act, target from operator_act where act like 'batch.%'");
  assert.deepEqual(rows, [{ act: "batch.rejected.download", target: `batch:${id}` }]);
});

test("an entry of the demonstration history says that it is one, and has nothing behind it", async (t) => {
  const { operator, city } = await sendingConsole(t);
  const at = new Date(Date.now() - 86_400_000);
  const entryId = randomUUID();
  await insertJournal(city.db, [
    {
      ...{
        at,
        entryId,
        kind: "file",
        batchId: null,
        batchSeq: null,
        intakeId: null,
        agency: SENDER,
        origin: CITY,
        peer: "",
      },
      ...{
        item: "XZCF",
        adapter: PENALTIES,
        door: "sftp",
        state: "partial",
        fileName: "penalties.csv",
        bytes: 9000,
      },
      ...{ rows: 40, accepted: 38, rejected: 2, duplicates: 0, warnings: 0, code: "", attempts: 1 },
      ...{ endedAt: new Date(at.getTime() + 2000), demo: true },
    },
  ]);
  const { ask } = await operator(["operator"]);
  const batch = (await ask(`/api/batches/${entryId}`)).json<Batch>();
  assert.deepEqual([batch.demo, batch.state, batch.counts?.rejected], [true, "partial", 2]);
  assert.deepEqual([batch.possible, batch.receipts], [[], []]);
  assert.equal((await ask(`/api/batches/${entryId}/seal`)).status, 404);
  const stranger = await operator(["viewer"], [OTHER]);
  assert.equal((await stranger.ask(`/api/batches/${entryId}`)).status, 404);
});
