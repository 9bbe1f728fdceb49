import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { deflateRawSync } from "node:zlib";

import fc from "fast-check";
import { type CellValue, writeXlsx } from "hucre/xlsx";
import iconv from "iconv-lite";

import type { DecodeOptions, Format } from "../model/adapter.ts";
import { convertRows } from "./convert.ts";
import { parseFlatObject } from "./flat-object.ts";
import { readCsvHead } from "./head.ts";
import { createSplitter } from "./json-split.ts";
import { type ConvertLimits, DEFAULT_LIMITS, type Line } from "./lines.ts";
import { readRows } from "./read.ts";

const folder = mkdtempSync(join(tmpdir(), "convert-"));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

const KNOWN = ["案号", "名称", "金额", "日期", "iname", "caseCode", "uscc"];

function optionsOf(format: Format, more: Partial<DecodeOptions> = {}): DecodeOptions {
  return {
    format,
    charset: "utf-8",
    delimiter: ",",
    titleRows: 0,
    explanationRows: 0,
    ...(format === "xml" ? { rowElement: "fields" } : {}),
    ...more,
  };
}

function file(bytes: Uint8Array | string): string {
  files += 1;
  const path = join(folder, String(files));
  writeFileSync(path, bytes);
  return path;
}

async function all<One>(source: AsyncIterable<One>): Promise<One[]> {
  const found: One[] = [];
  for await (const one of source) found.push(one);
  return found;
}

/** In this process: what the reading process would do. */
async function read(
  bytes: Uint8Array | string,
  options: DecodeOptions,
  limits: Partial<ConvertLimits> = {},
): Promise<Line[]> {
  return all(
    readRows({ path: file(bytes), options, knownTitles: KNOWN, limits: { ...DEFAULT_LIMITS, ...limits } }),
  );
}

/** Through the reading process. */
async function convert(
  bytes: Uint8Array | string,
  options: DecodeOptions,
  limits: Partial<ConvertLimits> = {},
): Promise<Line[]> {
  const chunks = await all(convertRows(file(bytes), options, KNOWN, limits));
  return Buffer.concat(chunks)
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

const json = (text: Uint8Array | string, more?: Partial<DecodeOptions>, limits?: Partial<ConvertLimits>) =>
  read(text, optionsOf("json", more), limits);
const ndjson = (text: Uint8Array | string, more?: Partial<DecodeOptions>) =>
  read(text, optionsOf("ndjson", more));
const xml = (text: Uint8Array | string, more?: Partial<DecodeOptions>) => read(text, optionsOf("xml", more));
const codes = (lines: readonly Line[]) =>
  lines.flatMap((line) => ("code" in line ? [[line.row, line.code]] : []));

async function xlsx(
  rows: CellValue[][],
  more?: Partial<DecodeOptions>,
  limits?: Partial<ConvertLimits>,
): Promise<Line[]> {
  return read(await writeXlsx({ sheets: [{ name: "数据", rows }] }), optionsOf("xlsx", more), limits);
}

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

test("JSON lines: broken, foreign and empty lines cost themselves only", async () => {
  const lines = await ndjson(
    Buffer.concat([
      Buffer.from('\ufeff{"iname":"甲"}\r\n\n{"iname":\n'),
      Buffer.from('{"iname":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}\n{"iname":"乙"}'),
    ]),
  );
  assert.deepEqual(lines, [
    { header: ["iname"], headerRow: 1 },
    [2, "甲"],
    { row: 3, code: "ROW_FORMAT", params: { detail: "第 10 个字符处不是 JSON / not JSON at character 10" } },
    { row: 4, code: "ROW_CHARSET", params: { charset: "utf-8" } },
    [5, "乙"],
    { unknown: [], rows: 2 },
  ]);
});

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

test("title and explanation rows of a sheet are skipped, and rows keep the numbers people see", async () => {
  const lines = await xlsx(
    [
      ["济南市某某信息表"],
      ["名称", "日期*", "金额"],
      ["填写说明", "如 2026-11-03", ""],
      ["甲", new Date("2026-11-03"), 0.1 + 0.2],
      [],
      [" ", null, null],
      ["乙", new Date("2026-11-03T08:30:00Z"), 1234567],
    ],
    { titleRows: 1, explanationRows: 1 },
  );
  assert.deepEqual(lines, [
    { header: ["名称", "日期*", "金额"], headerRow: 2 },
    [4, "甲", "2026-11-03", "0.3"],
    [7, "乙", "2026-11-03 08:30:00", "1234567"],
    { unknown: [], rows: 2 },
  ]);
});

test("a code of 18 digits stored as a number refuses its row, for it is damaged", async () => {
  const lines = await xlsx([
    ["名称", "uscc"],
    ["甲", Number("370102199001011234")],
    ["乙", 37010219900101],
    ["丙", "370102199001011234"],
  ]);
  assert.deepEqual(lines.slice(1, -1), [
    { row: 2, code: "ROW_NUMBER_DAMAGED", params: { column: "uscc" } },
    [3, "乙", "37010219900101"],
    [4, "丙", "370102199001011234"],
  ]);
});

test("cells beyond the title row refuse the row", async () => {
  assert.deepEqual((await xlsx([["名称"], ["甲", null, "乙"]]))[1], {
    row: 2,
    code: "ROW_CELLS",
    params: { found: 3, expected: 1 },
  });
});

test("a sheet without titles, and what is no workbook, are refused", async () => {
  await assert.rejects(xlsx([]), { code: "DECODE_EMPTY" });
  await assert.rejects(xlsx([["只有大标题"]], { titleRows: 1 }), { code: "DECODE_EMPTY" });
  await assert.rejects(read("名称,金额\n", optionsOf("xlsx")), { code: "DECODE_FORMAT" });
  await assert.rejects(read(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), optionsOf("xlsx")), {
    code: "DECODE_FORMAT",
  });
  await assert.rejects(xlsx([["名称"], ["甲"]], { sheet: "没有这张" }), { code: "DECODE_EMPTY" });
});

