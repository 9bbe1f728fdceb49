/**
 * The rejected rows of a file, to be mended and sent again: a second pass over the bytes that
 * were received, merged with the findings. CSV rows come back byte for byte; rows of a workbook
 * as a workbook; records of other formats as a table for people.
 *
 * The trap: rows are counted here as ingest.ts counted them, or each fault would stand at another row.
 */
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

import { knownTitles } from "./adapter/load.ts";
import { convertLines } from "./decode/convert.ts";
import { createRowScanner, cutRows, fileSource } from "./decode/cut.ts";
import { readCsvHead } from "./decode/head.ts";
import { givenRow } from "./decode/lines.ts";
import { cellsCsv, rejectedCsv } from "./feedback/csv.ts";
import { type Fault, type FaultCells, faultCells } from "./feedback/faults.ts";
import { rejectedXlsx, type XlsxRow } from "./feedback/xlsx.ts";
import type { Adapter } from "./model/adapter.ts";

/** The faults of one row that was rejected. Rows come in rising order. */
export interface RowFaults {
  readonly row: number;
  readonly faults: readonly Fault[];
}

export interface RejectedFile {
  readonly extension: "csv" | "xlsx";
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number;
  /** False when the ceiling left rows out. */
  readonly complete: boolean;
}

export interface Ceiling {
  readonly rows: number;
  readonly bytes: number;
}

export const CEILING: Ceiling = { rows: 1_000_000, bytes: 2 ** 30 };

const PIECE = { pieceBytes: 256 * 1024, maxRowBytes: 8 << 20 };
const WRITTEN_AT_ONCE = 256 * 1024;

/** What the writer has taken so far, and whether it takes more. */
interface Tally {
  rows: number;
  bytes: number;
  complete: boolean;
}

export function rejectedExtension({ decode }: Adapter): RejectedFile["extension"] {
  return decode.format === "xlsx" ? "xlsx" : "csv";
}

/** Write the rows with faults out of `source` into the new file `target`, synced. */
export async function writeRejectedRows(
  source: string,
  adapter: Adapter,
  faults: AsyncIterable<RowFaults>,
  target: string,
  ceiling: Ceiling = CEILING,
): Promise<RejectedFile> {
  const tally: Tally = { rows: 0, bytes: 0, complete: true };
  const chunks =
    adapter.decode.format === "csv"
      ? csvChunks(source, adapter, faults, tally, ceiling)
      : adapter.decode.format === "xlsx"
        ? rejectedXlsx(...(await workbook(source, adapter, faults, tally, ceiling)))
        : cellChunks(source, adapter, faults, tally, ceiling);
  const hash = createHash("sha256");
  const file = await open(target, "wx", 0o600);
  try {
    let held: Uint8Array[] = [];
    let bytes = 0;
    const flush = async (): Promise<void> => {
      const all = Buffer.concat(held, bytes);
      held = [];
      bytes = 0;
      hash.update(all);
      for (let from = 0; from < all.length; ) from += (await file.write(all, from)).bytesWritten;
    };
    let written = 0;
    for await (const chunk of chunks) {
      held.push(chunk);
      bytes += chunk.length;
      written += chunk.length;
      tally.bytes = written;
      if (bytes >= WRITTEN_AT_ONCE) await flush();
    }
    await flush();
    await file.sync();
    const { rows, complete } = tally;
    return {
      extension: rejectedExtension(adapter),
      bytes: written,
      sha256: hash.digest("hex"),
      rows,
      complete,
    };
  } finally {
    await file.close();
  }
}

/** Whether one more row is taken. */
function takes(tally: Tally, ceiling: Ceiling): boolean {
  if (tally.rows >= ceiling.rows || tally.bytes >= ceiling.bytes) tally.complete = false;
  else tally.rows++;
  return tally.complete;
}

