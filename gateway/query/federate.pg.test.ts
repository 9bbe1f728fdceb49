import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { Writable } from "node:stream";
import { type TestContext, test } from "node:test";
import iconv from "iconv-lite";

import { loadConfig } from "../config.ts";
import { CATALOG_FOLDER } from "../data.ts";
import type { Grant } from "../model/access.ts";
import { atEnd } from "../model/test-end.ts";
import { startNode } from "../node.ts";
import { testCity, writeAccess } from "../test-city.ts";
import { watchContract } from "../test-contract.ts";
import { CITY, NATION, PROVINCE, sendFile } from "../test-path.ts";
import {
  companyCode,
  MAY_SEND,
  PENALTIES,
  type PenaltyRow,
  penalties,
  residentNumber,
  SENDER,
} from "../test-penalties.ts";

const OTHER = "jinan-observer";
const SAID = { purpose: "licensing", basis: "中华人民共和国行政许可法第三十四条" };
const GRANT: Grant = { item: "XZCF", actions: ["query"], upTo: "personal" };

interface Answer {
  readonly records: readonly {
    readonly fields: Record<string, string>;
    readonly withheld: readonly string[];
  }[];
  readonly sources: readonly { readonly node: string; readonly state: string; readonly code?: string }[];
  readonly partial: boolean;
}

/** A city whose records a province has too, and some that only the province has. */
async function network(t: TestContext, provinceGrants: readonly Grant[]) {
  const it = await testCity(t, [SENDER, OTHER], { agencies: [MAY_SEND, { id: OTHER, grants: [GRANT] }] });
  const province = it.path.db[PROVINCE];
  assert.ok(province);
  const asked = watchContract();
  const start = async () => {
    writeAccess(it.path.folder, PROVINCE, 1, { nodes: [{ id: CITY, grants: provinceGrants }] });
    it.path.configure(PROVINCE, { access: "access.json" });
    const out = new Writable({ write: (_chunk, _encoding, done) => done() });
    await it.path.makeDatabase(PROVINCE);
    const node = await startNode(
      loadConfig(join(it.path.folder, "nodes", PROVINCE, "node.json"), {}),
      out,
      asked,
    );
    atEnd(t, () => node.stop());
  };
  const client = it.path.client(SENDER, `https://127.0.0.1:${it.node.port}`);
  const put = async (...rows: readonly PenaltyRow[]) => {
    const bytes = iconv.encode(penalties(...rows).toString(), "gb18030");
    const sent = await sendFile(client, it.path.file("one.csv", bytes), PENALTIES);
    assert.equal(sent.state, "done");
  };
  const arrived = async (count: number) => {
    for (;;) {
      const { rows } = await province.query<{ n: number }>("select count(*) as n from record");
      if ((rows[0]?.n ?? 0) >= count) return;
    }
  };
  const query = async (subject: object, more: object = {}): Promise<Answer> => {
    const answer = await it.ask(OTHER, "/v1/queries", { body: { subject, ...SAID, ...more } });
    assert.equal(answer.status, 200, String(answer.body));
    asked.verify();
    return answer.json() as unknown as Answer;
  };
  return { ...it, province, start, put, arrived, query };
}

const stateOf = ({ sources }: Answer) => sources.map(({ node, state, code }) => [node, state, code]);

test("what only the parent has is found there, masked by what each of both grants, and logged at both", async (t) => {
  const { start, put, arrived, query, db, province } = await network(t, [
    { ...GRANT, upTo: "shared", purposes: ["licensing"] },
  ]);
  await start();
  await put({ n: 1 }, { n: 2, person: true });
  await arrived(2);
  const person = { certType: "身份证", certNo: residentNumber(2) };
  const here = await query(person);
  assert.equal(here.records.length, 1, "what both have is told once");
  assert.equal(here.records[0]?.fields["subjectCertNo"], residentNumber(2), "as this node grants it");
  assert.deepEqual(stateOf(here), [
    [CITY, "answered", undefined],
    [PROVINCE, "answered", undefined],
    // The province asks further; nobody has started the nation.
    [NATION, "unreachable", undefined],
  ]);
  await db.query("delete from record");
  const there = await query(person);
  assert.equal(there.records.length, 1);
  assert.deepEqual(there.records[0]?.withheld, ["subjectCertType"]);
  assert.ok(!JSON.stringify(there).includes(residentNumber(2)));
  assert.equal(there.partial, true);
  assert.deepEqual((await query(person, { federated: false })).records, []);
  const logged = await province.query(
    "select agency, via, purpose, level, records from query_log order by at",
  );
  assert.deepEqual(logged.rows.at(-1), {
    ...{ agency: OTHER, via: `node:${CITY}`, purpose: "licensing", level: "shared", records: 1 },
  });
});

test("a parent that is away, slow or unwilling makes the answer partial and is named", async (t) => {
  const { start, put, query, province } = await network(t, [{ ...GRANT, purposes: ["supervision"] }]);
  await put({ n: 1 });
  const away = await query({ uscc: companyCode(1) });
  assert.equal(away.records.length, 1);
  assert.equal(away.partial, true);
  assert.deepEqual(stateOf(away)[1], [PROVINCE, "unreachable", undefined]);
  await start();
  assert.deepEqual(stateOf(await query({ uscc: companyCode(1) }))[1], [
    PROVINCE,
    "refused",
    "PURPOSE_NOT_GRANTED",
  ]);
  await province.transaction(async (client) => {
    await client.query("lock table record in access exclusive mode");
    const slow = await query({ uscc: companyCode(1) }, { purpose: "supervision", timeoutMilliseconds: 300 });
    assert.deepEqual(stateOf(slow)[1], [PROVINCE, "timeout", undefined]);
    assert.equal(slow.records.length, 1);
  });
});

test("only a node may pass a question on, for an agency that is registered there, and never in a circle", async (t) => {
  const { ask } = await network(t, []);
  const body = {
    ...{ agency: OTHER, node: CITY, subject: companyCode(1), ...SAID },
    ...{ path: [PROVINCE], timeoutMilliseconds: 1000 },
  };
  const post = async (who: string, more: object = {}) =>
    (await ask(who, "/node/v1/queries", { body: { ...body, ...more } })).json()["code"];
  assert.equal(await post(OTHER), "PEER_UNKNOWN");
  assert.equal(await post(`node:${PROVINCE}`), "NOT_GRANTED");
  const everything = globSync("items/**/*.yaml", { cwd: CATALOG_FOLDER }).map((file) =>
    basename(file, ".yaml"),
  );
  assert.ok(everything.length > 200);
  assert.equal(await post(`node:${PROVINCE}`, { items: everything }), "NOT_GRANTED", "the whole catalog");
  assert.equal(await post(`node:${PROVINCE}`, { agency: "jinan-nobody" }), "PEER_UNKNOWN");
  assert.equal(await post(`node:${PROVINCE}`, { path: [CITY, PROVINCE] }), "REQUEST_INVALID");
  assert.equal(await post(`node:${PROVINCE}`, { path: [] }), "REQUEST_INVALID");
});
