import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { type Dated, reignAt, reignsOf } from "./release.ts";

const release = (number: number, effectiveAt: number, graceUntil: number): Dated => ({
  number,
  effectiveAt: new Date(effectiveAt),
  graceUntil: new Date(graceUntil),
});

test("before any release what was installed is in force, and stays accepted while the first one's grace lasts", () => {
  const reigns = reignsOf([release(1, 1000, 1500)]);
  assert.deepEqual(reigns, [
    { number: 0, from: -Infinity, until: 1000, acceptedUntil: 1500 },
    { number: 1, from: 1000, until: Infinity, acceptedUntil: Infinity },
  ]);
  assert.equal(reignAt(reigns, new Date(999)).number, 0);
  assert.equal(reignAt(reigns, new Date(1000)).number, 1);
});

test("a release that a higher one overtakes never comes into force, however late it is due", () => {
  const reigns = reignsOf([release(1, 1000, 1000), release(2, 5000, 6000), release(3, 3000, 4000)]);
  assert.deepEqual(
    reigns.map(({ number, acceptedUntil }) => [number, acceptedUntil]),
    [
      [0, 1000],
      [1, 4000],
      [3, Infinity],
    ],
  );
});

test("of two that take effect at one moment the higher does", () => {
  const reigns = reignsOf([release(2, 1000, 2000), release(1, 1000, 9000)]);
  assert.deepEqual(
    reigns.map(({ number, acceptedUntil }) => [number, acceptedUntil]),
    [
      [0, 2000],
      [2, Infinity],
    ],
  );
});

test("whatever releases there are: reigns follow each other without a gap, and numbers only grow", () => {
  const one = fc.record({ number: fc.integer({ min: 1, max: 50 }), at: fc.nat(1000), grace: fc.nat(1000) });
  fc.assert(
    fc.property(fc.uniqueArray(one, { selector: ({ number }) => number, maxLength: 12 }), (given) => {
      const releases = given.map(({ number, at, grace }) => release(number, at, at + grace));
      const reigns = reignsOf(releases);
      assert.deepEqual(reigns, reignsOf([...releases].reverse()));
      for (const [at, reign] of reigns.entries()) {
        const next = reigns[at + 1];
        assert.equal(reign.until, next?.from ?? Infinity);
        assert.ok(reign.from < reign.until && reign.acceptedUntil >= reign.until);
        assert.ok(next === undefined || next.number > reign.number);
      }
      for (const { effectiveAt } of releases) {
        const due = releases.filter((other) => other.effectiveAt <= effectiveAt);
        assert.equal(reignAt(reigns, effectiveAt).number, Math.max(...due.map(({ number }) => number)));
      }
    }),
  );
});
