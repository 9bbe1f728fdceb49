import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";

import fc from "fast-check";

import { Refusal } from "./refusal.ts";
import { turnstile } from "./turnstile.ts";

/** Work that ends when it is told to. */
function held() {
  const ends: (() => void)[] = [];
  const began: number[] = [];
  const work = (id: number, fails: boolean) => async () => {
    began.push(id);
    await new Promise<void>((resolve) => ends.push(resolve));
    if (fails) throw new Error(`work ${id}`);
    return id;
  };
  return { began, ends, work };
}

test("whoever comes is let in, waits in turn or is told to come again, and what fails gives its place back", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ width: fc.integer({ min: 1, max: 4 }), length: fc.integer({ min: 0, max: 5 }) }),
      fc.array(fc.constantFrom("comes", "comes and fails", "ends"), { maxLength: 40 }),
      async ({ width, length }, steps) => {
        const { began, ends, work } = held();
        const enter = turnstile(width, length);
        const results: Promise<unknown>[] = [];
        const taken: number[] = [];
        let left = 0;
        for (const [id, step] of steps.entries()) {
          if (step === "ends") {
            const end = ends.shift();
            if (end !== undefined) left++;
            end?.();
          } else {
            const isFull = taken.length - left >= width + length;
            const fails = step === "comes and fails";
            const result = enter(work(id, fails));
            if (isFull)
              await assert.rejects(result, (error) => error instanceof Refusal && error.code === "NODE_BUSY");
            else {
              taken.push(id);
              results.push(fails ? assert.rejects(result, { message: `work ${id}` }) : result);
            }
          }
          await turn();
          assert.deepEqual(began, taken.slice(0, left + width));
        }
        while (ends.length > 0) {
          ends.shift()?.();
          await turn();
        }
        await Promise.all(results);
        assert.deepEqual(began, taken);
      },
    ),
  );
});
