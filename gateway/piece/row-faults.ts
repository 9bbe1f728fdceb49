/**
 * The column at which a fault that refuses a row before its cells are read is told: the title
 * as it stands in the file, "" where no one column can be named. Only refused rows come here.
 */

import { decodeStrictly } from "../decode/charset.ts";
import { hasControl, parseCsv } from "../decode/csv.ts";
import type { Charset } from "../model/adapter.ts";

const BAR = 0x7c;

interface Titles {
  readonly header: readonly string[];
}

/** ROW_CELLS: the first title that has no cell; of cells too many none can be told from the others. */
export function titleWithoutCell({ header }: Titles, cells: number): string {
  return header[cells] ?? "";
}

/** ROW_CONTROL: the first cell with a control character or half a character. */
export function titleOfControl({ header }: Titles, cells: readonly string[]): string {
  return header[cells.findIndex((cell) => hasControl(cell) || !cell.isWellFormed())] ?? "";
}

/**
 * ROW_CHARSET: the first cell whose bytes are not of the character set. The row is cut as bytes,
 * a character each: no longer character has a delimiter's byte in it, but for the bar in GB18030.
 */
export function titleOfForeign(
  { header, charset, delimiter }: Titles & { readonly charset: Charset; readonly delimiter: number },
  row: Buffer,
): string {
  if (charset === "gb18030" && delimiter === BAR) return "";
  let title = "";
  parseCsv(row.toString("latin1"), delimiter, (cells) => {
    const foreign = (cell: string) => decodeStrictly(Buffer.from(cell, "latin1"), charset) === null;
    title = header[cells.findIndex(foreign)] ?? "";
  });
  return title;
}
