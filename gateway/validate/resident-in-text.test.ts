import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { makeResidentId, makeUscc, seeded } from "../../scripts/make-identifiers.ts";
import { hasResidentId } from "./resident-in-text.ts";

const ID = "11010519491231002X";
const LEGACY = "370102850312017";

const FOUND = [
  ID,
  `身份证号${ID}，男`,
  `身份证号${ID.toLowerCase()}`,
  "身份证号１１０１０５１９４９１２３１００２Ｘ。",
  `ID${ID}.`,
  `旧证${LEGACY}号`,
  `1234567890 ${ID}`,
];
const NOT_FOUND = [
  "",
  "经查，当事人违法事实清楚",
  `9${ID}`,
  `${LEGACY}9`,
  `${LEGACY}A`,
  "110105194912310021",
  "11010519491331002X",
  "1".repeat(5000),
  "济市监罚字〔2026〕第00000123号，罚款1.500000万元",
];

for (const text of FOUND) test(`a resident number is found in ${text}`, () => assert.ok(hasResidentId(text)));
for (const text of NOT_FOUND) {
  test(`no resident number is found in ${text.slice(0, 40)}`, () => assert.equal(hasResidentId(text), false));
}

test("a resident number is found wherever it stands in a text", () => {
  const filler = fc.string({ unit: fc.constantFrom("罚", "款", "A", "，", "1 ") });
  fc.assert(
    fc.property(filler, filler, fc.integer({ min: 0 }), (before, after, seed) => {
      assert.ok(hasResidentId(`${before}，${makeResidentId(seeded(seed))}，${after}`));
    }),
  );
});

test("a unified social credit code is not taken for one", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0 }),
      (seed) => !hasResidentId(`统一社会信用代码${makeUscc(seeded(seed))}。`),
    ),
    { numRuns: 1000 },
  );
});
