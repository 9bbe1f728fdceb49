/**
 * Values of rejected rows, read out of the file of rejected rows that was made for their sender. It is found by the
 * row's number in its first cell. The traps: the file may be long, so a reading stops when it has what it was asked
 * for or when its time is over, and says where it stopped; and a workbook takes a process, so one is read at a time,
 * however many pages are asked for.
 */
import { access, open } from "node:fs/promises";

import { decodeStrictly } from "../../decode/charset.ts";
import { convertLines } from "../../decode/convert.ts";
import { parseCsv } from "../../decode/csv.ts";
import { createRowScanner, cutRows, fileSource } from "../../decode/cut.ts";
import { readCsvHead } from "../../decode/head.ts";
import { givenRow } from "../../decode/lines.ts";
import type { Charset, DecodeOptions } from "../../model/adapter.ts";
import { FEEDBACK_TITLES } from "../../model/feedback.ts";
import { turnstile } from "../../model/turnstile.ts";

/** What a page may cost; the node made the file itself. */
const WORKBOOK = { heapMiB: 384, seconds: 5 };
const inTurn = turnstile(1, 8);
const PIECE = { pieceBytes: 256 * 1024, maxRowBytes: 8 << 20 };
const OWN = FEEDBACK_TITLES.length;
/** Longest first cell, quotes and delimiter included: a row's number. */
const NUMBER_BYTES = 24;

export interface RejectedValues {
  /** Titles of the sender's columns. */
  readonly columns: readonly string[];
  /** By row number, cells in the order of the columns; a row that was not reached is missing. */
  readonly rows: ReadonlyMap<number, readonly string[]>;
  /** Where the next row begins: the place to go on for later rows. */
  readonly offset: number;
}

/** Of these rows, in rising order. `from` is an offset that an earlier reading gave, 0 for the first. */
export async function readRejectedValues(
  path: string,
  decode: DecodeOptions,
  wanted: readonly number[],
  from: number,
  deadline: number,
): Promise<RejectedValues> {
  const layout = layoutOf(decode);
  const head = await readCsvHead(path, layout);
  const delimiter = layout.delimiter.charCodeAt(0);
  const rows = new Map<number, readonly string[]>();
  const left = new Set(wanted);
  let offset = Math.max(from, head.offset);
  const file = await open(path, "r");
  try {
    for await (const { bytes } of cutRows(fileSource(file, offset), { ...PIECE, delimiter })) {
      const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      let start = 0;
      createRowScanner(delimiter).feed(piece, 0, piece.length, (end) => {
        if (left.size > 0) take(piece.subarray(start, end));
        start = end;
      });
      if (start < piece.length && left.size > 0) take(piece.subarray(start));
      if (left.size === 0 || performance.now() > deadline) break;
    }
  } finally {
    await file.close();
  }
  return { columns: head.header.slice(OWN), rows, offset };

  function take(raw: Buffer): void {
    offset += raw.length;
    const number = Number.parseInt(
      raw
        .subarray(0, NUMBER_BYTES)
        .toString("latin1")
        .replace(/^["']+/, ""),
      10,
    );
    if (!left.delete(number)) return;
    const text = decodeStrictly(raw, layout.charset) ?? raw.toString("latin1");
    parseCsv(text, delimiter, (cells) => {
      rows.set(
        number,
        cells.slice(OWN).map((cell) => (cell.startsWith("'") ? cell.slice(1) : cell)),
      );
    });
  }
}

/** The same, of a workbook of rejected rows: read from its beginning each time, by the reading process that every workbook has. NODE_BUSY when too many wait. */
export async function readRejectedWorkbook(
  path: string,
  decode: DecodeOptions,
  wanted: readonly number[],
  longestMs: number,
): Promise<RejectedValues> {
  await access(path);
  return await inTurn(() => readWorkbook(path, decode, wanted, performance.now() + longestMs));
}

async function readWorkbook(
  path: string,
  decode: DecodeOptions,
  wanted: readonly number[],
  deadline: number,
): Promise<RejectedValues> {
  const left = new Set(wanted);
  const rows = new Map<number, readonly string[]>();
  let columns: readonly string[] = [];
  // It has one sheet, and nothing that explains its titles.
  const { sheet: _, ...layout } = decode;
  const reading = convertLines(path, { ...layout, explanationRows: 0 }, [], WORKBOOK, true);
  for await (const line of reading) {
    if ("header" in line) columns = line.header.slice(OWN);
    const cells = givenRow(line)?.cells ?? [];
    const number = Number(cells[0]);
    if (left.delete(number))
      rows.set(
        number,
        cells.slice(OWN).map((cell) => String(cell ?? "")),
      );
    if (left.size === 0 || performance.now() > deadline) break;
  }
  return { columns, rows, offset: 0 };
}

/** The file is laid out as its sender's, where that was CSV; what had no bytes of its own became CSV in UTF-8. */
function layoutOf(decode: DecodeOptions): {
  charset: Charset;
  delimiter: string;
  titleRows: number;
  explanationRows: number;
} {
  if (decode.format !== "csv") return { charset: "utf-8", delimiter: ",", titleRows: 0, explanationRows: 0 };
  const { charset, delimiter, titleRows, explanationRows } = decode;
  return { charset, delimiter, titleRows, explanationRows };
}
