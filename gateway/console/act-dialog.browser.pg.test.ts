/** The dialog that asks for a reason: it keeps what was written, and sends what the node takes. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { SENDERS, sendingTo } from "../operator/test-batches.ts";
import { testBrowser } from "./test-browser.ts";

test("the dialog of an act", async (t) => {
  const { console, open } = await testBrowser(t, SENDERS);
  const id = await sendingTo(console).sent({ n: 1 }, { n: 2, content: "" });
  const operator = await console.operator(["operator"]);
  const page = await open(operator, `/batches/${id}`);
  const dialog = page.getByRole("dialog");
  const reason = page.getByLabel("理由");
  const act = dialog.getByRole("button", { name: "重发反馈" });
  await page.getByRole("button", { name: "重发反馈" }).first().click();

  await t.test("a click beside it loses nothing; spaces and breaks are no characters", async () => {
    await reason.fill("来 \n\n 电 ");
    await page.mouse.click(5, 400);
    await act.click();
    await dialog.getByText("请写明理由，至少 4 个字").waitFor();
    assert.equal(await reason.inputValue(), "来 \n\n 电 ");
  });

  await t.test("while the node is asked it stays, and tells what the node refused", async () => {
    const answering = Promise.withResolvers<void>();
    await page.route("**/orders", async (route) => {
      await answering.promise;
      await route.fulfill({ status: 409, json: {} });
    });
    await reason.fill("单位来电说\n没有收到");
    await act.click();
    await page.keyboard.press("Escape");
    assert.ok(await dialog.getByRole("button", { name: "取消" }).isDisabled());
    answering.resolve();
    await dialog.getByText("请求未能完成（HTTP 409）").waitFor();
    await page.unroute("**/orders");
  });

  await t.test("what was written in lines is sent in one", async () => {
    await act.click();
    await page.getByText("已执行，并记入审计").waitFor();
    const { rows } = await console.city.db.query<{ reason: string }>(
      "select reason from operator_act where reason <> ''",
    );
    assert.deepEqual(rows, [{ reason: "单位来电说 没有收到" }]);
  });
});
