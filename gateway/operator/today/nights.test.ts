import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { dateOf, dayNumber } from "../../model/calendar.ts";
import type { Calendar } from "../../model/catalog.ts";
import {
  type Frame,
  hourOf,
  isDue,
  isWorkingDay,
  type NightState,
  nightOf,
  nightsOf,
  type Slot,
} from "./nights.ts";
import { standingOf } from "./standing.ts";

// Invented: a Wednesday off, and a Saturday worked.
const CALENDAR: Calendar = {
  source: "invented for this test",
  years: [2026],
  holidays: ["2026-11-11"],
  workdays: ["2026-11-14"],
};
const CYCLES = [
  "realtime",
  "daily",
  "weekly",
  "monthly",
  "quarterly",
  "halfyearly",
  "yearly",
  "onchange",
] as const;
const FRAME: Frame = {
  calendar: CALENDAR,
  dueHour: 6,
  first: "2026-10-25",
  last: "2026-11-23",
  now: hourOf("2026-11-23", 7),
};

const counts = { batches: 1, refused: 0, rows: 100, accepted: 100, rejected: 0, duplicates: 0 };
const slot = (day: string, hour: number, more: Partial<Slot> = {}): Slot => ({
  ...counts,
  ...more,
  hour: hourOf(day, hour),
});
const DAILY = { cycle: "daily", since: "2020-01-01", lastBefore: null } as const;
const stateOn = (night: string, slots: readonly Slot[], duty: Parameters<typeof nightsOf>[0] = DAILY) =>
  nightsOf(duty, slots, FRAME).find((one) => one.night === night)?.state;

test("an item of every day is due on working days, make-up days too, and not on weekends and holidays", () => {
  const due = (day: string) => isDue("daily", day, CALENDAR);
  assert.deepEqual(
    ["2026-11-10", "2026-11-11", "2026-11-12", "2026-11-14", "2026-11-15", "2026-11-16"].map(due),
    [true, false, true, true, false, true],
  );
});

test("a weekly item is due on the first working day of the next week", () => {
  const due = [16, 17, 18, 19, 20, 21, 22, 23].filter((day) => isDue("weekly", `2026-11-${day}`, CALENDAR));
  assert.deepEqual(due, [16, 23]);
});

test("a monthly item is due on the 10th, or on the next working day", () => {
  const due = (month: string) =>
    Array.from({ length: 28 }, (_, day) => `${month}-${String(day + 1).padStart(2, "0")}`).filter((day) =>
      isDue("monthly", day, CALENDAR),
    );
  assert.deepEqual(due("2026-11"), ["2026-11-10"]);
  // The 10th of October 2026 is a Saturday.
  assert.deepEqual(due("2026-10"), ["2026-10-12"]);
});

test("every cycle but the one on change is due as often in a year as its name says", () => {
  const year = Array.from({ length: 365 }, (_, day) => dateOf(dayNumber("2026-01-01") + day));
  const times = (cycle: (typeof CYCLES)[number]) => year.filter((day) => isDue(cycle, day, CALENDAR)).length;
  assert.deepEqual(CYCLES.slice(2).map(times), [52, 12, 4, 2, 1, 0]);
});

test("a night ends at the due hour of the next morning", () => {
  assert.equal(nightOf(hourOf("2026-11-20", 5), 6), "2026-11-19");
  assert.equal(nightOf(hourOf("2026-11-20", 6), 6), "2026-11-20");
});

const CASES: readonly (readonly [string, NightState, readonly Slot[]])[] = [
  ["nothing came", "missing", []],
  ["it came at two in the morning", "arrived", [slot("2026-11-20", 2)]],
  ["it came at seven, an hour after the due hour", "late", [slot("2026-11-20", 7)]],
  ["it was refused", "rejected", [slot("2026-11-20", 2, { refused: 1, rows: 0, accepted: 0 })]],
  [
    "it was refused and sent again in time",
    "arrived",
    [slot("2026-11-20", 1, { refused: 1, rows: 0, accepted: 0 }), slot("2026-11-20", 2)],
  ],
  [
    "it was refused and sent again in the morning",
    "late",
    [slot("2026-11-20", 1, { refused: 1, rows: 0, accepted: 0 }), slot("2026-11-20", 9)],
  ],
  ["most of its rows were rejected", "rejected", [slot("2026-11-20", 2, { rejected: 60, accepted: 40 })]],
  ["every tenth row was rejected", "partial", [slot("2026-11-20", 2, { rejected: 10, accepted: 90 })]],
  ["every row was known already", "arrived", [slot("2026-11-20", 2, { duplicates: 100, accepted: 0 })]],
];

