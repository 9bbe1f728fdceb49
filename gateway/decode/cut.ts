/**
 * Cuts a stream of bytes into pieces that end where a row ends, so that worker
 * threads can take them apart on their own. It knows quotes, and nothing else of a row.
 *
 * Sound for UTF-8 and GB18030: in neither can the byte of a quote, a comma or a line
 * feed be part of a longer character (GB 18030-2022: trail bytes are 30–39, 40–7E, 80–FE).
 */

const LF = 10;
const QUOTE = 34;

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

/** Pieces of about `pieceBytes`, each with an ArrayBuffer of its own that may be transferred. */
export async function* cutRows(source: AsyncIterable<Uint8Array>, options: CutOptions): AsyncGenerator<Piece> {
  const scanner = createRowScanner(options.delimiter);
  let buffer = Buffer.allocUnsafeSlow(options.pieceBytes * 2);
  let length = 0;
  let end = 0;

  function take(upTo: number): Uint8Array<ArrayBuffer> {
    const whole = buffer;
    const rest = length - upTo;
    buffer = Buffer.allocUnsafeSlow(Math.max(options.pieceBytes * 2, rest * 2));
    whole.copy(buffer, 0, upTo, length);
    length = rest;
    end = 0;
    return new Uint8Array(whole.buffer, 0, upTo);
  }

  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; ) {
      if (length === buffer.length) {
        const larger = Buffer.allocUnsafeSlow(buffer.length * 2);
        buffer.copy(larger);
        buffer = larger;
      }
      const room = Math.min(chunk.length - at, buffer.length - length);
      buffer.set(chunk.subarray(at, at + room), length);
      const last = scanner.feed(buffer, length, length + room);
      length += room;
      at += room;
      if (last >= 0) end = last;
      if (length - end > options.maxRowBytes) {
        if (end > 0) yield { bytes: take(end) };
        yield { bytes: take(length), fault: "row-too-long" };
        return;
      }
      if (end >= options.pieceBytes) yield { bytes: take(end) };
    }
  }
  if (scanner.open) {
    if (end > 0) yield { bytes: take(end) };
    yield { bytes: take(length), fault: "unclosed-quote" };
    return;
  }
  if (length > 0) yield { bytes: take(length) };
}
