/** Today, quality and alarms before a browser: what is wrong is seen at once, and every finding leads to its act. */
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { loadData } from "../data.ts";
import { dateOf, dayNumber } from "../model/calendar.ts";
import { startMailServer } from "../operator/alarms/test-smtp.ts";
import { TWO_SENDERS } from "../operator/test-console.ts";
import { momentOf } from "../operator/today/lines.ts";
import { hourOf, isDue } from "../operator/today/nights.ts";
import { tonightBy } from "../operator/today/test-nights.ts";
import { insertJournal, type JournalRow } from "../store/console/journal.ts";
import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { atRest, PHONE, shot } from "./test-chromium.ts";

const NAUGHTY = '<img src=x onerror="alert(1)">‮处罚';

function arrival(night: string, over: Partial<JournalRow> = {}): JournalRow {
  const at = new Date(new Date(momentOf(hourOf(night, 20))).getTime() + 61_000);
  return {
    ...{ at, entryId: randomUUID(), kind: "file", batchId: null, batchSeq: null, intakeId: null },
    ...{
      agency: "jinan-credit",
      origin: "370100",
      peer: "",
      item: "XZCF",
      adapter: "cities/jinan-penalties",
    },
    ...{
      door: "sftp",
      state: "done",
      fileName: NAUGHTY,
      bytes: 10,
      rows: 12_345,
      accepted: 12_300,
      rejected: 45,
    },
    ...{ duplicates: 0, warnings: 0, code: "", attempts: 1, endedAt: at, demo: true, ...over },
  };
}

async function reloadedUntil(page: Page, text: string): Promise<void> {
  for (let tries = 0; (await page.getByText(text).count()) === 0; tries++) {
    assert.ok(tries < 40, `the page does not say ${text}`);
    await page.waitForTimeout(500);
    await page.reload();
    await atRest(page);
  }
}