for (const [what, state, slots] of CASES) {
  test(`a night in which ${what} is ${state}`, () => {
    assert.equal(stateOn("2026-11-19", slots), state);
  });
}

test("what comes in the morning belongs to the night before only when nothing came in it", () => {
  const both = [slot("2026-11-20", 2), slot("2026-11-20", 7)];
  assert.equal(stateOn("2026-11-19", both), "arrived");
  assert.equal(stateOn("2026-11-20", both), "arrived");
  const late = [slot("2026-11-20", 7)];
  assert.equal(stateOn("2026-11-19", late), "late");
  assert.equal(stateOn("2026-11-20", late), "missing");
});

test("what comes in the afternoon mends the night before and is in time for its own", () => {
  const slots = [slot("2026-11-20", 15)];
  assert.equal(stateOn("2026-11-19", slots), "late");
  assert.equal(stateOn("2026-11-20", slots), "arrived");
});

test("the next night's own delivery fills no hole", () => {
  const slots = [slot("2026-11-18", 20), slot("2026-11-20", 20), slot("2026-11-20", 19)];
  assert.equal(stateOn("2026-11-19", slots), "missing");
  assert.equal(stateOn("2026-11-20", slots), "arrived");
});

test("after a Friday night there is time until six on Monday evening", () => {
  assert.equal(stateOn("2026-11-20", [slot("2026-11-21", 20)]), "late");
  assert.equal(stateOn("2026-11-20", [slot("2026-11-23", 6)]), "late");
  assert.equal(stateOn("2026-11-20", [slot("2026-11-23", 18)]), "missing");
});

test("what this node fetches at seven is in time at seven, waited for till then, and late at nine", () => {
  const fetched = { ...DAILY, afterHours: 2 };
  assert.equal(stateOn("2026-11-19", [slot("2026-11-20", 7)], fetched), "arrived");
  assert.equal(stateOn("2026-11-19", [slot("2026-11-20", 9)], fetched), "late");
  assert.equal(stateOn("2026-11-20", [slot("2026-11-20", 7)], fetched), "missing");
  const early = { ...FRAME, last: "2026-11-20", now: hourOf("2026-11-20", 7) };
  assert.equal(nightsOf(fetched, [], early).find(({ night }) => night === "2026-11-19")?.state, "waiting");
});

test("before the due hour a night waits", () => {
  const now = { ...FRAME, last: "2026-11-24", now: hourOf("2026-11-24", 5.5) };
  assert.equal(nightsOf(DAILY, [], now).find(({ night }) => night === "2026-11-23")?.state, "waiting");
});

test("a monthly item that came on any night of its month is not missing on the 10th", () => {
  const monthly = { cycle: "monthly", since: "2020-01-01", lastBefore: null } as const;
  assert.equal(stateOn("2026-11-10", [slot("2026-11-03", 1)], monthly), "arrived");
  assert.equal(stateOn("2026-11-10", [], { ...monthly, lastBefore: hourOf("2026-10-20", 3) }), "arrived");
  assert.equal(stateOn("2026-11-10", [], { ...monthly, lastBefore: hourOf("2026-10-09", 3) }), "missing");
});

test("a yearly item that did not come in January is still missing in November", () => {
  const yearly = { cycle: "yearly", since: "2020-01-01", lastBefore: null } as const;
  const nights = nightsOf(yearly, [], FRAME);
  assert.deepEqual(standingOf(yearly, nights, FRAME), { state: "missing", night: "2026-02-02" });
  const sent = { ...yearly, lastBefore: hourOf("2026-01-20", 1) };
  assert.deepEqual(standingOf(sent, nightsOf(sent, [], FRAME), FRAME), {
    state: "arrived",
    night: "2026-02-02",
  });
});

