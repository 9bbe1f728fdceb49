/**
 * One flat JSON object, read strictly: numbers keep their literal digits (no float touches
 * an 18-digit code), a key that comes twice or a value that is itself an object refuses the
 * record. JSON.parse would silently keep the last of two keys and round the number.
 */
import { type KeyedRecord, unreadable } from "./keyed.ts";

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

export function parseFlatObject(text: string): KeyedRecord {
  let at = 0;
  const skip = () => {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    at = SPACE.lastIndex;
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    at = pattern.lastIndex;
    return match[0];
  };

  skip();
  if (text.charAt(at) !== "{") return unreadable("不是一个 JSON 对象 / not a JSON object");
  at += 1;
  const fields: [string, string | null][] = [];
  const seen = new Set<string>();
  skip();
  if (text.charAt(at) === "}") at += 1;
  else {
    for (;;) {
      skip();
      const key = take(STRING);
      skip();
      if (key === undefined || text.charAt(at) !== ":") return notJson(at);
      at += 1;
      skip();
      const name = unquote(key);
      if (seen.has(name)) return unreadable("同一个键出现两次 / a key comes twice");
      seen.add(name);
      const first = text.charAt(at);
      if (first === "{" || first === "[")
        return unreadable("值是嵌套的对象或数组 / a value is itself an object or an array");
      const string = take(STRING);
      const literal = string ?? take(SCALAR);
      if (literal === undefined) return notJson(at);
      const value =
        string === undefined ? (literal === "null" ? null : plainNumber(literal)) : unquote(string);
      if (value?.isWellFormed() === false) return unreadable("含有半个代理对字符 / half of a surrogate pair");
      fields.push([name, value]);
      skip();
      const next = text.charAt(at);
      at += 1;
      if (next === "}") break;
      if (next !== ",") return notJson(at);
    }
  }
  skip();
  return at === text.length ? { fields } : notJson(at);
}

function unquote(literal: string): string {
  return literal.includes("\\") ? (JSON.parse(literal) as string) : literal.slice(1, -1);
}

/** 1.5E3 is 1500; the digits are moved as text. Absurd exponents stay as they are and fail as numbers. */
function plainNumber(literal: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,2})$/.exec(literal);
  if (match === null) return literal;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  const text =
    point <= 0
      ? `0.${digits.padStart(digits.length - point, "0")}`
      : point >= digits.length
        ? digits.padEnd(point, "0")
        : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return sign + text.replace(/^0+(?=\d)/, "");
}

function notJson(at: number): KeyedRecord {
  return unreadable(`第 ${at + 1} 个字符处不是 JSON / not JSON at character ${at + 1}`);
}
