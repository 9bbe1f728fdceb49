/** What an operator does with one batch: why was a row rejected, is the seal good, send the feedback again, try a stuck hop, hold it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { SENDERS, sendingTo } from "../operator/test-batches.ts";
import { residentNumber } from "../test-penalties.ts";
import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { PHONE, shot } from "./test-chromium.ts";

test("one batch, in the browser", async (t) => {
  const { console, open } = await testBrowser(t, SENDERS);
  const { sent } = sendingTo(console);
  const rows = Array.from({ length: 24 }, (_, n) => ({ n: n + 1 }));
  const id = await sent(...rows.map((row) => (row.n % 8 === 0 ? { ...row, content: "" } : row)), {
    n: 30,
    person: true,
  });
  await console.city.db.query(
    "update transfer set state = 'abandoned', ended_at = now(), last_refusal = 'DELIVER_UNREACHABLE', lease_owner = null, lease_until = null",
  );
  const [one, two] = [await console.operator(["operator"]), await console.operator(["operator"])];

  await t.test("a row that was rejected is found with its remedy and its masked values", async () => {
    const page = await open(one, `/batches/${id}`);
    await page.getByText("必填而没有内容").first().waitFor();
    await shot(page, "batch");
    assert.deepEqual(await findingsOfAxe(page), []);
    assert.equal(await overflowOf(page), 0);
    await page.getByRole("button", { name: "17", exact: true }).click();
    await page.getByRole("rowheader", { name: "17" }).waitFor();
    await page.getByRole("cell", { name: "虚构16号贸易有限公司" }).waitFor();
    await page.waitForURL(/row=17/);
    await page.getByRole("button", { name: "入库记录" }).click();
    await page.getByText(residentNumber(30).replace(/(?<=^.{3,}).(?=.{4})/g, "*")).waitFor();
  });

  await t.test("the seal is verified in the browser, and a wrong byte shows", async () => {
    const page = await open(one, `/batches/${id}`);
    await page.getByRole("button", { name: "核验封签" }).click();
    await page.getByText("封签有效").waitFor();
    await page.getByText("网络登记由根下的登记员签署").scrollIntoViewIfNeeded();
    await shot(page, "batch-seal");
    await page.route("**/seal", async (route) => {
      const answer = await route.fetch();
      const material = (await answer.json()) as { manifest: string };
      await route.fulfill({
        response: answer,
        json: { ...material, manifest: material.manifest.replace('"rows":25', '"rows":26') },
      });
    });
    await page.getByRole("button", { name: "重新核验" }).click();
    await page.getByText("封签核验未通过").waitFor();
    assert.deepEqual(await findingsOfAxe(page), []);
  });

  await t.test("a hop that was given up is retried with a reason", async () => {
    const page = await open(one, `/batches/${id}`);
    await page.getByText("已放弃").first().waitFor();
    await page.getByRole("button", { name: /^重试/ }).first().click();
    await page.getByLabel("理由").fill("网络已恢复");
    await page.getByRole("dialog").getByRole("button", { name: /^重试/ }).click();
    await page.getByText("已执行，并记入审计").waitFor();
    await page
      .getByRole("row", { name: /等待处理/ })
      .first()
      .waitFor();
  });

  await t.test("the feedback is sent again", async () => {
    const page = await open(one, `/batches/${id}`);
    await page.getByRole("button", { name: "重发反馈" }).first().click();
    await page.getByLabel("理由").fill("单位来电说没有收到");
    await page.getByRole("dialog").getByRole("button", { name: "重发反馈" }).click();
    await page.getByText("已执行，并记入审计").waitFor();
  });

  await t.test("a hold is let go by a second operator", async () => {
    const page = await open(one, `/batches/${id}`);
    await page.getByRole("button", { name: "隔离", exact: true }).click();
    await page.getByLabel("理由").fill("月份疑有误，待核对");
    await page.getByRole("dialog").getByRole("button", { name: "隔离", exact: true }).click();
    await page.getByText("月份疑有误，待核对").first().waitFor();
    // One that goes away has a field of the same name.
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "解除隔离" }).first().click();
    await page.getByLabel("理由").fill("已核对无误");
    await page.getByRole("button", { name: "提请解除隔离" }).click();
    await page.getByText("等待另一位操作员批准").waitFor();
    await shot(page, "batch-held");

    const other = await open(two, "/orders");
    await other.getByText("已核对无误").first().waitFor();
    await shot(other, "orders");
    assert.deepEqual(await findingsOfAxe(other), []);
    await other.getByRole("button", { name: "批准并执行" }).first().click();
    await other.getByLabel("理由").fill("同意解除");
    await other.getByRole("dialog").getByRole("button", { name: "批准并执行" }).click();
    await other.getByText("没有等待批准的处置").waitFor();
    await other.getByText("没有被隔离的批次或通道").waitFor();
  });

  await t.test("it is found by the id of a record in it, for a purpose", async () => {
    type Rows = { readonly items: readonly { readonly record?: string }[] };
    const record = (await one.ask(`/api/batches/${id}/rows?state=accepted`)).json<Rows>().items[0]?.record;
    assert.ok(record);
    const page = await open(one, "/transfers");
    await page.getByLabel("文件名的一部分，或完整编号").fill(record);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "作为记录编号查找" }).click();
    await page.getByRole("button", { name: "查找", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("用途").click();
    await page.getByTitle("故障排查").click();
    await dialog.getByLabel("依据").fill("值班排查 2026-11");
    await dialog.getByRole("button", { name: "查询" }).click();
    await page.getByText("正在显示涉及所查主体或记录的传输").waitFor();
    await page.getByRole("link", { name: "夜间.csv" }).waitFor();
    assert.ok(!page.url().includes(record), "what is asked stands in no address");
    await shot(page, "transfers-record");
    assert.deepEqual(await findingsOfAxe(page), []);
    const phone = await open(one, "/transfers", { ...PHONE, language: "en" });
    await phone.getByRole("button", { name: "By subject or record" }).click();
    await phone.getByLabel("Kind of identifier").selectOption("record");
    assert.equal(await overflowOf(phone), 0);
    await shot(phone, "transfers-record-phone");
  });

  await t.test("it reads on a phone and in English", async () => {
    const page = await open(one, `/batches/${id}`, { ...PHONE, language: "en" });
    await page.locator("text.waterfall-label").first().waitFor();
    assert.equal(await overflowOf(page), 0);
    await shot(page, "batch-phone");
    const orders = await open(one, "/orders", PHONE);
    assert.equal(await overflowOf(orders), 0);
    assert.deepEqual(await findingsOfAxe(page), []);
  });
});
