/**
 * Makes the first check of a standard fast on real rows. Each row fills other
 * fields, so records come in hundreds of hidden classes, and generated code that
 * reads them runs at a third of its speed. Here each record is copied once into an
 * object that has every field (undefined where absent), and that copy is checked.
 *
 * The trap: a keyword that counts or lists the record's own names would see the
 * absent ones too. So additionalProperties is asked of the record itself, and a
 * schema with another such keyword is not changed at all.
 */
import type { RecordFields } from "../model/row.ts";
import type { Schema } from "./schema.ts";

export interface Steady {
  /** The schema to compile for the copies. */
  readonly schema: Schema;
  /** The copy of a record; null when it has a field that the standard has not. */
  readonly copy: (record: RecordFields) => RecordFields | null;
}

const NAME = /^[A-Za-z][A-Za-z0-9]*$/;
const LISTS_NAMES = [
  "additionalProperties",
  "unevaluatedProperties",
  "patternProperties",
  "propertyNames",
  "minProperties",
  "maxProperties",
];
const SAME_LEVEL = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

/** Null when the schema cannot be treated so. */
export function steady(schema: Schema): Steady | null {
  const { additionalProperties, ...rest } = schema;
  const names = Object.keys((schema["properties"] ?? {}) as object);
  if (additionalProperties !== false || listsNames(rest) || !names.every((name) => NAME.test(name)))
    return null;
  const known = new Set(names);
  // The names are checked just above, so nothing but letters and digits gets into the code.
  const reads = names.map((name, at) => `const v${at} = r.${name}; if (v${at} !== undefined) n--;`);
  const members = names.map((name, at) => `${name}: v${at}`);
  const source = `let n = 0; for (const _ in r) n++; ${reads.join(" ")}
    return n === 0 || onlyKnown(r) ? { ${members.join(", ")} } : null;`;
  const onlyKnown = (record: RecordFields) => Object.keys(record).every((name) => known.has(name));
  // When as many names were found as the record has, there is no other; else they are looked at one by one.
  const generated = new Function("onlyKnown", `return (r) => { ${source} }`) as (
    only: typeof onlyKnown,
  ) => Steady["copy"];
  return { schema: rest, copy: generated(onlyKnown) };
}

/** Whether a keyword that applies to the record as a whole looks at which names it has. */
function listsNames(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(listsNames);
  if (typeof schema !== "object" || schema === null) return false;
  const node = schema as Schema;
  // A definition elsewhere is not followed; standards come with theirs put in place.
  if ("$ref" in node || LISTS_NAMES.some((keyword) => keyword in node)) return true;
  const { dependentSchemas } = node;
  return (
    SAME_LEVEL.some((keyword) => listsNames(node[keyword])) ||
    listsNames(Object.values((dependentSchemas ?? {}) as object))
  );
}
