/**
 * Canonical JSON (RFC 8785) back to records, by a reader generated for one standard: the
 * counterpart of serialize.ts. It reads a text only if the serializer would write that very
 * text, so nothing has to be written again for comparison; and all records it makes have
 * every member, undefined where absent, so that what reads a million of them reads one shape.
 *
 * The trap: `plain` skips what JSON escapes. It may be used only where the caller knows that
 * the text has none of it, as nearly all have; any other text goes through JSON.parse and is
 * written again.
 */
import type { RecordFields } from "../model/row.ts";
import { compileSerializer } from "./serialize.ts";

/** Both give null for a text that is not canonical, or has a member that the standard has not. */
export interface Parser {
  readonly careful: (text: string) => RecordFields | null;
  /** The text from `from` to `to`, of which the caller knows that it has no backslash and no control character. */
  readonly plain: (text: string, from: number, to: number) => RecordFields | null;
}

const QUOTE = 34;
const COMMA = 44;
const OPEN = 123;
const CLOSE = 125;

type Nested = string[] | Record<string, string> | boolean;

/** Where the nested value just read ends; a variable of the module, since a result of two values would be an object a member. */
let endOfNested = 0;

/** A list or an object of plain texts, or true, at `from`; undefined for anything else. */
function nested(text: string, from: number): Nested | undefined {
  if (text.startsWith("true", from)) {
    endOfNested = from + 4;
    return true;
  }
  const isList = text.startsWith("[", from);
  if (!isList && !text.startsWith("{", from)) return undefined;
  const close = isList ? "]" : "}";
  const found: string[] = [];
  let at = from + 1;
  if (!text.startsWith(close, at)) {
    for (;;) {
      const end = text.charCodeAt(at) === QUOTE ? text.indexOf('"', at + 1) : -1;
      if (end < 0) return undefined;
      found.push(text.slice(at + 1, end));
      at = end + 2;
      if (text.startsWith(close, at - 1)) break;
      if (text[at - 1] !== (isList || found.length % 2 === 0 ? "," : ":")) return undefined;
    }
    at -= 1;
  }
  endOfNested = at + 1;
  return isList ? found : objectOf(found);
}

/** Names and values in turn; undefined unless the names are in canonical order. */
function objectOf(pairs: readonly string[]): Record<string, string> | undefined {
  if (pairs.length % 2 !== 0) return undefined;
  const made: Record<string, string> = {};
  for (let i = 0; i < pairs.length; i += 2) {
    const name = pairs[i] as string;
    // A name that assignment treats otherwise is left to JSON.parse.
    if ((i > 0 && (pairs[i - 2] as string) >= name) || name === "__proto__") return undefined;
    made[name] = pairs[i + 1] as string;
  }
  return made;
}

/** One member, if it stands at `at`; after the last one the label `whole` is left. */
function member(name: string, index: number): string {
  const opening = `"${name}":`;
  return `if (s.charCodeAt(at + 1) === ${name.charCodeAt(0)} && s.startsWith('${opening}', at)) {
  at += ${opening.length};
  if (s.charCodeAt(at) === ${QUOTE}) {
    end = s.indexOf('"', at + 1);
    if (end < 0 || end >= to) return null;
    v${index} = s.slice(at + 1, end);
    at = end + 1;
  } else {
    v${index} = nested(s, at);
    if (v${index} === undefined) return other(s.slice(from, to));
    at = end_();
  }
  if (s.charCodeAt(at) !== ${COMMA}) break whole;
  at++;
}`;
}

/** `names` are all members a record of the standard can have. */
export function compileParser(names: readonly string[]): Parser {
  const serializer = compileSerializer(names);
  const sorted = [...names].sort();
  const known = new Set(sorted);

  /** Any text, by JSON.parse. */
  function careful(text: string): RecordFields | null {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return null;
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    const record = value as RecordFields;
    if (!Object.keys(record).every((name) => known.has(name)) || serializer.careful(record) !== text)
      return null;
    return Object.fromEntries(sorted.map((name) => [name, record[name]])) as RecordFields;
  }

  // The serializer has checked that the names are nothing but letters and digits.
  const body = `return (s, from, to) => {
let at = from + 1, end = 0, ${sorted.map((_, index) => `v${index}`).join(", ")};
whole: {
if (s.charCodeAt(from) !== ${OPEN}) return null;
${sorted.map(member).join("\n")}
return other(s.slice(from, to));
}
if (s.charCodeAt(at) !== ${CLOSE} || at !== to - 1) return other(s.slice(from, to));
return { ${sorted.map((name, index) => `${name}: v${index}`).join(", ")} };
};`;
  const generated = new Function("nested", "end_", "other", body);
  return { careful, plain: generated(nested, () => endOfNested, careful) as Parser["plain"] };
}