test("a workbook that breaks off is refused at every length", async () => {
  const whole = Buffer.from(await writeXlsx({ sheets: [{ name: "数据", rows: [["名称"], ["甲"]] }] }));
  for (const part of [0.2, 0.5, 0.9]) {
    await assert.rejects(read(whole.subarray(0, Math.floor(whole.length * part)), optionsOf("xlsx")), {
      code: "DECODE_FORMAT",
    });
  }
});

/** An archive of one entry that states a size it does not have. */
function bomb(expanded: number): Buffer {
  const name = Buffer.from("xl/worksheets/sheet1.xml");
  const packed = deflateRawSync(Buffer.alloc(expanded), { level: 9 });
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(10, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(10, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

test("a zip bomb is refused by what it becomes, not by what it says", async () => {
  await assert.rejects(read(bomb(12 << 20), optionsOf("xlsx")), { code: "DECODE_LIMIT" });
  await assert.rejects(read(bomb(2 << 20), optionsOf("xlsx"), { maxExpandedBytes: 1 << 20 }), {
    code: "DECODE_LIMIT",
  });
});

test("too many rows and too many columns are refused", async () => {
  await assert.rejects(json('[{"iname":"1"},{"iname":"2"}]', {}, { maxRows: 1 }), { code: "DECODE_LIMIT" });
  await assert.rejects(xlsx([["名称"], ["1"], ["2"]], {}, { maxRows: 1 }), { code: "DECODE_LIMIT" });
  await assert.rejects(xlsx([["名称", "金额"]], {}, { maxColumns: 1 }), { code: "DECODE_LIMIT" });
});

test("the reading process gives the same rows, and its refusals come back", async () => {
  const text = '[{"iname":"虚构甲"},{"iname":[]}]';
  assert.deepEqual(await convert(text, optionsOf("json")), await json(text));
  await assert.rejects(convert("[", optionsOf("json")), { code: "DECODE_FORMAT" });
});

test("a file that needs too much memory ends the reading process and nothing else", async () => {
  const shared = Array.from({ length: 15_000 }, (_, row) =>
    Array.from({ length: 20 }, (_, column) => `虚构${row}-${column}`),
  );
  const book = await writeXlsx({ sheets: [{ name: "数据", rows: shared }] });
  await assert.rejects(convert(book, optionsOf("xlsx"), { heapMiB: 24 }), { code: "DECODE_LIMIT" });
});

test("reading that takes too long is ended", async () => {
  await assert.rejects(convert('[{"iname":"1"}]', optionsOf("json"), { seconds: 0 }), {
    code: "DECODE_LIMIT",
  });
});

test("a consumer that stops ends the reading", async () => {
  const path = join(folder, "stopped");
  writeFileSync(path, `[${Array.from({ length: 50_000 }, (_, i) => `{"iname":"虚构${i}"}`).join(",")}]`);
  for await (const chunk of convertRows(path, optionsOf("json"), KNOWN)) {
    assert.ok(chunk.length > 0);
    break;
  }
});

test("lines of which none can be read tell their own faults, and a foreign character set as a whole", async () => {
  const twice = '{"iname":"虚构甲","iname":"虚构乙"}';
  const lines = await all(
    readRows({ path: file(twice), options: optionsOf("ndjson"), knownTitles: KNOWN, limits: DEFAULT_LIMITS }),
  );
  assert.deepEqual(codes(lines), [[2, "ROW_FORMAT"]]);
  const foreign = iconv.encode('{"iname":"虚构甲"}\n{"iname":"虚构乙"}\n', "gb18030");
  await assert.rejects(
    all(
      readRows({
        path: file(foreign),
        options: optionsOf("ndjson"),
        knownTitles: KNOWN,
        limits: DEFAULT_LIMITS,
      }),
    ),
    { code: "DECODE_CHARSET" },
  );
});

test("a CSV file whose lines end in a bare CR is refused, not read as one row of titles", async () => {
  const options = { charset: "utf-8", delimiter: ",", titleRows: 0, explanationRows: 0 } as const;
  await assert.rejects(readCsvHead(file("a,b\r1,2\r3,4\r"), options), { code: "DECODE_FORMAT" });
  assert.deepEqual((await readCsvHead(file('"a\r\nx",b\r\n1,2\r\n'), options)).header, ["a\r\nx", "b"]);
});
