/**
 * Cuts a stream of bytes into pieces that end where a row ends, so that worker
 * threads can take them apart on their own. It knows quotes, and nothing else of a row.
 *
 * Sound for UTF-8 and GB18030: in neither can the byte of a quote, a comma or a line
 * feed be part of a longer character (GB 18030-2022: trail bytes are 30–39, 40–7E, 80–FE).
 */
import type { FileHandle } from "node:fs/promises";

const LF = 10;
const QUOTE = 34;
/** How much more than a piece is read at once, to find the end of its last row. */
const READ_AHEAD = 16 * 1024;

export interface CutOptions {
  readonly pieceBytes: number;
  /** A row longer than this is refused: most likely a quote was left open. */
  readonly maxRowBytes: number;
  /** The delimiter's byte for CSV; null where quotes mean nothing (one JSON text a line). */
  readonly delimiter: number | null;
}

/** `fault` stands on the last piece only: its bytes are the row that could not be ended. */
export interface Piece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fault?: "row-too-long" | "unclosed-quote";
}

/**
 * Where rows end. `feed` goes on from where it stopped and tells the end (exclusive) of
 * the last row that is complete in `bytes[0..length)`, or -1.
 */
export function createRowScanner(delimiter: number | null): {
  feed(bytes: Buffer, from: number, length: number, each?: (end: number) => void): number;
  readonly open: boolean;
} {
  let inQuotes = false;
  /** A quote was the very last byte seen inside quotes: the next byte says whether it closed. */
  let undecided = false;
  let previous = LF;

  function feed(bytes: Buffer, from: number, length: number, each?: (end: number) => void): number {
    let last = -1;
    const rowEnds = (start: number, end: number): void => {
      if (each === undefined) {
        const at = end > start ? bytes.lastIndexOf(LF, end - 1) : -1;
        if (at >= start) last = at + 1;
        return;
      }
      for (let at = bytes.indexOf(LF, start); at >= 0 && at < end; at = bytes.indexOf(LF, at + 1)) {
        last = at + 1;
        each(last);
      }
    };
    let i = from;
    while (i < length) {
      if (inQuotes) {
        if (undecided) {
          undecided = false;
          if (bytes[i] === QUOTE) {
            i++;
            continue;
          }
          inQuotes = false;
          previous = QUOTE;
          continue;
        }
        const quote = bytes.indexOf(QUOTE, i);
        if (quote < 0 || quote >= length) return last;
        undecided = true;
        i = quote + 1;
        continue;
      }
      const found = delimiter === null ? -1 : bytes.indexOf(QUOTE, i);
      const quote = found < 0 || found >= length ? length : found;
      rowEnds(i, quote);
      if (quote === length) {
        previous = bytes[length - 1] as number;
        return last;
      }
      // Only a quote at the beginning of a cell opens; elsewhere it is a character like any other.
      const before = quote > i ? (bytes[quote - 1] as number) : previous;
      if (before === delimiter || before === LF) inQuotes = true;
      previous = QUOTE;
      i = quote + 1;
    }
    return last;
  }

  return {
    feed,
    get open() {
      return inQuotes && !undecided;
    },
  };
}

/** Where bytes come from: fills a part of a buffer, 0 at the end. */
export interface ByteSource {
  read(into: Buffer): Promise<number>;
}

export function chunkSource(chunks: AsyncIterable<Uint8Array>): ByteSource {
  const iterator = chunks[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async read(into) {
      while (rest.length === 0) {
        const next = await iterator.next();
        if (next.done === true) return 0;
        rest = next.value;
      }
      const taken = Math.min(rest.length, into.length);
      into.set(rest.subarray(0, taken));
      rest = rest.subarray(taken);
      return taken;
    },
  };
}

export function fileSource(file: FileHandle, start: number): ByteSource {
  let position = start;
  return {
    async read(into) {
      const { bytesRead } = await file.read(into, 0, into.length, position);
      position += bytesRead;
      return bytesRead;
    },
  };
}

/**
 * Pieces of about `pieceBytes`, each at the beginning of an ArrayBuffer of its own that may
 * be transferred. `spare` gives back buffers that are no longer needed: fresh memory costs
 * more than what is done with it.
 */
export async function* cutRows(
  source: ByteSource,
  options: CutOptions,
  spare: () => ArrayBuffer | undefined = () => undefined,
): AsyncGenerator<Piece> {
  const { pieceBytes, maxRowBytes } = options;
  const scanner = createRowScanner(options.delimiter);
  let buffer = fresh(pieceBytes * 2);
  let length = 0;
  let end = 0;

  function fresh(least: number): Buffer<ArrayBuffer> {
    const used = spare();
    return used !== undefined && used.byteLength >= least ? Buffer.from(used) : Buffer.allocUnsafeSlow(least);
  }
  function take(upTo: number): Uint8Array<ArrayBuffer> {
    const whole = buffer;
    const rest = length - upTo;
    buffer = fresh(Math.max(pieceBytes * 2, rest * 2));
    whole.copy(buffer, 0, upTo, length);
    length = rest;
    end = 0;
    return new Uint8Array(whole.buffer, 0, upTo);
  }

  for (;;) {
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafeSlow(buffer.length * 2);
      buffer.copy(larger);
      buffer = larger;
    }
    // No further than the piece needs, so that little has to be carried over to the next one.
    const room = Math.min(buffer.length, Math.max(length, pieceBytes) + READ_AHEAD) - length;
    const got = await source.read(buffer.subarray(length, length + room));
    if (got === 0) break;
    const last = scanner.feed(buffer, length, length + got);
    length += got;
    if (last >= 0) end = last;
    if (length - end > maxRowBytes) {
      if (end > 0) yield { bytes: take(end) };
      yield { bytes: take(length), fault: "row-too-long" };
      return;
    }
    if (end >= pieceBytes) yield { bytes: take(end) };
  }
  if (scanner.open) {
    if (end > 0) yield { bytes: take(end) };
    yield { bytes: take(length), fault: "unclosed-quote" };
    return;
  }
  if (length > 0) yield { bytes: take(length) };
}
