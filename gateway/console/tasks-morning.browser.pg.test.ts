/**
 * What an operator does in the morning, as a person does it: by names that are read, with few clicks, once by the
 * keyboard alone; and what the node's database holds of it afterwards. The nights before are entered as a history; what
 * came today was sent through the door.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import type { Page } from "playwright-core";

import { loadData } from "../data.ts";
import { dateOf, dayNumber } from "../model/calendar.ts";
import { SENDERS, sendingTo } from "../operator/test-batches.ts";
import type { TestConsole } from "../operator/test-console.ts";
import { momentOf } from "../operator/today/lines.ts";
import { hourOf, isDue } from "../operator/today/nights.ts";
import { tonightBy } from "../operator/today/test-nights.ts";
import { insertJournal, type JournalRow } from "../store/console/journal.ts";
import { SENDER } from "../test-penalties.ts";
import { testBrowser } from "./test-browser.ts";
import { shot } from "./test-chromium.ts";
import { assertFewClicks, personAt, tabTo } from "./test-person.ts";

const MARKET = "jinan-market-supervision";
/** From the list of transfers to a feedback that is sent again. */
const MOST_TABS = 40;
const send = (item: string) => ({ item, actions: ["send" as const], upTo: "personal" as const });
const PLAN = {
  ...SENDERS,
  agencies: [SENDER, MARKET],
  access: {
    agencies: [
      { id: SENDER, grants: [send("XZCF"), send("XZXK")] },
      { id: MARKET, grants: [send("JYYC")] },
    ],
  },
};

/** What came at two in the morning of a night, from where and what. */
function arrival(night: string, over: Partial<JournalRow>): JournalRow {
  const at = new Date(new Date(momentOf(hourOf(night, 26))).getTime() + 1000);
  return {
    ...{ at, entryId: randomUUID(), kind: "file", batchId: randomUUID(), batchSeq: null, intakeId: null },
    ...{ agency: SENDER, origin: "370100", peer: "", item: "XZCF", adapter: "cities/jinan-penalties" },
    ...{ door: "sftp", state: "done", fileName: `处罚-${night}.csv`, bytes: 10, rows: 100, accepted: 100 },
    ...{ rejected: 0, duplicates: 0, warnings: 0, code: "", attempts: 1, endedAt: at, demo: true, ...over },
  };
}

const ABNORMAL = { agency: MARKET, item: "JYYC", adapter: "cities/jinan-abnormal-operations" };
const PERMITS = { item: "XZXK", adapter: "cities/jinan-permits" };
const NONE = { rows: null, accepted: null, rejected: null, duplicates: null, warnings: null };

interface Nights {
  readonly last: string;
  readonly before: string;
}

/** Twenty nights in which all came; but in the last one file did not, and one was turned away at the door. */
async function enterHistory({ city }: TestConsole): Promise<Nights> {
  const tonight = await tonightBy();
  const nights = Array.from({ length: 20 }, (_, at) => dateOf(dayNumber(tonight) - 20 + at));
  const { calendar } = loadData().catalog;
  const last = nights.findLast((night) => isDue("daily", night, calendar)) ?? "";
  const before = nights.findLast((night) => night < last) ?? "";
  const turnedAway = { kind: "refusal", state: "refused", code: "RECEIVE_DIGEST", batchId: null } as const;
  await insertJournal(city.db, [
    ...nights.map((night) => arrival(night, {})),
    ...nights
      .filter((night) => night < last)
      .flatMap((night) => [
        arrival(night, { ...ABNORMAL, fileName: `异常-${night}.csv` }),
        arrival(night, { ...PERMITS, fileName: `许可-${night}.csv` }),
      ]),
    arrival(last, { ...PERMITS, ...NONE, ...turnedAway, fileName: `许可-${last}.csv` }),
  ]);
  return { last, before };
}

