/**
 * Rows of one sheet of an XLSX workbook as text, numbered as the spreadsheet shows them.
 * Dates become ISO text, numbers plain digits without float noise. The trap: a spreadsheet
 * keeps 15 digits of a number, so a code of 18 that was entered as one is damaged already;
 * its row is refused rather than passed on wrong.
 */
import { readFile } from "node:fs/promises";
import { type CellValue, streamXlsxRows } from "hucre/xlsx";

import { Refusal } from "../model/refusal.ts";
import { checkArchive } from "./archive.ts";
import { isExplanation } from "./explanation.ts";
import type { ConvertJob, Line } from "./lines.ts";

const KEPT_DIGITS = 15;

export async function* readXlsx({
  path,
  options,
  limits,
  refusedCells,
}: ConvertJob): AsyncGenerator<Line, void, undefined> {
  const bytes = await readFile(path);
  if (bytes.length === 0) throw new Refusal("DECODE_EMPTY");
  if (bytes.readUInt16BE(0) === 0xd0cf)
    throw format(
      "旧式 .xls 或加密的工作簿，请另存为 .xlsx / an old .xls or an encrypted workbook, save it as .xlsx",
    );
  if (bytes.toString("latin1", 0, 2) !== "PK") throw format("不是 .xlsx 工作簿 / not an .xlsx workbook");
  await checkArchive(bytes, limits);

  let header: string[] | undefined;
  /** The last row that may explain; none may once a record was seen. */
  let lastExplanation = 0;
  let rows = 0;
  try {
    for await (const { index, values } of streamXlsxRows(
      bytes,
      options.sheet === undefined ? {} : { sheet: options.sheet },
    )) {
      if (index < options.titleRows) continue;
      if (header === undefined) {
        header = titles(values, limits.maxColumns);
        if (header.length === 0) throw new Refusal("DECODE_EMPTY");
        yield { header, headerRow: index + 1 };
        // Right under the title row, which need not be the first row wanted.
        lastExplanation = index + options.explanationRows;
        continue;
      }
      if (index <= lastExplanation && isExplanation(values)) continue;
      lastExplanation = 0;
      const line = toLine(index + 1, values, header);
      if (line === undefined) continue;
      rows += 1;
      if (rows > limits.maxRows)
        throw new Refusal("DECODE_LIMIT", {
          detail: `超过 ${limits.maxRows} 行 / more than ${limits.maxRows} rows`,
        });
      yield refusedCells === true && "code" in line ? { ...line, cells: values.map(toGivenCell) } : line;
    }
  } catch (error) {
    // The library names its errors; whatever it stumbled over, the file is what has to be mended.
    if (error instanceof Refusal || !(error instanceof Error)) throw error;
    throw format("工作簿内容不可读 / the content of the workbook cannot be read");
  }
  if (header === undefined) throw new Refusal("DECODE_EMPTY");
  yield { unknown: [], rows };
}

function format(detail: string): Refusal {
  return new Refusal("DECODE_FORMAT", { format: "xlsx", detail });
}

function titles(values: readonly CellValue[], maxColumns: number): string[] {
  const found = values.map((value) => (value === null || value === undefined ? "" : String(value).trim()));
  while (found.at(-1) === "") found.pop();
  if (found.length > maxColumns)
    throw new Refusal("DECODE_LIMIT", { detail: `超过 ${maxColumns} 列 / more than ${maxColumns} columns` });
  return found;
}

/** Undefined for a row without any content: spreadsheets are full of formatted, empty rows. */
function toLine(row: number, values: readonly CellValue[], header: readonly string[]): Line | undefined {
  const cells = new Array<string | null>(header.length).fill(null);
  let filled = 0;
  for (const [index, value] of values.entries()) {
    if (typeof value === "number" && isDamaged(value)) {
      return { row, code: "ROW_NUMBER_DAMAGED", params: { column: header[index] ?? "" } };
    }
    const text = toText(value);
    if (text === null || text.trim() === "") continue;
    filled = index + 1;
    if (index < cells.length) cells[index] = text;
  }
  if (filled > header.length)
    return { row, code: "ROW_CELLS", params: { found: filled, expected: header.length } };
  return filled === 0 ? undefined : [row, ...cells];
}

/** As it came: only a number that was damaged stays one, so that nobody takes it for whole. */
function toGivenCell(value: CellValue): string | number | null {
  return typeof value === "number" && isDamaged(value) ? value : toText(value);
}

function isDamaged(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) >= 10 ** KEPT_DIGITS;
}

function toText(value: CellValue): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (typeof value === "number") return plainDigits(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : toIso(value);
  return value ? "TRUE" : "FALSE";
}

/** 0.1 + 0.2 was typed as 0.3: fifteen digits are all that a spreadsheet ever had. */
function plainDigits(value: number): string {
  const short = Number(value.toPrecision(KEPT_DIGITS));
  const text = String(short);
  return text.includes("e") ? short.toFixed(20).replace(/\.?0+$/, "") : text;
}

function toIso(date: Date): string {
  const at = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString();
  const [day = "", time = ""] = at.slice(0, 19).split("T");
  return time === "00:00:00" ? day : `${day} ${time}`;
}
