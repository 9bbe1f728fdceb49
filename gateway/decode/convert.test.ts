import assert from "node:assert/strict";
import { test } from "node:test";

import { writeXlsx } from "hucre/xlsx";

import type { DecodeOptions } from "../model/adapter.ts";
import { convertRows } from "./convert.ts";
import type { ConvertLimits, Line } from "./lines.ts";
import { all, file, json, KNOWN, optionsOf, xlsx } from "./test-readers.ts";

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
  const path = file(`[${Array.from({ length: 50_000 }, (_, i) => `{"iname":"虚构${i}"}`).join(",")}]`);
  for await (const chunk of convertRows(path, optionsOf("json"), KNOWN)) {
    assert.ok(chunk.length > 0);
    break;
  }
});
