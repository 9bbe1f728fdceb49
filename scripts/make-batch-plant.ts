/**
 * What a planted fault or flaw is, and the steps of which they are made. A plant
 * spoils exactly one thing of a row; the rest of the row stays good.
 */
import { dateOf } from "../gateway/model/calendar.ts";
import type { FindingCode } from "../gateway/model/findings.ts";
import type { Row, RowMaker, Wish } from "./make-batch-row.ts";
import { AT, type ColumnCode } from "./make-batch-words.ts";

export interface Plant {
  readonly name: string;
  readonly wish: Wish;
  /** "" when the row as a whole is meant. */
  readonly column: ColumnCode | "";
  readonly code: FindingCode;
  readonly spoil: (row: Row, make: RowMaker) => void;
}

export const organisation: Wish = { subject: "organisation" };
export const person: Wish = { subject: "person" };

/** Set one cell. */
export function put(
  column: ColumnCode,
  value: string | ((row: Row, make: RowMaker) => string),
): Plant["spoil"] {
  return (row, make) => {
    row.cells[AT[column]] = typeof value === "string" ? make.encode(value) : value(row, make);
  };
}

export function all(...steps: Plant["spoil"][]): Plant["spoil"] {
  return (row, make) => {
    for (const step of steps) step(row, make);
  };
}

/** The last character changed, so that the check character is wrong. */
export function mischeck(value: string): string {
  return value.slice(0, -1) + (value.endsWith("7") ? "8" : "7");
}

export function daysAfter(days: number): (row: Row) => string {
  return ({ decidedDay }) => dateOf(decidedDay + days);
}
