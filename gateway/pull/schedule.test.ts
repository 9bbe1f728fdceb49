import assert from "node:assert/strict";
import { test } from "node:test";

import { nextTime } from "./schedule.ts";

const at = (text: string) => new Date(text);

test("a line counts in the time of Beijing", () => {
  assert.deepEqual(nextTime("30 2 * * *", at("2026-11-23T10:00:00Z")), at("2026-11-23T18:30:00Z"));
});

test("however long the node was down, the next time lies after now", () => {
  assert.deepEqual(nextTime("*/15 * * * *", at("2026-11-23T10:00:01Z")), at("2026-11-23T10:15:00Z"));
});

test("what is no line of cron, or names no time, has no next time", () => {
  for (const line of ["", "every night", "61 2 * * *", "0 0 31 2 *"])
    assert.equal(nextTime(line, at("2026-11-23T10:00:00Z")), null, line);
});
