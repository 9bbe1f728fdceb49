/** A page that stands open asks again by itself, which is no act of a person; an act that runs is not begun twice. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { testBrowser } from "./test-browser.ts";

test("pages that stand open", async (t) => {
  const { console, open } = await testBrowser(t);
  const system = await console.operator(["system"]);

  await t.test("alarms and schedules are asked for again, and no session lives on by it", async () => {
    for (const [path, asked] of [
      ["/alarms", "/api/alarms?"],
      ["/administration?view=schedules", "/api/schedules"],
    ] as const) {
      const page = await open(system, path);
      await page.clock.install();
      await page.reload();
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page
        .getByText(path === "/alarms" ? "何时告警" : "抽取计划")
        .first()
        .waitFor();
      const again = page.waitForRequest((request) => request.url().includes(asked));
      await page.clock.fastForward(31_000);
      assert.equal((await again).headers()["xinqiao-passive"], "1", path);
    }
  });

  await t.test("a verification that ends has ended in the list of them too", async () => {
    const page = await open(system, "/log");
    await page.getByRole("button", { name: "立即核验全部" }).click();
    await page.getByRole("strong").filter({ hasText: "日志完好" }).waitFor();
    await page.getByText("历次核验").first().click();
    await page.getByRole("table", { name: "历次核验" }).getByText("日志完好").waitFor();
  });

  await t.test("a test message is sent once", async () => {
    const body = { kind: "webhook", name: "值班", address: "https://127.0.0.1:9/", ca: null };
    const answer = await system.ask(`/api/alarm-targets/${randomUUID()}`, {
      method: "PUT",
      body: JSON.stringify({ ...body, rules: [], severity: "warning", active: true }),
      headers: { "content-type": "application/json" },
    });
    assert.equal(answer.status, 200);
    const page = await open(system, "/alarms");
    const answering = Promise.withResolvers<void>();
    await page.route("**/api/alarm-targets/*/test", async (route) => {
      await answering.promise;
      await route.fulfill({ json: { sent: true, why: null } });
    });
    await page.getByRole("button", { name: "试发", exact: true }).click();
    assert.ok(await page.getByRole("button", { name: "正在试发" }).isDisabled());
    answering.resolve();
    await page.getByRole("button", { name: "试发", exact: true }).waitFor();
  });
});
