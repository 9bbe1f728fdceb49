import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import iconv from "iconv-lite";

import { ADAPTERS_FOLDER } from "../data.ts";
import { PENALTIES, penalties } from "../test-penalties.ts";
import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { DESK, PHONE, shot } from "./test-chromium.ts";

const SAMPLE = join(ADAPTERS_FOLDER, "cities/jinan-penalties/samples/refused-rows.input.csv");

test("the catalog in the browser", async (t) => {
  const { console, open } = await testBrowser(t);
  const operator = await console.operator(["operator"]);

  await t.test("an item is found by its name and shows its standard, on a desk and on a phone", async () => {
    for (const size of [DESK, PHONE]) {
      const page = await open(operator, "/catalog", size);
      await page.getByRole("searchbox").fill("行政处罚");
      await page.getByRole("link", { name: "行政处罚信息" }).first().click();
      await page.getByRole("heading", { name: "行政处罚信息" }).waitFor();
      await page.getByRole("link", { name: /标准字段/ }).click();
      await page.getByText("CF_XDR_MC").first().waitFor();
      await shot(page, `catalog-fields-${size.width}`);
      assert.equal(await overflowOf(page), 0, `${size.width} wide`);
      assert.deepEqual(await findingsOfAxe(page), []);
      await page.context().close();
    }
  });

  await t.test("a file is checked before it is sent, and its faults stand in its own table", async () => {
    for (const size of [DESK, PHONE]) {
      const page = await open(operator, "/catalog?view=precheck&adapter=cities/jinan-penalties", size);
      await page.locator("input[type=file]").setInputFiles(SAMPLE);
      await page.getByText("行将被退回，请改正后再报送").waitFor();
      await page.locator(".cell-reject").first().waitFor();
      await shot(page, `catalog-precheck-${size.width}`);
      assert.deepEqual(await findingsOfAxe(page), []);
      assert.equal(await overflowOf(page), 0);
      await page.context().close();
    }
  });

  await t.test("a long file is paged through; what is wrong far below comes first", async () => {
    const many = Array.from({ length: 900 }, (_, n) => ({ n: n + 1, ...(n % 6 === 5 && { content: "" }) }));
    const buffer = iconv.encode(penalties(...many).toString(), "gb18030");
    const page = await open(operator, `/catalog?view=precheck&adapter=${PENALTIES}`);
    await page.locator("input[type=file]").setInputFiles({ name: "长.csv", mimeType: "text/csv", buffer });
    await page.getByText("有 150 行将被退回").waitFor();
    await page.getByText("第 1 至 100 行，共 150 行").waitFor();
    await page.getByRole("button", { name: "下一页" }).click();
    await page.getByText("第 101 至 150 行，共 150 行").waitFor();
    await page.getByRole("cell", { name: "虚构900号贸易有限公司" }).waitFor();
    await shot(page, "catalog-precheck-paged");
    assert.deepEqual(await findingsOfAxe(page), []);
    await page.getByText("只看有问题的行和列").click();
    await page.getByText("第 1 至 100 行，共 484 行").waitFor();
  });

  await t.test(
    "what of the catalog is not checked yet is said once, and marked where it stands",
    async () => {
      const page = await open(operator, "/catalog", { language: "en" });
      await page.getByText(/items have parts not yet checked against an official text/).waitFor();
      await shot(page, "catalog-en");
      const tree = (await operator.ask("/api/catalog")).json<{
        items: { id: string; unverified: boolean }[];
      }>();
      const unsure = tree.items.find(({ unverified }) => unverified);
      assert.ok(unsure);
      const sheet = (await operator.ask(`/api/catalog/items/${unsure.id}`)).body.toString();
      assert.match(sheet, /"unverified":true/);
    },
  );
});
