/**
 * A data standard as a plain JSON Schema 2020-12 that stands by itself: common definitions are in
 * their places, and a code set is the list of its codes. Our x- notes stay; validators pass over
 * what they don't know. The trap: our formats (uscc, org-code …) are notes to a stranger too,
 * so check characters and rules between fields beyond if/then are judged by a gateway alone.
 */
import type { CodeSet, Standard } from "../model/catalog.ts";

type Schema = Readonly<Record<string, unknown>>;

export function plainSchema({ schema }: Standard, codeSets: readonly CodeSet[]): Schema {
  const sets = new Map(codeSets.map((set) => [set.id, set]));
  const properties = schema["properties"] as Readonly<Record<string, Schema>>;
  const withCodes = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const set = sets.get(String(property["x-code-set"]));
      if (set === undefined) return [name, property];
      const items = property["items"];
      return property["type"] === "array" && typeof items === "object"
        ? [name, { ...property, items: { ...items, ...oneOf(set) } }]
        : [name, { ...property, ...oneOf(set) }];
    }),
  );
  return { ...schema, properties: withCodes };
}

function oneOf({ codes, openPrefix }: CodeSet): Schema {
  const values = codes.map(({ code }) => code);
  if (openPrefix === undefined) return { enum: values };
  const escaped = openPrefix.replace(/[\\^$.*+?()[\]{}|/-]/g, (one) => (one === "-" ? "-" : `\\${one}`));
  return { anyOf: [{ enum: values }, { pattern: `^${escaped}` }] };
}
