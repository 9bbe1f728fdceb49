/**
 * A piece of rows that a reader of another format gives: one JSON text a line, as
 * decode/convert writes them. The row numbers are the reader's.
 */
import { hash } from "node:crypto";

import { hasControl } from "../decode/csv.ts";
import type { FindingCode } from "../model/findings.ts";
import type { Params } from "../model/text.ts";
import type { TakePiece } from "./csv-rows.ts";
import type { PieceOutput } from "./output.ts";
import { type FilePlan, OUTCOME } from "./plan.ts";
import type { TakeRow } from "./row.ts";
import { titleOfControl } from "./row-faults.ts";

type Line =
  | readonly [number, ...(string | null)[]]
  | { readonly row: number; readonly code: FindingCode; readonly params: Params }
  | { readonly unknown: readonly string[] };

export function compileGivenPiece(plan: FilePlan, takeRow: TakeRow, output: PieceOutput): TakePiece {
  const noStarts = new Uint32Array(0);
  return (input, _trustKnown, spare) => {
    output.reuse(spare);
    const text = Buffer.from(input.buffer, input.byteOffset, input.length).toString("utf8");
    for (const json of text.split("\n")) {
      if (json === "") continue;
      const line = JSON.parse(json) as Line;
      if (Array.isArray(line)) {
        const [number, ...given] = line as [number, ...(string | null)[]];
        const cells = given.map((cell) => cell ?? "");
        if (cells.every((cell) => cell === "")) continue;
        if (cells.some((cell) => hasControl(cell) || !cell.isWellFormed())) {
          const column = titleOfControl(plan, cells);
          output.findings.push({ row: number, column, code: "ROW_CONTROL", params: {} });
          output.skip(OUTCOME.refused, number);
          continue;
        }
        const cellsText = json.slice(json.indexOf(","));
        output.raw = hash("sha256", Buffer.concat([plan.lineKey, Buffer.from(cellsText)]), "buffer");
        output.rawAt = 0;
        takeRow(cells, number, false);
      } else if ("code" in line) {
        const { column = "" } = line.params;
        output.findings.push({ row: line.row, column: String(column), code: line.code, params: line.params });
        output.skip(OUTCOME.refused, line.row);
      } else if ("unknown" in line) {
        output.unknown.push(...line.unknown);
      }
    }
    return output.result(0, noStarts, input);
  };
}
