import assert from "node:assert/strict";
import { test } from "node:test";

import { loadData } from "../../data.ts";
import { namesOf } from "../today/names.ts";
import { hourOf, nightsOf, type Slot } from "../today/nights.ts";
import { standingOf } from "../today/standing.ts";
import {
  expiring,
  faultyReleases,
  fullDisks,
  givenUp,
  pausedLong,
  unsealed,
  wrongNeighbours,
  wrongNights,
} from "./judge.ts";
import { alarmLink, alarmText, RULE_NAMES } from "./rules.ts";
import { USUAL, whenOf } from "./thresholds.ts";

const NOW = new Date("2026-11-23T02:00:00Z");
const days = (n: number) => new Date(NOW.getTime() + n * 86_400_000);
const { catalog } = loadData();
const names = namesOf(catalog);
const FRAME = {
  calendar: catalog.calendar,
  dueHour: 6,
  first: "2026-10-25",
  last: "2026-11-23",
  now: hourOf("2026-11-23", 10),
};

function lineOf(slots: readonly Slot[]) {
  const duty = { cycle: "daily", since: "2026-10-25", lastBefore: null } as const;
  const nights = nightsOf(duty, slots, FRAME);
  const standing = standingOf(duty, nights, FRAME);
  const about = { agency: "jinan-credit", item: "XZCF", origin: "370100", child: null, isDuty: true };
  return { ...about, cycle: duty.cycle, doors: [], since: duty.since, nights, standing };
}

const slot = (day: string, hour: number, rejected = 0): Slot => ({
  ...{
    hour: hourOf(day, hour),
    batches: 1,
    refused: 0,
    rows: 100,
    accepted: 100 - rejected,
    rejected,
    duplicates: 0,
  },
});
const WORKED = ["16", "17", "18", "19", "20"].map((day) => slot(`2026-11-${day}`, 22));
const rulesOf = (slots: readonly Slot[]) => wrongNights([lineOf(slots)], FRAME).map(({ rule }) => rule);

test("nights: all there is no alarm; a hole, a refusal and a fall of acceptance are one each", () => {
  assert.deepEqual(rulesOf(WORKED), []);
  assert.deepEqual(rulesOf(WORKED.slice(0, -1)), ["missing"]);
  assert.deepEqual(rulesOf([...WORKED.slice(0, -1), slot("2026-11-20", 22, 80)]), ["refused"]);
  assert.deepEqual(rulesOf([...WORKED.slice(0, -1), slot("2026-11-20", 22, 30)]), ["acceptance"]);
  // Not far below what is usual of it.
  assert.deepEqual(rulesOf(WORKED.map(({ hour }) => ({ ...slot("2026-11-20", 0, 30), hour }))), []);
});

test("a certificate that was renewed expires with the new one", () => {
  const holder = "agency:jinan-credit";
  const both = [
    { holder, use: "client", until: days(5) },
    { holder, use: "client", until: days(300) },
  ];
  assert.deepEqual(expiring(both, NOW), []);
  assert.equal(expiring(both.slice(0, 1), NOW)[0]?.severity, "critical");
  assert.equal(expiring([{ holder, use: "client", until: days(20) }], NOW)[0]?.severity, "warning");
});

test("a release that cannot be used is no matter once a newer one can", () => {
  const faulty = { number: 3, fault: "ADAPTER_INVALID" };
  assert.equal(faultyReleases([faulty]).length, 1);
  assert.equal(faultyReleases([faulty, { number: 4, fault: null }]).length, 0);
});

test("every rule has a sentence in both languages without a hole in it, and a page to act on", () => {
  const neighbour = {
    node: "370000",
    relation: "parent",
    queued: 5,
    oldest: days(-1),
    abandoned: 2,
  } as const;
  const found = [
    ...wrongNights([lineOf(WORKED.slice(0, -1))], FRAME),
    ...wrongNights([lineOf([slot("2026-11-20", 22, 80)])], FRAME),
    ...wrongNights([lineOf([...WORKED.slice(0, -1), slot("2026-11-20", 22, 30)])], FRAME),
    ...givenUp([
      { intakeId: "i", kind: "file", sender: "jinan-credit", attempts: 8, error: "TypeError: secret" },
    ]),
    ...givenUp([{ intakeId: "i", kind: "sealed", sender: "370100", attempts: 8, error: "DECODE_LIMIT" }]),
    ...wrongNeighbours(
      [{ ...neighbour, sentAt: null, heardAt: null, failedAt: null, why: null, state: "waiting" }],
      NOW,
    ),
    ...expiring([{ holder: "node:370000", use: "server", until: days(5) }], NOW),
    ...unsealed(days(-1), NOW),
    ...fullDisks([{ use: "spool", free: 2e9, size: 1e11 }]),
    ...faultyReleases([{ number: 3, fault: "ADAPTER_INVALID" }]),
    ...pausedLong([{ pullId: "court", at: days(-8), by: "x", reason: "", adapter: "a" }], NOW, () => ({
      ...{ agency: "jinan-credit", item: "XZCF" },
    })),
  ];
  assert.deepEqual([...new Set(found.map(({ rule }) => rule))].sort(), [...RULE_NAMES].sort());
  for (const one of found) {
    const { zh, en } = alarmText(one, names);
    for (const text of [zh, en]) {
      assert.doesNotMatch(text, /undefined|“”|\(\)|（）|NaN|secret/, text);
      assert.doesNotMatch(text, /^的| {2}/, text);
    }
    assert.match(alarmLink(one), /^\/\w/);
  }
  for (const rule of RULE_NAMES)
    for (const when of Object.values(whenOf(rule, USUAL))) assert.match(when, /^[^{}]{8,}$/, rule);
});
