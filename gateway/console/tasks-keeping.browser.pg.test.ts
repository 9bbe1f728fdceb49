/**
 * What an operator does to keep a node in order: verify its log (in English), see which certificate expires soon,
 * check a file before its agency sends it.
 */
import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { makeKeys } from "../cli/sandbox-network.ts";
import { ADAPTERS_FOLDER } from "../data.ts";
import { SENDERS, sendingTo } from "../operator/test-batches.ts";
import type { TestConsole } from "../operator/test-console.ts";
import { CITY } from "../test-path.ts";
import { SENDER } from "../test-penalties.ts";
import { testBrowser } from "./test-browser.ts";
import { shot } from "./test-chromium.ts";
import { assertFewClicks, personAt } from "./test-person.ts";

const SAMPLE = join(ADAPTERS_FOLDER, "cities/jinan-penalties/samples/refused-rows.input.csv");
/** Whatever a file that was kept would leave behind. */
const KEPT = [
  "intake",
  "batch",
  "record",
  "finding",
  "door_refusal",
  "journal",
  "push",
  "upload",
  "feedback",
];

async function countsOf({ city }: TestConsole): Promise<readonly unknown[]> {
  const counts = KEPT.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const { rows } = await city.db.query(`select ${counts.join(", ")}`);
  const spool = readdirSync(join(city.path.folder, "nodes", CITY, "spool"), { recursive: true });
  return [...rows, spool.length];
}

/** Instead of its own, one that is over in twelve days. */
async function giveShortCertificate({ city }: TestConsole, agency: string): Promise<void> {
  const { folder } = city.path;
  for (const end of ["crt", "key"]) rmSync(join(folder, "agencies", agency, `client.${end}`));
  await makeKeys(folder, [CITY], [agency], new Date(), [], [agency]);
}

test("the tasks that keep a node in order", async (t) => {
  const { console, open } = await testBrowser(t, SENDERS);
  const { db } = console.city;
  await giveShortCertificate(console, SENDER);
  const { sent } = sendingTo(console);
  await sent({ n: 1 }, { n: 2 }, { n: 3, content: "" });
  const operator = await console.operator(["operator"]);

  await t.test("verifies the whole log, in English, and the result stays to be read", async (s) => {
    const page = await open(operator, "/", { language: "en" });
    const me = personAt(page);
    await me.click(page.getByRole("link", { name: "Log", exact: true }));
    await page.getByText("Not verified yet").waitFor();
    await me.click(page.getByRole("button", { name: "Verify everything now" }));
    await page.getByRole("strong").filter({ hasText: "The log is sound" }).waitFor();
    const told = (await page.getByText(/\d+ entries, \d+ checkpoints/).textContent()) ?? "";
    await shot(page, "task-6-verified");
    assertFewClicks(s, me);
    const { rows } = await db.query<{ state: string; report: string; operator: string }>(
      "select state, report, operator from log_check",
    );
    assert.deepEqual(
      rows.map(({ state, operator: who }) => [state, who]),
      [["sound", operator.login]],
    );
    const { size, batches } = JSON.parse(rows[0]?.report ?? "") as { size: number; batches: number };
    assert.ok(size >= 3 && told.startsWith(`${size} entries`), told);
    assert.equal(batches, 1);
    const { rows: audited } = await db.query("select act from operator_act where act like 'log.%'");
    assert.equal(audited.length, 1);
    await page.reload();
    await page.getByRole("strong").filter({ hasText: "The log is sound" }).waitFor();
  });

  await t.test("sees which certificate expires soon, whose it is and when", async (s) => {
    const page = await open(operator, "/");
    const me = personAt(page);
    await me.click(page.getByRole("link", { name: "网络", exact: true }));
    await page.getByText("1 张证书 30 天内到期或已过期").waitFor();
    await me.click(page.getByRole("link", { name: "看证书" }));
    const row = page.getByRole("table", { name: "证书" }).getByRole("row").nth(1);
    await row.getByText("济南市公共信用信息平台").waitFor();
    await row.getByText(/1[12] 天/).waitFor();
    await row.scrollIntoViewIfNeeded();
    await shot(page, "task-7-certificate");
    assertFewClicks(s, me);
    const { rows } = await db.query<{ holder: string; day: string }>(
      `select holder, to_char(valid_to at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day
         from shown_certificate where valid_to < now() + interval '30 days'`,
    );
    assert.deepEqual(
      rows.map(({ holder }) => holder),
      [`agency:${SENDER}`],
    );
    await row.getByText(String(rows[0]?.day)).waitFor();
  });

  await t.test("the alarm of that certificate stands on the page today and leads there", async () => {
    const page = await open(operator, "/");
    for (let tries = 0; (await page.getByText("证书").count()) === 0; tries++) {
      assert.ok(tries < 40, "today has no alarm of the certificate");
      await page.waitForTimeout(1000);
      await page.reload();
      await page.locator(".headline").waitFor();
    }
    const line = page.getByRole("listitem").filter({ hasText: "的证书" }).first();
    await line.getByRole("link", { name: "查看" }).click();
    await page.getByText("1 张证书 30 天内到期或已过期").waitFor();
  });

  await t.test(
    "checks a file before it is sent: findings in its own table, and nothing is kept",
    async (s) => {
      const before = await countsOf(console);
      const page = await open(operator, "/");
      const me = personAt(page);
      await me.click(page.getByRole("link", { name: "目录", exact: true }));
      await me.click(page.getByRole("link", { name: "报送前预检" }));
      const choosing = page.waitForEvent("filechooser");
      await me.click(page.getByText("把文件拖到这里"));
      await (await choosing).setFiles(SAMPLE);
      await page.getByText("行将被退回，请改正后再报送").waitFor();
      await page.getByText("按列名识别为").waitFor();
      // The decision of the 31st of November, in the cell in which it stands.
      const cell = page.getByRole("cell", { name: /2026-11-31/ });
      await cell.waitFor();
      await cell.and(page.locator(".cell-reject")).getByText("✕").waitFor();
      await cell.scrollIntoViewIfNeeded();
      await shot(page, "task-8-checked");
      assertFewClicks(s, me);
      assert.deepEqual(await countsOf(console), before);
    },
  );
});
