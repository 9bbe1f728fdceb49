import assert from "node:assert/strict";
import { test } from "node:test";

import { codeOf } from "../operator/sign-in/test-authenticator.ts";
import type { Reply } from "../operator/test-console.ts";
import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { PHONE, shot } from "./test-chromium.ts";

const ACCESS = {
  agencies: [
    {
      id: "jinan-credit",
      grants: [
        { item: "XZCF", actions: ["send", "query"] as const, upTo: "shared" as const },
        { item: "XZXK", actions: ["send"] as const, upTo: "open" as const, until: "2020-01-01" },
      ],
      signature: "required" as const,
    },
  ],
};

test("an administrator enters a viewer of one agency, who then sees no other; and everything is in the audit", async (t) => {
  const { console, open } = await testBrowser(t, { access: ACCESS });
  const keeper = await console.operator(["security"]);
  await console.operator(["system"]);
  await console.operator(["operator"]);
  const page = await open(keeper, "/administration");

  await t.test("entered with roles and scope, given a link that is shown once", async () => {
    await page.getByRole("button", { name: "添加操作员" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("登录名").fill("han.meimei");
    await dialog.getByLabel("姓名").fill("韩梅梅");
    await dialog.getByRole("checkbox", { name: /系统管理员/ }).check();
    await dialog.getByRole("checkbox", { name: /审计管理员/, disabled: true }).waitFor();
    await dialog.getByRole("checkbox", { name: /系统管理员/ }).uncheck();
    await dialog.getByLabel("查找单位").fill("jinan-credit");
    await dialog.getByRole("group", { name: "可见单位" }).getByRole("checkbox").first().check();
    await shot(page, "administration-add");
    await dialog.getByRole("button", { name: "添加操作员" }).click();
    const link = await page.locator(".one-time-link").textContent();
    assert.match(link ?? "", /\/set-up#[A-Za-z0-9_-]{43}$/);
    assert.deepEqual(await findingsOfAxe(page), []);
    await shot(page, "administration-link");
    await page.getByRole("button", { name: "关闭" }).last().click();
    const row = page.getByRole("row").filter({ hasText: "韩梅梅" });
    await row.getByText("待启用").waitFor();
    const { rows } = await console.city.db.query<{ scope: string[] }>(
      "select scope from operator where login = 'han.meimei'",
    );
    assert.deepEqual(rows[0]?.scope, ["jinan-credit"]);
    const opened = await open(null, `/set-up#${link?.split("#")[1]}`);
    await opened.getByText("韩梅梅").waitFor();
  });

  await t.test("locked with a reason, reset with a link", async () => {
    await page.getByRole("button", { name: "锁定 韩梅梅" }).click();
    await page.getByLabel("理由").fill("调离岗位");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /锁\s*定/ })
      .click();
    const row = page.getByRole("row").filter({ hasText: "韩梅梅" });
    await row.getByText("已锁定").waitFor();
    // One that goes away has a field of the same name.
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "重设 韩梅梅" }).click();
    await page.getByLabel("理由").fill("遗失手机");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /重\s*设/ })
      .click();
    await page.locator(".one-time-link").waitFor();
    await page.getByRole("button", { name: "关闭" }).last().click();
    assert.deepEqual(await findingsOfAxe(page), []);
    assert.equal(await overflowOf(page), 0);
    await shot(page, "administration-operators");
  });

  await t.test("the audit says who did it and why, and that the log bears it out", async () => {
    await page.getByRole("link", { name: "审计", exact: true }).click();
    const row = page.getByRole("row").filter({ hasText: "锁定操作员" });
    await row.getByText("调离岗位").waitFor();
    await row.getByText("相符").waitFor();
    await page.getByLabel("动作").selectOption({ label: "操作员管理" });
    await page.getByRole("row").filter({ hasText: "operator.invite" }).waitFor();
    await page.waitForURL(/act=operator/);
    assert.deepEqual(await findingsOfAxe(page), []);
    assert.equal(await overflowOf(page), 0);
    await shot(page, "administration-audit");
  });

  await t.test("the registers in force, and the schedules, in both languages and on a phone", async () => {
    await page.getByRole("link", { name: "授权登记" }).click();
    await page.getByText("今日无效").waitFor();
    assert.deepEqual(await findingsOfAxe(page), []);
    assert.equal(await overflowOf(page), 0);
    await shot(page, "administration-register");
    await page.getByRole("link", { name: "抽取计划" }).click();
    await page.getByText("本节点没有配置抽取").waitFor();
    await shot(page, "administration-schedules");
    for (const view of ["", "?view=register", "?view=audit"]) {
      const phone = await open(keeper, `/administration${view}`, { ...PHONE, language: "en" });
      assert.equal(await overflowOf(phone), 0, view);
      assert.deepEqual(await findingsOfAxe(phone), [], view);
      await shot(phone, `administration-phone${view.replace("?view=", "-")}`);
    }
  });

  await t.test("who only looks has no such page", async () => {
    const viewer = await open(await console.operator(["viewer"], ["jinan-credit"]), "/");
    assert.equal(await viewer.getByRole("link", { name: "管理", exact: true }).count(), 0);
  });
});

