/**
 * Finds resident identity numbers in free text (rule R8): a run of 18 characters
 * or of 15 digits with a real date of birth and, for 18, a fitting check character.
 * It looks at every fifteenth character first, since a run of fifteen digits cannot
 * slip between two looks: free text is most of a row, and seldom holds digits.
 */
import { fromLegacyResidentId, isBusinessRegNo, isResidentId } from "../model/identifier.ts";

const SHORTEST = 15;

export function hasResidentId(text: string): boolean {
  const { length } = text;
  for (let look = SHORTEST - 1; look < length; look += SHORTEST) {
    if (digitAt(text, look) < 0) continue;
    let start = look;
    while (start > 0 && digitAt(text, start - 1) >= 0) start--;
    let end = look + 1;
    while (end < length && digitAt(text, end) >= 0) end++;
    if (end - start >= SHORTEST && isNumber(text, start, end)) return true;
    // The run is known to its end; its digits need no second look.
    while (look + SHORTEST < end) look += SHORTEST;
  }
  return false;
}

/** Whether the run of digits from `start` to `end`, with an X after it, is a resident number as a whole. */
function isNumber(text: string, start: number, end: number): boolean {
  const run = end - start;
  if (run === 18) return isResidentId(plain(text, start, end));
  if (run === 17)
    return isX(text, end) && !isWordAt(text, end + 1) && isResidentId(`${plain(text, start, end)}X`);
  // Fifteen digits carry no check digit, so what is a good registration number or runs on in letters is not taken for one.
  if (run !== 15 || isWordAt(text, end)) return false;
  const digits = plain(text, start, end);
  return fromLegacyResidentId(digits) !== null && !isBusinessRegNo(digits);
}

/** The digit at a place, also a full-width one; -1 for anything else. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 0xff10 && code <= 0xff19 ? code - 0xff10 : -1;
}

function isX(text: string, at: number): boolean {
  return "xXｘＸ".includes(text[at] ?? " ");
}

function isWordAt(text: string, at: number): boolean {
  return /[0-9A-Za-z]/.test(text[at] ?? "");
}

function plain(text: string, start: number, end: number): string {
  let digits = "";
  for (let at = start; at < end; at++) digits += digitAt(text, at);
  return digits;
}
