import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import iconv from "iconv-lite";

import { type Reply, testCity } from "./test-city.ts";
import { MAY_SEND, PENALTIES, penalties, SENDER } from "./test-penalties.ts";

const OTHER = "jinan-health";

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
