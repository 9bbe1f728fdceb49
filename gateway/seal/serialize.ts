/**
 * Records to canonical JSON (RFC 8785), by a serializer generated for one standard: its
 * members are known, so their order and their escaped names are settled once. Equal byte
 * for byte to model/canonical.ts, which a property test holds it to.
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

function quote(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** A member that is not a plain string: an array of strings, or an object of strings. */
function nested(value: string[] | Record<string, string> | boolean): string {
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return `[${value.map(quote).join(",")}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${quote(name)}:${quote(value[name] as string)}`).join(",")}}`;
}

/** `names` are all members a record of the standard can have. */
export function compileSerializer(names: readonly string[]): Serializer {
  for (const name of names) if (!NAME.test(name)) throw new Error(`not a member name: ${name}`);
  const sorted = [...names].sort();
  const body = (string: string): string =>
    `return (r) => { let s = ""; let v;
${sorted
  .map(
    (name) =>
      `v = r.${name}; if (v !== undefined) s += typeof v === "string" ? ${string.replaceAll("NAME", name)} : ',"${name}":' + nested(v);`,
  )
  .join("\n")}
return s === "" ? "{}" : "{" + s.slice(1) + "}"; };`;
  const careful = new Function("quote", "nested", body(`',"NAME":' + quote(v)`));
  const plain = new Function("quote", "nested", body(`',"NAME":"' + v + '"'`));
  return {
    careful: careful(quote, nested) as Serializer["careful"],
    plain: plain(quote, nested) as Serializer["plain"],
  };
}
