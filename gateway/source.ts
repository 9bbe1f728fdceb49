/**
 * A source's file as pieces of rows: a CSV straight from the disk, any other format by the
 * reading process. Says the header and where the rows begin, and judges none of them.
 * The trap: whatever was opened is closed by `close`, also when no piece was ever asked for.
 */
import { open } from "node:fs/promises";

import { knownTitles } from "./adapter/load.ts";
import { chunkSource, cutRows, fileSource, type Piece } from "./decode/cut.ts";
import { readCsvHead } from "./decode/head.ts";
import type { Adapter } from "./model/adapter.ts";
import { Refusal } from "./model/refusal.ts";
import { createSpares, type Spares } from "./piece/pool.ts";

const PIECE_BYTES = 256 * 1024;
const MAX_ROW_BYTES = 8 << 20;

export interface Source {
  readonly header: readonly string[];
  readonly width: number;
  /** The header is the adapter's own: the file gave none. */
  readonly guessed: boolean;
  /** Number of rows above the first data row; 0 where the reader numbers the rows itself. */
  readonly rowsAbove: number;
  readonly pieces: AsyncIterable<Piece>;
  readonly spares: Spares;
  close(): Promise<void>;
}

export async function openSource(path: string, adapter: Adapter): Promise<Source> {
  const { decode } = adapter;
  const spares = createSpares();
  if (decode.format === "csv") {
    const head = await readCsvHead(path, decode);
    const file = await open(path, "r");
    const delimiter = decode.delimiter.charCodeAt(0);
    return {
      header: head.header,
      width: head.width,
      guessed: false,
      rowsAbove: head.rows,
      pieces: cutRows(
        fileSource(file, head.offset),
        { pieceBytes: PIECE_BYTES, maxRowBytes: MAX_ROW_BYTES, delimiter },
        spares.input,
      ),
      spares,
      close: () => file.close(),
    };
  }
  // Only files that are not CSV pay for the readers.
  const { convertRows } = await import("./decode/convert.ts");
  const rows = convertRows(path, decode, knownTitles(adapter));
  // A generator that was never begun does not end what it stands on, so the reader itself is ended.
  const close = async (): Promise<void> => void (await rows.return());
  const { header, guessed, rest } = await firstLine(rows);
  return {
    header,
    width: header.length,
    guessed,
    rowsAbove: 0,
    pieces: cutRows(
      chunkSource(rest),
      { pieceBytes: PIECE_BYTES, maxRowBytes: MAX_ROW_BYTES * 4, delimiter: null },
      spares.input,
    ),
    spares,
    close,
  };
}

/** The reader's first line tells the header; the rest are rows. */
async function firstLine(source: AsyncIterable<Buffer>): Promise<{
  readonly header: readonly string[];
  readonly guessed: boolean;
  readonly rest: AsyncGenerator<Buffer>;
}> {
  const iterator = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let end = -1;
  while (end < 0) {
    const next = await iterator.next();
    if (next.done === true) throw new Refusal("DECODE_EMPTY");
    head = Buffer.concat([head, next.value]);
    end = head.indexOf(10);
  }
  const { header, guessed = false } = JSON.parse(head.toString("utf8", 0, end)) as {
    header: readonly string[];
    guessed?: boolean;
  };
  async function* rest(): AsyncGenerator<Buffer> {
    try {
      if (head.length > end + 1) yield head.subarray(end + 1);
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { header, guessed, rest: rest() };
}

export function faultRefusal(fault: NonNullable<Piece["fault"]>, row: number): Refusal {
  return fault === "unclosed-quote"
    ? new Refusal("DECODE_UNCLOSED_QUOTE", { row })
    : new Refusal("DECODE_ROW_TOO_LONG", { row, limit: MAX_ROW_BYTES });
}
