/**
 * Whether a row under the titles explains the columns (表格说明) or is the first record of a file
 * that came without explanations.
 *
 * The trap: a record taken for an explanation is lost and nobody is told, while an explanation taken
 * for a record is refused with its row number. So doubt makes a record: only a row of words and
 * empty cells is an explanation. Every standard demands a date or a unified social credit code, hence
 * no row of words alone could have been accepted.
 */
import type { CellValue } from "hucre/xlsx";

import { halfWidth } from "../model/title.ts";

const DATE_UNITS = /[年月日时分秒]/g;

export function isExplanation(values: readonly CellValue[]): boolean {
  return !values.some(isValue);
}

/**
 * What records are made of: a number, date or truth value of the spreadsheet, or text with a digit
 * and no Chinese word (年月日 are none), as all codes, dates and amounts are; 格式 2026-11-03 and 18位 are words.
 */
function isValue(value: CellValue): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value !== "string") return true;
  const text = halfWidth(value).replace(DATE_UNITS, "");
  return /\d/.test(text) && !/\p{Script=Han}/u.test(text);
}
