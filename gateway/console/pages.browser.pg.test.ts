import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { MAY_SEND, SENDER } from "../test-penalties.ts";
import { findingsOfAxe, overflowOf, testBrowser } from "./test-browser.ts";
import { DESK, PHONE, shot } from "./test-chromium.ts";
import { actNaughtily, sendNaughty } from "./test-naughty.ts";

/** Every page of the registry; `:id` is filled in. */
function pagesOf(batch: string): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, "src/pages.ts"), "utf8");
  return [...text.matchAll(/^ {4}path: "([^"]+)"/gm)].map(([, path = ""]) => path.replace(":id", batch));
}

test("every page with strings that break pages: no script runs, nothing is too wide, nobody is shut out", async (t) => {
  const { console, open } = await testBrowser(t, { agencies: [SENDER], access: { agencies: [MAY_SEND] } });
  const batch = await sendNaughty(console);
  await actNaughtily(console, batch);
  const chief = await console.operator(["security", "operator"]);
  const system = await console.operator(["system", "viewer"]);
  const pages = pagesOf(batch);
  assert.ok(pages.length > 3);
  for (const path of pages)
    for (const [name, who, view] of [
      ["zh-desk", chief, DESK],
      ["zh-phone", chief, PHONE],
      ["en-desk", system, { ...DESK, language: "en" as const }],
    ] as const)
      await t.test(`${path.replace(batch, ":id")}, ${name}`, async () => {
        const page = await open(who, path, view);
        await page.waitForTimeout(300);
        await shot(page, `naughty-${path.replaceAll("/", "_").slice(0, 12)}-${name}`);
        assert.equal(await overflowOf(page), 0, "wider than the window");
        assert.deepEqual(await findingsOfAxe(page), []);
        await page.context().close();
      });
});
