/**
 * Rejected rows of a CSV file, to be mended and sent again: the sender's own bytes, row for
 * row, with the cells of the fault before them in the file's character set. A row that
 * could not be decoded comes back with the very bytes it had.
 *
 * The error columns stand first and not last: a row with too few cells would otherwise be
 * filled up to its full width by them, and what refused it would be gone.
 */
import iconv from "iconv-lite";

import type { Charset } from "../model/adapter.ts";
import { FEEDBACK_TITLES } from "../model/feedback.ts";
import type { FaultCells } from "./faults.ts";
import { isFormula, neutral } from "./neutral.ts";

export interface CsvLayout {
  readonly charset: Charset;
  /** One ASCII character. */
  readonly delimiter: string;
  /** As the file ends its rows. */
  readonly lineEnd: "\r\n" | "\n";
}

/** Everything above the first data row, as the file has it, line ends included. */
export interface CsvTop {
  /** Byte order mark, if any. */
  readonly bom: Uint8Array;
  readonly above: readonly Uint8Array[];
  readonly titles: Uint8Array;
  readonly explanations: readonly Uint8Array[];
}

export interface RejectedCsv {
  top(top: CsvTop): Buffer;
  row(raw: Uint8Array, faults: FaultCells): Buffer;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
const APOSTROPHE = Buffer.from("'");
const MOST_ENCODED = 10_000;
/** What may stand before the first character that counts, and what may be it. */
const MAY_BEGIN = /^[\s"'=+\-@＝＋－＠]$/;

export function rejectedCsv(layout: CsvLayout): RejectedCsv {
  const delimiter = layout.delimiter.charCodeAt(0);
  const end = Buffer.from(layout.lineEnd);
  const neutralRow = rowNeutraliser(delimiter, layout.charset);
  const cell = (text: string): string => quoted(neutral(text), layout.delimiter) + layout.delimiter;
  /** Faults repeat themselves, and to encode them takes longer than to copy the row. */
  const encoded = new Map<string, Buffer>();
  const encodedOnce = (text: string): Buffer => {
    const known = encoded.get(text);
    if (known) return known;
    const bytes = encode(text, layout.charset);
    if (encoded.size < MOST_ENCODED) encoded.set(text, bytes);
    return bytes;
  };
  const before = ([first = "", ...rest]: readonly string[], raw: Uint8Array): Buffer => {
    const parts = [
      encode(cell(first), layout.charset),
      encodedOnce(rest.map(cell).join("")),
      neutralRow(Buffer.from(raw.buffer, raw.byteOffset, raw.length)),
    ];
    if (raw[raw.length - 1] !== LF) parts.push(end);
    return Buffer.concat(parts);
  };
  const empty = FEEDBACK_TITLES.map(() => "");
  return {
    top: ({ bom, above, titles, explanations }) =>
      Buffer.concat([
        bom,
        ...above,
        before(FEEDBACK_TITLES, titles),
        ...explanations.map((row) => before(empty, row)),
      ]),
    row: (raw, faults) => before(faults, raw),
  };
}

/** Rows that had no bytes of their own, for people to read: UTF-8 with a mark, as spreadsheets want it. */
export function cellsCsv(): {
  top(header: readonly string[]): Buffer;
  row(cells: readonly (string | null)[], faults: FaultCells): Buffer;
} {
  const line = (cells: readonly string[]): string =>
    `${cells.map((cell) => quoted(neutral(cell), ",")).join(",")}\r\n`;
  return {
    top: (header) => Buffer.from(`\ufeff${line([...FEEDBACK_TITLES, ...header])}`),
    row: (cells, faults) => Buffer.from(line([...faults, ...cells.map((cell) => cell ?? "")])),
  };
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes('"') || cell.includes(delimiter) || /[\r\n]/.test(cell)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
}

function encode(text: string, charset: Charset): Buffer {
  return charset === "utf-8" ? Buffer.from(text) : iconv.encode(text, charset);
}

/**
 * Puts apostrophes into a row's bytes and changes no other byte. Cells are found as decode/csv.ts finds
 * them; an apostrophe is one byte in both character sets.
 */
function rowNeutraliser(delimiter: number, charset: Charset): (row: Buffer) => Buffer {
  const decoder = new TextDecoder(charset);
  const suspects = suspicious(charset);
  const value = (raw: Buffer): string => {
    const text = decoder.decode(raw);
    if (!text.startsWith('"')) return text;
    // Quotes end at the first that is not doubled; what follows belongs to the cell all the same.
    const quotes = /^"((?:[^"]|"")*)"?(.*)$/s.exec(text);
    return `${(quotes?.[1] ?? "").replaceAll('""', '"')}${quotes?.[2] ?? ""}`;
  };
  return (row) => {
    const parts: Buffer[] = [];
    let kept = 0;
    for (const [from, to] of cellsOf(row, delimiter, charset)) {
      if (!suspects.has(row[from] ?? 0) || !isFormula(value(row.subarray(from, to)))) continue;
      const at = row[from] === QUOTE ? from + 1 : from;
      parts.push(row.subarray(kept, at), APOSTROPHE);
      kept = at;
    }
    return parts.length === 0 ? row : Buffer.concat([...parts, row.subarray(kept)]);
  };
}

const firstBytes: Partial<Record<Charset, ReadonlySet<number>>> = {};

/** Bytes with which a cell may begin that is a formula: most cells begin with another, and need no second look. */
function suspicious(charset: Charset): ReadonlySet<number> {
  const known = firstBytes[charset];
  if (known) return known;
  const found = new Set<number>();
  for (let unit = 0; unit < 0x10000; unit++) {
    const character = String.fromCharCode(unit);
    if (MAY_BEGIN.test(character)) found.add(encode(character, charset)[0] ?? 0);
  }
  return (firstBytes[charset] = found);
}

/** Where each cell begins and ends, quotes included. */
function* cellsOf(row: Buffer, delimiter: number, charset: Charset): Generator<readonly [number, number]> {
  let length = row.length;
  if (length > 0 && row[length - 1] === LF) length--;
  if (length > 0 && row[length - 1] === CR) length--;
  // Only from 0x40 on may a byte be the second of a longer character.
  const wide = charset === "gb18030" && delimiter >= 0x40;
  let from = 0;
  for (let i = 0; ; ) {
    if (i === from && row[i] === QUOTE) i = afterQuotes(row, i + 1, length);
    while (i < length && row[i] !== delimiter) i += wide ? charBytes(row, i) : 1;
    yield [from, Math.min(i, length)];
    if (i >= length) return;
    from = ++i;
  }
}

function afterQuotes(row: Buffer, from: number, length: number): number {
  for (let i = from; ; ) {
    const quote = row.indexOf(QUOTE, i);
    if (quote < 0 || quote >= length) return length;
    if (row[quote + 1] !== QUOTE) return quote + 1;
    i = quote + 2;
  }
}

/** Bytes of the character at `i` in GB18030; 1 for what begins none. */
function charBytes(row: Buffer, i: number): number {
  const within = (at: number, least: number, most: number): boolean => {
    const byte = row[at] ?? 0;
    return byte >= least && byte <= most;
  };
  if (!within(i, 0x81, 0xfe)) return 1;
  if (within(i + 1, 0x40, 0x7e) || within(i + 1, 0x80, 0xfe)) return 2;
  return within(i + 1, 0x30, 0x39) && within(i + 2, 0x81, 0xfe) && within(i + 3, 0x30, 0x39) ? 4 : 1;
}
