/**
 * For tests only: a person before the console, who clicks, or has a keyboard alone. Clicks are counted, so that the way
 * to what an operator does every day stays short: a task of more than FEW fails.
 */
import assert from "node:assert/strict";

import type { Locator, Page } from "playwright-core";

/** More clicks than these, and people write notes beside the screen. */
export const FEW = 5;
/** So often Tab is pressed until a page is said to have no way to what is looked for. */
const MOST_TABS = 250;

export interface Person {
  readonly page: Page;
  click(target: Locator): Promise<void>;
  /** Clicks so far. */
  clicks(): number;
}

export function personAt(page: Page): Person {
  let clicks = 0;
  return {
    page,
    click: async (target) => {
      clicks++;
      await target.click();
    },
    clicks: () => clicks,
  };
}

/** Says how many clicks a task took, in the report of the test, and holds it to few. */
export function assertFewClicks(t: { diagnostic(text: string): void }, person: Person, most = FEW): void {
  t.diagnostic(`clicks: ${person.clicks()}`);
  assert.ok(person.clicks() <= most, `it took ${person.clicks()} clicks`);
}

/** Tab until it has the focus, as somebody without a mouse must; gives how often. */
export async function tabTo(page: Page, target: Locator): Promise<number> {
  for (let tabs = 1; tabs <= MOST_TABS; tabs++) {
    await page.keyboard.press("Tab");
    if ((await target.and(page.locator(":focus")).count()) > 0) return tabs;
  }
  return assert.fail(`no way by the keyboard to ${target}`);
}