async function* csvChunks(
  source: string,
  { decode }: Adapter,
  faults: AsyncIterable<RowFaults>,
  tally: Tally,
  ceiling: Ceiling,
): AsyncGenerator<Buffer> {
  const head = await readCsvHead(source, decode);
  const delimiter = decode.delimiter.charCodeAt(0);
  const file = await open(source, "r");
  const wanted = faults[Symbol.asyncIterator]();
  try {
    const top = Buffer.alloc(head.offset);
    await file.read(top, 0, top.length, 0);
    const bom = top.subarray(0, top.subarray(0, 3).equals(BOM) ? 3 : 0);
    const above = rowsOf(top, bom.length, delimiter);
    const titles = above[decode.titleRows] ?? Buffer.alloc(0);
    const csv = rejectedCsv({
      charset: decode.charset,
      delimiter: decode.delimiter,
      lineEnd: titles.subarray(-2).equals(CRLF) ? "\r\n" : "\n",
    });
    yield csv.top({
      bom,
      above: above.slice(0, decode.titleRows),
      titles,
      explanations: above.slice(decode.titleRows + 1),
    });
    let next = await wanted.next();
    let number = head.rows;
    for await (const { bytes } of cutRows(fileSource(file, head.offset), { ...PIECE, delimiter })) {
      if (next.done === true) return;
      const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      for (const raw of rowsOf(piece, 0, delimiter)) {
        number++;
        if (next.done === true || next.value.row !== number) continue;
        if (!takes(tally, ceiling)) return;
        yield csv.row(raw, faultCells(number, next.value.faults));
        next = await wanted.next();
      }
    }
    if (next.done !== true) throw new Error("a finding stands at a row that the file does not have");
  } finally {
    await wanted.return?.();
    await file.close();
  }
}

const BOM = Buffer.from("\ufeff");
const CRLF = Buffer.from("\r\n");

function rowsOf(bytes: Buffer, from: number, delimiter: number): Buffer[] {
  const rows: Buffer[] = [];
  let start = from;
  const take = (end: number): void => {
    rows.push(bytes.subarray(start, end));
    start = end;
  };
  createRowScanner(delimiter).feed(bytes, from, bytes.length, take);
  if (start < bytes.length) take(bytes.length);
  return rows;
}

async function workbook(
  source: string,
  adapter: Adapter,
  faults: AsyncIterable<RowFaults>,
  tally: Tally,
  ceiling: Ceiling,
): Promise<Parameters<typeof rejectedXlsx>> {
  const { titleRows, sheet } = adapter.decode;
  const { header, rows } = await givenRows(source, adapter, faults);
  const name = typeof sheet === "string" ? sheet : "退回的记录";
  async function* taken(): AsyncGenerator<XlsxRow> {
    for await (const row of rows) {
      if (!takes(tally, ceiling)) return;
      yield row;
    }
  }
  return [{ header, titleRows, sheet: name }, taken()];
}

async function* cellChunks(
  source: string,
  adapter: Adapter,
  faults: AsyncIterable<RowFaults>,
  tally: Tally,
  ceiling: Ceiling,
): AsyncGenerator<Buffer> {
  const { header, rows } = await givenRows(source, adapter, faults);
  const csv = cellsCsv();
  yield csv.top(header);
  for await (const { cells, faults: told } of rows) {
    if (!takes(tally, ceiling)) return;
    yield csv.row(
      cells.map((cell) => (cell === null ? null : String(cell))),
      told,
    );
  }
}

/** The header, and the rows with faults as their reader gives them. */
async function givenRows(
  source: string,
  adapter: Adapter,
  faults: AsyncIterable<RowFaults>,
): Promise<{ readonly header: readonly string[]; readonly rows: AsyncIterable<XlsxRow> }> {
  const lines = convertLines(source, adapter.decode, knownTitles(adapter), {}, true);
  const first = await lines.next();
  if (first.done === true || !("header" in first.value)) throw new Error("the reader gave no header");
  const { header } = first.value;
  const wanted = faults[Symbol.asyncIterator]();
  async function* rows(): AsyncGenerator<{ faults: FaultCells; cells: XlsxRow["cells"] }> {
    try {
      let next = await wanted.next();
      for await (const line of lines) {
        if (next.done === true) return;
        const given = givenRow(line);
        if (given?.row !== next.value.row) continue;
        yield { faults: faultCells(given.row, next.value.faults), cells: given.cells };
        next = await wanted.next();
      }
      if (next.done !== true) throw new Error("a finding stands at a row that the file does not have");
    } finally {
      await wanted.return?.();
      await lines.return(undefined);
    }
  }
  return { header, rows: rows() };
}
