import assert from "node:assert/strict";
import { test } from "node:test";

import { makeBans } from "./bans.ts";

function at(): { now: number; bans: ReturnType<typeof makeBans> } {
  const clock = { now: 1_000_000 };
  return Object.assign(clock, { bans: makeBans(() => new Date(clock.now)) });
}
const times = (count: number, act: () => void): void => {
  for (let turn = 0; turn < count; turn++) act();
};

test("five failures under a name ban that name from that address, and nobody else", () => {
  const { bans } = at();
  times(4, () => bans.failed("10.0.0.1", "jinan"));
  assert.equal(bans.left("10.0.0.1", "jinan"), 0);
  bans.failed("10.0.0.1", "jinan");
  assert.equal(bans.left("10.0.0.1", "jinan"), 60);
  assert.equal(bans.left("10.0.0.1", "laiwu"), 0);
  assert.equal(bans.left("10.0.0.2", "jinan"), 0);
  assert.equal(bans.left("10.0.0.1"), 0);
});

test("twenty failures under whatever names ban the address", () => {
  const { bans } = at();
  let name = 0;
  times(20, () => bans.failed("10.0.0.1", `user${name++}`));
  assert.equal(bans.left("10.0.0.1"), 60);
  assert.equal(bans.left("10.0.0.1", "jinan"), 60);
});

test("a ban ends, the next is longer, and failures long past don't count", () => {
  const state = at();
  const fail = () => state.bans.failed("a", "n");
  times(5, fail);
  state.now += 60_000;
  assert.equal(state.bans.left("a", "n"), 0);
  times(5, fail);
  assert.equal(state.bans.left("a", "n"), 120);
  state.now += 3_600_000;
  times(4, fail);
  state.now += 11 * 60_000;
  fail();
  assert.equal(state.bans.left("a", "n"), 0);
});

test("a login takes back what was counted under that name", () => {
  const { bans } = at();
  times(4, () => bans.failed("a", "n"));
  bans.passed("a", "n");
  bans.failed("a", "n");
  assert.equal(bans.left("a", "n"), 0);
});
