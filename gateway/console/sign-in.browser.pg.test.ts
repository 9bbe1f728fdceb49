import assert from "node:assert/strict";
import { test } from "node:test";

import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { PHONE, shot } from "./test-chromium.ts";

test("the pages before somebody is signed in", async (t) => {
  const { open } = await testBrowser(t);

  await t.test("nobody is led to signing in, and told in the language of choice", async () => {
    const page = await open(null, "/catalog");
    await page.getByRole("heading", { name: "登录" }).waitFor();
    assert.match(page.url(), /\/sign-in\?then=%2Fcatalog$/);
    await shot(page, "sign-in");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    assert.deepEqual(await findingsOfAxe(page), []);
  });

  await t.test("a link without its secret says so, on a phone too", async () => {
    const page = await open(null, "/set-up", PHONE);
    await page.getByText("缺少 # 之后的部分").waitFor();
    assert.equal(await overflowOf(page), 0);
  });
});
