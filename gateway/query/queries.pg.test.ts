import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, type TestContext, test } from "node:test";

import type { Access, Grant } from "../model/access.ts";
import type { Caller } from "../model/caller.ts";
import type { Refusal } from "../model/refusal.ts";
import type { QueryEntry } from "../query-log.ts";
import { compileRights } from "../rights/judge.ts";
import { type TestNetwork, type TestNode, takeFile, testNode } from "../test-node.ts";
import {
  companyCode,
  PENALTIES,
  penalties,
  penaltyNetwork,
  residentNumber,
  SENDER,
} from "../test-penalties.ts";
import { answerPeriod, answerSubject, answerSubjects, type Desk } from "./queries.ts";
import { readHistory, readPath, readRecord } from "./records.ts";
import { compileSubjectKey } from "./subject.ts";
import { readTogether } from "./together.ts";

let network: TestNetwork;
before(async () => {
  network = await penaltyNetwork();
});

const trace = { traceId: "1".repeat(32), spanId: "2".repeat(16), flags: "00" };
const agency = (id: string): Caller => ({ kind: "agency", id, via: "certificate", trace });
const SAID = { purpose: "licensing", basis: "《虚构条例》第二条" };
const OTHER = "jinan-observer";

async function desk(
  t: TestContext,
  grants: readonly Grant[],
): Promise<{ node: TestNode; desk: Desk; log: QueryEntry[] }> {
  const node = await testNode(t, network, "370100");
  const { catalog, adapters } = network.known;
  const access = { agencies: [{ id: OTHER, grants }], nodes: [] } as unknown as Access;
  const rights = compileRights(access, catalog.items);
  const log: QueryEntry[] = [];
  return {
    node,
    log,
    desk: {
      db: node.db,
      quick: node.db,
      firstPage: readTogether(node.db),
      permissions: { catalog, adapters, node: "370100", rights: () => rights, clock: node.clock },
      subjectKey: compileSubjectKey(network.subjectKey),
      term: () => null,
      mask: (_standard, level) => () => ({ fields: `{"level":"${level}"}`, withheld: ["x"], masked: [] }),
      log: (entry) => Promise.resolve(`query-${log.push(entry)}`),
      clock: node.clock,
    },
  };
}

const GRANT: Grant = { item: "XZCF", actions: ["query"], upTo: "restricted", purposes: ["licensing"] };
const refused = (code: string) => (error: unknown) =>
  (error as Refusal).code === code || assert.fail(String(error));

interface Answer {
  readonly subject: string;
  readonly records: readonly {
    readonly id: string;
    readonly subject: string;
    readonly fields: Record<string, string>;
  }[];
  readonly next: string | null;
}
const read = (text: string) => JSON.parse(text) as Answer;

test("who has a grant sees others' records at its level, whoever sent them sees all of them, and both are logged first", async (t) => {
  const { node, desk: it, log } = await desk(t, [GRANT]);
  await takeFile(node, PENALTIES, penalties({ n: 1 }, { n: 2 }));
  const subject = { uscc: companyCode(1) };
  const foreign = read(await answerSubject(it, agency(OTHER), { subject, ...SAID }));
  assert.deepEqual(
    foreign.records.map((one) => one.fields),
    [{ level: "restricted" }],
  );
  const own = read(await answerSubject(it, agency(SENDER), { subject, ...SAID }));
  assert.equal(own.records[0]?.fields["content"], "罚款人民币1万元");
  assert.deepEqual(
    log.map(({ agency: who, items, subject: key, records, level }) => [who, items, key, records, level]),
    [
      [OTHER, ["XZCF"], companyCode(1), 1, "restricted"],
      [
        SENDER,
        [
          ...new Set(network.known.adapters.filter((one) => one.agency === SENDER).map(({ item }) => item)),
        ].sort(),
        companyCode(1),
        1,
        "personal",
      ],
    ],
  );
  await assert.rejects(
    answerSubject({ ...it, log: () => Promise.reject(new Error("no log")) }, agency(OTHER), {
      subject,
      ...SAID,
    }),
    /no log/,
  );
});

test("what is asked by name is refused by name; nothing at all is never an empty answer", async (t) => {
  const { desk: it, log } = await desk(t, [GRANT]);
  const subject = { uscc: companyCode(1) };
  const ask = async (more: object, who = OTHER) =>
    await answerSubject(it, agency(who), { subject, ...SAID, ...more });
  await assert.rejects(ask({ items: ["XZXK"] }), refused("NOT_GRANTED"));
  await assert.rejects(ask({ items: ["NOSUCH"] }), refused("ITEM_UNKNOWN"));
  await assert.rejects(ask({ purpose: "curiosity" }), refused("PURPOSE_NOT_GRANTED"));
  await assert.rejects(ask({ basis: " " }), refused("PURPOSE_REQUIRED"));
  await assert.rejects(ask({}, "jinan-nobody"), refused("NOT_GRANTED"));
  await assert.rejects(ask({ subject: { uscc: "91370100MA0000001A" } }), refused("SUBJECT_INVALID"));
  await assert.rejects(ask({ cursor: "abc" }), refused("CURSOR_INVALID"));
  await assert.rejects(
    answerSubjects(it, agency(OTHER), { subjects: [subject], ...SAID }),
    refused("BULK_NOT_GRANTED"),
  );
  const from = "2026-11-20T00:00:00.000Z";
  await assert.rejects(
    answerPeriod(it, agency(OTHER), { item: "XZCF", from, to: from, ...SAID }),
    refused("PERIOD_INVALID"),
  );
  assert.deepEqual(log, []);
});

