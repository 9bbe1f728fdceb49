/** A role is led to no page that refuses it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { SENDERS, sendingTo } from "../operator/test-batches.ts";
import { testBrowser } from "./test-browser.ts";

test("links lead to what a role may open", async (t) => {
  const { console, open } = await testBrowser(t, SENDERS);
  const { db } = console.city;
  const id = await sendingTo(console).sent({ n: 1 }, { n: 2, content: "" });
  await db.query(
    "update transfer set state = 'abandoned', ended_at = now(), last_refusal = 'DELIVER_UNREACHABLE', lease_owner = null, lease_until = null",
  );
  const operator = await console.operator(["operator"]);
  const security = await console.operator(["security"]);

  await t.test("security administrators are not led to the log of transfers", async () => {
    for (const [who, count] of [
      [operator, "some"],
      [security, "none"],
    ] as const)
      for (const path of ["/", "/network"]) {
        const page = await open(who, path);
        await page
          .locator(path === "/" ? "td[data-at]" : ".data-table tbody tr")
          .first()
          .waitFor();
        const links = await page.locator('main a[href^="/transfers"]').count();
        assert.equal(links > 0 ? "some" : "none", count, `${who.login} ${path}`);
      }
    const page = await open(security, "/");
    await page.locator("td.night").last().click();
    await page.locator('td[tabindex="0"]').press("Enter");
    assert.equal(new URL(page.url()).pathname, "/");
  });

  await t.test("the path of a record is offered to whom it is told", async () => {
    for (const [who, count] of [
      [operator, 1],
      [security, 0],
    ] as const) {
      const page = await open(who, `/batches/${id}?rows=accepted`);
      await page.getByRole("button", { name: "入库记录" }).click();
      await page.getByRole("columnheader", { name: "叶号" }).first().waitFor();
      await page.locator(".row-table tbody tr").first().waitFor();
      assert.equal(await page.locator('.row-table a[href^="/records"]').count(), count);
    }
  });
});
