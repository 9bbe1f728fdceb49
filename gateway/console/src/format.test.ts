import assert from "node:assert/strict";
import { test } from "node:test";

import {
  agoOf,
  bytesOf,
  countOf,
  dayOf,
  durationOf,
  exactCount,
  exactTimeOf,
  isDay,
  isMinute,
  percentOf,
  shortTimeOf,
  startOfDay,
  timeOf,
} from "./format.ts";

test("a time is Shanghai's, whatever the zone of the machine", () => {
  assert.equal(timeOf("2026-11-22T23:02:09.123Z"), "2026-11-23 07:02:09");
  assert.equal(exactTimeOf("2026-11-22T23:02:09.123Z"), "2026-11-23 07:02:09.123 +08:00");
  assert.equal(dayOf("2026-12-31T16:00:00Z"), "2027-01-01");
  assert.equal(timeOf("2026-11-22T16:00:00Z"), "2026-11-23 00:00:00");
  assert.equal(startOfDay("2026-11-23"), "2026-11-22T16:00:00.000Z");
});

test("a short time says as much as it must", () => {
  const now = "2026-11-23T04:00:00Z";
  assert.equal(shortTimeOf("2026-11-23T01:00:05Z", now), "09:00:05");
  assert.equal(shortTimeOf("2026-11-22T01:00:05Z", now), "11-22 09:00");
  assert.equal(shortTimeOf("2025-11-22T01:00:05Z", now), "2025-11-22");
});

test("numbers are said in 万 and 亿, in English in thousands and millions", () => {
  assert.equal(countOf(9999, "zh"), "9,999");
  assert.equal(countOf(12_345, "zh"), "1.23万");
  assert.equal(countOf(12_345_678, "zh"), "1,235万");
  assert.equal(countOf(123_456_789, "zh"), "1.23亿");
  assert.equal(countOf(12_345, "en"), "12.3K");
  assert.equal(countOf(12_345_678, "en"), "12.3M");
  assert.equal(exactCount(12_345_678), "12,345,678");
});

test("what is not all is never called 100 %", () => {
  assert.equal(percentOf(99_999, 100_000), ">99.9%");
  assert.equal(percentOf(1, 100_000), "<0.1%");
  assert.equal(percentOf(100, 100), "100%");
  assert.equal(percentOf(0, 0), "—");
  assert.equal(percentOf(992, 1000), "99.2%");
});

test("durations and sizes keep two units", () => {
  assert.equal(durationOf(850, "zh"), "850 毫秒");
  assert.equal(durationOf(4230, "zh"), "4.2 秒");
  assert.equal(durationOf(59_999, "zh"), "59.9 秒");
  assert.equal(durationOf(185_000, "zh"), "3 分 05 秒");
  assert.equal(durationOf(7_800_000, "en"), "2 h 10 min");
  assert.equal(durationOf(273_600_000, "zh"), "3 天 04 小时");
  assert.equal(bytesOf(0), "0 B");
  assert.equal(bytesOf(1536), "1.5 KB");
  assert.equal(bytesOf(1_300_000), "1.2 MB");
});

test("half a date is none, and neither is a day or a minute that no calendar has", () => {
  for (const day of ["2026-11-23", "2024-02-29", "9999-12-31"]) assert.ok(isDay(day), day);
  for (const day of ["", "0202-11-23", "2026-02-29", "2026-13-01", "20261-01-01", "2026-11-23T08:30"])
    assert.ok(!isDay(day), day);
  for (const minute of ["2026-11-23T08:30", "2026-11-23T00:00", "9999-12-31T23:59"])
    assert.ok(isMinute(minute), minute);
  for (const minute of [
    "",
    "2026-11-23",
    "2026-02-29T08:30",
    "2026-11-23T24:00",
    "2026-11-23T08:3",
    "2026-11-23 08:30",
  ])
    assert.ok(!isMinute(minute), minute);
});

test("how long ago is said in whole units", () => {
  const now = "2026-11-23T04:00:00Z";
  assert.equal(agoOf("2026-11-23T03:57:00Z", now, "zh"), "3分钟前");
  assert.equal(agoOf("2026-11-21T03:57:00Z", now, "zh"), "2天前");
});
