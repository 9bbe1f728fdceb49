import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { codePoints } from "./lengths.ts";
import { compileSchema } from "./schema.ts";

test("lengths are counted in characters, as the platform counts code points", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "汉", "𠀀", "\ud840", "\udc00") });
  fc.assert(fc.property(text, (value) => assert.equal(codePoints(value), [...value].length)));
});

test("minLength and maxLength hold exactly, also for characters beyond the basic plane", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "𠀀"), maxLength: 12 });
  const limit = fc.nat({ max: 8 });
  fc.assert(
    fc.property(text, limit, limit, (value, minLength, maxLength) => {
      const check = compileSchema({ type: "string", minLength, maxLength });
      const length = [...value].length;
      assert.equal(check(value) === null, length >= minLength && length <= maxLength);
    }),
    { numRuns: 60 },
  );
});
