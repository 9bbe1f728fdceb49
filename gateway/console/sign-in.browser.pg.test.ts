import assert from "node:assert/strict";
import { test } from "node:test";

import { IDLE_MS } from "../operator/sign-in/sessions.ts";
import { codeOf } from "../operator/sign-in/test-authenticator.ts";
import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { PHONE, shot } from "./test-chromium.ts";

const PASSWORD = "a bridge of seven planks";

test("from the set-up link that the node prints to a session", async (t) => {
  const { console, open } = await testBrowser(t);
  const link =
    console.city.lines.map((line) => /\/set-up#[A-Za-z0-9_-]{43}/.exec(line)?.[0]).find(Boolean) ?? "";

  await t.test("nobody is led to signing in, and told in the language of choice", async () => {
    const page = await open(null, "/catalog");
    await page.getByRole("heading", { name: "登录" }).waitFor();
    await page.waitForURL(/\/sign-in\?then=%2Fcatalog$/);
    await page.getByText("还没有操作员").waitFor();
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    assert.deepEqual(await findingsOfAxe(page), []);
  });

  await t.test("a link without its secret says so, on a phone too", async () => {
    const page = await open(null, "/set-up", PHONE);
    await page.getByText("缺少 # 之后的部分").waitFor();
    assert.equal(await overflowOf(page), 0);
  });

  let secret = "";
  await t.test("the first operator is made, with an authenticator and recovery codes", async () => {
    const page = await open(null, link);
    // The secret does not stay in the address.
    await page.waitForURL(({ hash }) => hash === "");
    await page.getByLabel("登录名").fill("li.zhiban");
    await page.getByLabel("姓名").fill("李值班");
    await page.getByLabel("口令", { exact: true }).fill("short");
    await page.getByText("还差 7 个字符").waitFor();
    await page.getByLabel("口令", { exact: true }).fill(PASSWORD);
    await page.getByLabel("再输一次").fill(PASSWORD);
    secret = ((await page.locator(".totp-key").textContent()) ?? "").replaceAll(" ", "");
    await shot(page, "set-up");
    assert.deepEqual(await findingsOfAxe(page), []);
    await page.getByLabel("验证器显示的六位数字").fill(codeOf(secret));
    await page.getByRole("button", { name: "完成并登录" }).click();
    await page.getByRole("heading", { name: "恢复代码" }).waitFor();
    await shot(page, "set-up-codes");
    await page.getByRole("button", { name: /已妥善保存/ }).click();
    await page.getByRole("button", { name: /帐户 李值班/ }).click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByRole("heading", { name: "登录" }).waitFor();
  });

  await t.test("who has signed in comes to where the link led", async () => {
    await console.city.db.query("update operator set totp_step = 0");
    const page = await open(null, "/catalog?item=XZCF");
    await page.getByLabel("登录名").fill("li.zhiban");
    await page.getByLabel("口令", { exact: true }).fill(PASSWORD);
    await page.getByLabel("验证码").fill(codeOf(secret));
    await page.getByRole("button", { name: "登录" }).click();
    await page.getByRole("heading", { name: "行政处罚信息" }).waitFor();
  });

  await t.test("the idle time-out is told before it comes, and moved on by a click", async () => {
    const page = await open(await console.operator(["viewer"]), "/catalog");
    await page.clock.install();
    await page.reload();
    await page.getByRole("heading", { name: "目录" }).waitFor();
    await page.clock.fastForward(IDLE_MS - 60_000);
    await page.clock.runFor(2000);
    await page.getByText(/长时间未操作/).waitFor();
    assert.deepEqual(await findingsOfAxe(page), []);
    await page.getByRole("button", { name: "继续使用" }).click();
    await page.clock.runFor(2000);
    await page.getByText(/长时间未操作/).waitFor({ state: "detached" });
  });

  await t.test(
    "what is wrong is refused without saying what; after five failures the time left is told",
    async () => {
      const page = await open(null, "/sign-in");
      for (let failure = 0; failure < 6; failure++) {
        await page.getByLabel("登录名").fill("li.zhiban");
        await page.getByLabel("口令", { exact: true }).fill("not the password at all");
        await page.getByLabel("验证码").fill("000000");
        const answer = page.waitForResponse((one) => one.url().endsWith("/api/session"));
        await page.getByRole("button", { name: "登录" }).click();
        if ((await answer).status() === 429) break;
      }
      await page.getByText(/连续失败，请等待/).waitFor();
      await shot(page, "sign-in-locked");
      await page.getByRole("button", { name: "登录", disabled: true }).waitFor();
    },
  );
});
