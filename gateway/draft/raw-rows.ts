/**
 * The first rows of a file as they stand, before anybody knows which of them is the title row:
 * for formats with named fields the names make a row of their own. CSV is cut here, everything
 * else by the reading process that production uses, so that a draft is as safe as an exchange.
 */
import { convertLines } from "../decode/convert.ts";
import { parseCsv } from "../decode/csv.ts";
import type { Line } from "../decode/lines.ts";
import type { DecodeOptions } from "../model/adapter.ts";

export const ROWS_READ = 400;
const MOST_NAMES = 1000;

export interface RawRow {
  /** As a spreadsheet counts, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface RawRows {
  readonly rows: readonly RawRow[];
  /** Every field has its name in the file itself: row 1 is these names. */
  readonly named: boolean;
}

/** Lines as a format's reader gives them, for these names of fields. */
export type ReadLines = (
  path: string,
  decode: DecodeOptions,
  names: readonly string[],
) => AsyncIterable<Line>;

export async function rawRows(
  path: string,
  decode: DecodeOptions,
  text: string,
  read: ReadLines = (...asked) => convertLines(...asked, {}, true),
): Promise<RawRows> {
  if (decode.format === "csv") return { rows: rowsOfCsv(text, decode.delimiter), named: false };
  if (decode.format === "xlsx") return { rows: await rowsOfSheet(path, decode, read), named: false };
  let names = namesIn(text, decode.format);
  for (let pass = 1; ; pass++) {
    const { rows, unknown } = await rowsOfRecords(path, decode, names, read);
    // Names that the head does not have are told at the end, and asked for in a second reading.
    if (unknown.length === 0 || pass === 2) return { rows, named: true };
    names = [...names, ...unknown];
  }
}

/** Every name in the head of a file with named fields; those that are no field's do no harm. */
function namesIn(text: string, format: DecodeOptions["format"]): string[] {
  const pattern = format === "xml" ? /<([^\s<>/!?]+)/g : /"((?:[^"\\\n]|\\.)*)"\s*:/g;
  const names = new Set<string>();
  for (const [, name = ""] of text.matchAll(pattern)) if (names.size < MOST_NAMES) names.add(name);
  return [...names];
}

async function rowsOfRecords(path: string, decode: DecodeOptions, names: readonly string[], read: ReadLines) {
  const rows: RawRow[] = [];
  const unknown: string[] = [];
  for await (const line of read(path, decode, names)) {
    if ("header" in line) rows.push({ row: 1, cells: line.header });
    else if (isCells(line)) rows.push(rawRow(line));
    else if ("unknown" in line) unknown.push(...line.unknown);
    if (rows.length > ROWS_READ) break;
  }
  return { rows, unknown };
}

function rowsOfCsv(text: string, delimiter: string): RawRow[] {
  const rows: RawRow[] = [];
  // The head may end inside a row: what follows the last line end is left out, unless it is all there is.
  const end = text.lastIndexOf("\n") + 1;
  parseCsv(end > 0 ? text.slice(0, end) : text, delimiter.charCodeAt(0), (cells) => {
    if (rows.length <= ROWS_READ)
      rows.push({ row: rows.length + 1, cells: cells.map((cell) => cell.trim()) });
  });
  return rows;
}

async function rowsOfSheet(path: string, decode: DecodeOptions, read: ReadLines): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for (let skip = 0; skip < 10 && rows.length === 0; skip++) {
    try {
      for await (const line of read(path, { ...decode, titleRows: skip, explanationRows: 0 }, [])) {
        if ("header" in line) rows.push({ row: line.headerRow, cells: line.header });
        else if (isCells(line)) rows.push(rawRow(line));
        else if ("cells" in line && line.cells)
          rows.push({
            row: line.row,
            cells: line.cells.map((cell) => (cell === null ? "" : String(cell).trim())),
          });
        if (rows.length > ROWS_READ) break;
      }
    } catch (error) {
      // An empty row where titles were looked for: they stand further down.
      if (!(error instanceof Error) || !("code" in error) || error.code !== "DECODE_EMPTY" || skip === 9)
        throw error;
    }
  }
  return rows;
}

const isCells = (line: Line): line is readonly [row: number, ...cells: (string | null)[]] =>
  Array.isArray(line);

const rawRow = ([row, ...cells]: readonly [row: number, ...cells: (string | null)[]]): RawRow => ({
  row,
  cells: cells.map((cell) => (cell ?? "").trim()),
});
