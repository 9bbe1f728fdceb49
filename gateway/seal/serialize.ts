/**
 * Records to canonical JSON (RFC 8785), by a serializer generated for one standard: its
 * members are known, so their order and their escaped names are settled once. Equal byte
 * for byte to model/canonical.ts, which a property test holds it to.
 *
 * Joining strings is most of its time, so all that stands between two values is one
 * literal: the quote that ends a value is written with the name of the next member.
 *
 * The trap: `plain` skips the search for characters that need escaping. It may be used
 * only where the caller knows that the row has none (no quote, backslash or control).
 */
import type { RecordFields } from "../model/row.ts";

export interface Serializer {
  readonly careful: (record: RecordFields) => string;
  readonly plain: (record: RecordFields) => string;
}

const NEEDS_ESCAPE = /["\\\u0000-\u001f]/;
const NAME = /^[A-Za-z][A-Za-z0-9]*$/;

/** Without the quotes around it. */
function escaped(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text).slice(1, -1) : text;
}

const asItIs = (text: string): string => text;

/** A member that is not a plain string: an array of strings, or an object of strings. */
function nested(
  value: string[] | Record<string, string> | boolean | null,
  write: (text: string) => string,
): string {
  if (typeof value === "boolean" || value === null) return String(value);
  let text = "";
  if (Array.isArray(value)) {
    for (const one of value) text += text === "" ? `"${write(one)}"` : `,"${write(one)}"`;
    return `[${text}]`;
  }
  for (const name of Object.keys(value).sort()) {
    const member = `"${write(name)}":"${write(value[name] as string)}"`;
    text += text === "" ? member : `,${member}`;
  }
  return `{${text}}`;
}

/** One member. `close` is what has to be written before the next one: nothing, `{`, or the end of a string. */
function member(name: string, read: string): string {
  const after = (opening: string): string =>
    `close === QUOTE ? '",${opening}' : close === NONE ? ',${opening}' : '{${opening}'`;
  return `v = r.${name};
if (typeof v === "string") { s = s + (${after(`"${name}":"`)}) + ${read}; close = QUOTE; }
else if (v !== undefined) { s = s + (${after(`"${name}":`)}) + nested(v, write); close = NONE; }`;
}

/** `names` are all members a record of the standard can have. */
export function compileSerializer(names: readonly string[]): Serializer {
  for (const name of names) if (!NAME.test(name)) throw new Error(`not a member name: ${name}`);
  const sorted = [...names].sort();
  const generate = (read: string, write: typeof escaped): ((record: RecordFields) => string) => {
    const body = `const FIRST = 0, NONE = 1, QUOTE = 2;
return (r) => { let s = "", close = FIRST, v;
${sorted.map((name) => member(name, read)).join("\n")}
return close === FIRST ? "{}" : close === QUOTE ? s + '"}' : s + "}"; };`;
    return new Function("write", "nested", body)(write, nested) as (record: RecordFields) => string;
  };
  return { careful: generate("write(v)", escaped), plain: generate("v", asItIs) };
}
