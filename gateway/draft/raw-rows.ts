/**
 * The first rows of a file as they stand, before anybody knows which of them is the title row:
 * for formats with named fields the names make a row of their own. CSV is cut here, everything
 * else by the reading process that production uses, so that a draft is as safe as an exchange.
 */
import { convertRows } from "../decode/convert.ts";
import { parseCsv } from "../decode/csv.ts";
import type { Line } from "../decode/lines.ts";
import type { DecodeOptions } from "../model/adapter.ts";

export const ROWS_READ = 400;

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

export async function rawRows(path: string, decode: DecodeOptions, text: string): Promise<RawRows> {
  if (decode.format === "csv") return { rows: rowsOfCsv(text, decode.delimiter), named: false };
  if (decode.format === "xlsx") return { rows: await rowsOfSheet(path, decode), named: false };
  // Read twice: fields that nobody asks for get no column, but are named at the end.
  const names: string[] = [];
  for await (const line of linesOf(path, decode, [])) if ("unknown" in line) names.push(...line.unknown);
  const rows: RawRow[] = [];
  for await (const line of linesOf(path, decode, names)) {
    if ("header" in line) rows.push({ row: 1, cells: line.header });
    else if (isCells(line)) rows.push(rawRow(line));
    if (rows.length > ROWS_READ) break;
  }
  return { rows, named: true };
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

async function rowsOfSheet(path: string, decode: DecodeOptions): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for (let skip = 0; skip < 10 && rows.length === 0; skip++) {
    try {
      for await (const line of linesOf(path, { ...decode, titleRows: skip, explanationRows: 0 }, [])) {
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

async function* linesOf(path: string, decode: DecodeOptions, names: readonly string[]): AsyncGenerator<Line> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of convertRows(path, decode, names, {}, true)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as Line;
  }
}
