/**
 * Hides resident identity numbers inside free text. Where validate asks whether a text has
 * one, so as to warn, this errs on the side of hiding: also numbers with a wrong check
 * digit, written full-width, in groups, or with other digits run up to them. The trap: a
 * unified social credit code may be all digits and look alike; fields of codes are not
 * given to this.
 */
import { fromLegacyResidentId, isBusinessRegNo, isRealDate, isResidentId } from "../model/identifier.ts";

const GAP = "[ \\t\\u00a0\\u3000\\u200b\\ufeff.·\\-－—–‐‑]{0,2}";
const DIGIT = "[0-9０-９]";
/** Digits that may belong together, and an X that may end them. */
const RUN = new RegExp(`${DIGIT}(?:${GAP}${DIGIT}){13,}(?:${GAP}[xXｘＸ])?`, "g");
const FRONT = 3;
const BACK = 4;

/** The same text, but for the middle digits of such numbers. */
export function hideResidentNumbers(text: string): string {
  return text.replace(RUN, (run) => {
    const places: number[] = [];
    let plain = "";
    for (let at = 0; at < run.length; at++) {
      const digit = narrow(run.charCodeAt(at));
      if (digit === "") continue;
      plain += digit;
      places.push(at);
    }
    const hidden = new Set<number>();
    for (const [from, to] of numbersIn(plain, places))
      for (let at = from + FRONT; at < to - BACK; at++) hidden.add(places[at] ?? -1);
    if (hidden.size === 0) return run;
    return [...run].map((one, at) => (hidden.has(at) ? "*" : one)).join("");
  });
}

/** An identifier alone in its field: what kind it is does not matter. */
export function hideIdentifier(value: string): string {
  const { length } = value;
  const [front, back] = length >= 15 ? [FRONT, BACK] : length >= 6 ? [0, 2] : [0, 0];
  return value.slice(0, front) + "*".repeat(length - front - back) + value.slice(length - back);
}

/** Where numbers stand in the digits, whose places in the text tell which were written together. */
function numbersIn(plain: string, places: readonly number[]): [from: number, to: number][] {
  const found: [number, number][] = [];
  // With its check digit a number is known wherever it stands, also with others run up to it.
  for (let from = 0; from + 18 <= plain.length; from++)
    if (isResidentId(plain.slice(from, from + 18))) found.push([from, from + 18]);
  for (const [from, to] of [...together(places), [0, plain.length] as const])
    if (isNumber(plain.slice(from, to))) found.push([from, to]);
  return found;
}

/** Stretches without a gap. */
function together(places: readonly number[]): [from: number, to: number][] {
  const starts = places.flatMap((place, at) => (at === 0 || place !== (places[at - 1] ?? 0) + 1 ? [at] : []));
  return starts.map((from, at) => [from, starts[at + 1] ?? places.length]);
}

/** Alone: a typing error in the check digit does not make it less of a person's number. */
function isNumber(digits: string): boolean {
  if (digits.length === 18) return isDated(digits);
  const plain = digits.replace(/X$/, "");
  return plain.length === 15 && fromLegacyResidentId(plain) !== null && !isBusinessRegNo(plain);
}

function isDated(number: string): boolean {
  const year = Number(number.slice(6, 10));
  if (year < 1900 || year > 2099) return false;
  return isRealDate(year, Number(number.slice(10, 12)), Number(number.slice(12, 14)));
}

/** "0"-"9" or "X" for a digit in either width; "" for a gap. */
function narrow(code: number): string {
  if (code >= 48 && code <= 57) return String.fromCharCode(code);
  if (code >= 0xff10 && code <= 0xff19) return String.fromCharCode(code - 0xff10 + 48);
  return "xXｘＸ".includes(String.fromCharCode(code)) ? "X" : "";
}
