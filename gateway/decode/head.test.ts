import assert from "node:assert/strict";
import { test } from "node:test";
import { readCsvHead } from "./head.ts";
import { file } from "./test-readers.ts";

test("a CSV file whose lines end in a bare CR is refused, not read as one row of titles", async () => {
  const options = { charset: "utf-8", delimiter: ",", titleRows: 0, explanationRows: 0 } as const;
  await assert.rejects(readCsvHead(file("a,b\r1,2\r3,4\r"), options), { code: "DECODE_FORMAT" });
  assert.deepEqual((await readCsvHead(file('"a\r\nx",b\r\n1,2\r\n'), options)).header, ["a\r\nx", "b"]);
});

test("rows under the titles of a CSV are passed over only if they explain, so that none of the records is lost", async () => {
  const options = { charset: "utf-8", delimiter: ",", titleRows: 1, explanationRows: 2 } as const;
  const above = "某市行政处罚,\n名称,日期\n";
  const rowsAbove = async (rest: string): Promise<number> =>
    (await readCsvHead(file(above + rest), options)).rows;
  assert.equal(await rowsAbove("必填,格式 2026-11-03\n甲,2026-11-03\n"), 3);
  assert.equal(await rowsAbove("甲,2026-11-03\n必填,填日期\n"), 2, "no explanation after a record");
  assert.equal(await rowsAbove("必填,填日期\n,\n甲,2026-11-03\n"), 4, "an empty row explains nothing away");
  assert.equal(await rowsAbove("必填,填日期"), 3);
  assert.equal(await rowsAbove(""), 2);
});
