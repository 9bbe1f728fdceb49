import assert from "node:assert/strict";
import { test } from "node:test";

import { createBuckets } from "./limits.ts";

const START = new Date("2026-11-20T02:00:00Z");
const later = (ms: number) => new Date(START.getTime() + ms);
const LIMITS = { requestsPerSecond: 10, burst: 20 };

test("a burst is let through, then as many as the rate gives, and the answer says when", () => {
  const buckets = createBuckets();
  for (let at = 0; at < 20; at++) assert.equal(buckets.take("a", "read", LIMITS, START).left, 19 - at);
  const refused = buckets.take("a", "read", LIMITS, START);
  assert.ok(refused.left < 0);
  assert.ok(Math.abs(refused.seconds - 0.1) < 1e-9);
  // Trying on costs nothing.
  for (let at = 0; at < 100; at++) buckets.take("a", "read", LIMITS, START);
  assert.ok(buckets.take("a", "read", LIMITS, later(100)).left >= 0);
  assert.ok(buckets.take("a", "read", LIMITS, later(100)).left < 0);
});

test("one agency's requests, and one class of them, do not count for another", () => {
  const buckets = createBuckets();
  for (let at = 0; at < 21; at++) buckets.take("a", "read", LIMITS, START);
  assert.ok(buckets.take("b", "read", LIMITS, START).left >= 0);
  assert.ok(buckets.take("a", "push", LIMITS, START).left >= 0);
  assert.equal(buckets.take("a", "bulk", LIMITS, START).quota, 2);
});

test("a clock that goes back gives nothing away", () => {
  const buckets = createBuckets();
  for (let at = 0; at < 20; at++) buckets.take("a", "read", LIMITS, later(5000));
  assert.ok(buckets.take("a", "read", LIMITS, START).left < 0);
});

test("however many names ask, what is remembered stays bounded", () => {
  const buckets = createBuckets();
  for (let at = 0; at < 12_000; at++) buckets.take(`n${at}`, "read", LIMITS, START);
  // The oldest is forgotten, and so full again.
  assert.equal(buckets.take("n0", "read", LIMITS, START).left, 19);
  assert.equal(buckets.take("n11999", "read", LIMITS, START).left, 18);
});
