import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addMonths, addWorkingDays, dateOf, dayNumber, workingDaysBetween } from "./calendar.ts";
import type { Calendar } from "./catalog.ts";

// Invented: a holiday week in October with both weekends around it worked on one day, and a holiday on a Saturday.
const CALENDAR: Calendar = {
  source: "invented for this test",
  years: [2026],
  holidays: ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-05", "2026-10-06", "2026-10-07"],
  workdays: ["2026-09-27", "2026-10-10", "2026-10-09"],
};
const PLAIN: Calendar = { source: "none", years: [], holidays: [], workdays: [] };

const CASES = [
  { from: "2026-11-20", to: "2026-11-20", days: 0 },
  { from: "2026-11-20", to: "2026-11-21", days: 0 },
  { from: "2026-11-20", to: "2026-11-23", days: 1 },
  { from: "2026-11-10", to: "2026-11-19", days: 7 },
  { from: "2026-11-10", to: "2026-11-20", days: 8 },
  { from: "2026-09-26", to: "2026-09-27", days: 1 },
  { from: "2026-09-30", to: "2026-10-08", days: 1 },
  { from: "2026-09-30", to: "2026-10-10", days: 3 },
  { from: "2026-10-08", to: "2026-09-30", days: -1 },
  { from: "2031-10-01", to: "2031-10-08", days: 5 },
] as const;

for (const { from, to, days } of CASES) {
  test(`there are ${days} working days after ${from} up to ${to}`, () => {
    assert.equal(workingDaysBetween(from, to, CALENDAR), days);
  });
}

test("without exceptions every week has five working days", () => {
  assert.equal(
    workingDaysBetween("1999-12-31", "2031-09-05", PLAIN),
    ((dayNumber("2031-09-05") - dayNumber("1999-12-31")) / 7) * 5,
  );
});

test("day numbers and dates are each other's inverse, and agree with the platform", () => {
  fc.assert(
    fc.property(fc.integer({ min: -719162, max: 2932896 }), (day) => {
      assert.equal(dayNumber(dateOf(day)), day);
    }),
  );
});

test("the day found by adding working days is that many working days away, and the day before is not", () => {
  fc.assert(
    fc.property(fc.integer({ min: 20600, max: 20800 }), fc.integer({ min: 1, max: 30 }), (day, count) => {
      const from = dateOf(day);
      const to = addWorkingDays(from, count, CALENDAR);
      assert.equal(workingDaysBetween(from, to, CALENDAR), count);
      assert.equal(workingDaysBetween(from, dateOf(dayNumber(to) - 1), CALENDAR), count - 1);
    }),
  );
});

test("no working days added leaves the day as it is", () => {
  assert.equal(addWorkingDays("2026-10-03", 0, CALENDAR), "2026-10-03");
});

test("a month added to its last days ends at the end of a shorter month", () => {
  assert.equal(addMonths("2024-01-31", 1), "2024-02-29");
  assert.equal(addMonths("2026-01-31", 1), "2026-02-28");
  assert.equal(addMonths("2026-11-30", 36), "2029-11-30");
  assert.equal(addMonths("2024-03-31", -1), "2024-02-29");
  assert.equal(addMonths("2026-12-05", 1), "2027-01-05");
  assert.equal(addMonths("2026-06-15", -18), "2024-12-15");
});
