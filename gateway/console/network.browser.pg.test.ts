/** What an operator does with the network and the log: see a certificate that expires soon, test a connection, verify everything. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { makeKeys } from "../cli/sandbox-network.ts";
import { ADAPTERS_FOLDER } from "../data.ts";
import { CITY, PROVINCE, sendFile } from "../test-path.ts";
import { MAY_SEND, PENALTIES, SENDER } from "../test-penalties.ts";
import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { atRest, PHONE, shot } from "./test-chromium.ts";

test("the network and the log, in the browser", async (t) => {
  const { console, open } = await testBrowser(t, { access: { agencies: [MAY_SEND] } });
  const { path } = console.city;
  // The agency's certificate is renewed by one that is good for days, not years.
  const agency = join(path.folder, "agencies", SENDER, "client");
  for (const file of [`${agency}.crt`, `${agency}.key`]) rmSync(file);
  await makeKeys(path.folder, [CITY], [SENDER], new Date(), [], [SENDER]);
  const sample = join(ADAPTERS_FOLDER, PENALTIES, "samples/nightly.csv");
  assert.equal((await sendFile(path.client(SENDER), sample, PENALTIES)).state, "done");
  const one = await console.operator(["operator"]);
  type Certificates = { readonly certificates: readonly { readonly holder: string }[] };
  const isNoted = async () =>
    (await one.ask("/api/network")).json<Certificates>().certificates[0]?.holder === SENDER;
  while (!(await isNoted())) await pause(100);

  await t.test("a certificate that expires soon is said first, and stands first in its table", async () => {
    const page = await open(one, "/network");
    await page.getByText("1 张证书 30 天内到期或已过期").waitFor();
    await shot(page, "network");
    const first = page.getByRole("region", { name: "证书" }).getByRole("row").nth(1);
    await first.filter({ hasText: /济南市公共信用信息平台.*1[12] 天/ }).waitFor();
    assert.deepEqual(await findingsOfAxe(page), []);
    assert.equal(await overflowOf(page), 0);
    const phone = await open(one, "/network", PHONE);
    await phone.getByText("1 张证书 30 天内到期或已过期").waitFor();
    assert.equal(await overflowOf(phone), 0);
  });

  await t.test("a connection that fails says why, and works once the neighbour is there", async () => {
    const page = await open(one, "/network");
    const nodes = page.getByRole("region", { name: "节点" });
    await nodes
      .getByRole("row", { name: /山东省节点/ })
      .getByRole("button")
      .click();
    await page.getByRole("button", { name: "测试连接" }).click();
    await page.getByText("连接不通").waitFor();
    await page.getByText("地址可达但没有程序在监听").waitFor();
    await path.start(PROVINCE);
    await page.getByRole("button", { name: "测试连接" }).click();
    await page.getByText("连接正常").waitFor();
    await page.getByText("TLSv1.3").waitFor();
    await shot(page, "network-test");
  });

  await t.test("the whole log is verified, and its entries are found by the batch", async () => {
    const page = await open(one, "/log");
    await page.getByRole("button", { name: "立即核验全部" }).click();
    await page.getByRole("strong").filter({ hasText: "日志完好" }).waitFor({ timeout: 60_000 });
    await page.getByLabel("类别").selectOption("batch");
    await page.waitForURL(/kind=batch/);
    await atRest(page);
    await page.getByRole("button", { name: "展开" }).first().click();
    await page.getByRole("link", { name: "看批次" }).waitFor();
    await shot(page, "log");
    assert.deepEqual(await findingsOfAxe(page), []);
    assert.equal(await overflowOf(page), 0);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "下载" }).first().click(),
    ]);
    assert.match(download.suggestedFilename(), /^xinqiao-370100-checkpoint-\d+\.txt$/);
  });
});