/** The page once the numbers are counted, which is done beside the journal. */
async function seenOnToday(page: Page, text: RegExp): Promise<void> {
  for (let tries = 0; (await page.getByText(text).count()) === 0; tries++) {
    assert.ok(tries < 30, `today does not say ${text}`);
    await pause(500);
    await page.reload();
    await page.locator("h1").first().waitFor();
    await page.locator(".headline").waitFor();
  }
}

test("the tasks of a morning", async (t) => {
  const { console, open } = await testBrowser(t, PLAN);
  const { db } = console.city;
  const { sent } = sendingTo(console);
  const { last, before } = await enterHistory(console);
  // Its titles are row 1, so row 17 is about the company of number 16.
  const rows = Array.from({ length: 24 }, (_, n) => ({ n: n + 1, ...(n === 15 && { content: "" }) }));
  const batch = await sent(...rows);
  const operator = await console.operator(["operator"]);
  const names = (await operator.ask("/api/names")).json<{
    agencies: { id: string; name: { zh: string } }[];
    items: { id: string; name: { zh: string } }[];
  }>();
  const nameOf = (kind: "agencies" | "items", id: string) =>
    names[kind].find((one) => one.id === id)?.name.zh ?? id;

  await t.test(
    "finds last night's missing batch: from the page today to what came last and when",
    async (s) => {
      const page = await open(operator, "/");
      const me = personAt(page);
      await seenOnToday(page, /缺 1 项/);
      await shot(page, "task-1-today");
      const line = page.getByRole("listitem").filter({ hasText: "夜应报未到" });
      await line.getByText(nameOf("agencies", MARKET)).waitFor();
      await line.getByText("轮到报送单位").waitFor();
      await me.click(line.getByRole("link"));
      await page.getByRole("heading", { name: "传输日志" }).waitFor();
      const first = page.getByRole("table").getByRole("row").nth(1);
      await first.getByRole("link", { name: `异常-${before}.csv` }).waitFor();
      await shot(page, "task-1-arrivals");
      assert.equal(await page.getByText(`异常-${last}.csv`).count(), 0);
      assert.equal(await page.getByText("处罚-").count(), 0, "of this agency and item alone");
      assertFewClicks(s, me);
      const { rows: held } = await db.query(
        "select file_name from journal where agency = $1 and item = 'JYYC' order by at desc limit 1",
        [MARKET],
      );
      assert.deepEqual(held, [{ file_name: `异常-${before}.csv` }]);
    },
  );

  await t.test("finds why a file of last night is not there: the door turned it away", async (s) => {
    const page = await open(operator, "/");
    const me = personAt(page);
    await seenOnToday(page, /退回 1 项/);
    const line = page.getByRole("listitem").filter({ hasText: nameOf("items", "XZXK") });
    await line.getByText("整件退回").first().waitFor();
    await me.click(line.getByRole("link").first());
    await page.getByRole("heading", { name: "传输日志" }).waitFor();
    const row = page.getByRole("row").filter({ hasText: `许可-${last}.csv` });
    await row.getByText("门口拒收").waitFor();
    await me.click(row.getByRole("button", { name: "展开" }));
    await page.getByText("RECEIVE_DIGEST").last().waitFor();
    await shot(page, "task-1-turned-away");
    assertFewClicks(s, me);
  });

  await t.test(
    "sees why row 17 was rejected: the rule, its column, the remedy, and the row itself",
    async (s) => {
      const page = await open(operator, "/");
      const me = personAt(page);
      await me.click(page.getByRole("link", { name: "传输日志" }));
      await me.click(page.getByRole("link", { name: "夜间.csv" }).first());
      const finding = page.getByRole("article").filter({ hasText: "CF_NR" });
      await finding.getByText("必填而没有内容").waitFor();
      await me.click(finding.getByRole("button", { name: "17", exact: true }));
      const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "17" }) });
      await row.getByText("虚构16号贸易有限公司").waitFor();
      await shot(page, "task-2-row-17");
      await row.getByText(/规则 administrative-penalty@1）；请填写后重新报送/).waitFor();
      const titles = page.getByRole("region", { name: "逐行查看" }).getByRole("columnheader");
      assert.equal(await titles.nth(2).textContent(), "CF_NR", "its column stands beside the finding");
      assert.equal(await page.evaluate("scrollY"), 0, "the frame stays where it is");
      const { rows: found } = await db.query<{ code: string; column_name: string }>(
        "select * from finding where row_number = 17",
      );
      assert.equal(found.length, 1);
      await row.getByText(String(found[0]?.code)).waitFor();
      assertFewClicks(s, me);
    },
  );

  await t.test("sends the feedback again, by the keyboard alone", async (s) => {
    const laidOut = async () => {
      const { rows: names } = await db.query<{ at: Date | null }>(
        "select max(at) as at from intake_name where intake_id = $1",
        [batch],
      );
      return names[0]?.at?.getTime() ?? 0;
    };
    const first = await laidOut();
    const page = await open(operator, "/transfers");
    await page.getByRole("link", { name: "夜间.csv" }).first().waitFor();
    let tabs = await tabTo(page, page.getByRole("link", { name: "跳到正文" }));
    await page.keyboard.press("Enter");
    tabs += await tabTo(page, page.getByRole("link", { name: "夜间.csv" }).first());
    await page.keyboard.press("Enter");
    const again = page.getByRole("button", { name: "重发反馈" }).first();
    await again.waitFor();
    tabs += await tabTo(page, again);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    const reason = dialog.getByLabel("理由");
    await reason.waitFor();
    await reason.and(page.locator(":focus")).waitFor();
    await page.keyboard.type("单位来电说没有收到反馈");
    tabs += await tabTo(page, dialog.getByRole("button", { name: "重发反馈" }));
    await page.keyboard.press("Enter");
    await page.getByText("已执行，并记入审计").waitFor();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("单位来电说没有收到反馈").waitFor();
    await shot(page, "task-3-resent");
    s.diagnostic(`Tab was pressed ${tabs} times`);
    assert.ok(tabs <= MOST_TABS, `Tab was pressed ${tabs} times`);
    const { rows: audited } = await db.query<{ reason: string; target: string }>(
      "select a.reason, a.target from operator_act a join log_leaf l on l.leaf_id = a.act_id where a.act = 'transfer.feedback'",
    );
    assert.deepEqual(
      audited.map(({ reason: why }) => why),
      ["单位来电说没有收到反馈"],
    );
    assert.ok(audited[0]?.target.includes(batch));
    assert.ok((await laidOut()) > first, "the agency finds its files anew");
  });

  await t.test("exports a filtered list, and the file holds just these entries", async (s) => {
    const page = await open(operator, "/");
    const me = personAt(page);
    await me.click(page.getByRole("link", { name: "传输日志" }));
    const agencies = page.getByRole("combobox", { name: "全部单位" });
    await me.click(agencies);
    await page.keyboard.type(nameOf("agencies", MARKET));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "夜间.csv" }).first().waitFor({ state: "detached" });
    const coming = page.waitForEvent("download");
    await me.click(page.getByRole("link", { name: "导出 CSV" }));
    const path = await (await coming).path();
    await shot(page, "task-9-filtered");
    const [titles = "", ...lines] = readFileSync(path, "utf8").trimEnd().split("\r\n");
    assert.match(titles, /^\ufeff时间（北京）,种类,状态,报送单位/);
    const { rows: held } = await db.query<{ entry_id: string }>(
      "select entry_id from journal where agency = $1 order by at desc",
      [MARKET],
    );
    const entry = titles.split(",").indexOf("条目编号");
    assert.deepEqual(
      lines.map((line) => line.split(",")[entry]),
      held.map(({ entry_id }) => entry_id),
    );
    assert.ok(lines.length > 0 && lines.every((line) => line.split(",").includes(MARKET)));
    const { rows: audited } = await db.query("select act from operator_act where act like '%export%'");
    assert.equal(audited.length, 1);
    assertFewClicks(s, me);
  });
});
