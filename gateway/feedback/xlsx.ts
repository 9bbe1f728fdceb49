/**
 * Rejected rows as a workbook that the adapter reads as it read the first one: as many rows
 * above the titles, the same name of the sheet, every cell of the sender's as text. Text
 * is never run as a formula, so nothing is put before it.
 *
 * The trap: a number that a spreadsheet had damaged stays a number. As text it would pass for whole.
 * The workbook has one sheet: who takes another than the first by its number has to copy the rows there.
 */
import { writeXlsxStream } from "hucre/xlsx";

import { FEEDBACK_TITLES } from "../model/feedback.ts";
import type { FaultCells } from "./faults.ts";

export interface XlsxLayout {
  readonly header: readonly string[];
  /** Rows above the titles. */
  readonly titleRows: number;
  readonly sheet: string;
}

export interface XlsxRow {
  readonly faults: FaultCells;
  readonly cells: readonly (string | number | null)[];
}

const ABOVE =
  "退回的记录：按“错误说明”改正后，可原样重新报送本文件（前四列可保留） / Rows to mend and send again";
const TEXT = { numFmt: "@" };
/** No XML may hold these: they are spelt as workbooks spell them, so that what refused the row is still there. */
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

export function rejectedXlsx(layout: XlsxLayout, rows: AsyncIterable<XlsxRow>): ReadableStream<Uint8Array> {
  const columns = [
    {},
    ...Array.from({ length: FEEDBACK_TITLES.length - 1 + layout.header.length }, () => TEXT),
  ];
  return writeXlsxStream(lines(layout, rows), { name: layout.sheet, columns });
}

async function* lines(
  { header, titleRows }: XlsxLayout,
  rows: AsyncIterable<XlsxRow>,
): AsyncGenerator<(string | number | null)[]> {
  for (let row = 0; row < titleRows; row++) yield [row === 0 ? ABOVE : " "];
  yield [...FEEDBACK_TITLES, ...header];
  // The row's number is a number, so that no reader takes the first row for an explanation of the columns.
  for await (const { faults, cells } of rows)
    yield [Number(faults[0]), ...faults.slice(1), ...cells].map(storable);
}

function storable(cell: string | number | null): string | number | null {
  if (typeof cell !== "string") return cell;
  return cell.replace(NO_XML, (one) => `_x${one.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}_`);
}
