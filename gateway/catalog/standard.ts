/**
 * From a data standard as written to the Standard the program uses: definitions
 * in common put in place of their $ref, fields listed with code, titles, lengths.
 * Knows nothing of validating records.
 *
 * The trap: beside a $ref an assertion would narrow the definition for other
 * validators, but replace it here; so only annotations may stand there.
 */
import type { Field, Rule, Standard, SubjectFields } from "../model/catalog.ts";
import type { Tell } from "./problem.ts";
import { isObject, pointer } from "./shape.ts";

export type Schema = Readonly<Record<string, unknown>>;

/** Keywords that say something about a value and decide nothing. */
const ANNOTATIONS = /^(title|description|x-.*)$/;

/** The standard with every $ref replaced by what it names. */
export function inline(schema: Schema, common: Schema | undefined, tell: Tell): Schema {
  const walk = (node: unknown, place: string): unknown => {
    if (Array.isArray(node)) return node.map((one, i) => walk(one, `${place}/${i}`));
    if (!isObject(node)) return node;
    const { $ref: reference, ...beside } = node;
    const rest = Object.fromEntries(
      Object.entries(beside).map(([k, v]) => [k, walk(v, `${place}/${pointer(k)}`)]),
    );
    if (typeof reference !== "string") return rest;
    const target = find(common, reference);
    if (target === undefined) {
      tell(
        place,
        `引用的公共定义不存在：${reference}`,
        `there is no definition ${reference}; see standards/common`,
      );
      return rest;
    }
    const meaning = walk(target, place) as Schema;
    for (const [key, value] of Object.entries(rest)) {
      const decides =
        !ANNOTATIONS.test(key) || (key === "x-code-set" && key in meaning && meaning[key] !== value);
      if (decides) {
        tell(
          `${place}/${pointer(key)}`,
          "$ref 旁只能写标题、说明和 x- 标注；请改公共定义或不用 $ref",
          "only titles, descriptions and x- notes may stand beside a $ref; change the definition or do without it",
        );
      }
    }
    return { ...meaning, ...rest };
  };
  return walk(schema, "") as Schema;
}

function find(common: Schema | undefined, reference: string): unknown {
  const [document, path = ""] = reference.split("#");
  if (common === undefined || document !== common["$id"]) return undefined;
  let target: unknown = common;
  for (const step of path.split("/").slice(1)) target = isObject(target) ? target[step] : undefined;
  return target;
}

/** The Standard of a schema without $ref. Money and whole numbers are told by the common definitions' patterns. */
export function standardOf(schema: Schema, common: Schema | undefined): Standard {
  const patternOf = (name: string) =>
    (find(common, `${String(common?.["$id"])}#/$defs/${name}`) as Schema | undefined)?.["pattern"];
  const patterns = { decimal: patternOf("money"), integer: patternOf("integer") };
  const required = new Set(schema["required"] as string[]);
  const properties = Object.entries(schema["properties"] as Record<string, Schema>);
  const versionField = schema["x-version-field"] as string | undefined;
  return {
    id: schema["x-standard"] as string,
    title: { zh: schema["title"] as string, en: schema["x-title-en"] as string },
    identity: schema["x-identity"] as string[],
    subject: schema["x-subject"] as SubjectFields,
    ...(versionField === undefined ? {} : { versionField }),
    fields: properties
      .filter(([, property]) => property["type"] !== "object")
      .map(([name, property]) => fieldOf(name, property, required.has(name), patterns)),
    schema,
    rules: schema["x-rules"] as Rule[],
  };
}

function fieldOf(name: string, property: Schema, required: boolean, patterns: Patterns): Field {
  const part = <T>(keyword: string, as: string): Record<string, T> =>
    property[keyword] === undefined ? {} : { [as]: property[keyword] as T };
  const items = property["items"] as Schema | undefined;
  return {
    name,
    ...part<string>("x-code", "code"),
    title: { zh: String(property["title"] ?? ""), en: String(property["x-title-en"] ?? "") },
    aliases: (property["x-aliases"] as string[] | undefined) ?? [],
    type: typeOf(property, patterns),
    ...part<string>("format", "format"),
    ...part<string>("x-code-set", "codeSet"),
    ...(items?.["maxLength"] === undefined ? {} : { maxLength: items["maxLength"] as number }),
    ...part<number>("maxLength", "maxLength"),
    ...part<string>("x-unit", "unit"),
    sensitivity: property["x-sensitivity"] as Field["sensitivity"],
    ...part<NonNullable<Field["mask"]>>("x-mask", "mask"),
    required,
    ...(property["x-mandatory-column"] === true ? { mandatoryColumn: true } : {}),
    ...(property["x-unverified"] === true ? { unverified: true } : {}),
  };
}

interface Patterns {
  readonly decimal: unknown;
  readonly integer: unknown;
}

function typeOf(property: Schema, patterns: Patterns): Field["type"] {
  if (property["type"] === "array") return "codes";
  if (property["x-code-set"] !== undefined) return "code";
  if (property["format"] === "date") return "date";
  if (property["format"] === "date-time") return "datetime";
  const pattern = property["pattern"];
  if (pattern !== undefined && pattern === patterns.decimal) return "decimal";
  if (pattern !== undefined && pattern === patterns.integer) return "integer";
  return "string";
}