test("today, quality and alarms", async (t) => {
  const post = await startMailServer(t);
  const { console, open } = await testBrowser(t, {
    access: TWO_SENDERS,
    console: {
      mail: { host: "127.0.0.1", port: post.port, encryption: "none", from: "xinqiao@jinan.example" },
    },
  });
  const { db } = console.city;
  const operator = await console.operator(["operator"]);
  const system = await console.operator(["system"]);
  const { calendar } = loadData().catalog;
  const tonight = await tonightBy();
  const nights = Array.from({ length: 40 }, (_, at) => dateOf(dayNumber(tonight) - 40 + at));
  const due = nights.filter((night) => isDue("daily", night, calendar));
  const last = due.at(-1) ?? "";
  const lost = { agency: "jinan-market-supervision", item: "JYYC" };
  await insertJournal(db, [
    ...due.map((night) => arrival(night)),
    ...due.slice(0, -1).map((night) => arrival(night, { ...lost, rows: 7, accepted: 7, rejected: 0 })),
  ]);
  await db.query(
    `insert into intake (intake_id, kind, sender, adapter, file_name, bytes, sha256, spool, received_at, state, due_at, attempts, last_error)
     values ($1, 'file', 'jinan-credit', 'cities/jinan-penalties', $2, 1, $3, '/nowhere', now() - interval '40 days', 'poison', now(), 8, 'DEFECT')`,
    [randomUUID(), NAUGHTY, randomBytes(32)],
  );

  await t.test(
    "the headline says what was due, came and did not; the hole is the first of the grid",
    async () => {
      const page = await open(operator, "/");
      await reloadedUntil(page, "缺 1 项");
      assert.match(
        (await page.locator(".headline-text").textContent()) ?? "",
        /夜应报 2 项，到 1 项，缺 1 项$|^昨夜应报 2 项，到 1 项，缺 1 项$/,
      );
      const line = page.locator("tr[data-line]").first().filter({ hasText: "经营异常名录" });
      await line.locator("td.night-m").waitFor();
      assert.equal(await line.locator("td.night-m").count(), 1);
      await page.getByText("轮到报送单位").first().waitFor();
      assert.deepEqual(await findingsOfAxe(page), []);
      assert.equal(await overflowOf(page), 0);
      await shot(page, "today");
    },
  );

  await t.test("the grid is walked by the keyboard, and Enter opens what came last", async () => {
    const page = await open(operator, "/");
    await page.locator('td[tabindex="0"]').focus();
    const begin = Number(await page.locator("td:focus").getAttribute("data-at"));
    await page.keyboard.press("ArrowLeft");
    await page.locator(`td[data-at="${begin - 1}"]:focus`).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.locator("tr[data-line]:has(td:focus)").filter({ hasText: "行政处罚" }).waitFor();
    await page.keyboard.press("ArrowUp");
    while ((await page.locator("td.night-m:focus").count()) === 0) await page.keyboard.press("ArrowLeft");
    assert.match((await page.locator("td:focus").getAttribute("aria-label")) ?? "", /缺报 · 应报/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/transfers\?/);
    const search = new URL(page.url()).searchParams;
    assert.deepEqual([search.get("agency"), search.get("item")], ["jinan-market-supervision", "JYYC"]);
    await page.getByText("经营异常名录").first().waitFor();
  });

  await t.test(
    "one click on the hole leads there too; only problems can be shown, and the address keeps it",
    async () => {
      const page = await open(operator, "/");
      // A click, not `check()`: the mark follows the address, a moment after the click.
      await page.getByText("只看有问题的").click();
      await page.waitForURL(/show=problems/);
      await page.locator("tr[data-line]").nth(1).waitFor({ state: "detached" });
      await page.locator("td.night-m").click();
      await page.waitForURL(/\/transfers\?.*item=JYYC/);
    },
  );

  await t.test("English, and on a phone", async () => {
    const page = await open(operator, "/", { ...PHONE, language: "en" });
    await page.getByText("1 missing").waitFor();
    assert.equal(await overflowOf(page), 0);
    assert.deepEqual(await findingsOfAxe(page), []);
    await shot(page, "today-en-phone");
  });

  await t.test(
    "quality: scores with their formula, narrower by a click, and the report as a file",
    async () => {
      const page = await open(operator, `/quality?from=${nights[0]}&until=${last}`);
      await page.getByText("0.4 × 入库率").waitFor();
      await page.getByRole("link", { name: "行政处罚信息" }).click();
      await page.waitForURL(/item=XZCF/);
      await page.getByText("以表格查看").click();
      assert.deepEqual(await findingsOfAxe(page), []);
      assert.equal(await overflowOf(page), 0);
      await page.getByLabel("月份").fill(last.slice(0, 7));
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "下载 PDF" }).click(),
      ]);
      assert.match(download.suggestedFilename(), /数据报送质量报告\.pdf$/);
      assert.equal(
        readFileSync(await download.path())
          .subarray(0, 5)
          .toString(),
        "%PDF-",
      );
    },
  );

  await t.test("a reason that is being written is not lost when its alarm closes meanwhile", async () => {
    const page = await open(operator, "/alarms");
    await reloadedUntil(page, "请查看后重试");
    await page.clock.install();
    await page.reload();
    const line = page.locator("li").filter({ hasText: "请查看后重试" });
    await line.getByRole("button", { name: "确认" }).click();
    await page.getByLabel("理由").fill("已在处理，九点前重试");
    // By itself it closes when what it tells of is over; and opens anew, as another one, when it is not.
    await db.query("update alarm set closed_at = now() where closed_at is null");
    const again = page.waitForResponse((response) => response.url().includes("/api/alarms?"));
    await page.clock.fastForward(31_000);
    await again;
    assert.equal(await page.getByLabel("理由").inputValue(), "已在处理，九点前重试");
    await page.getByRole("dialog").getByRole("button", { name: "确认" }).click();
    await page.getByRole("dialog").getByText("或已关闭").waitFor();
  });

  await t.test("an alarm is acknowledged with a reason, and leads to what mends it", async () => {
    const page = await open(operator, "/alarms");
    await reloadedUntil(page, "请查看后重试");
    assert.deepEqual(await findingsOfAxe(page), []);
    const line = page.locator("li").filter({ hasText: "请查看后重试" });
    await line.getByRole("button", { name: "确认" }).click();
    await page.getByLabel("理由").fill("已在处理，九点前重试");
    await page.getByRole("dialog").getByRole("button", { name: "确认" }).click();
    await line.getByText("已在处理，九点前重试").waitFor();
    await line.getByRole("link", { name: "查看" }).click();
    await page.waitForURL(/\/batches\//);
  });

  await t.test("a mailbox is entered as a target, tried, and removed", async () => {
    const page = await open(system, "/alarms");
    await page.getByRole("button", { name: "添加通知对象" }).click();
    await page.getByLabel("名称").fill("值班室");
    await page.getByLabel("地址").fill("duty@jinan.example");
    assert.deepEqual(await findingsOfAxe(page), []);
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("duty@jinan.example").waitFor();
    await page.getByRole("button", { name: "试发" }).click();
    await page.getByText("测试消息已送出").waitFor();
    assert.deepEqual(post.mails.at(-1)?.to, ["duty@jinan.example"]);
    await page.getByRole("button", { name: "删除" }).click();
    await page.getByRole("status").getByRole("button", { name: "删除" }).click();
    await page.getByText("还没有通知对象").waitFor();
  });
});
