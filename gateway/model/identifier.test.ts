import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  makeBusinessRegNo,
  makeOrgCode,
  makeResidentId,
  makeUscc,
  seeded,
} from "../../scripts/make-identifiers.ts";
import {
  fromLegacyResidentId,
  isBusinessRegNo,
  isOrgCode,
  isResidentId,
  isUscc,
  PLACEHOLDER_USCC,
  USCC_CHARACTERS,
} from "./identifier.ts";

const USCCS = [
  "91330203674737244W",
  "91230500MA1B3N1N2M",
  "91330282L07196379D",
  "91330212066604667N",
  "91520103MA6E8TN42B",
  "12330227419611791H",
  "12331082472660525J",
  "11420000MB15291767",
];

const seeds = fc.integer({ min: 0, max: 0xffffffff });
const place = fc.nat();
const digit = fc.constantFrom(..."0123456789");

function replaced(value: string, at: number, character: string): string {
  return value.slice(0, at) + character + value.slice(at + 1);
}

function swapped(value: string, at: number): string {
  return value.slice(0, at) + value[at + 1] + value[at] + value.slice(at + 2);
}

for (const uscc of USCCS) {
  test(`${uscc} and the organisation code inside it pass`, () => {
    assert.ok(isUscc(uscc));
    assert.ok(isOrgCode(uscc.slice(8, 17)));
  });
}

test("the placeholder and eighteen zeros are no unified social credit codes", () => {
  assert.equal(isUscc(PLACEHOLDER_USCC), false);
  assert.equal(isUscc("0".repeat(18)), false);
});

test("the GB example of a resident ID passes", () => {
  assert.ok(isResidentId("11010519491231002X"));
});

for (const regNo of ["330203000030639", "330200600002522", "330200400070010", "3702002800123"]) {
  test(`business registration number ${regNo} passes`, () => assert.ok(isBusinessRegNo(regNo)));
}

test("a resident ID with a day that does not exist fails, whatever its check digit", () => {
  assert.ok(isResidentId(makeResidentId(seeded(1), "20000229")));
  for (const born of ["19000229", "20010229", "19901301", "19900431", "19900400", "17991231", "21000101"]) {
    assert.equal(isResidentId(makeResidentId(seeded(1), born)), false, born);
  }
});

test("a 15-digit resident ID gets its century and check character", () => {
  assert.equal(fromLegacyResidentId("110105491231002"), "11010519491231002X");
  assert.equal(fromLegacyResidentId("110105491331002"), null);
  assert.equal(fromLegacyResidentId("11010549123100X"), null);
  assert.equal(fromLegacyResidentId("11010519491231002X"), null);
});

test("other lengths, other characters and full-width digits fail everywhere", () => {
  const wrong = [
    "",
    "9133020367473724",
    "91330203674737244WW",
    "９１330203674737244W",
    "91330203674737244w",
    "一二三四五六七八九",
  ];
  for (const value of [...wrong, "\0".repeat(18), "1".repeat(1000)]) {
    for (const check of [isUscc, isOrgCode, isResidentId, isBusinessRegNo])
      assert.equal(check(value), false, value);
    assert.equal(fromLegacyResidentId(value), null);
  }
});

test("what is made for tests passes", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = seeded(seed);
      assert.ok(isUscc(makeUscc(random)));
      assert.ok(isOrgCode(makeOrgCode(random)));
      assert.ok(isResidentId(makeResidentId(random)));
      assert.ok(isBusinessRegNo(makeBusinessRegNo(random)));
    }),
  );
});

test("one changed character of a uscc is always found", () => {
  fc.assert(
    fc.property(seeds, place, fc.constantFrom(...USCC_CHARACTERS), (seed, at, character) => {
      const uscc = makeUscc(seeded(seed));
      const other = replaced(uscc, at % 18, character);
      assert.equal(isUscc(other), other === uscc);
    }),
  );
});

test("two neighbours of a uscc that changed places are always found", () => {
  fc.assert(
    fc.property(seeds, place, (seed, at) => {
      const uscc = makeUscc(seeded(seed));
      const other = swapped(uscc, at % 17);
      assert.equal(isUscc(other), other === uscc);
    }),
  );
});

test("one changed digit of a resident ID, and two neighbours that changed places, are always found", () => {
  fc.assert(
    fc.property(seeds, place, digit, (seed, at, character) => {
      const id = makeResidentId(seeded(seed));
      for (const other of [replaced(id, at % 18, character), swapped(id, at % 17)]) {
        assert.equal(isResidentId(other), other === id);
      }
    }),
  );
});

test("one changed digit of a business registration number is always found", () => {
  fc.assert(
    fc.property(seeds, place, digit, (seed, at, character) => {
      const regNo = makeBusinessRegNo(seeded(seed));
      const other = replaced(regNo, at % 15, character);
      assert.equal(isBusinessRegNo(other), other === regNo);
    }),
  );
});

test("one changed character of an organisation code is found, but where the values differ by 11 or 22", () => {
  // The scheme computes modulo 11 with values up to 35, so it cannot tell 0 from B or M.
  const numberOf = (character: string) => Number.parseInt(character, 36);
  fc.assert(
    fc.property(seeds, place, fc.constantFrom(...USCC_CHARACTERS), (seed, at, character) => {
      const code = makeOrgCode(seeded(seed));
      const other = replaced(code, at % 8, character);
      const blind = (numberOf(character) - numberOf(code[at % 8] as string)) % 11 === 0;
      assert.equal(isOrgCode(other), blind);
    }),
  );
});
