/** Fields whose value is the address, typed into as people type: letter after letter, by a Chinese input method, half a date. */
import assert from "node:assert/strict";
import { test } from "node:test";

import type { Locator, Page } from "playwright-core";

import { TWO_SENDERS } from "../operator/test-console.ts";
import { testBrowser } from "./test-browser.ts";
import { tabTo } from "./test-person.ts";

const DELAY = { delay: 20 } as const;

/** How an input method writes: letters that are not yet the word, and then the word. */
async function compose(page: Page, field: Locator, letters: string, word: string): Promise<void> {
  await field.focus();
  const devtools = await page.context().newCDPSession(page);
  for (let end = 1; end <= letters.length; end++) {
    const text = letters.slice(0, end);
    await devtools.send("Input.imeSetComposition", { text, selectionStart: end, selectionEnd: end });
    await page.waitForTimeout(60);
  }
  // Longer than the pause after which what is typed is taken.
  await page.waitForTimeout(500);
  assert.doesNotMatch(decodeURIComponent(page.url()), new RegExp(letters.slice(0, 2)));
  await devtools.send("Input.insertText", { text: word });
  await devtools.detach();
}

/** The digits of 2025-11-11 in the order of this browser's fields, which is its own language's and not the page's. */
async function orderOf(page: Page): Promise<string> {
  await page.evaluate(`(() => {
    const field = document.createElement("input");
    Object.assign(field, { type: "date", max: "9999-12-31", id: "scratch" });
    document.body.prepend(field);
  })()`);
  const field = page.locator("#scratch");
  await field.focus();
  await page.keyboard.type("20251111", DELAY);
  const isYearFirst = (await field.inputValue()) === "2025-11-11";
  await field.evaluate((one) => one.remove());
  return isYearFirst ? "20251111" : "11112025";
}

const paramOf = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

