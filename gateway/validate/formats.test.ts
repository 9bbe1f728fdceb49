import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { PLACEHOLDER_USCC } from "../model/identifier.ts";
import { FORMATS, isDate, isDateTime } from "./formats.ts";

test("dates are days that exist, written YYYY-MM-DD", () => {
  for (const good of ["2026-11-20", "2024-02-29", "2000-02-29", "2099-12-31"]) assert.ok(isDate(good), good);
  const bad = [
    "2026-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-11-31",
    "2026-11-00",
    "2026/11/20",
    "20261120",
  ];
  for (const value of [
    ...bad,
    "2026-11-2",
    "2026-1-20",
    " 2026-11-20",
    "２０２６-11-20",
    "",
    "2026-11-20T",
  ]) {
    assert.equal(isDate(value), false, value);
  }
});

test("dates and times have an offset and fields in range", () => {
  const good = ["2026-11-20T08:00:00+08:00", "2026-11-20T00:00:00Z", "2026-11-20T23:59:59.123456-05:30"];
  for (const value of good) assert.ok(isDateTime(value), value);
  const bad = ["2026-11-20T08:00:00", "2026-11-20 08:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T08:60:00Z"];
  for (const value of [
    ...bad,
    "2026-11-20T08:00:60Z",
    "2026-11-20T08:00:00.Z",
    "2026-11-20T08:00:00+0800",
    "2026-02-30T08:00:00Z",
  ]) {
    assert.equal(isDateTime(value), false, value);
  }
});

test("what the platform prints as a time is a date and time, and no other text throws", () => {
  const times = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(times, (time) => isDateTime(time.toISOString()) && isDate(time.toISOString().slice(0, 10))),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) =>
      Object.values(FORMATS).every((is) => !is(text) || text !== ""),
    ),
  );
});

test("the placeholder code and a 15-digit resident number are let through", () => {
  assert.ok(FORMATS["uscc"]?.(PLACEHOLDER_USCC));
  assert.ok(FORMATS["resident-id"]?.("110105491231002"));
});
