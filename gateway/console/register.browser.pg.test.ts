import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { signDetached } from "../seal/cms.ts";
import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { PHONE, shot } from "./test-chromium.ts";

const ACCESS = {
  agencies: [
    {
      id: "jinan-credit",
      grants: [
        { item: "XZCF", actions: ["send", "query"] as const, upTo: "shared" as const },
        { item: "XZXK", actions: ["send"] as const, upTo: "open" as const },
      ],
    },
  ],
  nodes: [{ id: "370000", grants: [{ item: "XZCF", actions: ["query"] as const, upTo: "shared" as const }] }],
};

/** Each dialog asks why, and puts what was filled in into the draft. */
async function intoDraft(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("理由").fill("依济信用办〔2026〕12号");
  await dialog.getByRole("button", { name: "列入草稿" }).click();
  await dialog.waitFor({ state: "hidden" });
}

test("grants and keys are drafted, signed where the key is, agreed by a second person, and in force", async (t) => {
  const { console, open } = await testBrowser(t, { access: ACCESS });
  const { folder } = console.city.path;
  const keeper = await console.operator(["security"]);
  const page = await open(keeper, "/administration?view=register");
  const draft = page
    .locator("section.part")
    .filter({ has: page.getByRole("heading", { name: "授权表的下一号" }) });

  await t.test("a grant is changed, another ends, a key is pasted and compared", async () => {
    await draft.getByText("没有改动").waitFor();
    await page.getByRole("button", { name: /^修改 行政处罚/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("字段至").selectOption("restricted");
    await dialog.getByLabel(/^依据/).fill("济信用办〔2026〕12号");
    await shot(page, "register-grant");
    assert.deepEqual(await findingsOfAxe(page), []);
    await intoDraft(page);
    await page.getByRole("button", { name: /^结束 行政许可/ }).click();
    await intoDraft(page);
    await page.getByText("添加密钥", { exact: true }).click();
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    const paste = page.getByLabel(/^粘贴公钥/);
    await paste.fill(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
    await page.getByRole("button", { name: "读取" }).click();
    await page.getByText(/这是私钥/).waitFor();
    assert.equal(
      await paste.inputValue(),
      "",
      "what should never have left its house is not left on a screen",
    );
    await paste.fill(publicKey.export({ type: "spki", format: "pem" }).toString());
    await page.getByRole("button", { name: "读取" }).click();
    await page
      .getByText(/^SHA256:/)
      .last()
      .waitFor();
    await shot(page, "register-key");
    await page.getByRole("button", { name: "列入草稿" }).click();
    await intoDraft(page);
    await draft.getByText("与生效的第 1 号相差 3 处").waitFor();
    assert.equal(await page.getByText("草稿中有改动").count(), 2);
  });

  const file = { name: "", text: "" };
  await t.test("the draft is downloaded with the command by which it is signed", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      draft.getByRole("link", { name: "下载第 2 号（未签名）" }).click(),
    ]);
    file.name = download.suggestedFilename();
    file.text = readFileSync(await download.path(), "utf8");
    assert.equal(file.name, "access-370100-2.json");
    await draft.getByText(`xinqiao register sign ${file.name} --key`).waitFor();
    assert.deepEqual(await findingsOfAxe(page), []);
    assert.equal(await overflowOf(page), 0);
    await shot(page, "register-draft");
    const phone = await open(keeper, "/administration?view=register", { ...PHONE, language: "en" });
    await phone.getByText("3 differences from number 1").scrollIntoViewIfNeeded();
    assert.equal(await overflowOf(phone), 0);
    assert.deepEqual(await findingsOfAxe(phone), []);
    await shot(phone, "register-draft-phone");
  });

  await t.test("the signed file is verified, shown once more, and waits for another person", async () => {
    const choose = draft.getByLabel(/^已签名的登记/);
    const register = { name: file.name, mimeType: "application/json", buffer: Buffer.from(file.text) };
    await choose.setInputFiles([register]);
    await draft.getByText("请同时选择登记").waitFor();
    const signature = (name: string) => {
      const read = (end: string) => readFileSync(join(folder, `${name}.${end}`), "utf8");
      const p7s = signDetached(register.buffer, createPrivateKey(read("key")), read("crt"), new Date());
      return { name: `${file.name}.p7s`, mimeType: "application/pkcs7-signature", buffer: p7s };
    };
    await choose.setInputFiles([register, signature("nodes/370100/seal")]);
    await draft.getByText("REGISTER_SIGNATURE_INVALID").waitFor();
    await choose.setInputFiles([register, signature("network")]);
    await draft.getByText("第 2 号签名有效，内容合规").waitFor();
    await draft.getByText("内容与现在的草稿一致").waitFor();
    await draft.getByRole("button", { name: "提交复核" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("理由").fill("依济信用办〔2026〕12号");
    await dialog.getByRole("button", { name: "提交复核" }).click();
    await draft.getByText("第 2 号待复核").waitFor();
    await draft.getByRole("button", { name: "撤回" }).waitFor();
    assert.equal(await draft.getByRole("button", { name: "同意启用" }).count(), 0);
  });

  await t.test(
    "a second person reads the differences and agrees; it is in force without a restart",
    async () => {
      const second = await open(await console.operator(["system"]), "/administration?view=register");
      await second.getByText("第 2 号签名有效，内容合规").waitFor();
      assert.deepEqual(await findingsOfAxe(second), []);
      await shot(second, "register-second");
      await second.getByRole("button", { name: "同意启用" }).click();
      const dialog = second.getByRole("dialog");
      await dialog.getByLabel("理由").fill("已核对来文");
      await dialog.getByRole("button", { name: "同意启用" }).click();
      await second.getByText(/第 2 号经 .* 同意，已生效/).waitFor();
      await second.getByText("没有改动").waitFor();
      const row = second.getByRole("row").filter({ hasText: "XZCF" }).first();
      await row.getByText("受限").waitFor();
      await row.getByText("济信用办〔2026〕12号").waitFor();
      assert.equal(await second.getByRole("row").filter({ hasText: "XZXK" }).count(), 0);
    },
  );

  await t.test("the audit names each step", async () => {
    const audit = await open(await console.operator(["audit"]), "/administration?view=audit&act=register");
    await audit.getByText("启用授权登记 · 批准").waitFor();
    await audit.getByText("改动授权草稿").first().waitFor();
    assert.equal(await audit.getByText("相符", { exact: true }).count(), 6);
    await shot(audit, "register-audit");
  });
});
