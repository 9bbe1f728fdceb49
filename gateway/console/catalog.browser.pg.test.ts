import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { ADAPTERS_FOLDER } from "../data.ts";
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
});
