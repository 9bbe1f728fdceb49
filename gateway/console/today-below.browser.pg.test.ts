/** Today at a province: what cities owe it stands in the grid city by city, said with care, and leads to their batches. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { loadData } from "../data.ts";
import { dateOf, dayNumber } from "../model/calendar.ts";
import type { JsonAnswer } from "../operator/admit.ts";
import { signedIn } from "../operator/test-console.ts";
import { momentOf } from "../operator/today/lines.ts";
import { hourOf, isDue } from "../operator/today/nights.ts";
import { tonightBy } from "../operator/today/test-nights.ts";
import { insertJournal, type JournalRow } from "../store/console/journal.ts";
import { freePort } from "../store/free-port.ts";
import { writeAccess } from "../test-city.ts";
import { CITY, PROVINCE, testPath } from "../test-path.ts";
import { browserBefore, findingsOfAxe, overflowOf } from "./test-browser.ts";
import { atRest, PHONE, shot } from "./test-chromium.ts";

type Today = JsonAnswer<"getToday">;

/** A batch that the city sealed, in the evening of a night. */
function sealed(night: string, over: Partial<JournalRow> = {}): JournalRow {
  const at = new Date(new Date(momentOf(hourOf(night, 20))).getTime() + 61_000);
  return {
    ...{ at, entryId: randomUUID(), kind: "sealed", batchId: null, batchSeq: null, intakeId: null },
    ...{ agency: "jinan-credit", origin: CITY, peer: CITY, item: "XZCF", adapter: "cities/jinan-penalties" },
    ...{ door: "node", state: "done", fileName: "", bytes: 10, rows: 120, accepted: 120, rejected: 0 },
    ...{ duplicates: 0, warnings: 0, code: "", attempts: 1, endedAt: at, demo: false, ...over },
  };
}

test("today at a province", async (t) => {
  const path = await testPath(t, ["jinan-credit"]);
  const db = path.db[PROVINCE];
  assert.ok(db);
  const port = await freePort();
  writeAccess(path.folder, PROVINCE, 1, {});
  path.configure(PROVINCE, { access: "access.json", console: { host: "127.0.0.1", port } });
  const { calendar } = loadData().catalog;
  const tonight = await tonightBy();
  const due = Array.from({ length: 30 }, (_, at) => dateOf(dayNumber(tonight) - 30 + at)).filter((night) =>
    isDue("daily", night, calendar),
  );
  const last = due.at(-1) ?? "";
  const none = { rows: null, accepted: null, rejected: null, duplicates: null, warnings: null };
  await insertJournal(db, [
    // Of penalties something every night; of permits nothing in the last.
    ...due.map((night) => sealed(night)),
    ...due.slice(0, -1).map((night) => sealed(night, { agency: "jinan-market-supervision", item: "XZXK" })),
    sealed(last, { item: "JYYC", state: "refused", code: "SEAL_INVALID", ...none }),
  ]);
  await path.start(PROVINCE);
  const { open } = await browserBefore(t, `https://127.0.0.1:${port}`);
  const cookieOf = async (scope: readonly string[] | null) =>
    (await signedIn(db, ["viewer"], scope)).cookie.replace(CITY, PROVINCE);
  const all = await cookieOf(null);

  const page = await open(all, "/");
  for (let tries = 0; (await page.locator("tr[data-line]").count()) < 3; tries++) {
    assert.ok(tries < 40, "the cities' lines did not come");
    await page.waitForTimeout(500);
    await page.reload();
    await atRest(page);
  }

  await t.test("the headline tells of the lower nodes, and that what did not come was owed", async () => {
    const text = (await page.locator(".headline-text").textContent()) ?? "";
    assert.match(text, /夜下级节点应上送 2 项，到 1 项，未收到 1 项$/);
    await page.getByText("没有新数据时不上送，请与该节点核实").waitFor();
    await page.getByText("轮到下级节点").waitFor();
    assert.deepEqual(await findingsOfAxe(page), []);
    assert.equal(await overflowOf(page), 0);
    await shot(page, "today-below");
  });

  await t.test(
    "the grid has a line for each item of the city; the hole leads to what came last",
    async () => {
      await page.getByText("下级节点（依目录应上送").waitFor();
      const line = page.locator("tr[data-line]").filter({ hasText: "行政许可" });
      assert.match((await line.textContent()) ?? "", /济南市节点/);
      const hole = line.locator("td.night-m");
      assert.equal(await hole.count(), 1);
      assert.match((await hole.getAttribute("aria-label")) ?? "", /应上送，未收到/);
      await line.scrollIntoViewIfNeeded();
      await shot(page, "today-below-grid");
      await hole.click();
      await page.waitForURL(/\/transfers\?/);
      const search = new URL(page.url()).searchParams;
      assert.deepEqual(
        ["peer", "item", "kind"].map((name) => search.get(name)),
        [CITY, "XZXK", "sealed"],
      );
      await page.getByText("行政许可").first().waitFor();
    },
  );

  await t.test("who sees one agency alone sees its arrivals, and nothing of what the city owes", async () => {
    const own = await open(await cookieOf(["jinan-market-supervision"]), "/");
    await own.locator("tr[data-line]").first().waitFor();
    const told = (await (await own.request.get(`https://127.0.0.1:${port}/api/today`)).json()) as Today;
    assert.equal(told.below, null);
    assert.deepEqual(
      told.lines.map(({ agency, child, item, isDuty }) => ({ agency, child, item, isDuty })),
      [{ agency: "jinan-market-supervision", child: null, item: "XZXK", isDuty: false }],
    );
    assert.ok(!JSON.stringify(told).includes("jinan-credit"));
  });

  await t.test("English, and on a phone", async () => {
    const narrow = await open(all, "/", { ...PHONE, language: "en" });
    await narrow.getByText("lower nodes owed 2").waitFor();
    assert.equal(await overflowOf(narrow), 0);
    assert.deepEqual(await findingsOfAxe(narrow), []);
    await shot(narrow, "today-below-en-phone");
  });
});
