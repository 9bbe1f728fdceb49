/** The log of transfers stays live: past a node that is away, and only what a click would show is called new. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

import { insertJournal, type JournalRow } from "../store/console/journal.ts";
import { testBrowser } from "./test-browser.ts";

const AGENCY = "jinan-credit";

function row(minutes: number, over: Partial<JournalRow> = {}): JournalRow {
  const at = new Date(Date.now() - minutes * 60_000);
  return {
    ...{ at, entryId: randomUUID(), kind: "file", batchId: randomUUID(), batchSeq: null, intakeId: null },
    ...{ agency: AGENCY, origin: "370100", peer: "", adapter: "a", item: "XZCF", door: "sftp" },
    ...{ state: "done", fileName: `处罚-${minutes}.csv`, bytes: 1, rows: 1, accepted: 1, rejected: 0 },
    ...{ duplicates: 0, warnings: 0, code: "", attempts: 1, endedAt: null, demo: false, ...over },
  };
}

test("the log of transfers stays live", async (t) => {
  const { console, open } = await testBrowser(t);
  const { db } = console.city;
  const old = row(3000, { state: "working", fileName: "昨日的.csv" });
  await insertJournal(db, [old, ...Array.from({ length: 60 }, (_, n) => row(n + 5))]);
  const operator = await console.operator(["operator"]);

  await t.test(
    "a node that answers otherwise for a while is asked again, from the last event on",
    async () => {
      const page = await open(operator, "/");
      const asked: string[] = [];
      // Refused by 4xx: what answers 5xx fails every test at its end, and to EventSource they are alike.
      await page.route("**/api/live?*", async (route) => {
        asked.push(new URL(route.request().url()).searchParams.get("since") ?? "");
        if (asked.length > 2) await route.continue();
        else await route.fulfill({ status: 429, body: "" });
      });
      await page.getByRole("link", { name: "传输日志" }).click();
      await page.getByText("实时已断，正在重连").waitFor();
      await insertJournal(db, [row(0, { fileName: "断开时到的.csv" })]);
      await page.getByText("实时", { exact: true }).waitFor();
      await page.getByRole("button", { name: "1 条新的，点此显示" }).click();
      await page.getByRole("link", { name: "断开时到的.csv" }).waitFor();
      assert.ok(asked.length >= 3);
      assert.equal(new Set(asked.slice(0, 3)).size, 1);
    },
  );

  await t.test("what changes below the list is not new; where all is listed it is", async () => {
    const change = async (state: string) =>
      await db.query("update journal set state = $2, changed = journal_now() where entry_id = $1", [
        ...[old.entryId, state],
      ]);
    const page = await open(operator, "/transfers");
    const narrow = await open(operator, "/transfers?state=done&from=2020-01-01T00:00:00Z&name=昨日");
    for (const one of [page, narrow]) await one.getByText("实时", { exact: true }).waitFor();
    await change("done");
    await narrow.getByRole("button", { name: "1 条新的，点此显示" }).click();
    await narrow.getByRole("link", { name: "昨日的.csv" }).waitFor();
    await insertJournal(db, [row(0, { fileName: "此后的.csv" })]);
    // One and not two: what came after the change is told after it.
    await page.getByRole("button", { name: "1 条新的，点此显示" }).click();
    await page.getByRole("link", { name: "此后的.csv" }).waitFor();
  });

  await t.test("when the session has ended, the page says so", async () => {
    const other = await console.operator(["viewer"]);
    const page = await open(other, "/");
    const ended = Promise.withResolvers<void>();
    await page.route("**/api/live?*", async (route) => {
      await ended.promise;
      await route.continue();
    });
    await page.getByRole("link", { name: "传输日志" }).click();
    await page.locator(".data-table tbody tr").first().waitFor();
    await db.query("delete from operator_session where operator_id = $1", [other.id]);
    ended.resolve();
    await page.waitForURL(/sign-in/);
  });
});
