/**
 * The file of a pre-check as a spreadsheet shows it: its first rows, and of the rest every row with a finding, so that
 * each finding stands in its own cell. The trap: what is named further down must be counted as the judging counted it,
 * and stand under the titles of the first rows.
 */
import { open } from "node:fs/promises";

import { decodeStrictly } from "../../decode/charset.ts";
import { convertLines } from "../../decode/convert.ts";
import { parseCsv } from "../../decode/csv.ts";
import { createRowScanner, cutRows, fileSource } from "../../decode/cut.ts";
import { readCsvHead } from "../../decode/head.ts";
import { givenRow } from "../../decode/lines.ts";
import { type RawRow, rawRows } from "../../draft/raw-rows.ts";
import type { Adapter, DecodeOptions } from "../../model/adapter.ts";
import type { JsonAnswer } from "../admit.ts";
import { readHead } from "./guess.ts";

type Table = NonNullable<JsonAnswer<"precheckFile", 200>["table"]>;

/** Longer cells are cut: the table is for looking. */
const CELL = 300;
const PIECE = { pieceBytes: 256 * 1024, maxRowBytes: 8 << 20 };

export async function precheckTable(
  path: string,
  { decode }: Adapter,
  faulty: ReadonlySet<number>,
): Promise<Table> {
  const { bytes } = await readHead(path);
  const text = decode.format === "xlsx" ? "" : new TextDecoder(decode.charset).decode(bytes);
  const { rows, named } = await rawRows(path, decode, text);
  const last = rows.at(-1)?.row ?? 0;
  const further = new Set([...faulty].filter((row) => row > last));
  const titles = named ? (rows[0]?.cells ?? []) : [];
  const all = [...rows, ...(await rowsAt(path, decode, titles, further))];
  return {
    titleRow: named ? 1 : decode.titleRows + 1,
    rows: all.map(({ row, cells }) => ({ row, cells: cells.map((cell) => cell.slice(0, CELL)) })),
  };
}

/** Rows by their numbers, in rising order; `titles` are the columns of a format that names its fields. */
async function rowsAt(
  path: string,
  decode: DecodeOptions,
  titles: readonly string[],
  numbers: ReadonlySet<number>,
): Promise<readonly RawRow[]> {
  const found: RawRow[] = [];
  if (numbers.size === 0) return found;
  const rows = decode.format === "csv" ? csvRows(path, decode) : convertedRows(path, decode, titles);
  for await (const { row, cells } of rows) {
    if (numbers.has(row)) found.push({ row, cells: cells() });
    if (found.length === numbers.size) break;
  }
  return found;
}

interface NumberedRow {
  readonly row: number;
  /** Taken apart only where it is wanted. */
  readonly cells: () => readonly string[];
}

async function* csvRows(path: string, decode: DecodeOptions): AsyncGenerator<NumberedRow> {
  const head = await readCsvHead(path, decode);
  const delimiter = decode.delimiter.charCodeAt(0);
  const cellsOf = (raw: Buffer) => () => {
    let cells: readonly string[] = [];
    parseCsv(decodeStrictly(raw, decode.charset) ?? raw.toString("latin1"), delimiter, (some) => {
      cells = some.map((cell) => cell.trim());
    });
    return cells;
  };
  let row = head.rows;
  const file = await open(path, "r");
  try {
    for await (const { bytes } of cutRows(fileSource(file, head.offset), { ...PIECE, delimiter })) {
      const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      const ends: number[] = [];
      createRowScanner(delimiter).feed(piece, 0, piece.length, (end) => ends.push(end));
      if ((ends.at(-1) ?? 0) < piece.length) ends.push(piece.length);
      for (const [at, end] of ends.entries())
        yield { row: ++row, cells: cellsOf(piece.subarray(ends[at - 1] ?? 0, end)) };
    }
  } finally {
    await file.close();
  }
}

async function* convertedRows(
  path: string,
  decode: DecodeOptions,
  titles: readonly string[],
): AsyncGenerator<NumberedRow> {
  for await (const line of convertLines(path, decode, titles, {}, true)) {
    const given = givenRow(line);
    if (given) yield { row: given.row, cells: () => given.cells.map((cell) => String(cell ?? "").trim()) };
  }
}
