/**
 * The identifiers of subjects and their check digits: GB 32100 (unified social
 * credit code), GB 11714 (organisation code), GB 11643 (resident ID), GS 15
 * (business registration number).
 *
 * All take the normalised form: upper case, half width, no spaces or hyphens.
 * They know no region table, since a code keeps the region of its issue when
 * the district is abolished. They run for every row: character tables, no regex.
 */

/** What files write where a subject has no code; its check character is wrong on purpose. */
export const PLACEHOLDER_USCC = "00000000000000000X";

/** The 31 characters of a uscc, in order of value: no I, O, S, V, Z. */
export const USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

const USCC_WEIGHTS = Int8Array.of(1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28);
const ORG_WEIGHTS = Int8Array.of(3, 7, 9, 10, 5, 8, 4, 2);
const RESIDENT_WEIGHTS = Int8Array.of(7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
const RESIDENT_CHECKS = "10X98765432";
const DAYS_IN_MONTH = Int8Array.of(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

const USCC_VALUES = valuesOf(USCC_CHARACTERS);
const ORG_VALUES = valuesOf("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

function valuesOf(characters: string): Int8Array {
  const values = new Int8Array(128).fill(-1);
  for (let value = 0; value < characters.length; value++) values[characters.charCodeAt(value)] = value;
  return values;
}

/** The check character of a uscc, from its first 17 characters; "" when one of them is not allowed. */
export function usccCheck(first17: string): string {
  const sum = usccSum(first17);
  return sum < 0 ? "" : (USCC_CHARACTERS[(31 - (sum % 31)) % 31] as string);
}

/**
 * A unified social credit code. The first character names the registering
 * department, and none has "0": without that test eighteen zeros would pass.
 */
export function isUscc(value: string): boolean {
  if (value.length !== 18 || value.charCodeAt(0) === 48) return false;
  const sum = usccSum(value);
  const check = USCC_VALUES[value.charCodeAt(17)] ?? -1;
  return sum >= 0 && check === (31 - (sum % 31)) % 31;
}

function usccSum(value: string): number {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const digit = USCC_VALUES[value.charCodeAt(i)];
    if (digit === undefined || digit < 0) return -1;
    sum += digit * (USCC_WEIGHTS[i] as number);
  }
  return sum;
}

/** The check character of an organisation code, from its first 8 characters; "" when one is not allowed. */
export function orgCodeCheck(first8: string): string {
  let sum = 0;
  for (let i = 0; i < 8; i++) {
    const digit = ORG_VALUES[first8.charCodeAt(i)];
    if (digit === undefined || digit < 0) return "";
    sum += digit * (ORG_WEIGHTS[i] as number);
  }
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? "X" : String(check);
}

/** An organisation code of 9 characters, without the hyphen. */
export function isOrgCode(value: string): boolean {
  return value.length === 9 && orgCodeCheck(value) === value[8];
}

/** The check character of a resident ID, from its first 17 digits; "" when one is no digit. */
export function residentIdCheck(first17: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const digit = first17.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return "";
    sum += digit * (RESIDENT_WEIGHTS[i] as number);
  }
  return RESIDENT_CHECKS[sum % 11] as string;
}

/**
 * A resident ID of 18 characters: region, a real date of birth, check character.
 * Whether the date lies in the future is asked where the day of receipt is known.
 */
export function isResidentId(value: string): boolean {
  if (value.length !== 18 || value.charCodeAt(0) === 48) return false;
  if (residentIdCheck(value) !== value[17]) return false;
  const year = number(value, 6, 4);
  return year >= 1800 && year < 2100 && isRealDate(year, number(value, 10, 2), number(value, 12, 2));
}

/** The 18-character form of a 15-digit resident ID (issued until 1999); null when it is none. */
export function fromLegacyResidentId(value: string): string | null {
  if (value.length !== 15) return null;
  const first17 = `${value.slice(0, 6)}19${value.slice(6)}`;
  const whole = first17 + residentIdCheck(first17);
  return isResidentId(whole) ? whole : null;
}

/** The check digit of a business registration number, from its first 14 digits; "" when one is no digit. */
export function businessRegNoCheck(first14: string): string {
  let product = 10;
  for (let i = 0; i < 14; i++) {
    const digit = first14.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return "";
    product = (((product + digit) % 10 || 10) * 2) % 11;
  }
  return String((11 - product) % 10);
}

/** A business registration number: 15 digits with ISO 7064 MOD 11,10, or 13 digits of the old form without check. */
export function isBusinessRegNo(value: string): boolean {
  if (value.charCodeAt(0) === 48) return false;
  if (value.length === 15) return businessRegNoCheck(value) === value[14];
  return value.length === 13 && number(value, 0, 13) >= 0;
}

/** Whether the day exists in the Gregorian calendar. */
export function isRealDate(year: number, month: number, day: number): boolean {
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1)) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (leap ? 29 : (DAYS_IN_MONTH[month] as number));
}

/** The number written by `length` digits from `at`; -1 when one of them is no digit. */
function number(value: string, at: number, length: number): number {
  let result = 0;
  for (let i = at; i < at + length; i++) {
    const digit = value.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    result = result * 10 + digit;
  }
  return result;
}
