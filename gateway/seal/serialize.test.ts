import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import fc from "fast-check";

import { canonical } from "../model/canonical.ts";
import { comparable, createMac } from "./identity.ts";
import { compileSerializer } from "./serialize.ts";

const NAMES = ["subjectName", "penaltyKinds", "asReceived", "fineAmount", "Z", "a1", "withdrawn"];

test("a generated serializer writes what RFC 8785 asks, byte for byte", () => {
  const { careful } = compileSerializer(NAMES);
  const text = fc.string({ unit: "binary" }).filter((s) => s.isWellFormed());
  const record = fc.record(
    {
      subjectName: text,
      penaltyKinds: fc.array(text, { maxLength: 3 }),
      asReceived: fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,8}$/), text, {
        maxKeys: 3,
        noNullPrototype: true,
      }),
      fineAmount: text,
      Z: text,
      a1: text,
      withdrawn: fc.constant(true),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  fc.assert(
    fc.property(record, (value) => {
      assert.equal(careful(value as never), canonical(value));
    }),
  );
});

test("the quick one agrees wherever nothing needs escaping", () => {
  const { careful, plain } = compileSerializer(NAMES);
  const text = fc.string({ unit: fc.constantFrom("罚", "a", "𠮷", "（", "0", ".", "/", "é") });
  fc.assert(
    fc.property(fc.record({ subjectName: text, a1: text, Z: text }, { requiredKeys: [] }), (value) => {
      assert.equal(plain(value as never), careful(value as never));
    }),
  );
});

test("what a peer may send instead of a text is written as it is, never read as a text", () => {
  const { careful, plain } = compileSerializer(NAMES);
  for (const value of [null, true, [], ["甲"], {}, { Z: "甲" }]) {
    for (const record of [{ a1: value }, { a1: value, fineAmount: "1" }, { Z: "乙", a1: value }]) {
      assert.equal(careful(record as never), canonical(record));
      assert.equal(plain(record as never), canonical(record));
    }
  }
  assert.equal(plain({}), "{}");
});

test("a name that is not a plain identifier never gets into generated code", () => {
  assert.throws(() => compileSerializer(["x;process.exit()"]));
});

test("document numbers compare equal in every spelling that the field knows", () => {
  const spellings = [
    "慈税罚(2018)40号",
    "慈税罚（2018）40号",
    "慈税罚〔2018〕40号",
    "慈税罚[2018]40号",
    "慈税罚【２０１８】４０ 号",
  ];
  assert.deepEqual(new Set(spellings.map(comparable)).size, 1);
  assert.notEqual(comparable("慈税罚(2018)40号"), comparable("慈税罚(2018)41号"));
});

test("the prepared MAC is HMAC-SHA-256", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 100 }),
      fc.string({ unit: "grapheme", maxLength: 600 }),
      (key, text) => {
        assert.deepEqual(createMac(key)(text), createHmac("sha256", key).update(text).digest());
      },
    ),
  );
});

test("comparing takes out white space of every kind and nothing else of a name", () => {
  assert.equal(comparable(" 虚构\u3000公 司\u00a0（ａb）\t"), "虚构公司(AB)");
  assert.equal(comparable("𠮷田〔２０２６〕１号"), "𠮷田(2026)1号");
});
