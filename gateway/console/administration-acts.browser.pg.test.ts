import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { PHONE, shot } from "./test-chromium.ts";

async function because(page: Page, reason: string, verb: string | RegExp): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("理由").fill(reason);
  await dialog.getByRole("button", { name: verb }).click();
  await dialog.waitFor({ state: "hidden" });
}

test("a source is fetched now, paused and resumed; a threshold is set: each with its reason, each in the audit", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-pulls-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "pulls.json");
  const source = { kind: "http", url: "https://127.0.0.1:1/nightly", mode: "file" };
  const pull = { id: "court", adapter: "cities/jinan-penalties", schedule: "0 2 1 1 *", source };
  writeFileSync(file, JSON.stringify([pull]));
  const { console, open } = await testBrowser(t, { settings: { pulls: file } });
  const system = await console.operator(["system"]);

  await t.test("on the page of schedules", async () => {
    const page = await open(system, "/administration?view=schedules");
    await page.getByText("尚未执行").waitFor();
    // Known to the role that pulls a moment after its start.
    for (;;) {
      await page.getByRole("button", { name: "暂停 court" }).waitFor();
      if ((await page.getByRole("button", { name: "立即抽取 court" }).count()) > 0) break;
      await page.reload();
    }
    await page.getByRole("button", { name: "立即抽取 court" }).click();
    await because(page, "对方已补传文件", "立即抽取");
    await page.getByText("NOT_GRANTED").waitFor();
    await page.getByRole("button", { name: "暂停 court" }).click();
    await because(page, "对方系统升级，已电话确认", /暂\s*停/);
    await page.getByText("对方系统升级，已电话确认").waitFor();
    assert.deepEqual(await findingsOfAxe(page), []);
    assert.equal(await overflowOf(page), 0);
    await shot(page, "schedules-paused");
    const phone = await open(system, "/administration?view=schedules", { ...PHONE, language: "en" });
    await phone.getByText("Paused", { exact: true }).waitFor();
    assert.equal(await overflowOf(phone), 0);
    assert.deepEqual(await findingsOfAxe(phone), []);
    await shot(phone, "schedules-phone");
    const today = await open(await console.operator(["operator"]), "/");
    await today.getByText("1 项抽取已暂停").waitFor();
    assert.deepEqual(await findingsOfAxe(today), []);
    await shot(today, "today-paused");
    await page.getByRole("button", { name: "恢复 court" }).click();
    await because(page, "升级完成", /恢\s*复/);
    await page.getByRole("button", { name: "暂停 court" }).waitFor();
  });

  await t.test("on the page of alarms", async () => {
    const page = await open(system, "/alarms");
    await page.getByRole("button", { name: "阈值 传输受阻" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(/^等待超过/).fill("1");
    await dialog.getByLabel("理由").fill("夜间批量较大");
    await dialog.getByRole("button", { name: /保\s*存/ }).click();
    await dialog.getByText("ALARM_RULE_INVALID").waitFor();
    await dialog.getByLabel(/^等待超过/).fill("90");
    await shot(page, "alarms-threshold");
    await dialog.getByRole("button", { name: /保\s*存/ }).click();
    await page.getByText("等待超过 90 分钟").waitFor();
    await page.getByText(/默认 等待超过（分钟） 60/).scrollIntoViewIfNeeded();
    assert.deepEqual(await findingsOfAxe(page), []);
    assert.equal(await overflowOf(page), 0);
    await shot(page, "alarms-rules");
    const phone = await open(system, "/alarms", { ...PHONE, language: "en" });
    await phone.getByText("wait for over 90 minutes").scrollIntoViewIfNeeded();
    assert.equal(await overflowOf(phone), 0);
    await shot(phone, "alarms-rules-phone");
  });

  await t.test("in the audit", async () => {
    const page = await open(await console.operator(["audit"]), "/administration?view=audit&act=pull");
    for (const name of ["立即抽取", "暂停抽取", "恢复抽取"]) await page.getByText(name).first().waitFor();
    assert.equal(await page.getByText("相符", { exact: true }).count(), 3);
  });
});
