/**
 * A piece of a CSV file: rows by their bytes, known ones passed over by the digest of the
 * raw line alone, the others decoded in runs and handed on as cells.
 *
 * The trap: what is not of the character set must cost its own row only, so a run that
 * does not decode is taken apart row by row.
 */
import { hash } from "node:crypto";

import { createRowScanner } from "../decode/cut.ts";
import { decodeStrictly } from "../decode/charset.ts";
import { hasControl, parseCsv, ROW } from "../decode/csv.ts";
import { findRaw } from "../store/heads.ts";
import type { PieceOutput } from "./output.ts";
import { type FilePlan, OUTCOME, type PieceResult, type Spare } from "./plan.ts";
import type { TakeRow } from "./row.ts";

export interface TakePiece {
  /** `trustKnown` false reads every row in full. */
  (bytes: Uint8Array<ArrayBuffer>, trustKnown: boolean, spare?: Spare): PieceResult;
}

export function compileCsvPiece(plan: FilePlan, takeRow: TakeRow, output: PieceOutput): TakePiece {
  const line = Buffer.alloc(1 << 16);
  line.set(plan.lineKey);
  const keyBytes = plan.lineKey.length;

  /** Digest of a row's bytes without its line end, into output.raw. */
  function digestLine(bytes: Buffer, start: number, end: number): void {
    let stop = end;
    if (stop > start && bytes[stop - 1] === 10) stop--;
    if (stop > start && bytes[stop - 1] === 13) stop--;
    if (stop - start + keyBytes <= line.length) {
      bytes.copy(line, keyBytes, start, stop);
      output.raw.hexWrite(hash("sha256", line.subarray(0, keyBytes + stop - start), "hex"), 0);
    } else {
      const long = Buffer.concat([plan.lineKey, bytes.subarray(start, stop)]);
      output.raw.hexWrite(hash("sha256", long, "hex"), 0);
    }
  }

  function refuse(code: "ROW_CHARSET" | "ROW_CONTROL", row: number): void {
    const params = code === "ROW_CHARSET" ? { charset: plan.charset } : {};
    output.findings.push({ row, column: "", code, params });
    output.skip(OUTCOME.refused, row);
  }

  /** Rows `from`…`to` (exclusive) of the piece, which are not known, decoded as one text. */
  function takeRun(bytes: Buffer, starts: Uint32Array, from: number, to: number, digests: Buffer): void {
    const text = decodeStrictly(bytes.subarray(starts[from], starts[to]), plan.charset);
    if (text === null) {
      if (to - from === 1) return refuse("ROW_CHARSET", from);
      const middle = (from + to) >>> 1;
      takeRun(bytes, starts, from, middle, digests);
      return takeRun(bytes, starts, middle, to, digests);
    }
    // The two characters that the parser does not meet on its way; whole blocks rarely have them.
    const backslash = text.includes("\\");
    const deletes = text.includes("\u007f");
    let row = from;
    parseCsv(text, plan.delimiter, (cells, kind) => {
      const number = row++;
      if (cells[0] === "" && cells.every((cell) => cell === "")) return;
      if ((kind & ROW.control) !== 0 || (deletes && cells.some(hasControl))) return refuse("ROW_CONTROL", number);
      digests.copy(output.raw, 0, number * 12, number * 12 + 12);
      takeRow(cells, number, (kind & ROW.escaped) === 0 && !backslash);
    });
    // The scanner and the parser read quotes alike; if they ever did not, rows would be lost silently.
    if (row !== to) throw new Error(`the parser saw ${row - from} rows where the scanner saw ${to - from}`);
  }

  return (input, trustKnown, spare) => {
    output.reuse(spare);
    const bytes = Buffer.from(input.buffer, input.byteOffset, input.length);
    const ends: number[] = [0];
    createRowScanner(plan.delimiter).feed(bytes, 0, bytes.length, (end) => ends.push(end));
    if (ends[ends.length - 1] !== bytes.length) ends.push(bytes.length);
    const starts = Uint32Array.from(ends);
    const rows = starts.length - 1;
    const digests = Buffer.allocUnsafe(rows * 12);
    let from = 0;
    for (let row = 0; row < rows; row++) {
      digestLine(bytes, starts[row] as number, starts[row + 1] as number);
      output.raw.copy(digests, row * 12, 0, 12);
      if (plan.known === null || !trustKnown) continue;
      const entry = findRaw(plan.known, output.raw, 0);
      if (entry < 0) continue;
      if (row > from) takeRun(bytes, starts, from, row, digests);
      output.skip(OUTCOME.known, row, entry);
      from = row + 1;
    }
    if (rows > from) takeRun(bytes, starts, from, rows, digests);
    return output.result(rows, starts, input);
  };
}
