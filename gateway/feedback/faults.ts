/**
 * Why a row was refused, as four cells under FEEDBACK_TITLES: its number in the file, the
 * columns at fault, the codes, and what to do in Chinese. It never sees a value of the row.
 */
import { explain } from "../model/codes.ts";
import type { FindingCode } from "../model/findings.ts";
import type { Params } from "../model/text.ts";

export interface Fault {
  /** The title as it stands in the file; "" for the row as a whole. */
  readonly column: string;
  readonly code: FindingCode;
  readonly params: Params;
}

export type FaultCells = readonly [row: string, columns: string, codes: string, messages: string];

const BETWEEN = "；";

export function faultCells(row: number, faults: readonly Fault[]): FaultCells {
  const messages = faults.map(({ column, code, params }) => {
    const { zh } = explain(code, params);
    return column === "" ? zh : `【${column}】${zh}`;
  });
  return [
    String(row),
    [...new Set(faults.map(({ column }) => column).filter((column) => column !== ""))].join(BETWEEN),
    [...new Set(faults.map(({ code }) => code))].join(BETWEEN),
    messages.length === 1 ? String(messages[0]) : messages.map((one, at) => `${at + 1}. ${one}`).join(" "),
  ];
}
