/** How a session ends before the browser: on the sign-in page, whoever ends it, with nothing of it left, and never on a crash page. */
import assert from "node:assert/strict";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { IDLE_MS } from "../operator/sign-in/sessions.ts";
import { testBrowser } from "./test-browser.ts";

const CRASHED = /控制台出错/;

/** Told at the moment it is drawn: a crash page that goes again is one too. */
async function watchForCrash(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(`window.crashed = false;
    new MutationObserver(() => { window.crashed ||= ${CRASHED}.test(document.body.textContent); })
      .observe(document, { childList: true, subtree: true, characterData: true })`);
  return async () => (await page.evaluate("window.crashed")) === true;
}

test("a session that ends leads to the sign-in page", async (t) => {
  const { console, open } = await testBrowser(t);
  const endAll = async () => await console.city.db.query("delete from operator_session");

  await t.test("ended at the node: the next thing that is asked leads to signing in, and back", async () => {
    const page = await open(await console.operator(["operator"]), "/catalog?item=XZCF");
    const hasCrashed = await watchForCrash(page);
    await endAll();
    await page.getByRole("link", { name: "网络" }).click();
    await page.getByRole("heading", { name: "登录" }).waitFor();
    await page.waitForURL(/\/sign-in\?then=%2Fnetwork$/);
    // Whatever still ticks has had its turn.
    await page.waitForTimeout(2500);
    assert.equal(await hasCrashed(), false);
    assert.equal(await page.getByText(CRASHED).count(), 0);
  });

  await t.test("ended by idling: the page looks by itself, and leads to signing in", async () => {
    const page = await open(await console.operator(["operator"]), "/catalog");
    await page.clock.install();
    await page.reload();
    await page.getByRole("heading", { name: "目录" }).waitFor();
    const hasCrashed = await watchForCrash(page);
    await page.clock.fastForward(IDLE_MS - 60_000);
    await page.clock.runFor(2000);
    // Read out once: what runs is for the eye alone.
    const notice = page.getByRole("status").filter({ hasText: "长时间未操作" });
    const told = async () => await notice.locator(".unseen").textContent();
    const first = await told();
    await page.clock.runFor(5000);
    assert.equal(await told(), first);
    assert.equal(await notice.locator("[aria-hidden=true]", { hasText: "长时间未操作" }).count(), 1);
    await endAll();
    await page.clock.runFor(60_000);
    await page.getByRole("heading", { name: "登录" }).waitFor();
    await page.waitForURL(/\/sign-in\?then=%2Fcatalog$/);
    await page.clock.runFor(5000);
    assert.equal(await hasCrashed(), false);
  });

  await t.test("signed out: the next one begins at the beginning", async () => {
    const page = await open(await console.operator(["operator"]), "/catalog?item=XZCF");
    const hasCrashed = await watchForCrash(page);
    await page.getByRole("button", { name: /^帐户/ }).click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByRole("heading", { name: "登录" }).waitFor();
    await page.waitForTimeout(2500);
    assert.equal(await hasCrashed(), false);
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, "/sign-in");
  });

  await t.test("a sign-out that does not reach the node is told, and done at the second try", async () => {
    const operator = await console.operator(["operator"]);
    const page = await open(operator, "/catalog");
    await page.route("**/api/session", (route) =>
      route.request().method() === "DELETE" ? route.fulfill({ status: 408, body: "" }) : route.continue(),
    );
    await page.getByRole("button", { name: /^帐户/ }).click();
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByText("没有退出：会话仍然有效").waitFor();
    await page.getByText("请求未能完成（HTTP 408）").waitFor();
    assert.equal((await operator.ask("/api/session")).status, 200);
    await page.unroute("**/api/session");
    await page.getByRole("button", { name: "退出登录" }).click();
    await page.getByRole("heading", { name: "登录" }).waitFor();
    assert.equal((await operator.ask("/api/session")).status, 401);
  });
});
