import assert from "node:assert/strict";
import { test } from "node:test";

import iconv from "iconv-lite";

import { codes, optionsOf, read } from "./test-readers.ts";

const ndjson = (text: Uint8Array | string) => read(text, optionsOf("ndjson"));

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

test("lines of which none can be read tell their own faults, and a foreign character set as a whole", async () => {
  const lines = await ndjson('{"iname":"虚构甲","iname":"虚构乙"}');
  assert.deepEqual(codes(lines), [[2, "ROW_FORMAT"]]);
  const foreign = iconv.encode('{"iname":"虚构甲"}\n{"iname":"虚构乙"}\n', "gb18030");
  await assert.rejects(ndjson(foreign), { code: "DECODE_CHARSET" });
});
