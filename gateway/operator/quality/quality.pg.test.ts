/** Quality over a time, and the report as a workbook and as pages, to each what it may see. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { inflateSync } from "node:zlib";

import { readXlsx } from "hucre/xlsx";

import { dateOf, dayNumber } from "../../model/calendar.ts";
import { insertJournal, type JournalRow } from "../../store/console/journal.ts";
import type { JsonAnswer } from "../admit.ts";
import { TWO_SENDERS, testConsole } from "../test-console.ts";
import { momentOf } from "../today/lines.ts";
import { hourOf } from "../today/nights.ts";
import { arrival } from "../today/test-arrivals.ts";

type Quality = JsonAnswer<"getQuality">;

const MONTH = "2026-09";
const SPAN = "from=2026-09-01&until=2026-09-30";

function inNight(night: string, over: Partial<JournalRow> = {}): JournalRow {
  const at = new Date(momentOf(hourOf(night, 26)));
  const counts = { rows: 100, accepted: 90, rejected: 10, duplicates: 0, warnings: 0 };
  return arrival({ at, endedAt: at, state: "partial", ...counts, ...over });
}

test("quality", async (t) => {
  const console = await testConsole(t, {
    access: TWO_SENDERS,
  });
  const operator = await console.operator(["operator"]);
  const confined = await console.operator(["viewer"], ["jinan-market-supervision"]);
  const nights = Array.from({ length: 30 }, (_, at) => dateOf(dayNumber("2026-09-01") + at));
  const none = { rows: null, accepted: null, rejected: null, duplicates: null, warnings: null };
  const lost = { agency: "jinan-market-supervision", item: "JYYC" };
  await insertJournal(console.city.db, [
    ...nights.map((night) => inNight(night)),
    ...nights
      .slice(0, 5)
      .map((night) => inNight(night, { ...lost, rows: 10, accepted: 10, rejected: 0, state: "done" })),
    inNight("2026-09-08", { ...lost, ...none, state: "refused", code: "MAP_MISSING_COLUMN" }),
  ]);
  let all = (await operator.ask(`/api/quality?${SPAN}`)).json<Quality>();
  // Counted beside the path, some at a time.
  while (all.whole.rows < 3050 || all.whole.refused < 1 || all.rules.length === 0) {
    await pause(200);
    all = (await operator.ask(`/api/quality?${SPAN}`)).json<Quality>();
  }

  await t.test("rates and scores follow the formula that is told with them", () => {
    const { whole, formula } = all;
    assert.deepEqual([whole.rows, whole.accepted, whole.rejected, whole.refused], [3050, 2750, 300, 1]);
    const { acceptance, timeliness, completeness, score } = whole;
    const { weights } = formula;
    const sum =
      weights.acceptance * Number(acceptance) +
      weights.timeliness * Number(timeliness) +
      weights.completeness * Number(completeness);
    assert.equal(Math.round(sum * 1e6), Math.round(Number(score) * 1e4));
    assert.deepEqual(
      all.agencies.map(({ agency }) => agency),
      ["jinan-market-supervision", "jinan-credit"],
      "the worst first",
    );
    assert.equal(all.series.length, 30);
    assert.equal(all.rules[0]?.code, "MAP_MISSING_COLUMN");
  });

  await t.test("one agency, one item; and who is confined sees no other", async () => {
    const one = (await operator.ask(`/api/quality?${SPAN}&agency=jinan-credit&item=XZCF`)).json<Quality>();
    assert.deepEqual(
      one.lines.map(({ agency }) => agency),
      ["jinan-credit"],
    );
    assert.equal(one.whole.acceptance, 0.9);
    const foreign = await confined.ask(`/api/quality?${SPAN}&agency=jinan-credit`);
    assert.ok(!foreign.body.includes("XZCF"));
    assert.equal(foreign.json<Quality>().whole.rows, 0);
    const own = await confined.ask(`/api/quality?${SPAN}`);
    assert.ok(!own.body.includes("jinan-credit"));
    assert.equal(
      (await confined.ask(`/api/quality/report?agency=jinan-credit&month=${MONTH}&format=pdf`)).status,
      404,
    );
  });

  await t.test("a span that is none, or too long, is refused", async () => {
    assert.equal((await operator.ask("/api/quality?from=2026-09-02&until=2026-09-01")).status, 400);
    assert.equal((await operator.ask("/api/quality?from=2024-09-02&until=2026-09-01")).status, 400);
  });

  await t.test("the report is a workbook with numbers in it", async () => {
    const reply = await operator.ask(`/api/quality/report?agency=jinan-credit&month=${MONTH}&format=xlsx`);
    assert.match(String(reply.headers["content-disposition"]), /2026%E5%B9%B49%E6%9C%88/);
    const book = await readXlsx(reply.body);
    const [, items] = book.sheets;
    const titles = items?.rows[0] ?? [];
    const row = items?.rows[1] ?? [];
    const under = (title: string) => row[titles.indexOf(title)];
    assert.deepEqual([under("事项"), under("上报量"), under("入库率")], ["行政处罚信息", 3000, 0.9]);
  });

  await t.test("the report is a PDF whose text is Chinese, and whose places are where it says", async () => {
    const { body } = await operator.ask(`/api/quality/report?agency=jinan-credit&month=${MONTH}&format=pdf`);
    assert.equal(body.subarray(0, 8).toString("latin1"), "%PDF-1.7");
    const text = body.toString("latin1");
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    assert.equal(text.slice(start, start + 4), "xref");
    const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map(([, at]) => Number(at));
    for (const [at, offset] of offsets.entries()) assert.ok(text.slice(offset).startsWith(`${at + 1} 0 obj`));
    const said = [...text.matchAll(/\/Length (\d+) [^\n]*\nstream\n/g)]
      .map(({ 0: head, 1: length, index }) =>
        inflateSync(body.subarray(index + head.length, index + head.length + Number(length))).toString(
          "latin1",
        ),
      )
      .flatMap((content) => [...content.matchAll(/<([0-9A-F]+)> Tj/g)])
      .map(([, hex = ""]) => Buffer.from(hex, "hex").swap16().toString("utf16le"));
    assert.ok(said.some((one) => one.includes("数据报送质量报告")));
    assert.ok(said.some((one) => one.includes("入库率")));
  });
});
