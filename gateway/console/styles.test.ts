/** The styles of a page stay when another one is opened, so no two pages may mean different things by one class. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const PAGES = join(import.meta.dirname, "src/pages");

/** Classes with which its selectors begin. */
function classesOf(sheet: string): ReadonlySet<string> {
  const text = readFileSync(join(PAGES, sheet), "utf8").replace(/\/\*.*?\*\//gs, "");
  const selectors = [...text.matchAll(/([^{}]+)\{/g)].flatMap(([, list = ""]) => list.split(","));
  return new Set(selectors.flatMap((one) => /^\s*[a-z]*\.([\w-]+)/.exec(one)?.[1] ?? []));
}

test("no class is styled by two pages", () => {
  const sheets = globSync("**/*.css", { cwd: PAGES });
  assert.ok(sheets.length > 5);
  const styledBy = new Map<string, string>();
  for (const sheet of sheets)
    for (const name of classesOf(sheet)) {
      assert.equal(styledBy.get(name), undefined, `.${name} of ${sheet} is styled elsewhere too`);
      styledBy.set(name, sheet);
    }
});