test("one's own password and recovery codes are changed by whoever has both factors", async (t) => {
  const { console, open } = await testBrowser(t);
  const link = console.city.lines.map((line) => /\/set-up#([\w-]{43})/.exec(line)?.[1]).find(Boolean) ?? "";
  const { totp } = (await console.ask("/api/links/open", { body: { secret: link } })).json<{
    totp: { secret: string };
  }>();
  const password = "a bridge of seven planks";
  const body = { secret: link, login: "li.lei", name: "李雷", password, code: codeOf(totp.secret) };
  const accepted = await console.ask("/api/links/accept", { body });
  const [id, cookie] = [String(accepted.json<{ session: { id: string } }>().session.id), cookieOf(accepted)];
  const codes = accepted.json<{ recoveryCodes: string[] }>().recoveryCodes;
  const page = await open({ id, login: "li.lei", cookie, ask: console.ask }, "/administration");
  await page.getByRole("button", { name: "帐户 李雷" }).click();
  await page.getByRole("button", { name: "口令与恢复代码" }).click();
  await page.getByText("还剩 10 个").waitFor();
  await page.getByRole("button", { name: "修改口令" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("新口令").fill("another bridge of planks");
  await dialog.getByLabel("再输一次").fill("another bridge of planks");
  await dialog.getByLabel("现口令").fill("not this one");
  await dialog.getByLabel("验证码，或一个恢复代码").fill(codes[0] ?? "");
  await dialog.getByRole("button", { name: "修改口令" }).click();
  await dialog.getByText("SIGN_IN_REFUSED").waitFor();
  await dialog.getByLabel("现口令").fill(password);
  await dialog.getByRole("button", { name: "修改口令" }).click();
  await page.getByText("口令已修改").waitFor();
  await page.getByRole("button", { name: "换新的恢复代码" }).click();
  await dialog.getByLabel("现口令").fill("another bridge of planks");
  await dialog.getByLabel("验证码，或一个恢复代码").fill(codes[1] ?? "");
  await dialog.getByRole("button", { name: "换新的恢复代码" }).click();
  const fresh = (await page.locator(".recovery-codes").textContent()) ?? "";
  assert.equal(fresh.split("\n").length, 10);
  assert.ok(!fresh.includes(codes[2] ?? ""));
  await page.getByRole("button", { name: "关闭" }).last().click();
  await page.getByText("还剩 10 个").waitFor();
  assert.deepEqual(await findingsOfAxe(page), []);
  await shot(page, "account");
});

function cookieOf(reply: Reply): string {
  return String(reply.headers["set-cookie"]?.[0] ?? "").split(";")[0] ?? "";
}
