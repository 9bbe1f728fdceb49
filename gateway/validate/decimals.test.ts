import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isOver, isPositive } from "./decimals.ts";

const amount = fc
  .tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 0, max: 200 }),
    fc.stringMatching(/^(\.[05]{1,6})?$/),
  )
  .map(([zeros, whole, part]) => "0".repeat(zeros) + whole + part);

/** Millionths, exactly. */
function scaled(text: string): bigint {
  const [whole = "0", part = ""] = text.split(".");
  return BigInt(whole + part.padEnd(6, "0"));
}

test("amounts compare as the numbers they write", () => {
  fc.assert(fc.property(amount, amount, (a, b) => assert.equal(isOver(a, b), scaled(a) > scaled(b))));
});

test("an amount over the limit by its last digit is over, and one equal to it is not", () => {
  assert.ok(isOver("10000.000001", "10000"));
  assert.equal(isOver("10000.000000", "10000"), false);
  assert.equal(isOver("9999.999999", "10000"), false);
});

test("an amount is positive when a digit of it is not zero", () => {
  for (const zero of ["0", "0.00", "000", "", "-1"]) assert.equal(isPositive(zero), false, zero);
  for (const more of ["1", "0.000001", "10"]) assert.ok(isPositive(more), more);
});
