/**
 * A cell that a spreadsheet would read as a formula gets an apostrophe before it, and nothing
 * else is changed. The trap: the sender mends the file and sends it again, so map/resent.ts must be
 * able to take off exactly what was put on: a cell that had an apostrophe before a formula already
 * gets one more.
 */

/** What spreadsheets take for the beginning of a formula, white space before it passed over. */
const FORMULA = "(?:[\\t\\r\\n]|\\s*[=+\\-@＝＋－＠])";
const BEGINS = new RegExp(`^${FORMULA}`);
const MARKED = new RegExp(`^'+${FORMULA}`);
/** −5 and +3.2 are amounts; one or two dashes are how many sources write "nothing". */
const HARMLESS = /^(?:[+-]\d+(?:\.\d+)?|[-－]{1,2})$/;

export function isFormula(text: string): boolean {
  return (BEGINS.test(text) && !HARMLESS.test(text)) || MARKED.test(text);
}

export function neutral(text: string): string {
  return isFormula(text) ? `'${text}` : text;
}
