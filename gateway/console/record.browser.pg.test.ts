/** Following one record to the nation, in the browser: by its subject, for a purpose; unmasked for another purpose. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { verifyFile } from "../evidence/verify.ts";
import { SENDERS, sendingTo } from "../operator/test-batches.ts";
import { NATION, PROVINCE } from "../test-path.ts";
import { residentNumber } from "../test-penalties.ts";
import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { PHONE, shot } from "./test-chromium.ts";

test("a record is followed to the nation and its personal fields are shown for a purpose alone", async (t) => {
  const { console, open } = await testBrowser(t, SENDERS);
  const { path, db } = console.city;
  await Promise.all([path.start(PROVINCE), path.start(NATION)]);
  await sendingTo(console).sent({ n: 1 }, { n: 2, person: true });
  for (;;) {
    const { rows } = await db.query("select from receipt where node = $1", [NATION]);
    if (rows.length > 0) break;
    await pause(100);
  }
  const operator = await console.operator(["operator"]);
  const page = await open(operator, "/records");
  await page.getByLabel(/^按/).selectOption("certNo");
  await page.getByLabel("代码或编号").fill(residentNumber(2));
  await page.getByLabel(/^事项/).selectOption("行政处罚信息");
  await page.getByLabel(/^目的/).selectOption("complaint");
  await page.getByLabel("依据").fill("异议处理单 2026-17");
  await page.getByRole("button", { name: "查找", exact: true }).click();
  await page.getByRole("button", { name: "行政处罚信息" }).click();
  await page.getByText("此记录在封签之下").waitFor();
  assert.ok(!page.url().includes(residentNumber(2)));
  const stops = page.locator(".stop");
  await stops
    .nth(2)
    .filter({ hasText: /已入库.*回执签名已核验，根一致/ })
    .waitFor();
  assert.equal(await stops.count(), 3);
  await shot(page, "record");
  assert.deepEqual(await findingsOfAxe(page), []);
  assert.equal(await overflowOf(page), 0);
  assert.ok(!String(await page.locator(".version").allTextContents()).includes(residentNumber(2)));

  await page.getByRole("button", { name: "查看未掩码内容" }).click();
  await page.getByRole("dialog").getByLabel("用途").click();
  await page.getByTitle("异议处理").click();
  await page.getByRole("dialog").getByLabel("依据").fill("异议处理单 2026-17");
  await page.getByRole("dialog").getByRole("button", { name: "查询" }).click();
  await page.getByText(residentNumber(2)).waitFor();
  await page.getByText("未掩码", { exact: true }).scrollIntoViewIfNeeded();
  await shot(page, "record-unmasked");
  const { rows } = await db.query<{ level: string }>(
    "select level from query_log where via like 'console:%' order by at",
  );
  assert.deepEqual(
    rows.map(({ level }) => level),
    ["open", "open", "personal"],
  );

  await page.getByRole("button", { name: "下载证据文件" }).click();
  await page.getByRole("dialog").getByLabel("用途").click();
  await page.getByTitle("异议处理").last().click();
  await page.getByRole("dialog").getByLabel("依据").fill("异议处理单 2026-17");
  const downloading = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "查询" }).click();
  const file = await (await downloading).path();
  assert.equal(verifyFile(readFileSync(file, "utf8")).ok, true);

  await page.getByRole("link", { name: "打开批次，核验封签" }).click();
  await page.locator("text.waterfall-label", { hasText: "对方处理" }).first().waitFor();
  await page.locator(".waterfall").scrollIntoViewIfNeeded();
  await shot(page, "batch-nation");
  assert.equal(await overflowOf(page), 0);

  const phone = await open(operator, "/records", PHONE);
  assert.equal(await overflowOf(phone), 0);
  assert.deepEqual(await findingsOfAxe(phone), []);
});
