import assert from "node:assert/strict";
import { test } from "node:test";
import { readCsvHead } from "./head.ts";
import { file } from "./test-readers.ts";

test("a CSV file whose lines end in a bare CR is refused, not read as one row of titles", async () => {
  const options = { charset: "utf-8", delimiter: ",", titleRows: 0, explanationRows: 0 } as const;
  await assert.rejects(readCsvHead(file("a,b\r1,2\r3,4\r"), options), { code: "DECODE_FORMAT" });
  assert.deepEqual((await readCsvHead(file('"a\r\nx",b\r\n1,2\r\n'), options)).header, ["a\r\nx", "b"]);
});
