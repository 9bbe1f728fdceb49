import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { loadData } from "../../data.ts";
import { dateOf, dayNumber } from "../../model/calendar.ts";
import type { NightPart, OriginRow } from "../../store/console/tally-read.ts";
import { childLinesOf, descentOf, risingItems } from "./children.ts";
import { lettersOf } from "./lines.ts";
import { type Frame, hourOf, isDue } from "./nights.ts";

const { catalog } = loadData();
const FRAME: Frame = {
  calendar: catalog.calendar,
  dueHour: 6,
  first: "2026-10-25",
  last: "2026-11-23",
  now: hourOf("2026-11-23", 7),
};
const registered = (...ids: string[]) => ids.map((id) => ({ id }));
const part = (origin: string, item: string, day: string, more: Partial<NightPart> = {}): NightPart => ({
  ...{ agency: "jinan-credit", item, origin, hour: hourOf(day, 23), batches: 1, refused: 0, rows: 10 },
  ...{ accepted: 10, rejected: 0, duplicates: 0, updated: 0, late: 0, uncoded: 0, demo: false, ...more },
});
const known = (origin: string, item: string, since: string, before: number | null = null): OriginRow => ({
  ...{ origin, item, since, before },
});
const PROVINCE = descentOf("370000", catalog.nodes, registered("370000", "370100", "370200"));
const NATION = descentOf("100000", catalog.nodes, registered("100000", "370000", "420000"));
const linesOf = (descent: typeof PROVINCE, origins: readonly OriginRow[], parts: readonly NightPart[]) =>
  childLinesOf({ descent, catalog, origins, parts }, FRAME);

test("what a city sealed comes to the nation by its province, and a withdrawn city's by its successor", () => {
  assert.deepEqual(PROVINCE.children, ["370100", "370200"]);
  assert.equal(NATION.childOf("370100"), "370000");
  assert.equal(NATION.childOf("420100"), "420000");
  assert.equal(PROVINCE.childOf("371200"), "370100");
  for (const none of ["", "370000", "100000", "420100", "370300", "999999"])
    assert.equal(PROVINCE.childOf(none), null, none);
});

test("only what rises to this tier, and is collected no higher, is owed", () => {
  const items = new Map(catalog.items.map((item) => [item.id, item]));
  const city = risingItems("370100", catalog);
  assert.ok(city.some(({ id }) => id === "XZCF"));
  for (const { id, risesTo, collectedAt, status } of city) {
    assert.notEqual(risesTo, "municipal", id);
    assert.equal(collectedAt, "municipal", id);
    assert.ok(status !== "PROHIBITED" && status !== "WITHDRAWN", id);
  }
  for (const { id } of risingItems("370000", catalog)) assert.equal(items.get(id)?.risesTo, "national", id);
  assert.deepEqual(risingItems("999999", catalog), []);
});

test("a child owes an item from its first batch of it on, and what it never sent it does not owe", () => {
  const since = "2026-11-16";
  const [line, ...others] = linesOf(
    PROVINCE,
    [known("370100", "XZCF", since)],
    [part("370100", "XZCF", since)],
  );
  assert.deepEqual(others, []);
  assert.deepEqual(
    [line?.child, line?.item, line?.agency, line?.isDuty, line?.since],
    ["370100", "XZCF", "", true, since],
  );
  const missing = line?.nights.filter(({ state }) => state === "missing").map(({ night }) => night) ?? [];
  assert.ok(missing.length > 0);
  for (const night of missing) assert.ok(night > since && isDue("daily", night, catalog.calendar), night);
  assert.equal(line?.standing.state, "missing");
});

test("what any node or agency below the child brings fulfils what it owes", () => {
  const days = Array.from({ length: 30 }, (_, at) => dateOf(dayNumber(FRAME.first) + at));
  const parts = days.map((day, at) =>
    part(at % 2 === 0 ? "370100" : "370200", "XZCF", day, { agency: `agency-${at % 3}` }),
  );
  const origins = [known("370100", "XZCF", "2026-11-10"), known("370200", "XZCF", "2026-01-01")];
  const [line] = linesOf(NATION, origins, parts);
  assert.equal(line?.since, "2026-01-01", "the first of all below");
  assert.equal(line?.child, "370000");
  assert.doesNotMatch(lettersOf(line?.nights ?? []), /[mlr]/);
  assert.equal(linesOf(NATION, origins, parts).length, 1);
});

test("a monthly item that came before the nights shown is not missing", () => {
  const monthly = risingItems("370100", catalog).find(({ updateCycle }) => updateCycle === "monthly");
  assert.ok(monthly);
  const standing = (before: number | null) =>
    linesOf(PROVINCE, [known("370100", monthly.id, "2026-01-01", before)], [])[0]?.standing;
  assert.equal(standing(null)?.state, "missing");
  assert.equal(standing(hourOf("2026-10-20", 3))?.state, "arrived");
});

test("what comes and is not owed is shown, and nothing of it is missing", () => {
  const lines = linesOf(
    PROVINCE,
    [known("370100", "NOT-AN-ITEM", "2026-01-01")],
    [
      part("370100", "NOT-AN-ITEM", "2026-11-10"),
      part("370200", "", "2026-11-12", { refused: 1 }),
      part("370000", "XZCF", "2026-11-12"),
    ],
  );
  assert.deepEqual(
    lines.map(({ child, item, isDuty, standing }) => [child, item, isDuty, standing.state]),
    [
      ["370100", "NOT-AN-ITEM", false, "none"],
      ["370200", "", false, "none"],
    ],
  );
});

test("each row that came from below stands in one line, whatever is known of its origin", () => {
  const anyOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
  const origin = anyOf(["370100", "370200", "370300", "371200", "370000", ""]);
  const item = anyOf(["XZCF", "XZXK", ""]);
  const days = Array.from({ length: 28 }, (_, at) => dateOf(dayNumber(FRAME.first) + at));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(origin, item, anyOf(days)), { maxLength: 40 }),
      fc.uniqueArray(fc.tuple(origin, item), { selector: (pair) => pair.join(), maxLength: 8 }),
      (came, ever) => {
        const parts = came.map(([from, what, day]) => part(from, what, day));
        const origins = ever.map(([from, what]) => known(from, what, "2026-11-01"));
        const lines = linesOf(PROVINCE, origins, parts);
        const told = lines.reduce(
          (sum, { nights }) => sum + nights.reduce((own, { rows }) => own + rows, 0),
          0,
        );
        const below = parts.filter((one) => PROVINCE.childOf(one.origin) !== null);
        assert.equal(told, below.length * 10);
        assert.equal(new Set(lines.map(({ child, item: id }) => `${child} ${id}`)).size, lines.length);
      },
    ),
  );
});
