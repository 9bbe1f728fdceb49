import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import type { Page } from "playwright-core";

import { MAY_SEND, SENDER } from "../test-penalties.ts";
import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { atRest, DESK, PHONE, shot } from "./test-chromium.ts";
import { actNaughtily, sendNaughty } from "./test-naughty.ts";

/** Every page of the registry; `:id` is filled in. */
function pagesOf(batch: string): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, "src/pages.ts"), "utf8");
  return [...text.matchAll(/^ {4}path: "([^"]+)"/gm)].map(([, path = ""]) => path.replace(":id", batch));
}

async function load(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href);
  await atRest(page);
}

/** As by a link: nothing is fetched again that is there already. */
async function goOn(page: Page, path: string): Promise<void> {
  const before = (await page.locator("h1").textContent()) ?? "";
  await page.evaluate(`history.pushState(null, "", "${path}"); dispatchEvent(new PopStateEvent("popstate"))`);
  // Until the next page is ready the one before stays.
  await page.locator("h1").filter({ hasNotText: before }).waitFor();
  await atRest(page);
}

const TEST =
  "every page with strings that break pages: no script runs, nothing is too wide, nobody is shut out";
/** Some of the views load every page anew, others go from page to page; all are looked at side by side. */
test(TEST, { concurrency: true }, async (t) => {
  const { console, open } = await testBrowser(t, { agencies: [SENDER], access: { agencies: [MAY_SEND] } });
  const batch = await sendNaughty(console);
  await actNaughtily(console, batch);
  const chief = await console.operator(["security", "operator"]);
  const system = await console.operator(["system", "viewer"]);
  const paths = pagesOf(batch);
  assert.ok(paths.length > 3);
  const views = [
    ["Chinese at a desk", chief, DESK, load],
    ["Chinese on a phone", chief, PHONE, goOn],
    ["English at a desk", system, { ...DESK, language: "en" }, goOn],
  ] as const;
  await Promise.all(
    views.map(async ([name, who, view, show]) => {
      await t.test(name, async () => {
        const page = await open(who, "/", view);
        const faults: string[] = [];
        for (const path of paths) {
          if (path !== new URL(page.url()).pathname) await show(page, path);
          await shot(page, `naughty-${path.split("/")[1] || "today"}-${name.replaceAll(" ", "-")}`);
          const wider = await overflowOf(page);
          if (wider > 0) faults.push(`${path} is ${wider} px wider than the window`);
          faults.push(...(await findingsOfAxe(page)).map((finding) => `${path} ${finding}`));
        }
        assert.deepEqual(faults, []);
      });
    }),
  );
});
