/**
 * The records of a request's body, each read strictly and for itself: an element that is no
 * good record refuses itself alone, what is wrong around the elements refuses the request.
 * Knows nothing of adapters.
 */
import { decodeStrictly } from "../decode/charset.ts";
import { parseFlatObject } from "../decode/flat-object.ts";
import type { KeyedRecord } from "../decode/keyed.ts";
import { Refusal } from "../model/refusal.ts";

export const MOST_RECORDS = 1000;
const MAX_DEPTH = 64;

export interface GivenRecord {
  readonly record: KeyedRecord;
  /** Nothing in it was escaped: its values may be written into JSON as they are. */
  readonly plain: boolean;
  /** No value has a control character; false where that is not known. */
  readonly clean: boolean;
}

const OPENING = /^\s*\{\s*"records"\s*:\s*\[\s*/;
const CLOSING = /\s*\}\s*$/y;
const WHITE = /\s*/y;

/** `type` is the media type, without parameters. */
export function readRecords(body: Buffer, type: string): readonly GivenRecord[] {
  const lines = type === "application/x-ndjson";
  if (!lines && type !== "application/json") throw new Refusal("BODY_TYPE", { type: type.slice(0, 100) });
  const text = decodeStrictly(body, "utf-8");
  if (text === null) throw new Refusal("JSON_INVALID", { at: body.length });
  const elements = lines ? text.split("\n").filter((line) => line.trim() !== "") : elementsOf(text);
  if (elements.length === 0) throw new Refusal("PUSH_EMPTY");
  if (elements.length > MOST_RECORDS) throw new Refusal("PUSH_TOO_MANY", { limit: MOST_RECORDS });
  return elements.map((element) => {
    const plain = !element.includes("\\");
    // JSON has no other control character in a string than this one, but by an escape.
    return { record: parseFlatObject(element), plain, clean: plain && !element.includes("\u007f") };
  });
}

/** The elements of `{"records": […]}`, cut where brackets and quotes say. */
function elementsOf(text: string): string[] {
  const opening = OPENING.exec(text);
  if (opening === null) throw new Refusal("JSON_INVALID", { at: 1 });
  const elements: string[] = [];
  let from = opening[0].length;
  let depth = 0;
  let at = from;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at);
    else if (unit === OPEN_OBJECT || unit === OPEN_ARRAY) {
      if (++depth + 2 > MAX_DEPTH) throw new Refusal("JSON_TOO_DEEP", { limit: MAX_DEPTH });
    } else if (unit === CLOSE_OBJECT || unit === CLOSE_ARRAY) {
      if (depth-- > 0) continue;
      if (unit === CLOSE_OBJECT) throw new Refusal("JSON_INVALID", { at: at + 1 });
      break;
    } else if (unit === COMMA && depth === 0) {
      if (elements.length === MOST_RECORDS) throw new Refusal("PUSH_TOO_MANY", { limit: MOST_RECORDS });
      elements.push(text.slice(from, at));
      from = at + 1;
    }
  }
  if (elements.length > 0 || !isWhite(text, from, at)) elements.push(text.slice(from, at));
  CLOSING.lastIndex = at + 1;
  if (text.charCodeAt(at) !== CLOSE_ARRAY) throw new Refusal("JSON_INVALID", { at: at + 1 });
  if (!CLOSING.test(text)) throw wrongEnd(text, at + 1);
  return elements;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Where the string that begins at `at` ends. */
function endOfString(text: string, at: number): number {
  for (let end = at; ; ) {
    end = text.indexOf('"', end + 1);
    if (end < 0) throw new Refusal("JSON_INVALID", { at: text.length + 1 });
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++;
    if ((escapes & 1) === 0) return end;
  }
}

function isWhite(text: string, from: number, to: number): boolean {
  WHITE.lastIndex = from;
  WHITE.exec(text);
  return WHITE.lastIndex >= to;
}

/** After the list only the end of the object may come; a second list would be the one that others read. */
function wrongEnd(text: string, at: number): Refusal {
  return /^\s*,\s*"records"\s*:/.test(text.slice(at))
    ? new Refusal("JSON_DUPLICATE_KEY", { at: at + 1 })
    : new Refusal("JSON_INVALID", { at: at + 1 });
}
