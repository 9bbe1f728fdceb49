import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { Refusal } from "../model/refusal.ts";
import { jsonText, strictJson } from "./body.ts";

const refusedAs = (text: string): string => {
  try {
    strictJson(text);
    return "taken";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.code} ${JSON.stringify(error.params)}`;
  }
};

test("what JSON.parse reads, and nothing else, is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), (text) => {
      const expected = JSON.parse(text) as unknown;
      // -0 and the like are the same number; long integers are not in question here.
      if (/\d{16}/.test(text)) return;
      assert.deepEqual(strictJson(text), expected);
    }),
  );
});

test("whatever is broken at any place is refused wherever JSON.parse would refuse it", () => {
  const sound = '{"a":[1,-2.5e3,true,null,"x\\u4e2d\\n"],"b":{"c":""},"d":[],"e":{}}';
  const marks = ['"', "{", "}", "[", "]", ",", ":", "\\", "0", "-", "\u0001", " ", "x"];
  for (let at = 0; at <= sound.length; at++) {
    for (const mark of marks) {
      for (const text of [
        sound.slice(0, at) + mark + sound.slice(at),
        sound.slice(0, at) + mark + sound.slice(at + 1),
        sound.slice(0, at),
      ]) {
        let parsed = true;
        try {
          JSON.parse(text);
        } catch {
          parsed = false;
        }
        const said = refusedAs(text);
        if (parsed) assert.ok(said === "taken" || said.startsWith("JSON_DUPLICATE_KEY"), `${text} ${said}`);
        else assert.match(said, /^JSON_(INVALID|DUPLICATE_KEY) \{"at":\d+\}$/, text);
      }
    }
  }
});

test("a hundred thousand brackets are refused at the sixty-fifth", () => {
  assert.equal(refusedAs("[".repeat(100_000)), 'JSON_TOO_DEEP {"limit":64}');
  assert.equal(refusedAs(`{"a":`.repeat(100_000)), 'JSON_TOO_DEEP {"limit":64}');
  assert.equal(refusedAs("[".repeat(64) + "]".repeat(64)), "taken");
});

test("a member that is named twice is refused, also when one of them is written with escapes", () => {
  assert.equal(refusedAs('{"a":1,"a":1}'), 'JSON_DUPLICATE_KEY {"at":7}');
  assert.equal(refusedAs('{"a":1,"\\u0061":2}'), 'JSON_DUPLICATE_KEY {"at":7}');
  assert.equal(refusedAs('[{"a":1},{"a":2,"b":{"a":3}}]'), "taken");
  assert.equal(refusedAs('{"__proto__":1,"__proto__":2}'), 'JSON_DUPLICATE_KEY {"at":15}');
});

test("an integer that would be rounded, a number that has no end and half a character are refused", () => {
  assert.match(refusedAs("[9007199254740993]"), /JSON_INVALID \{"at":1\}/);
  assert.equal(refusedAs("[9007199254740991]"), "taken");
  assert.match(refusedAs("1e999"), /JSON_INVALID/);
  assert.match(refusedAs('{"a":"\\ud800"}'), /JSON_INVALID \{"at":5\}/);
  assert.equal(refusedAs('"\\ud83d\\ude00"'), "taken");
});

test("bytes that are not UTF-8 are refused, and a byte order mark is passed over", () => {
  assert.throws(() => jsonText(Buffer.from([0x22, 0xd6, 0xd0, 0x22])), { code: "JSON_INVALID" });
  assert.equal(jsonText(Buffer.from('\ufeff"中"')), '"中"');
});
