import assert from "node:assert/strict";
import { test } from "node:test";

import { afterHours } from "./schedules.ts";

const CASES = [
  ["0 2 * * *", 0],
  ["*/10 * * * *", 0],
  ["30 7 * * *", 3],
  ["45 5 * * *", 1],
  // Too late for the night before: it is fetched for the next.
  ["0 14 * * *", 0],
  ["no line of cron", 0],
] as const;

for (const [line, hours] of CASES)
  test(`a source fetched by "${line}" has ${hours} hours after six`, () => {
    assert.equal(afterHours(line, "2026-11-19", 6), hours);
  });
