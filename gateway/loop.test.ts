import assert from "node:assert/strict";
import { test } from "node:test";

import { startLoop } from "./loop.ts";

const note = (error: unknown) => {
  throw error;
};
const HOUR_MS = 3_600_000;
/** All that is ready has run. */
const settled = async () => {
  for (let at = 0; at < 20; at++) await new Promise((resolve) => setImmediate(resolve));
};

test("a wake-up during a turn causes one more turn, and many cause no more than that", async () => {
  let turns = 0;
  let finish = () => {};
  const loop = startLoop(
    async () => {
      turns++;
      if (turns === 1) await new Promise<void>((resolve) => void (finish = resolve));
      return false;
    },
    { pauseMs: HOUR_MS, note },
  );
  await settled();
  for (let at = 0; at < 100; at++) loop.wake();
  finish();
  await settled();
  assert.equal(turns, 2);
  await loop.stop();
});

test("a loop with a gap sleeps at least that long, however often it is woken, and stops at once", async () => {
  let turns = 0;
  const turn = async () => {
    turns++;
    return await Promise.resolve(false);
  };
  const loop = startLoop(turn, { pauseMs: HOUR_MS, gapMs: HOUR_MS, note });
  await settled();
  for (let at = 0; at < 100; at++) {
    loop.wake();
    await settled();
  }
  assert.equal(turns, 1);
  await loop.stop();
});

test("after a quiet time a wake-up is followed at once", async () => {
  let turns = 0;
  const turn = async () => {
    turns++;
    return await Promise.resolve(false);
  };
  const loop = startLoop(turn, { pauseMs: HOUR_MS, gapMs: 5, note });
  await settled();
  await new Promise((resolve) => setTimeout(resolve, 20));
  loop.wake();
  await settled();
  assert.equal(turns, 2);
  await loop.stop();
});
