/** The log of transfers in a browser: the address is the filter, what is new waits, what is hostile is text. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { insertJournal, type JournalRow } from "../store/console/journal.ts";
import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { PHONE } from "./test-chromium.ts";

const HOSTILE = '<img src=x onerror="alert(1)">‮年报"\'&amp;=HYPERLINK("http://x")'.padEnd(180, "很长");

function row(n: number, over: Partial<JournalRow> = {}): JournalRow {
  return {
    ...{
      at: new Date(Date.now() - n * 60_000),
      entryId: randomUUID(),
      kind: "file",
      batchId: randomUUID(),
      batchSeq: null,
    },
    ...{
      intakeId: null,
      agency: n % 2 ? "jinan-credit" : "jinan-market-supervision",
      origin: "370100",
      peer: "",
      adapter: "a",
    },
    ...{
      item: n % 2 ? "XZCF" : "JYYC",
      door: "sftp",
      state: "done",
      fileName: `处罚-${n}.csv`,
      bytes: 1000,
      rows: 123_456,
    },
    ...{
      accepted: 123_456,
      rejected: 0,
      duplicates: 0,
      warnings: 0,
      code: "",
      attempts: 1,
      endedAt: null,
      demo: false,
      ...over,
    },
  };
}

test("the log of transfers", async (t) => {
  const { console, open } = await testBrowser(t);
  const { db } = console.city;
  const waiting = row(3, { kind: "hop", peer: "370000", state: "waiting", door: "node", fileName: "" });
  const rows = Array.from({ length: 120 }, (_, n) => row(n + 5));
  const refused = row(4, { state: "refused", fileName: HOSTILE, code: "MAP_MISSING_COLUMN", rows: null });
  await insertJournal(db, [...rows, waiting, refused]);
  const operator = await console.operator(["operator"]);

  await t.test(
    "all of it, older ones as they are wanted; one filter by a click, kept under a name, and in the address",
    async () => {
      const page = await open(operator, "/transfers");
      const shown = page.locator(".data-table tbody tr");
      await shown.nth(49).waitFor();
      assert.equal(await shown.count(), 50);
      await page.getByText("12.3万").first().waitFor();
      await page.getByRole("button", { name: "更早的" }).click();
      await page.getByRole("button", { name: "更早的" }).waitFor();
      await shown.nth(99).waitFor();
      assert.deepEqual(await findingsOfAxe(page), []);
      await page.getByRole("button", { name: "有问题的" }).click();
      await page.waitForURL(/state=refused/);
      await shown.nth(1).waitFor({ state: "detached" });
      await page.getByText("缺少必备列").first().waitFor();
      await page.getByRole("button", { name: "保存条件" }).click();
      await page.getByLabel("给这些条件起个名字").fill("早班先看");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "清除条件" }).click();
      await page.waitForURL((url) => url.search === "");
      await page.getByRole("button", { name: "早班先看", exact: true }).click();
      await page.waitForURL(/state=refused/);
      await page.getByLabel("文件名的一部分，或完整编号").fill("没有这样的");
      await page.keyboard.press("Enter");
      await page.getByText("没有符合条件的条目").waitFor();
    },
  );

  await t.test("what is new waits for a click; what changes changes where it stands", async () => {
    const page = await open(operator, "/transfers?kind=hop,file");
    const first = page.locator(".data-table tbody tr").first();
    await first.getByText("等待处理").waitFor();
    await page.getByText("实时", { exact: true }).waitFor();
    const top = async () => (await first.boundingBox())?.y;
    const before = await top();
    await db.query("update journal set state = 'delivered', changed = journal_now() where entry_id = $1", [
      waiting.entryId,
    ]);
    await insertJournal(db, [row(0, { fileName: "刚刚到的.csv" }), row(0, { kind: "push", fileName: "" })]);
    await page.getByRole("button", { name: "1 条新的，点此显示" }).waitFor();
    await first.getByText("已送达").waitFor();
    assert.equal(await top(), before);
    await page.getByRole("button", { name: "1 条新的，点此显示" }).click();
    await first.getByText("刚刚到的.csv").waitFor();
  });

  await t.test(
    "a file name is text, however it is made; the export is harmless and says what it is",
    async () => {
      const page = await open(operator, "/transfers?state=refused");
      const link = page.getByRole("link", { name: HOSTILE.slice(0, 20) });
      await link.waitFor();
      assert.equal(await link.textContent(), HOSTILE);
      assert.equal(await overflowOf(page), 0);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "导出 CSV" }).click(),
      ]);
      assert.match(download.suggestedFilename(), /^传输日志-\d{8}-\d{4}\.csv$/);
      const text = readFileSync(await download.path(), "utf8");
      assert.ok(text.startsWith("\ufeff时间（北京）,"));
      assert.equal(text.trim().split("\r\n").length, 2);
      assert.ok(text.includes("整批拒收"));
    },
  );

  await t.test("on a phone as cards, in English; a viewer of one agency sees no other", async () => {
    const viewer = await console.operator(["viewer"], ["jinan-credit"]);
    const page = await open(viewer, "/transfers", { ...PHONE, language: "en" });
    const cards = page.locator(".transfers-cards li");
    await cards.first().waitFor();
    assert.equal(await overflowOf(page), 0);
    assert.deepEqual(await findingsOfAxe(page), []);
    const told = (await cards.allTextContents()).join("\n");
    assert.doesNotMatch(told, /market-supervision|市场监管|经营异常/);
    await page.getByText("Filters", { exact: true }).click();
    await page.getByLabel("Part of a file's name, or a whole id").waitFor();
  });
});
