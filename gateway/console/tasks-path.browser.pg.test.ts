/**
 * What an operator does about the way between nodes, before the console of a city whose province and nation are real
 * processes like it: a hop that is stuck while the parent is away is tried again once it is back; one record is
 * followed to the nation, hop by hop.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import iconv from "iconv-lite";

import { signedIn } from "../operator/test-console.ts";
import type { Database } from "../store/connect.ts";
import { freePort } from "../store/free-port.ts";
import { writeAccess } from "../test-city.ts";
import { CITY, NATION, PROVINCE, sendFile, type TestPath, testPath } from "../test-path.ts";
import { companyCode, MAY_SEND, PENALTIES, penalties, SENDER } from "../test-penalties.ts";
import { browserBefore } from "./test-browser.ts";
import { shot } from "./test-chromium.ts";
import { assertFewClicks, personAt } from "./test-person.ts";

const BASIS = "异议处理单 2026-17";
const TRIES_MS = 200;

function databaseOf(path: TestPath, node: string): Database {
  const db = path.db[node];
  assert.ok(db);
  return db;
}

/** Asks until it is so; a node that never gets there ends by the test's own limit. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(TRIES_MS);
}

async function countOf(db: Database, what: string, values: readonly unknown[] = []): Promise<number> {
  const { rows } = await db.query<{ n: number }>(`select count(*)::int as n from ${what}`, [...values]);
  return rows[0]?.n ?? 0;
}

test("the tasks on the way between nodes, each of them a process", async (t) => {
  const path = await testPath(t, [SENDER]);
  const [city, province, nation] = [CITY, PROVINCE, NATION].map((node) => databaseOf(path, node));
  assert.ok(city && province && nation);
  const port = await freePort();
  writeAccess(path.folder, CITY, 1, { agencies: [MAY_SEND] });
  path.configure(CITY, {
    access: "access.json",
    console: { host: "127.0.0.1", port },
    // Given up at once and not after an hour and a half, which nobody waits for here.
    deliver: { attempts: 2, longestPauseMs: TRIES_MS },
  });
  // The province is away.
  await Promise.all([path.start(CITY), path.start(NATION)]);
  const { open } = await browserBefore(t, `https://127.0.0.1:${port}`);
  const operator = await signedIn(city, ["operator"]);
  const file = path.file("夜间.csv", iconv.encode(penalties({ n: 1 }, { n: 2 }).toString(), "gb18030"));
  assert.equal((await sendFile(path.client(SENDER), file, PENALTIES)).state, "done");
  await until(async () => (await countOf(city, "transfer where state = 'abandoned' and kind = 'batch'")) > 0);

  await t.test("retries a stuck hop once the parent is back, and the batch arrives", async (s) => {
    const page = await open(operator.cookie, "/");
    const me = personAt(page);
    await me.click(page.getByRole("link", { name: "传输日志" }));
    await me.click(page.getByRole("button", { name: "未送达的转发" }));
    const stuck = page.getByRole("row").filter({ hasText: "已放弃" });
    await stuck.getByText("接收节点没有应答").waitFor();
    await shot(page, "task-4-stuck");
    await me.click(stuck.getByRole("link", { name: "→ 山东省节点" }));
    await path.start(PROVINCE);
    await me.click(page.getByRole("button", { name: "重试：送往山东省节点" }));
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("理由").fill("省节点已恢复");
    await me.click(dialog.getByRole("button", { name: /^重试/ }));
    await page.getByText("已执行，并记入审计").waitFor();
    const hop = page.getByRole("region", { name: "去向与回执" }).first().getByRole("row").nth(1);
    await hop.getByText("已送达").waitFor({ timeout: 30_000 });
    await page.getByText("省节点已恢复").waitFor();
    await hop.scrollIntoViewIfNeeded();
    await shot(page, "task-4-delivered");
    assertFewClicks(s, me);
    assert.equal(await countOf(province, "batch where origin = $1", [CITY]), 1);
    assert.equal(await countOf(province, "record where origin = $1", [CITY]), 2);
    const { rows } = await city.query(
      `select a.operator, a.reason from operator_act a join log_leaf l on l.leaf_id = a.act_id
        where a.act = 'transfer.retry'`,
    );
    assert.deepEqual(rows, [{ operator: operator.login, reason: "省节点已恢复" }]);
  });

  await t.test(
    "follows one record to the nation, every hop with its proof; the question is logged",
    async (s) => {
      await until(async () => (await countOf(city, "receipt where node = $1", [NATION])) > 0);
      const page = await open(operator.cookie, "/");
      const me = personAt(page);
      await me.click(page.getByRole("link", { name: "记录路径" }));
      await page.getByLabel("代码或编号").fill(companyCode(1));
      await page.getByLabel(/^目的/).selectOption({ label: "异议处理" });
      await page.getByLabel("依据").fill(BASIS);
      await me.click(page.getByRole("button", { name: "查找", exact: true }));
      await me.click(page.getByRole("button", { name: "行政处罚信息" }));
      for (const node of ["济南市节点", "山东省节点", "全国节点"]) {
        const stop = page.getByRole("listitem").filter({ has: page.getByRole("strong").getByText(node) });
        await stop.getByText("已入库").waitFor();
        await stop.getByText("回执签名已核验，根一致").waitFor();
      }
      await page.getByText("此记录在封签之下").waitFor();
      await shot(page, "task-5-path");
      assertFewClicks(s, me);
      assert.ok(!page.url().includes(companyCode(1)), "what is asked stands in no address");
      const { rows } = await city.query(
        "select via, action, purpose, basis, records from query_log order by at",
      );
      const common = { via: `console:${operator.id}`, purpose: "complaint", basis: BASIS, records: 1 };
      assert.deepEqual(rows, [
        { ...common, action: "query" },
        { ...common, action: "read" },
      ]);
      // What the page says of the nation is so: the same record, in the same words, lies there.
      const held = async (db: Database) =>
        (await db.query("select record_id, payload from record where subject = $1", [companyCode(1)])).rows;
      assert.deepEqual(await held(nation), await held(city));
      assert.equal((await held(nation)).length, 1);
      await me.click(page.getByRole("link", { name: "打开批次，核验封签" }));
      await me.click(page.getByRole("button", { name: "核验封签" }));
      await page.getByText("封签有效").waitFor();
    },
  );
});
