/**
 * The one place that makes an Ajv. Strict, so that a misspelt keyword or an
 * unknown format stops the start; own properties only, since `toString` is no
 * field; no $data. Patterns are let in only when they run in linear time.
 */
import { Ajv2020, type KeywordDefinition, type Options } from "ajv/dist/2020.js";
import type { CodeSet } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { codeSetKeyword } from "./code-sets.ts";
import { FORMATS } from "./formats.ts";
import { LENGTHS } from "./lengths.ts";
import { patternFault } from "./patterns.ts";
import { VOCABULARY } from "./vocabulary.ts";

export type Schema = Readonly<Record<string, unknown>>;

/** What is wrong with a document: a JSON Pointer into it and the reason in English; never a value of it. */
export interface SchemaFault {
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
}

/** `isChecked`: that the schema is one was made sure of before (catalog/load.ts), so only unknown keywords stop it here. */
export function makeAjv(codeSets: readonly CodeSet[], options: Options, isChecked = false): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    // Branches name fields that the standard itself declares, which strictRequired cannot see.
    strictRequired: false,
    strictTypes: false,
    ownProperties: true,
    $data: false,
    messages: false,
    formats: { ...FORMATS },
    code: { regExp: Object.assign(safeRegExp, { code: "" }) },
    ...(isChecked && { validateSchema: false, meta: false }),
    ...options,
  });
  // Unless some schema asks what was evaluated, noting it is a third of the time of a row.
  ajv.opts.unevaluated = options.unevaluated ?? true;
  ajv.removeKeyword("maxLength").removeKeyword("minLength").addKeyword(LENGTHS);
  // The schema of a keyword's own value is compiled with each Ajv, which is most of the time of making one.
  const plain = <Definition extends KeywordDefinition>({ metaSchema, ...keyword }: Definition) =>
    isChecked ? keyword : { metaSchema, ...keyword };
  for (const keyword of VOCABULARY) ajv.addKeyword(plain(keyword) as KeywordDefinition);
  return ajv.addKeyword(plain(codeSetKeyword(codeSets)) as KeywordDefinition);
}

function safeRegExp(pattern: string, flags: string): RegExp {
  const fault = patternFault(pattern);
  if (fault !== null) throw new Refusal("CATALOG_INVALID", { detail: `pattern ${pattern} has ${fault}` });
  return new RegExp(pattern, flags);
}

/**
 * A check for contract documents (manifest, receipt, evidence …): the first fault, or null.
 * `definitions` are the documents that the schema refers to by their $id.
 */
export function compileSchema(
  schema: Schema,
  definitions: readonly Schema[] = [],
): (document: unknown) => SchemaFault | null {
  const ajv = makeAjv([], { allErrors: false, messages: true });
  for (const definition of definitions) ajv.addSchema(definition);
  const isValid = ajv.compile(schema);
  return (document) => {
    if (isValid(document)) return null;
    const error = isValid.errors?.[0];
    return {
      pointer: error?.instancePath ?? "",
      keyword: error?.keyword ?? "",
      message: error?.message ?? "",
    };
  };
}

/** Names of fields in a schema that every object has by inheritance, such as toString. */
export function inheritedNames(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    const names =
      key === "properties" ? Object.keys(value as object) : key === "required" ? (value as string[]) : [];
    return [...names.filter((name) => name in Object.prototype), ...inheritedNames(value)];
  });
}
