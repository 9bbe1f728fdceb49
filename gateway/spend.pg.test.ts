import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import iconv from "iconv-lite";
import { penalty } from "./push/test-door.ts";
import { type Reply, testCity } from "./test-city.ts";
import { MAY_SEND, PENALTIES, penalties, SENDER } from "./test-penalties.ts";

const OTHER = "jinan-observer";

test("limits of an agency are its own", async (t) => {
  const { ask, db } = await testCity(t, [SENDER, OTHER], {
    agencies: [
      { ...MAY_SEND, limits: { recordsPerDay: 3 } },
      { id: OTHER, grants: [], limits: { requestsPerSecond: 1, burst: 5 } },
    ],
  });
  const put = async (n: number) =>
    await ask(SENDER, `/v1/batches?adapter=${PENALTIES}&name=${n}.csv`, {
      method: "PUT",
      body: iconv.encode(penalties({ n }, { n: n + 1 }).toString(), "gb18030"),
      headers: { "content-type": "application/octet-stream" },
    });

  await t.test("who asks too often waits, while the others are answered", async () => {
    const answers: Reply[] = [];
    for (let at = 0; at < 12; at++) answers.push(await ask(OTHER, "/v1/me"));
    const refused = answers.find(({ status }) => status === 429);
    assert.ok(refused);
    assert.equal(refused.json()["code"], "RATE_LIMITED");
    assert.ok(Number(refused.headers["retry-after"]) >= 1);
    assert.match(String(refused.headers["ratelimit-policy"]), /^"read";q=5;w=5$/);
    assert.equal((await ask(SENDER, "/v1/me")).status, 200);
  });

  await t.test("who has sent as many records today as it may is told so, until the day is over", async () => {
    // The limit is watched and not exact: some files pass before their rows are counted.
    let answer = await put(1);
    let files = 1;
    for (; answer.status === 202; answer = await put(files * 2)) {
      files++;
      await pause(300);
    }
    assert.deepEqual([answer.status, answer.json()["code"]], [429, "QUOTA_EXCEEDED"]);
    assert.ok(files >= 2);
    assert.equal((await ask(SENDER, "/v1/batches")).status, 200);
    // What came before midnight is another day's.
    await db.query("update intake set received_at = received_at - interval '1 day'");
    await db.query("update batch set received_at = received_at - interval '1 day'");
    while ((await put(1000)).status === 429) await pause(300);
  });
});

test("pushes count for the day as files do, and an upload that begins counts with both", async (t) => {
  const limits = { bytesPerDay: 4000 };
  const { ask, db } = await testCity(t, [SENDER], { agencies: [{ ...MAY_SEND, limits }] });
  const adapter = `adapter=${encodeURIComponent(PENALTIES)}`;
  const push = async (n: number) =>
    await ask(SENDER, `/v1/records?${adapter}`, { body: { records: [penalty({ n })] } });
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const upload = async () =>
    await ask(SENDER, "/v1/uploads", {
      method: "POST",
      headers: {
        ...{ "tus-resumable": "1.0.0", "upload-length": "10" },
        "upload-metadata": `adapter ${base64(PENALTIES)},name ${base64("a.csv")}`,
      },
    });
  assert.equal((await upload()).status, 201);
  let answer = await push(1);
  let pushes = 1;
  for (; answer.status === 200; answer = await push(pushes)) {
    pushes++;
    await pause(200);
  }
  assert.deepEqual([answer.status, answer.json()["code"]], [429, "QUOTA_EXCEEDED"]);
  assert.ok(pushes > 2);
  assert.equal((await db.query("select count(*)::int as n from intake")).rows[0]?.["n"], 0);
  for (let refused = await upload(); ; refused = await upload()) {
    if (refused.status === 201) continue;
    assert.deepEqual([refused.status, refused.json()["code"]], [429, "QUOTA_EXCEEDED"]);
    break;
  }
});
