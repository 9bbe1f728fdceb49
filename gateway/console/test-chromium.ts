/**
 * For tests and screenshots: Chromium as Debian has it, and a browser of its own for each operator. The trap: what waits
 * for a function in the page needs eval, which the console's policy forbids; so locators do the waiting, or a promise that is evaluated.
 */
import { existsSync } from "node:fs";

import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

export interface View {
  readonly language?: "zh" | "en";
  readonly width?: number;
  readonly height?: number;
}

export const DESK = { width: 1366, height: 768 } as const;
export const PHONE = { width: 390, height: 844 } as const;

/** Where Debian, Ubuntu and others have it. */
const CHROMIUM = [
  process.env["CHROMIUM"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const STARTED = 30_000;
/** So long may anything take that a test waits for. */
const LATE_MS = 15_000;

export function chromiumPath(): string | undefined {
  return CHROMIUM.find((path) => path !== "" && existsSync(path));
}

/** `language` is the browser's own: that of the fields for dates. */
export async function startChromium(language: "zh" | "en" = "zh"): Promise<Browser> {
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("Chromium is not installed (Debian: chromium)");
  return await chromium.launch({
    executablePath,
    env: { ...process.env, LANGUAGE: locale.replace("-", "_") },
    args: [
      `--lang=${locale}`,
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--font-render-hinting=none",
    ],
    timeout: STARTED,
  });
}

/** A browser of its own: cookies, language, size, the clock of Shanghai. */
export async function contextFor(
  browser: Browser,
  url: string,
  cookie: string | undefined,
  { language = "zh", width = DESK.width, height = DESK.height }: View,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width, height },
    locale: language === "zh" ? "zh-CN" : "en-GB",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(LATE_MS);
  if (cookie !== undefined) {
    const at = cookie.indexOf("=");
    const [name, value] = [cookie.slice(0, at), cookie.slice(at + 1)];
    const { hostname } = new URL(url);
    await context.addCookies([
      {
        name,
        value,
        domain: hostname,
        path: "/",
        secure: url.startsWith("https:"),
        httpOnly: true,
        sameSite: "Strict",
      },
    ]);
  }
  // Only the first time: a test that changes the language means it. about:blank has no storage.
  await context.addInitScript(
    `try { localStorage.getItem("xinqiao.language") ?? localStorage.setItem("xinqiao.language", "${language}") } catch {}`,
  );
  return context;
}

/** Told at the very change: asked again and again, as locators ask, a page costs half a second more than it takes. */
const AT_REST = `new Promise((done, failed) => {
  const isAtRest = () => document.querySelector("h1") !== null && document.querySelector(".loading") === null;
  const watch = new MutationObserver(() => isAtRest() && end(done));
  const late = setTimeout(() => end(() => failed(new Error("the page has no heading, or does not end loading"))), ${LATE_MS});
  const end = (how) => { watch.disconnect(); clearTimeout(late); how(); };
  watch.observe(document, { childList: true, subtree: true });
  if (isAtRest()) end(done);
})`;

/** Its heading is there and nothing is a skeleton. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(AT_REST);
}

/** Keeps a picture where somebody asks for pictures (XINQIAO_SHOTS=<folder>); tests say nothing by it. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env["XINQIAO_SHOTS"];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}
