/**
 * The formats that standards and contract documents may name, exact and without
 * regex. An unknown format stops the start (Ajv strict). Values are normalised
 * already: half width, upper case, ISO dates.
 */
import {
  fromLegacyResidentId,
  isBusinessRegNo,
  isOrgCode,
  isRealDate,
  isResidentId,
  isUscc,
  PLACEHOLDER_USCC,
} from "../model/identifier.ts";

export const FORMATS: Readonly<Record<string, (value: string) => boolean>> = {
  // The placeholder for "no code" is let through here, and warned of in rules.ts.
  uscc: (value) => isUscc(value) || value === PLACEHOLDER_USCC,
  "org-code": isOrgCode,
  "resident-id": (value) => isResidentId(value) || fromLegacyResidentId(value) !== null,
  "business-reg-no": isBusinessRegNo,
  date: isDate,
  "date-time": isDateTime,
};

/** YYYY-MM-DD, a day that exists. */
export function isDate(value: string): boolean {
  return value.length === 10 && isDateAtStart(value);
}

/** RFC 3339 with an offset, upper-case T and Z; no leap seconds, which no clock of ours knows. */
export function isDateTime(value: string): boolean {
  if (value.length < 20 || !isDateAtStart(value) || value[10] !== "T") return false;
  if (value[13] !== ":" || value[16] !== ":") return false;
  if (!within(value, 11, 23) || !within(value, 14, 59) || !within(value, 17, 59)) return false;
  let at = 19;
  if (value[at] === ".") {
    const first = ++at;
    while (isDigit(value, at)) at++;
    if (at === first) return false;
  }
  if (value[at] === "Z") return at === value.length - 1;
  const hasSign = value[at] === "+" || value[at] === "-";
  return (
    hasSign &&
    value.length === at + 6 &&
    value[at + 3] === ":" &&
    within(value, at + 1, 23) &&
    within(value, at + 4, 59)
  );
}

function isDateAtStart(value: string): boolean {
  if (value.charCodeAt(4) !== 45 || value.charCodeAt(7) !== 45) return false;
  const century = two(value, 0);
  const year = two(value, 2);
  return century >= 0 && year >= 0 && isRealDate(century * 100 + year, two(value, 5), two(value, 8));
}

function within(value: string, at: number, max: number): boolean {
  const number = two(value, at);
  return number >= 0 && number <= max;
}

/** The two digits at a place as a number; -1 when they are none. */
function two(value: string, at: number): number {
  return isDigit(value, at) && isDigit(value, at + 1)
    ? value.charCodeAt(at) * 10 + value.charCodeAt(at + 1) - 528
    : -1;
}

function isDigit(value: string, at: number): boolean {
  const code = value.charCodeAt(at);
  return code >= 48 && code <= 57;
}
