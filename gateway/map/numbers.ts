/**
 * Money and other numbers as text: read in every form the field writes, returned in one
 * canonical form. It never makes a float of them: 0.1 万元 must stay 1000 元 exactly.
 */
import { halfWidth } from "../model/title.ts";

const PLAIN = /^\d+(?:\.\d*)?$|^\.\d+$/;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
// One comma that cannot stand for thousands is a decimal comma: 5,000000 is 5.
const DECIMAL_COMMA = /^\d+,(?:\d{1,2}|\d{4,})$/;
const LONGEST = 60;

/** Canonical decimal text: no sign but "-", no leading zeros, no trailing fraction zeros. Undefined when unreadable. */
export function parseDecimal(text: string): string | undefined {
  const end = canonicalEnd(text);
  return end < 0 ? parseSlowly(text) : end === text.length ? text : text.slice(0, end);
}

/** Where the canonical form of a plain number ends that may have too many zeros; -1 for all other texts. */
function canonicalEnd(text: string): number {
  const length = text.length;
  if (length === 0 || length > LONGEST) return -1;
  let dot = -1;
  for (let i = 0; i < length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 0x2e) {
      if (dot >= 0 || i === 0) return -1;
      dot = i;
    } else if (unit < 0x30 || unit > 0x39) return -1;
  }
  if (text.charCodeAt(0) === 0x30 && length > 1 && dot !== 1) return -1;
  if (dot < 0) return length;
  let end = length;
  while (text.charCodeAt(end - 1) === 0x30) end -= 1;
  return end - 1 === dot ? dot : end;
}

function parseSlowly(received: string): string | undefined {
  if (received.length > LONGEST) return undefined;
  let text = halfWidth(received).trim();
  let sign = "";
  if (text.startsWith("-") || text.startsWith("+")) {
    sign = text[0] === "-" ? "-" : "";
    text = text.slice(1);
  }
  if (THOUSANDS.test(text)) text = text.replaceAll(",", "");
  else if (DECIMAL_COMMA.test(text)) text = text.replace(",", ".");
  if (!PLAIN.test(text)) return undefined;
  const [whole = "", fraction = ""] = text.split(".");
  return join(sign, whole, fraction);
}

function join(sign: string, whole: string, fraction: string): string {
  const left = whole.replace(/^0+(?=\d)/, "") || "0";
  const right = fraction.replace(/0+$/, "");
  const value = right === "" ? left : `${left}.${right}`;
  return value === "0" ? value : sign + value;
}

const NUMERALS = "零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖";
const RANKS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };

/** A whole number as decisions write it (贰仟, 一万五千); undefined when it is no such number. */
export function parseChineseNumber(text: string): string | undefined {
  let total = 0;
  let section = 0;
  let digit = -1;
  for (const sign of text) {
    const rank = RANKS[sign];
    const numeral = sign === "两" ? 2 : NUMERALS.indexOf(sign);
    if (numeral >= 0) {
      if (digit > 0) return undefined;
      digit = numeral % 10;
    } else if (rank !== undefined) {
      if (digit === 0 && rank !== 10) return undefined;
      section += (digit > 0 ? digit : 1) * rank;
      digit = -1;
    } else if (sign === "万" || sign === "亿") {
      const counted = section + Math.max(0, digit);
      total = sign === "万" ? total + counted * 10_000 : (total + counted) * 100_000_000;
      section = 0;
      digit = -1;
    } else return undefined;
  }
  const value = total + section + Math.max(0, digit);
  return value > 0 && Number.isSafeInteger(value) ? String(value) : undefined;
}

/** Powers of ten of the units that amounts come in, over 元. */
const UNITS: Readonly<Record<string, number>> = { 元: 0, 万元: 4, 亿元: 8 };

export function isUnit(name: string): boolean {
  return Object.hasOwn(UNITS, name);
}

/** Move a canonical decimal from one unit to another by moving its point: exact at any size. */
export function changeUnit(value: string, from: string, to: string): string {
  const shift = (UNITS[from] ?? 0) - (UNITS[to] ?? 0);
  if (shift === 0) return value;
  const sign = value.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = value.slice(sign.length).split(".");
  const digits = whole + fraction;
  const point = whole.length + shift;
  if (point >= digits.length) return join(sign, digits.padEnd(point, "0"), "");
  if (point <= 0) return join(sign, "0", digits.padStart(digits.length - point, "0"));
  return join(sign, digits.slice(0, point), digits.slice(point));
}
