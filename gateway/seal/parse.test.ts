import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { canonical } from "../model/canonical.ts";
import { compileParser } from "./parse.ts";

const NAMES = ["subjectName", "penaltyKinds", "asReceived", "fineAmount", "Z", "a1", "withdrawn"];
const { careful, plain } = compileParser(NAMES);

/** What a member of a record can be. */
function canHold(value: unknown): boolean {
  if (typeof value === "object" && value !== null)
    return Object.values(value).every((inner) => typeof inner === "string");
  return typeof value !== "number";
}

/** What a reader that trusts nothing says: the value, if writing it canonically gives the text again. */
function slowly(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    const known = Object.entries(value).every(([name, one]) => NAMES.includes(name) && canHold(one));
    return known && canonical(value as never) === text ? value : null;
  } catch {
    return null;
  }
}

/** Without the members that are absent. */
function present(record: Readonly<Record<string, unknown>> | null): unknown {
  if (record === null) return null;
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

const plainText = fc.string({
  unit: fc.constantFrom("罚", "a", "𠮷", "（", "0", ".", "/", "{", "}", ",", ":", "["),
});
const records = (text: fc.Arbitrary<string>) =>
  fc.record(
    {
      subjectName: text,
      penaltyKinds: fc.array(text, { maxLength: 3 }),
      asReceived: fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,8}$/), text, {
        maxKeys: 3,
        noNullPrototype: true,
      }),
      fineAmount: text,
      Z: text,
      a1: fc.oneof(text, fc.constantFrom(null, false, 1, {}, [["b"]])),
      withdrawn: fc.constant(true),
    },
    { requiredKeys: [], noNullPrototype: true },
  );

test("a canonical text gives its record, in one shape whatever it has", () => {
  fc.assert(
    fc.property(records(plainText), fc.string(), (value, around) => {
      const text = canonical(value as never);
      const before = around.replaceAll("\\", "");
      const found = plain(`${before}${text}\n"}`, before.length, before.length + text.length);
      assert.deepEqual(present(found), slowly(text));
      if (found !== null) assert.deepEqual(Object.keys(found), [...NAMES].sort());
    }),
  );
  const anything = fc.string({ unit: "binary" }).filter((s) => s.isWellFormed());
  fc.assert(
    fc.property(records(anything), (value) => {
      const text = canonical(value as never);
      assert.deepEqual(present(careful(text)), slowly(text));
    }),
  );
});

test("a text with a character put in, taken out or changed is judged as the slow way judges it", () => {
  const change = fc.tuple(
    fc.nat(),
    fc.nat(1),
    fc.constantFrom("", " ", '"', ",", ":", "{", "}", "[", "]", "a", "1"),
  );
  fc.assert(
    fc.property(records(plainText), fc.array(change, { minLength: 1, maxLength: 3 }), (value, changes) => {
      let text = canonical(value as never);
      for (const [where, removed, put] of changes) {
        const at = where % (text.length + 1);
        text = text.slice(0, at) + put + text.slice(at + removed);
      }
      // Text that came from UTF-8 has no half characters.
      fc.pre(text.isWellFormed());
      const expected = slowly(text);
      assert.deepEqual(present(plain(text, 0, text.length)), expected);
      assert.deepEqual(present(careful(text)), expected);
    }),
    { numRuns: 2000 },
  );
});

test("members out of order, twice, unknown or inherited by every object are not canonical records", () => {
  for (const text of [
    '{"a1":"x","Z":"y"}',
    '{"Z":"x","Z":"y"}',
    '{"Z":"x","other":"y"}',
    '{"__proto__":"x"}',
    '{"asReceived":{"b":"x","a":"y"}}',
    '{"asReceived":{"a":"x","a":"y"}}',
    '{"Z":"x"} ',
    '{"Z":"x"',
    '{"Z":"x',
    "[]",
    "",
  ]) {
    assert.equal(plain(text, 0, text.length), null, text);
    assert.equal(careful(text), null, text);
  }
  assert.deepEqual(present(plain("{}", 0, 2)), {});
});

test("a value does not go on beyond the end of its text", () => {
  const text = '{"Z":"x}\n"}';
  assert.equal(plain(text, 0, 8), null);
});