test("a person is found by the number of the document and its old form is the same person; no answer holds the number", async (t) => {
  const { node, desk: it } = await desk(t, [GRANT]);
  const number = residentNumber(12);
  await takeFile(node, PENALTIES, penalties({ n: 12, person: true }));
  const ask = async (certNo: string) =>
    read(await answerSubject(it, agency(OTHER), { subject: { certType: "身份证", certNo }, ...SAID }));
  const found = await ask(number);
  assert.equal(found.records.length, 1);
  assert.match(found.subject, /^p:/);
  assert.equal((await ask(number.slice(0, 6) + number.slice(8, 17))).records[0]?.id, found.records[0]?.id);
  assert.equal((await ask(residentNumber(13))).records.length, 0);
  assert.ok(!JSON.stringify(found).includes(number));
  const byKey = read(await answerSubject(it, agency(OTHER), { subject: { key: found.subject }, ...SAID }));
  assert.deepEqual(byKey.records, found.records);
});

test("lists keep the order of the request and name what is no identifier; periods go page by page", async (t) => {
  const { node, desk: it } = await desk(t, [{ ...GRANT, bulk: true }]);
  const from = node.now.toISOString();
  await takeFile(node, PENALTIES, penalties({ n: 1 }, { n: 2 }, { n: 3 }));
  const subjects = [{ uscc: companyCode(3) }, { uscc: "91370100MA0000001A" }, { uscc: companyCode(9) }];
  const { answers } = JSON.parse(await answerSubjects(it, agency(OTHER), { subjects, ...SAID })) as {
    answers: { code?: string; records: { subject: string }[] }[];
  };
  assert.deepEqual(
    answers.map(({ code, records }) => code ?? records.map((one) => one.subject)),
    [[companyCode(3)], "SUBJECT_INVALID", []],
  );
  const to = new Date(node.now.getTime() + 1000).toISOString();
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = read(
      await answerPeriod(it, agency(OTHER), { item: "XZCF", from, to, cursor, limit: 2, ...SAID }),
    );
    seen.push(...page.records.map((one) => one.subject));
    cursor = page.next;
  }
  assert.deepEqual(seen, [1, 2, 3].map(companyCode));
});

test("a record that is not one's own is answered as one that never was, whatever is stated", async (t) => {
  const { node, desk: it, log } = await desk(t, [GRANT]);
  await takeFile(node, PENALTIES, penalties({ n: 1 }));
  await takeFile(node, PENALTIES, penalties({ n: 1, content: "罚款一万元整" }));
  const subject = companyCode(1);
  const { records } = read(await answerSubject(it, agency(SENDER), { subject: { key: subject }, ...SAID }));
  const there = { id: records[0]?.id ?? "", item: "XZCF", subject };
  const codeOf = async (who: string, asked: object) =>
    await readRecord(it, agency(who), { ...there, ...asked }).then(
      () => "seen",
      (error: unknown) => (error as Refusal).code,
    );
  for (const said of [undefined, SAID]) {
    for (const id of [there.id, randomUUID(), "x"])
      assert.equal(await codeOf("jinan-nobody", { id, said }), "NOT_FOUND");
    assert.equal(await codeOf(SENDER, { said }), "seen");
  }
  for (const id of [there.id, randomUUID()]) assert.equal(await codeOf(OTHER, { id }), "PURPOSE_REQUIRED");
  log.length = 0;
  assert.equal(await codeOf(OTHER, { said: SAID }), "seen");
  assert.equal(await codeOf(OTHER, { said: SAID, id: randomUUID() }), "NOT_FOUND");
  assert.deepEqual(
    log.map((one) => one.records),
    [1, 0],
  );
  const history = JSON.parse(await readHistory(it, agency(SENDER), there)) as { versions: object[] };
  assert.equal(history.versions.length, 2);
});

test("the path of a record tells where it is, where it waits and where no rule hands it on", async (t) => {
  const { node, desk: it } = await desk(t, [GRANT]);
  await takeFile(node, PENALTIES, penalties({ n: 1 }));
  const { records } = read(
    await answerSubject(it, agency(SENDER), { subject: { uscc: companyCode(1) }, ...SAID }),
  );
  const asked = { id: records[0]?.id ?? "", item: "XZCF", subject: companyCode(1) };
  const path = await readPath(it, agency(SENDER), asked, (row) => ({
    key: "k",
    text: row.body,
    signature: row.signature,
  }));
  assert.deepEqual(
    path.stops.map(({ node: at, role, state }) => [at, role, state]),
    [
      ["370100", "origin", "held"],
      ["370000", "hop", "waiting"],
    ],
  );
});
