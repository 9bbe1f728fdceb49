/** What judges follows from when a thing was received: also where it is worked long after, or is pushed record by record. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { testCity } from "../test-city.ts";
import { CITY, sendFile, testPath } from "../test-path.ts";
import { companyCode, MAY_SEND, ORGAN, PENALTIES, SENDER } from "../test-penalties.ts";
import { ADAPTER_FILE, demandRemarks, edit, makeRelease, penaltyFile, takeBy } from "./test-releases.ts";

const HOUR = 3_600_000;

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(100);
}

test("a file that came before a release is judged by the catalog of then, though it is worked after", async (t) => {
  const path = await testPath(t, [SENDER]);
  path.configure(CITY, { roles: ["receive", "api"] });
  await path.start(CITY);
  const client = path.client(SENDER);
  const { id } = await client.upload(penaltyFile(path, "before.csv", { n: 1 }, false), PENALTIES);
  // Without a grace, so that nothing but the time of receipt can have it accepted.
  const effectiveAt = new Date();
  const plan = { number: 1, effectiveAt, graceUntil: effectiveAt, change: demandRemarks };
  assert.equal((await takeBy(path, CITY, makeRelease(path, plan))).code, 0);
  await path.stop(CITY);
  path.configure(CITY, { roles: ["receive", "work", "api"] });
  await path.start(CITY);
  for (;;) {
    const { state, counts } = await client.status(id, 30);
    if (state === "due") continue;
    assert.deepEqual([state, counts?.accepted], ["done", 1]);
    break;
  }
  const after = await sendFile(client, penaltyFile(path, "after.csv", { n: 2 }, false), PENALTIES);
  assert.deepEqual([after.state, after.refusal?.code], ["refused", "MAP_MISSING_COLUMN"]);
});

test("pushed records are judged by the release that their sender names, and groups hold one release each", async (t) => {
  const city = await testCity(t, [SENDER], { agencies: [MAY_SEND] });
  const release = async (number: number, change?: (folder: string) => void) => {
    const effectiveAt = new Date();
    const graceUntil = new Date(effectiveAt.getTime() + HOUR);
    const file = makeRelease(city.path, { number, effectiveAt, graceUntil, ...(change && { change }) });
    assert.equal((await takeBy(city.path, CITY, file)).code, 0);
    await until(async () => {
      const { inForce } = (await city.ask(SENDER, "/v1/releases")).json();
      return (inForce as { number: number }).number === number;
    });
  };
  await release(1);
  await release(2, (folder) => {
    demandRemarks(folder);
    edit(folder, ADAPTER_FILE, "version: 1.0.0", "version: 2.0.0");
  });
  const push = async (n: number, number: string | null) =>
    await city.ask(SENDER, `/v1/records?adapter=${PENALTIES}`, {
      ...(number !== null && { headers: { "xinqiao-catalog": number } }),
      body: { records: [record(n)] },
    });
  const [older, newer, unknown] = await Promise.all([push(1, "1"), push(2, null), push(3, "7")]);
  assert.deepEqual([unknown.status, unknown.json()["code"]], [409, "RELEASE_NOT_ACCEPTED"]);
  const judgedBy = async (reply: typeof older) => {
    assert.equal(reply.status, 200, String(reply.body));
    const { rows } = await city.db.query<{ number: number }>(
      "select r.number from batch b join catalog_release r on r.content = b.catalog where b.batch_id = $1",
      [reply.json()["batch"]],
    );
    return rows[0]?.number;
  };
  assert.deepEqual([await judgedBy(older), await judgedBy(newer)], [1, 2]);

  // And each record says so to who reads it.
  const [pushed] = older.json()["results"] as { record: string; subject: string }[];
  const seen = await city.ask(SENDER, `/v1/records/${pushed?.record}?item=XZCF&subject=${pushed?.subject}`);
  const { accepted } = (await city.ask(SENDER, "/v1/releases")).json();
  assert.deepEqual(
    (accepted as { number: number }[]).map(({ number }) => number),
    [0, 1],
  );
  const first = await city.db.query<{ content: string }>(
    "select content from catalog_release where number = 1",
  );
  assert.equal(seen.json()["catalog"], first.rows[0]?.content);
  assert.ok(city.lines.some((line) => line.includes("release 2 of the catalog")));
});

/** Without the column that release 2 demands. */
function record(n: number): Record<string, string> {
  return {
    CF_XDR_MC: `虚构${n}号贸易有限公司`,
    CF_XDR_LB: "法人及非法人组织",
    CF_XDR_SHXYM: companyCode(n),
    CF_FRDB: "张虚构",
    CF_WSH: `济测罚〔2026〕${n}号`,
    CF_WFXW: "未按规定公示",
    CF_SY: "当事人未按规定公示信息",
    CF_YJ: "《虚构条例》第一条",
    CF_CFLB: "罚款",
    CF_NR: "罚款人民币1万元",
    CF_NR_FK: "1.000000",
    CF_JDRQ: "2026-11-18",
    CF_YXQ: "2027-11-18",
    CF_GSJZQ: "2027-11-18",
    CF_CFJG: "济南市测试局",
    CF_CFJGDM: ORGAN,
    CF_SJLY: "济南市测试局",
    CF_SJLYDM: ORGAN,
  };
}
