/**
 * Pictures of every page of the console, in Chinese and English, at a desk (1366×768) and on a phone (390×844), taken
 * from the sandbox that `npm start` runs. An operator is entered for the time it takes and removed again.
 *
 *   npm run screenshots                          from .sandbox into docs/screenshots
 *   npm run screenshots -- --data <folder> --out <folder> [--whole] [--only <page>]
 *
 * `--whole` takes a page in its whole length. A page whose pictures cannot be taken is named, and the exit code is 1.
 */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import type { Browser, Page } from "playwright-core";

import { loadConfig } from "../gateway/config.ts";
import { atRest, contextFor, DESK, PHONE, startChromium } from "../gateway/console/test-chromium.ts";
import { publicUrlOf } from "../gateway/operator/public-url.ts";
import { cookieName } from "../gateway/operator/sign-in/sessions.ts";
import { connect, type Database } from "../gateway/store/connect.ts";
import { insertOperator } from "../gateway/store/console/operator-rows.ts";
import { insertSession } from "../gateway/store/console/session-rows.ts";

const ROOT = join(import.meta.dirname, "..");
const HOUR_MS = 3_600_000;
const CITY = "370100";
/** Charts and maps draw themselves after their data is there. */
const DRAWN_MS = 900;
const MOST_MS = 30_000;

interface Shot {
  readonly name: string;
  readonly path: string;
  /** Nobody need be signed in. */
  readonly open?: true;
  /** What is done before the picture is taken. */
  readonly before?: (page: Page) => Promise<void>;
}

const { values } = parseArgs({
  options: {
    data: { type: "string", default: join(ROOT, ".sandbox") },
    out: { type: "string", default: join(ROOT, "docs/screenshots") },
    whole: { type: "boolean", default: false },
    only: { type: "string" },
  },
});
process.exitCode = await main();

async function main(): Promise<number> {
  const config = loadConfig(join(resolve(values.data), "nodes", CITY, "node.json"), process.env);
  if (!config.console) throw new Error("this sandbox has no console");
  const url = publicUrlOf(config.console, config.console.port);
  const db = connect(config.databaseUrl, { max: 1, applicationName: "screenshots" });
  const browsers = { zh: await startChromium("zh"), en: await startChromium("en") };
  const operatorId = randomUUID();
  try {
    const token = await enter(db, operatorId);
    const name = cookieName({ node: config.node, secure: url.startsWith("https:") }, "session");
    const shots = shotsOf(await notableBatch(db)).filter((one) => !values.only || one.name === values.only);
    mkdirSync(values.out, { recursive: true });
    let faults = 0;
    for (const shot of shots) faults += await takeAll(browsers, url, `${name}=${token}`, shot);
    return faults === 0 ? 0 : 1;
  } finally {
    await Promise.all([browsers.zh.close(), browsers.en.close()]);
    await db.query("delete from operator where operator_id = $1", [operatorId]);
    await db.close();
  }
}

async function takeAll(
  browsers: Readonly<Record<"zh" | "en", Browser>>,
  url: string,
  cookie: string,
  shot: Shot,
): Promise<number> {
  let faults = 0;
  for (const language of ["zh", "en"] as const)
    for (const size of [DESK, PHONE]) {
      const context = await contextFor(browsers[language], url, shot.open ? undefined : cookie, {
        language,
        ...size,
      });
      const file = `${shot.name}-${language}-${size.width}.png`;
      try {
        const page = await context.newPage();
        page.setDefaultTimeout(MOST_MS);
        await page.goto(`${url}${shot.path}`);
        await atRest(page);
        await shot.before?.(page);
        await page.waitForTimeout(DRAWN_MS);
        if (values.whole) await stretch(page, size.width);
        await page.screenshot({ path: join(values.out, file) });
        process.stdout.write(`${file}\n`);
      } catch (error) {
        faults++;
        process.stderr.write(`${file}: ${error instanceof Error ? error.message.split("\n")[0] : error}\n`);
      } finally {
        await context.close();
      }
    }
  return faults;
}

/** The page scrolls within its frame, so the window is made as high as what is in it. */
async function stretch(page: Page, width: number): Promise<void> {
  const height = (await page.evaluate(
    `(document.querySelector("#main")?.scrollHeight ?? 800) + 48`,
  )) as number;
  await page.setViewportSize({ width, height: Math.min(height, 6000) });
  await page.waitForTimeout(DRAWN_MS);
}

/** Of the registry, and what is worth a picture of its own. */
function shotsOf(batch: string | undefined): readonly Shot[] {
  const text = readFileSync(join(ROOT, "gateway/console/src/pages.ts"), "utf8");
  const paths = [...text.matchAll(/^ {4}path: "([^"]+)"/gm)].map(([, path = ""]) => path);
  const pages = paths
    .filter((path) => batch !== undefined || !path.includes(":id"))
    .map((path) => ({
      name: path === "/" ? "today" : (path.split("/")[1] ?? ""),
      path: path.replace(":id", batch ?? ""),
    }));
  const sample = join(ROOT, "adapters/cities/jinan-penalties/samples/refused-rows.input.csv");
  return [
    { name: "sign-in", path: "/sign-in", open: true },
    ...pages,
    { name: "catalog-item", path: "/catalog?item=XZCF&part=fields" },
    {
      name: "catalog-precheck",
      path: "/catalog?view=precheck&adapter=cities/jinan-penalties",
      before: async (page) => {
        await page.locator("input[type=file]").setInputFiles(sample);
        await page.locator(".precheck-table").waitFor();
        await page.locator(".precheck-table").scrollIntoViewIfNeeded();
      },
    },
  ];
}

/** A real one, with rejected rows if there is one. */
async function notableBatch(db: Database): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `select batch_id as id from journal where batch_id is not null and not demo and kind <> 'hop'
     order by (state = 'partial') desc, at desc limit 1`,
  );
  return rows[0]?.id;
}

async function enter(db: Database, operatorId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const at = new Date();
  await db.transaction(async (tx) => {
    await insertOperator(tx, {
      ...{ operatorId, login: `pictures-${operatorId.slice(0, 8)}`, name: "李值班", way: "local" },
      ...{ roles: ["security", "operator"], scope: null, at },
    });
    await tx.query("update operator set state = 'active' where operator_id = $1", [operatorId]);
    const digest = createHash("sha256").update(token).digest();
    await insertSession(tx, { token: digest, operatorId, at, endsAt: new Date(at.getTime() + HOUR_MS) });
  });
  return token;
}
