/**
 * The beginning of a CSV file: title rows skipped, the row of column titles read,
 * explanation rows skipped, if they are any (explanation.ts). Says where the data begin and how many rows stand above.
 */
import { open } from "node:fs/promises";

import type { Charset } from "../model/adapter.ts";
import { Refusal } from "../model/refusal.ts";
import { bomLength, decodeStrictly } from "./charset.ts";
import { parseCsv } from "./csv.ts";
import { createRowScanner } from "./cut.ts";
import { isExplanation } from "./explanation.ts";

const MAX_HEAD_BYTES = 1 << 20;

export interface CsvHead {
  readonly header: readonly string[];
  /** Cells of the title row, with the empty ones that pad it at its end. */
  readonly width: number;
  /** Where the first data row begins, in bytes. */
  readonly offset: number;
  /** Rows above the first data row, as a spreadsheet counts them. */
  readonly rows: number;
}

export interface CsvHeadOptions {
  readonly charset: Charset;
  readonly delimiter: string;
  readonly titleRows: number;
  readonly explanationRows: number;
}

export async function readCsvHead(path: string, options: CsvHeadOptions): Promise<CsvHead> {
  const file = await open(path, "r");
  let bytes: Buffer;
  try {
    const buffer = Buffer.alloc(MAX_HEAD_BYTES);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    bytes = buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
  const bom = bomLength(bytes);
  const ends: number[] = [];
  createRowScanner(options.delimiter.charCodeAt(0)).feed(bytes, bom, bytes.length, (end) => ends.push(end));
  // A file of titles alone may lack the last line end.
  if (bytes.length < MAX_HEAD_BYTES && bytes.length > (ends.at(-1) ?? bom)) ends.push(bytes.length);
  const titleAt = options.titleRows;
  const last = titleAt + options.explanationRows;
  if (ends.length <= last) {
    if (bytes.length === MAX_HEAD_BYTES) {
      throw new Refusal("DECODE_ROW_TOO_LONG", { row: ends.length + 1, limit: MAX_HEAD_BYTES });
    }
    if (ends.length <= titleAt) throw new Refusal("DECODE_EMPTY");
  }
  const start = titleAt === 0 ? bom : (ends[titleAt - 1] as number);
  const text = decodeStrictly(bytes.subarray(start, ends[titleAt]), options.charset);
  if (text === null) throw new Refusal("DECODE_CHARSET", { charset: options.charset, row: titleAt + 1 });
  // Old Macintosh line ends would make the whole file one title row, and its records be lost.
  if (/\r(?!\n)/.test(text.replace(/\r\n?$/, ""))) {
    throw new Refusal("DECODE_FORMAT", {
      format: "csv",
      detail: "行以单个 CR 结尾，请用 CRLF 或 LF / lines end in a bare CR, save the file with CRLF or LF",
    });
  }
  let header: readonly string[] = [];
  parseCsv(text, options.delimiter.charCodeAt(0), (cells) => {
    header = cells.map((cell) => cell.trim());
  });
  if (header.every((title) => title === "")) throw new Refusal("DECODE_EMPTY");
  let lastRow = titleAt;
  while (lastRow < Math.min(last, ends.length - 1) && explains(lastRow + 1)) lastRow++;
  return {
    header: withoutPadding(header),
    width: header.length,
    offset: ends[lastRow] as number,
    rows: lastRow + 1,
  };

  /** A row that does not decode is for the reader of rows to refuse. */
  function explains(row: number): boolean {
    const text = decodeStrictly(bytes.subarray(ends[row - 1], ends[row]), options.charset);
    let words = text !== null;
    if (text !== null)
      parseCsv(text, options.delimiter.charCodeAt(0), (cells) => {
        words = isExplanation(cells);
      });
    return words;
  }
}

/** Spreadsheets pad the title row with empty cells at its end: those are no columns. */
function withoutPadding(header: readonly string[]): readonly string[] {
  let length = header.length;
  while (length > 0 && header[length - 1] === "") length--;
  return header.slice(0, length);
}
