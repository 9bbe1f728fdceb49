import assert from "node:assert/strict";
import { test } from "node:test";

import iconv from "iconv-lite";

import { codes, optionsOf, read } from "./test-readers.ts";

const xml = (text: Uint8Array | string) => read(text, optionsOf("xml"));

const MESSAGE = (body: string, encoding = "UTF-8") =>
  `<?xml version="1.0" encoding="${encoding}"?>\n<ExchangeMessage><Header><sender>33</sender><cc/></Header><Body>${body}</Body></ExchangeMessage>`;

test("an exchange message gives one row for every fields element", async () => {
  const lines = await xml(
    MESSAGE(
      "<fields><案号>&lt;1&gt;</案号><名称><![CDATA[甲&乙]]></名称></fields>\n<fields><名称/><内部>x</内部></fields>",
    ),
  );
  assert.deepEqual(lines, [
    { header: ["案号", "名称"], headerRow: 1 },
    [2, "<1>", "甲&乙"],
    [3, null, null],
    { unknown: ["内部"], rows: 2 },
  ]);
});

test("the declared encoding is honoured strictly", async () => {
  const text = MESSAGE("<fields><名称>㐂𠮷某</名称></fields>", "GB18030");
  assert.deepEqual((await xml(iconv.encode(text, "gb18030")))[1], [2, "㐂𠮷某"]);
  await assert.rejects(xml(iconv.encode(MESSAGE("<fields><名称>虚构甲</名称></fields>"), "gb18030")), {
    code: "DECODE_CHARSET",
  });
  await assert.rejects(xml(MESSAGE("<fields><名称>甲</名称></fields>", "Shift_JIS")), {
    code: "DECODE_CHARSET",
  });
});

test("nested, repeated and mixed elements refuse their record alone", async () => {
  const lines = await xml(
    MESSAGE(
      "<fields><名称><姓>甲</姓></名称></fields><fields><名称>1</名称><名称>2</名称></fields><fields>乙<名称>1</名称></fields><fields><名称>好</名称></fields>",
    ),
  );
  assert.deepEqual(
    codes(lines),
    [2, 3, 4].map((row) => [row, "ROW_FORMAT"]),
  );
  assert.deepEqual(lines.at(-2), [5, "好"]);
});

const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "${"&lol;".repeat(10)}"><!ENTITY lol3 "${"&lol2;".repeat(10)}">]>`;

for (const [name, text, code] of [
  [
    "with a document type that laughs a billion times",
    `<?xml version="1.0"?>${LAUGHS}<Body><fields><名称>&lol3;</名称></fields></Body>`,
    "DECODE_FORMAT",
  ],
  [
    "with an external entity",
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a><fields><名称>&x;</名称></fields></a>',
    "DECODE_FORMAT",
  ],
  ["with an entity nobody defined", MESSAGE("<fields><名称>&x;</名称></fields>"), "DECODE_FORMAT"],
  ["that breaks off", "<Body><fields><名称>甲</名称></fields>", "DECODE_FORMAT"],
  ["nested without end", "<a>".repeat(100), "DECODE_LIMIT"],
  ["without a record", MESSAGE(""), "DECODE_EMPTY"],
  ["that is empty", "", "DECODE_EMPTY"],
] as const) {
  test(`an XML file ${name} is refused`, async () => {
    await assert.rejects(xml(text), { code });
  });
}
