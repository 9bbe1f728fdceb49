import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { Refusal } from "../model/refusal.ts";
import { readRecords } from "./body.ts";

const JSON_TYPE = "application/json";
const given = (text: string | Buffer, type = JSON_TYPE) => readRecords(Buffer.from(text), type);
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test("the records of a body come in their order, numbers with the digits they were written in", () => {
  const records = given('{"records":[{"案号":"〔2026〕1号","n":370101198503123456},{"a":null,"b":"x\\"y"}]}');
  assert.deepEqual(records, [
    {
      record: {
        fields: [
          ["案号", "〔2026〕1号"],
          ["n", "370101198503123456"],
        ],
      },
      plain: true,
      clean: true,
    },
    {
      record: {
        fields: [
          ["a", null],
          ["b", 'x"y'],
        ],
      },
      plain: false,
      clean: false,
    },
  ]);
  assert.equal(given('{"a":"1"}\r\n\n{"a":"2"}\n', "application/x-ndjson").length, 2);
});

test("whatever flat records JSON.stringify writes are read back as they were", () => {
  const value = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant(null), fc.integer());
  const record = fc.dictionary(fc.string({ unit: "grapheme" }), value, { noNullPrototype: true });
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(0, 2),
      (records, indent) => {
        const read = given(JSON.stringify({ records }, null, indent));
        assert.deepEqual(
          read.map(({ record: one }) => ("fields" in one ? one.fields : one)),
          records.map((one) =>
            Object.entries(one).map(([name, cell]) => [name, cell === null ? null : String(cell)]),
          ),
        );
      },
    ),
  );
});

test("an element that is no flat object refuses itself and no other", () => {
  const records = given(
    '{"records":[{"a":"1","a":"2"},{"a":{"b":1}},[1],7,{"a":tru},{"a":"]},{"},,{"a":"good"}]}',
  );
  assert.deepEqual(
    records.map(({ record }) => ("fields" in record ? "record" : record.code)),
    [
      ...["ROW_FORMAT", "ROW_FORMAT", "ROW_FORMAT", "ROW_FORMAT", "ROW_FORMAT"],
      "record",
      "ROW_FORMAT",
      "record",
    ],
  );
});

for (const [name, text, code] of [
  ["nothing", "", "JSON_INVALID"],
  ["a bare list", '[{"a":"1"}]', "JSON_INVALID"],
  ["another member before", '{"x":1,"records":[{"a":"1"}]}', "JSON_INVALID"],
  ["another member after", '{"records":[{"a":"1"}],"x":1}', "JSON_INVALID"],
  ["a second list", '{"records":[{"a":"1"}],"records":[{"a":"2"}]}', "JSON_DUPLICATE_KEY"],
  ["a body cut in a string", '{"records":[{"a":"1', "JSON_INVALID"],
  ["a body cut before its end", '{"records":[{"a":"1"}]', "JSON_INVALID"],
  ["a bracket too many", '{"records":[{"a":"1"}}]}', "JSON_INVALID"],
  ["no record", '{"records":[ ]}', "PUSH_EMPTY"],
  ["100,000 brackets", `{"records":[${"[".repeat(100_000)}]}`, "JSON_TOO_DEEP"],
  ["1,001 records", `{"records":[${Array(1001).fill('{"a":"1"}').join(",")}]}`, "PUSH_TOO_MANY"],
] as const) {
  test(`${name} refuses the request: ${code}`, () => {
    assert.throws(() => given(text), refused(code));
  });
}

test("foreign bytes and foreign types refuse the request", () => {
  assert.throws(() => given(Buffer.from('{"records":[{"a":"\xff"}]}', "latin1")), refused("JSON_INVALID"));
  assert.throws(() => given("a=1", "application/x-www-form-urlencoded"), refused("BODY_TYPE"));
});
