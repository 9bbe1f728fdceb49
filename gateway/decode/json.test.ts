import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";
import iconv from "iconv-lite";
import { parseFlatObject } from "./flat-object.ts";
import { createSplitter } from "./json-split.ts";
import { codes, json } from "./test-readers.ts";

test("a JSON array becomes rows under the names that the adapter knows, numbered from 2", async () => {
  const lines = await json(
    '\ufeff[{"iname":"虚构甲","caseCode":"（2026）1号","id":7},\n{"caseCode":"2","iname":null}]',
  );
  assert.deepEqual(lines, [
    { header: ["iname", "caseCode"], headerRow: 1 },
    [2, "虚构甲", "（2026）1号"],
    [3, null, "2"],
    { unknown: ["id"], rows: 2 },
  ]);
});

test("JSON numbers keep their digits", async () => {
  const [, row] = await json('[{"uscc":913701001234567890,"金额":0.10,"iname":true,"caseCode":1.5e3}]');
  assert.deepEqual(row, [2, "913701001234567890", "0.10", "true", "1500"]);
});

test("an array at a path is found, whatever stands around it", async () => {
  const lines = await json(
    '{"code":0,"data":{"total":[9],"list":[{"iname":"甲"}]},"list":[{"iname":"乙"}]}',
    { path: "data.list" },
  );
  assert.deepEqual(lines.slice(1), [[2, "甲"], { unknown: [], rows: 1 }]);
  await assert.rejects(json('{"data":[]}', { path: "data.list" }), { code: "DECODE_FORMAT" });
});

test("a bad JSON element refuses itself alone", async () => {
  const lines = await json(
    '[{"iname":"甲"},{"iname":"乙","iname":"丙"},{"iname":{"first":"丁"}},{"iname":},"戊",{"iname":"\\ud800"},{"iname":"己"},{"iname":"x}]"}]',
  );
  assert.deepEqual(
    codes(lines),
    [3, 4, 5, 6, 7].map((row) => [row, "ROW_FORMAT"]),
  );
  assert.deepEqual(lines.filter(Array.isArray), [
    [2, "甲"],
    [8, "己"],
    [9, "x}]"],
  ]);
});

for (const [text, code] of [
  ["", "DECODE_EMPTY"],
  ["[]", "DECODE_EMPTY"],
  ['[{"iname":"甲"}', "DECODE_FORMAT"],
  ['[{"iname":"甲', "DECODE_FORMAT"],
  ['[{"iname":"甲"}]]', "DECODE_FORMAT"],
  ['[{"iname":["甲"}]', "DECODE_FORMAT"],
  ["甲,乙", "DECODE_FORMAT"],
  ['{"iname":"甲"}', "DECODE_FORMAT"],
  [`[${"[".repeat(100)}`, "DECODE_LIMIT"],
  [`[{"iname":"${"x".repeat(9_000_000)}"}]`, "DECODE_ROW_TOO_LONG"],
] as const) {
  test(`the JSON ${text.slice(0, 20) || "(empty)"}… is refused with ${code}`, async () => {
    await assert.rejects(json(text), { code });
  });
}

test("a file in another character set than declared is refused, not garbled", async () => {
  const gb = iconv.encode('[{"iname":"虚构甲"}]', "gb18030");
  await assert.rejects(json(gb), { code: "DECODE_CHARSET" });
  assert.deepEqual((await json(gb, { charset: "gb18030" }))[1], [2, "虚构甲"]);
});

test("the splitter finds the same elements however the text is cut", () => {
  const element = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.record({ a: fc.string(), b: fc.array(fc.string()) }, { noNullPrototype: true }),
  );
  fc.assert(
    fc.property(
      fc.array(element, { minLength: 1 }),
      fc.array(fc.nat({ max: 40 }), { minLength: 1 }),
      (elements, cuts) => {
        const text = JSON.stringify(elements);
        const splitter = createSplitter("", { maxDepth: 64, maxRecord: 1 << 20 });
        const found: string[] = [];
        let at = 0;
        for (let i = 0; at < text.length; i += 1) {
          const next = at + 1 + (cuts[i % cuts.length] ?? 0);
          found.push(...splitter.feed(text.slice(at, next)));
          at = next;
        }
        splitter.end();
        assert.deepEqual(
          found.map((one) => JSON.parse(one)),
          elements,
        );
      },
    ),
  );
});

test("a flat object reads as JSON.parse reads it", () => {
  const value = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant(null));
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string().filter((key) => key !== "__proto__"),
        value,
      ),
      (object) => {
        const record = parseFlatObject(JSON.stringify(object));
        assert.ok("fields" in record);
        assert.deepEqual(Object.fromEntries(record.fields), { ...object });
      },
    ),
  );
});

test("whatever JSON.parse refuses, the flat reader refuses", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:0e1.-+ \\truenls\n') }), (text) => {
      const record = parseFlatObject(text);
      if ("fields" in record) assert.doesNotThrow(() => JSON.parse(text));
    }),
  );
});
