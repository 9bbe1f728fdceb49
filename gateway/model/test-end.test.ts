import assert from "node:assert/strict";
import { test } from "node:test";

import { atEnd } from "./test-end.ts";

test("what a test made ends last made first, the rest too when one end throws", async (t) => {
  const order: number[] = [];
  let end: () => Promise<void> = () => assert.fail("nothing was registered");
  const inner = { after: (hook: () => Promise<void>) => void (end = hook) } as unknown as typeof t;
  atEnd(inner, () => order.push(1));
  atEnd(inner, () => {
    order.push(2);
    throw new Error("the second");
  });
  atEnd(inner, () => order.push(3));
  await assert.rejects(end(), /the second/);
  assert.deepEqual(order, [3, 2, 1]);
});
