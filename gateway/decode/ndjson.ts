/**
 * JSON lines: one object a line. Lines are cut as bytes and decoded one by one, so that a
 * line with foreign bytes or broken JSON refuses itself alone. Empty lines are no records.
 */
import { createReadStream } from "node:fs";

import { Refusal } from "../model/refusal.ts";
import { bomLength, decodeStrictly } from "./charset.ts";
import { parseFlatObject } from "./flat-object.ts";
import { FIRST_ROW, type KeyedRecord, keyedRows } from "./keyed.ts";
import type { ConvertJob, Line } from "./lines.ts";

const LF = 10;

export function readNdjson(job: ConvertJob): AsyncIterable<Line> {
  return keyedRows(job, () => records(job));
}

async function* records({ path, options, limits }: ConvertJob): AsyncGenerator<KeyedRecord, void, undefined> {
  let row = FIRST_ROW;
  for await (const line of byteLines(path, limits.maxRecord, () => row)) {
    const text = decodeStrictly(line, options.charset);
    if (text?.trim() === "") continue;
    yield text === null
      ? { code: "ROW_CHARSET", params: { charset: options.charset } }
      : parseFlatObject(text);
    row += 1;
  }
}

async function* byteLines(
  path: string,
  limit: number,
  row: () => number,
): AsyncGenerator<Buffer, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    let bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    if (first) bytes = bytes.subarray(bomLength(bytes));
    first = false;
    let from = 0;
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, from)) {
      yield bytes.subarray(from, end);
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > limit) throw new Refusal("DECODE_ROW_TOO_LONG", { row: row(), limit });
  }
  if (rest.length > 0) yield rest;
}
