/**
 * For tests only: a node with its console (operator/test-console.ts) and Chromium before it. Every page that a test
 * opens is watched: a script that fails, a breach of the content policy or an answer 5xx fails the test at its end.
 *
 *   const { console, open } = await testBrowser(t);
 *   const page = await open(await console.operator(["operator"]), "/transfers", { width: 390 });
 *
 * Files that use it are called *.browser.pg.test.ts: where Chromium is missing, scripts/test.ts names them as not run.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";

import type { Browser, BrowserContext, Page } from "playwright-core";

import { atEnd } from "../model/test-end.ts";
import {
  type ConsolePlan,
  type TestConsole,
  type TestOperator,
  testConsole,
} from "../operator/test-console.ts";
import { atRest, contextFor, startChromium, type View } from "./test-chromium.ts";

export interface Browsing {
  readonly console: TestConsole;
  /** A page of its own, signed in as the operator (or as nobody), shown and at rest. */
  open(operator: TestOperator | null, path: string, view?: View): Promise<Page>;
}

export async function testBrowser(t: TestContext, plan: ConsolePlan = {}): Promise<Browsing> {
  // Both at once; but the node is what is made first, so that it is the last to go.
  const starting = startChromium();
  const console = await testConsole(t, plan).catch(async (error) => {
    await (await starting).close();
    throw error;
  });
  const open = openerOf(t, await starting, console.url);
  return { console, open: async (operator, path, view) => await open(operator?.cookie, path, view) };
}

/** A page of its own, as whose session the cookie is, or as nobody. */
type Open = (cookie: string | undefined, path: string, view?: View) => Promise<Page>;

/** Chromium before a console that runs elsewhere, in a process of its own. */
export async function browserBefore(t: TestContext, url: string): Promise<{ readonly open: Open }> {
  return { open: openerOf(t, await startChromium(), url) };
}

function openerOf(t: TestContext, browser: Browser, url: string): Open {
  const complaints: string[] = [];
  atEnd(t, async () => {
    await browser.close();
    assert.deepEqual(complaints, [], "what the browser complained of");
  });
  return async (cookie, path, view = {}) => {
    const context = await contextFor(browser, url, cookie, view);
    watch(context, complaints);
    const page = await context.newPage();
    await page.goto(`${url}${path}`);
    await atRest(page);
    return page;
  };
}

function watch(context: BrowserContext, complaints: string[]): void {
  context.on("weberror", (error) => complaints.push(`script: ${error.error().message}`));
  context.on("console", (message) => {
    const text = message.text();
    if (/Content.Security.Policy/i.test(text)) complaints.push(`policy: ${text}`);
    // What was refused is a matter of the test; React's own warnings are mistakes.
    else if (message.type() === "error" && !/status of 4\d\d/.test(text)) complaints.push(`console: ${text}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  context.on("dialog", (dialog) => {
    complaints.push(`a script ran: ${dialog.message()}`);
    void dialog.dismiss();
  });
}

const AXE = join(import.meta.dirname, "../../node_modules/axe-core/axe.min.js");

/** Serious and critical findings of axe-core on what is shown. */
export async function findingsOfAxe(page: Page): Promise<readonly string[]> {
  // By the debugger and not as an element, which the policy of the page would forbid.
  if (!(await page.evaluate(`"axe" in window`))) await page.evaluate(readFileSync(AXE, "utf8"));
  const found = (await page.evaluate(
    `axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] })`,
  )) as {
    readonly violations: readonly {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
    }[];
  };
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary.slice(0, 300)}`),
    );
}

/** How far what is shown is wider than the window, in pixels; tables scroll within themselves. */
export async function overflowOf(page: Page): Promise<number> {
  return (await page.evaluate(
    `Math.max(document.documentElement.scrollWidth - innerWidth, (document.querySelector("#main")?.scrollWidth ?? 0) - (document.querySelector("#main")?.clientWidth ?? 0))`,
  )) as number;
}