test("before a duty began nothing is missing", () => {
  const states = nightsOf({ ...DAILY, since: "2026-11-20" }, [], FRAME).filter(
    ({ state }) => state === "missing",
  );
  assert.deepEqual(
    states.map(({ night }) => night),
    ["2026-11-20"],
  );
});

const anySlot = fc
  .record({
    hour: fc.integer({ min: hourOf(FRAME.first, 6), max: hourOf("2026-11-24", 5) }),
    batches: fc.integer({ min: 1, max: 5 }),
    refused: fc.nat(5),
    accepted: fc.nat(1000),
    rejected: fc.nat(1000),
    duplicates: fc.nat(1000),
  })
  .map((one): Slot => {
    const refused = Math.min(one.refused, one.batches);
    const none = refused === one.batches ? { accepted: 0, rejected: 0, duplicates: 0 } : {};
    const slotted = { ...one, refused, ...none };
    return { ...slotted, rows: slotted.accepted + slotted.rejected + slotted.duplicates };
  });
const anySlots = fc
  .uniqueArray(anySlot, { maxLength: 60, selector: ({ hour }) => hour })
  .map((slots) => [...slots].sort((one, other) => one.hour - other.hour));
const anyDuty = fc.record({
  cycle: fc.constantFrom(...CYCLES),
  since: fc.constantFrom(null, "2020-01-01", "2026-11-12"),
  lastBefore: fc.constantFrom(null, hourOf("2026-10-20", 1), hourOf("2026-03-01", 1)),
});

test("every row is counted in exactly one night, whatever came when", () => {
  fc.assert(
    fc.property(anyDuty, anySlots, (duty, slots) => {
      const sum = (of: readonly { rows: number; batches: number }[]) => {
        let [rows, batches] = [0, 0];
        for (const one of of) [rows, batches] = [rows + one.rows, batches + one.batches];
        return { rows, batches };
      };
      assert.deepEqual(sum(nightsOf(duty, slots, FRAME)), sum(slots));
    }),
  );
});

test("only what is due can be missing, late or waited for; what is due is never idle", () => {
  fc.assert(
    fc.property(anyDuty, anySlots, (duty, slots) => {
      for (const { state, due } of nightsOf(duty, slots, FRAME)) {
        if (["missing", "late", "waiting"].includes(state)) assert.ok(due);
        if (due) assert.notEqual(state, "idle");
      }
    }),
  );
});

test("who is late on the morning after every working day is in time in no night", () => {
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 11 }), (hour) => {
      const days = Array.from({ length: 29 }, (_, day) => dateOf(dayNumber(FRAME.first) + day + 1));
      const slots = days
        .filter((day) => isWorkingDay(dateOf(dayNumber(day) - 1), CALENDAR))
        .map((day) => slot(day, hour));
      const over = nightsOf(DAILY, slots, { ...FRAME, now: hourOf("2026-11-23", 12) }).filter(
        ({ due, night }) => due && night < FRAME.last,
      );
      assert.deepEqual([...new Set(over.map(({ state }) => state))], ["late"]);
    }),
  );
});

test("a delivery more, whenever it comes in time, never makes its night worse than arrived", () => {
  fc.assert(
    fc.property(
      anySlots,
      fc.integer({ min: hourOf(FRAME.first, 6), max: hourOf("2026-11-22", 5) }),
      (slots, hour) => {
        const night = nightOf(hour, FRAME.dueHour);
        const others = slots.filter((one) => nightOf(one.hour, FRAME.dueHour) !== night && one.hour < hour);
        const found = nightsOf(DAILY, [...others, { ...counts, hour }], FRAME).find(
          (one) => one.night === night,
        );
        const morning = hour % 24 >= 6 && hour % 24 < 12;
        assert.ok(morning || found?.state === "arrived", `${night} ${found?.state}`);
      },
    ),
  );
});

test("a working day is one or it is not, by the calendar alone", () => {
  assert.deepEqual(
    ["2026-11-11", "2026-11-14", "2026-11-15"].map((day) => isWorkingDay(day, CALENDAR)),
    [false, true, false],
  );
});