test("what is typed arrives whole, and is in the address", async (t) => {
  const { console, open } = await testBrowser(t);
  const keeper = await console.operator(["security", "audit", "operator"]);
  const places = [
    { path: "/administration?view=audit", name: "target" },
    { path: "/log", name: "id" },
    { path: "/network", name: "q" },
    { path: "/", name: "q" },
  ];
  for (const { path, name } of places)
    await t.test(`${path}: letters, a pause within, a Chinese word`, async () => {
      const page = await open(keeper, path);
      const field = page.locator("main input[type=search]").first();
      await field.pressSequentially("operator:li ", DELAY);
      await page.waitForURL((url) => url.searchParams.get(name) === "operator:li");
      await field.pressSequentially("lei", DELAY);
      await page.waitForURL((url) => url.searchParams.get(name) === "operator:li lei");
      assert.equal(await field.inputValue(), "operator:li lei");
      await field.fill("");
      await page.waitForURL((url) => !url.searchParams.has(name));
      await compose(page, field, "jinan", "济南");
      await page.keyboard.type(" ", DELAY);
      await compose(page, field, "shi", "市");
      assert.equal(await field.inputValue(), "济南 市");
      await page.waitForURL((url) => url.searchParams.get(name) === "济南 市");
      // Enter does not wait.
      await page.keyboard.type("x");
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.searchParams.get(name) === "济南 市x");
    });

  await t.test(
    "/transfers: what is typed waits for Enter, and a pause within it takes nothing away",
    async () => {
      const page = await open(keeper, "/transfers");
      const field = page.locator("main input[type=search]").first();
      await compose(page, field, "jinan", "济南");
      await page.keyboard.type(" x", DELAY);
      await page.waitForTimeout(500);
      assert.equal(paramOf(page, "name"), null);
      // An address that comes from elsewhere meanwhile leaves it alone.
      await page.evaluate(`(() => {
      history.replaceState(history.state, "", "/transfers?kind=file");
      dispatchEvent(new PopStateEvent("popstate"));
    })()`);
      await page.getByRole("button", { name: "清除" }).waitFor();
      assert.equal(await field.inputValue(), "济南 x");
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.searchParams.get("name") === "济南 x");
      assert.equal(paramOf(page, "kind"), "file");
    },
  );

  await t.test(
    "/transfers: half a minute means nothing, and an emptied field takes the filter away",
    async () => {
      const page = await open(keeper, "/transfers?from=2025-11-11T00:30:00.000Z");
      const field = page.locator("main input[type=datetime-local]").first();
      assert.equal(await field.inputValue(), "2025-11-11T08:30");
      await field.focus();
      await page.keyboard.press("Backspace");
      assert.equal(await field.inputValue(), "");
      await page.keyboard.press("Enter");
      await page.waitForTimeout(200);
      assert.equal(await field.inputValue(), "2025-11-11T08:30");
      assert.equal(paramOf(page, "from"), "2025-11-11T00:30:00.000Z");
      await field.fill("2025-11-12T09:15");
      await field.blur();
      await page.waitForURL((url) => url.searchParams.get("from") === "2025-11-12T01:15:00.000Z");
      await field.fill("");
      await field.blur();
      await page.waitForURL((url) => !url.searchParams.has("from"));
    },
  );

  await t.test("what is cleared by another button is cleared in the field", async () => {
    const page = await open(keeper, "/log");
    const field = page.locator("main input[type=search]").first();
    await field.pressSequentially("12", DELAY);
    await page.getByRole("button", { name: "清除" }).click();
    await page.waitForURL((url) => url.search === "");
    await page.waitForTimeout(400);
    assert.equal(await field.inputValue(), "");
    assert.equal(paramOf(page, "id"), null);
  });

  for (const path of ["/log", "/administration?view=audit", "/quality"])
    await t.test(`${path}: a date is asked for once, when it is whole`, async () => {
      const page = await open(keeper, path);
      const asked: string[] = [];
      page.on("request", (request) => void asked.push(request.url()));
      const digits = await orderOf(page);
      const steps = (await page.evaluate("history.length")) as number;
      const field = page.locator("main input[type=date]").first();
      await field.focus();
      await page.keyboard.type(digits, DELAY);
      assert.equal(await field.inputValue(), "2025-11-11");
      assert.equal(paramOf(page, "from"), null);
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.searchParams.get("from") === "2025-11-11");
      await page.locator("h1").click();
      assert.deepEqual(
        asked.filter((one) => /from=(0|%2B|202[^5])/.test(one)),
        [],
      );
      assert.ok(((await page.evaluate("history.length")) as number) <= steps + 1);
      assert.equal(await field.inputValue(), "2025-11-11");
    });
});

test("a day in the address that is none says nothing, and breaks nothing", async (t) => {
  const { console, open } = await testBrowser(t);
  const keeper = await console.operator(["security", "audit", "operator"]);
  for (const path of ["/log?", "/administration?view=audit&", "/quality?"])
    for (const days of [
      "from=20261-01-01&until=x",
      "from=2026-02-30",
      "until=0000-01-01",
      "until=9999-12-31",
    ])
      await t.test(`${path}${days}`, async () => {
        const page = await open(keeper, `${path}${days}`);
        await page.locator("main input[type=date]").first().waitFor();
        assert.equal(await page.getByText("控制台出错").count(), 0);
      });
});

test("one cell of the grid of nights is in the tab order, whatever is filtered away", async (t) => {
  const { console, open } = await testBrowser(t, {
    access: TWO_SENDERS,
  });
  const page = await open(await console.operator(["operator"]), "/");
  const reached = page.locator('td[tabindex="0"]');
  const lines = page.locator("tr[data-line]");
  await reached.focus();
  await page.keyboard.press("ArrowDown");
  await lines.nth(1).locator("td:focus").waitFor();
  assert.equal(await lines.count(), 2);
  // The line that holds the cell goes, and then the other.
  for (const gone of [1, 0]) {
    const item =
      (await lines
        .nth(1 - gone)
        .locator(".nights-item")
        .textContent()) ?? "";
    const search = page.locator(".grid-tools input[type=search]");
    await search.pressSequentially(item, DELAY);
    await lines.nth(1).waitFor({ state: "detached" });
    assert.equal(await reached.count(), 1);
    await search.focus();
    await tabTo(page, reached);
    await search.fill("");
    await lines.nth(1).waitFor();
    assert.equal(await reached.count(), 1);
  }
});
