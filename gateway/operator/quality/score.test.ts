import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import type { NightPart } from "../../store/console/tally-read.ts";
import { NIGHT_STATES, type Night } from "../today/nights.ts";
import { FORMULA, scoreOf } from "./score.ts";

const NONE = { batches: 0, refused: 0, rows: 0, accepted: 0, rejected: 0, duplicates: 0 };
const night = (state: Night["state"], due = true): Night => ({
  ...NONE,
  night: "2026-11-20",
  state,
  due,
  hour: null,
});
const part = (accepted: number, rejected: number, duplicates = 0): NightPart => ({
  ...{
    agency: "a",
    item: "I",
    origin: "n",
    hour: 0,
    batches: 1,
    refused: 0,
    rows: accepted + rejected + duplicates,
  },
  ...{ accepted, rejected, duplicates, updated: 0, late: 0, uncoded: 0, demo: false },
});

test("the score is the formula that is shown", () => {
  const nights = [
    night("arrived"),
    night("partial"),
    night("late"),
    night("missing"),
    night("waiting"),
    night("idle", false),
  ];
  const { acceptance, timeliness, completeness, score, due, missing } = scoreOf(nights, [part(70, 10, 20)]);
  assert.deepEqual([due, missing, acceptance, timeliness, completeness], [4, 1, 0.9, 0.5, 0.75]);
  assert.equal(Math.round(Number(score) * 100) / 100, 100 * (0.4 * 0.9 + 0.3 * 0.5 + 0.3 * 0.75));
});

test("what cannot be reckoned is unknown, and the rest is the score", () => {
  assert.equal(scoreOf([], []).score, null);
  assert.equal(scoreOf([], [part(1, 1)]).score, 50);
  assert.equal(scoreOf([night("arrived")], []).score, 100);
});

test("the weights are one whole", () => {
  const sum = Object.values(FORMULA.weights).reduce((total, one) => total + one, 0);
  assert.equal(Math.round(sum * 1e9), 1e9);
});

test("a score is between nought and a hundred, and one rejected row more never raises it", () => {
  const nights = fc.array(fc.record({ state: fc.constantFrom(...NIGHT_STATES), due: fc.boolean() }), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(nights, fc.nat(1000), fc.nat(1000), fc.nat(1000), (given, accepted, rejected, duplicates) => {
      const of = given.map(({ state, due }) => night(state, due));
      const { score } = scoreOf(of, [part(accepted, rejected, duplicates)]);
      const worse = scoreOf(of, [part(accepted, rejected + 1, duplicates)]).score;
      if (score !== null) assert.ok(score >= 0 && score <= 100 + 1e-9);
      if (score !== null && accepted + rejected + duplicates > 0) assert.ok(Number(worse) <= score + 1e-9);
    }),
  );
});
