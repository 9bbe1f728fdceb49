/**
 * A piece of a CSV file: rows by their bytes, known ones passed over by the digest of the
 * raw line alone, the others decoded in runs and handed on as cells.
 *
 * The trap: what is not of the character set must cost its own row only, so a run that
 * does not decode is taken apart row by row.
 */
import { hash } from "node:crypto";
import { decodeStrictly } from "../decode/charset.ts";
import { hasControl, parseCsv, ROW } from "../decode/csv.ts";
import { createRowScanner } from "../decode/cut.ts";
import { findRaw } from "../store/heads.ts";
import type { PieceOutput } from "./output.ts";
import { type FilePlan, OUTCOME, type PieceResult, type Spare } from "./plan.ts";
import type { TakeRow } from "./row.ts";
import { titleOfControl, titleOfForeign } from "./row-faults.ts";

/** What is kept of a raw line's digest. */
const RAW_BYTES = 12;

/** Rows decoded as one text: their cells keep all of it from the garbage collector. */
const AT_ONCE = 64;

export interface TakePiece {
  /** `trustKnown` false reads every row in full. */
  (bytes: Uint8Array<ArrayBuffer>, trustKnown: boolean, spare?: Spare): PieceResult;
}

export function compileCsvPiece(plan: FilePlan, takeRow: TakeRow, output: PieceOutput): TakePiece {
  const line = Buffer.alloc(1 << 16);
  line.set(plan.lineKey);
  const keyBytes = plan.lineKey.length;

  /** Digest of a row's bytes without its line end, its first bytes into `digests`. */
  function digestLine(bytes: Buffer, start: number, end: number, digests: Buffer, at: number): void {
    let stop = end;
    if (stop > start && bytes[stop - 1] === 10) stop--;
    if (stop > start && bytes[stop - 1] === 13) stop--;
    let keyed: Buffer;
    if (stop - start + keyBytes <= line.length) {
      line.set(bytes.subarray(start, stop), keyBytes);
      keyed = line.subarray(0, keyBytes + stop - start);
    } else keyed = Buffer.concat([plan.lineKey, bytes.subarray(start, stop)]);
    digests.latin1Write(hash("sha256", keyed, "binary"), at, RAW_BYTES);
  }

  function refuse(code: "ROW_CHARSET" | "ROW_CONTROL", row: number, column: string): void {
    const params = code === "ROW_CHARSET" ? { charset: plan.charset } : {};
    output.findings.push({ row, column, code, params });
    output.skip(OUTCOME.refused, row);
  }

  /** Rows `from`…`to` (exclusive) of the piece, which are not known, decoded as one text. */
  function takeRun(bytes: Buffer, starts: Uint32Array, from: number, to: number): void {
    const text = decodeStrictly(bytes.subarray(starts[from], starts[to]), plan.charset);
    if (text === null) {
      if (to - from === 1)
        return refuse("ROW_CHARSET", from, titleOfForeign(plan, bytes.subarray(starts[from], starts[to])));
      const middle = (from + to) >>> 1;
      takeRun(bytes, starts, from, middle);
      return takeRun(bytes, starts, middle, to);
    }
    // The two characters that the parser does not meet on its way; whole blocks rarely have them.
    const backslash = text.includes("\\");
    const deletes = text.includes("\u007f");
    let row = from;
    parseCsv(text, plan.delimiter, (cells, kind) => {
      const number = row++;
      if (cells[0] === "" && cells.every((cell) => cell === "")) return;
      if ((kind & ROW.control) !== 0 || (deletes && cells.some(hasControl)))
        return refuse("ROW_CONTROL", number, titleOfControl(plan, cells));
      output.rawAt = number * RAW_BYTES;
      takeRow(
        cells,
        number,
        (kind & ROW.escaped) === 0 && !(backslash && cells.some((cell) => cell.includes("\\"))),
      );
    });
    // The scanner and the parser read quotes alike; if they ever did not, rows would be lost silently.
    if (row !== to) throw new Error(`the parser saw ${row - from} rows where the scanner saw ${to - from}`);
  }

  function takeRows(bytes: Buffer, starts: Uint32Array, from: number, to: number): void {
    for (let next = from; next < to; next += AT_ONCE)
      takeRun(bytes, starts, next, Math.min(next + AT_ONCE, to));
  }

  return (input, trustKnown, spare) => {
    output.reuse(spare);
    const bytes = Buffer.from(input.buffer, input.byteOffset, input.length);
    const ends: number[] = [0];
    createRowScanner(plan.delimiter).feed(bytes, 0, bytes.length, (end) => ends.push(end));
    if (ends[ends.length - 1] !== bytes.length) ends.push(bytes.length);
    const starts = Uint32Array.from(ends);
    const rows = starts.length - 1;
    const digests = Buffer.allocUnsafe(rows * RAW_BYTES);
    output.raw = digests;
    let from = 0;
    for (let row = 0; row < rows; row++) {
      digestLine(bytes, starts[row] as number, starts[row + 1] as number, digests, row * RAW_BYTES);
      if (plan.known === null || !trustKnown) continue;
      const entry = findRaw(plan.known, digests, row * RAW_BYTES);
      if (entry < 0) continue;
      takeRows(bytes, starts, from, row);
      output.skip(OUTCOME.known, row, entry);
      from = row + 1;
    }
    takeRows(bytes, starts, from, rows);
    return output.result(rows, starts, input);
  };
}
