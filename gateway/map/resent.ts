/**
 * A file that comes back mended has the error columns of its feedback still in it: they are
 * no columns of the source, and an apostrophe that feedback/neutral.ts put before a formula is
 * taken off again. Only such files pay for the look; any other file's apostrophes are its own.
 */
import type { Adapter } from "../model/adapter.ts";
import { FEEDBACK_TITLES } from "../model/feedback.ts";
import { normaliseTitle } from "../model/title.ts";

const TITLES: ReadonlySet<string> = new Set(FEEDBACK_TITLES.map(normaliseTitle));
/** An apostrophe or more, and what spreadsheets take for the beginning of a formula. */
const MARKED = /^'+(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/** A title of an error column, in its comparison form. */
export function isFeedbackTitle(normalised: string): boolean {
  return TITLES.has(normalised);
}

/** Whether cells of this file were made neutral: workbooks keep text apart from formulas, and need it not. */
export function isResent({ decode }: Adapter, header: readonly string[]): boolean {
  if (decode.format !== "csv") return false;
  // One of them may be a source's own title, and one or two may have been deleted by hand.
  return header.filter((title) => TITLES.has(normaliseTitle(title))).length >= 2;
}

/** The cell as its source had it. */
export function asSent(cell: string): string {
  return MARKED.test(cell) ? cell.slice(1) : cell;
}
