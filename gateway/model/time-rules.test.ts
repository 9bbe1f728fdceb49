import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { addMonths, dateOf, dayNumber, workingDaysBetween } from "./calendar.ts";
import type { Calendar, Item, PublicationTerms } from "./catalog.ts";
import { isShown, publicationOf, reportBy } from "./time-rules.ts";

const TERMS: readonly PublicationTerms[] = [
  {
    from: "2023-05-01",
    source: "58",
    severities: ["minor", "general", "serious"].map((severity) => ({
      severity,
      minMonths: 3,
      maxMonths: 36,
    })),
  },
  {
    from: "2026-04-01",
    source: "36",
    severities: [
      { severity: "minor", minMonths: 0, maxMonths: 3 },
      { severity: "general", minMonths: 3, maxMonths: 12 },
      { severity: "serious", minMonths: 12, maxMonths: 36 },
    ],
  },
];
type Rule = NonNullable<Item["publication"]>;
const rule = (over: Partial<Rule> = {}): Pick<Item, "publication"> => ({
  publication: { severity: "byRecord", startsAt: "decidedOn", source: "", ...over },
});

const days = fc.integer({ min: dayNumber("2000-01-01"), max: dayNumber("2060-12-31") }).map(dateOf);
const severities = fc.constantFrom("minor", "general", "serious");
const rules: fc.Arbitrary<Partial<Rule>> = fc.record(
  {
    severity: fc.constantFrom("minor" as const, "general" as const, "serious" as const, "byRecord" as const),
    minMonths: fc.integer({ min: 0, max: 40 }),
    maxMonths: fc.integer({ min: 1, max: 60 }),
    endsAt: fc.constant("endedOn"),
  },
  { requiredKeys: ["severity"] },
);
const records = fc.record(
  { decidedOn: days, severity: severities, endedOn: days },
  { requiredKeys: ["decidedOn"] },
);

test("whatever an item says, nothing is shown for longer than its severity allows on the day of the decision", () => {
  fc.assert(
    fc.property(rules, records, (over, record) => {
      const found = publicationOf(rule(over), record, TERMS);
      assert.ok(found);
      assert.equal(found.from, record.decidedOn);
      const order = TERMS.findLast((one) => one.from <= record.decidedOn);
      const severity = over.severity === "byRecord" ? record.severity : over.severity;
      const most =
        order?.severities.find((one) => one.severity === severity)?.maxMonths ?? (order ? 36 : undefined);
      const limits = [most, over.maxMonths].filter((one) => one !== undefined);
      for (const months of limits) {
        assert.ok(found.until !== null && found.until <= addMonths(record.decidedOn, months));
      }
      if (over.endsAt && record.endedOn) assert.ok(found.until !== null && found.until <= record.endedOn);
      // No more than one of these ends it.
      const ends = [
        ...limits.map((months) => addMonths(record.decidedOn, months)),
        ...(over.endsAt && record.endedOn ? [record.endedOn] : []),
      ];
      assert.equal(found.until, ends.sort()[0] ?? null);
    }),
  );
});

test("it may be repaired from the least term on, which never lies behind the longest", () => {
  fc.assert(
    fc.property(rules, records, (over, record) => {
      const { endsAt: _, ...plain } = over;
      const found = publicationOf(rule(plain), record, TERMS);
      assert.ok(found && found.repairableFrom >= found.from);
      assert.ok(found.until === null || found.repairableFrom <= found.until);
      if (found.until === null || addMonths(record.decidedOn, plain.minMonths ?? 0) <= found.until)
        assert.ok(found.repairableFrom >= addMonths(record.decidedOn, plain.minMonths ?? 0));
    }),
  );
});

test("the display begins on its first day, ends after its last, and has no gap between", () => {
  fc.assert(
    fc.property(rules, records, fc.integer({ min: -2000, max: 2000 }), (over, record, distance) => {
      const found = publicationOf(rule(over), record, TERMS);
      assert.ok(found);
      const day = dateOf(dayNumber(found.from) + distance);
      assert.equal(isShown(found, day), day >= found.from && (found.until === null || day <= found.until));
      const next = dateOf(dayNumber(found.until ?? day) + 1);
      if (found.until !== null) assert.ok(!isShown(found, next));
    }),
  );
});

test("decisions of before and after the order of 2026 have the terms of their own day", () => {
  const until = (decidedOn: string, severity?: string) =>
    publicationOf(rule(), { decidedOn, ...(severity && { severity }) }, TERMS);
  assert.equal(until("2026-03-31", "minor")?.until, "2029-03-31");
  assert.equal(until("2026-04-01", "minor")?.until, "2026-07-01");
  assert.equal(until("2026-04-01", "minor")?.repairableFrom, "2026-04-01");
  assert.equal(until("2026-11-30", "general")?.until, "2027-11-30");
  assert.equal(until("2026-11-30", "general")?.repairableFrom, "2027-02-28");
  assert.equal(until("2026-04-01", "serious")?.until, "2029-04-01");
  // Not known how grave: it ends at the latest when the gravest would.
  assert.equal(until("2026-04-01")?.until, "2029-04-01");
  // Before the first order nothing but the item says an end.
  assert.equal(until("2019-01-01", "minor")?.until, null);
});

test("an item without a rule, and a record without a day to begin with, have no term", () => {
  assert.equal(publicationOf({}, { decidedOn: "2026-04-01" }, TERMS), null);
  for (const decidedOn of [undefined, "", "2026-02-30", "2026", 20260401])
    assert.equal(publicationOf(rule(), { decidedOn }, TERMS), null);
  assert.equal(publicationOf(rule(), { decidedOn: "2026-04-01T10:00:00+08:00" }, TERMS)?.from, "2026-04-01");
});

const calendars: fc.Arbitrary<Calendar> = fc
  .record({
    holidays: fc.uniqueArray(days, { maxLength: 40 }),
    workdays: fc.uniqueArray(days, { maxLength: 40 }),
  })
  .map(({ holidays, workdays }) => ({
    ...{ source: "", years: [] },
    holidays,
    workdays: workdays.filter((day) => !holidays.includes(day)),
  }));

test("a report is in time up to the day on which as many working days have passed, and late on the next", () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 60 }), calendars, (from, workingDays, calendar) => {
      const item = { reportWithin: { workingDays, from: "decidedOn", source: "" } };
      const last = reportBy(item, { decidedOn: from }, calendar);
      assert.ok(last !== null);
      assert.equal(workingDaysBetween(from, last, calendar), workingDays);
      assert.equal(workingDaysBetween(from, dateOf(dayNumber(last) - 1), calendar), workingDays - 1);
    }),
  );
  assert.equal(
    reportBy({}, { decidedOn: "2026-04-01" }, { source: "", years: [], holidays: [], workdays: [] }),
    null,
  );
});
