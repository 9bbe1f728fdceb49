/**
 * The annotations that data standards may carry. Ajv runs in strict mode, so a
 * keyword that is not listed here, or is misspelt, stops the gateway at its
 * start. They assert nothing: x-code-set, which does, is in code-sets.ts.
 */
import type { KeywordDefinition } from "ajv/dist/2020.js";

const TEXT = { type: "string", minLength: 1 };
const NAME = { type: "string", pattern: "^[A-Za-z][A-Za-z0-9-]*$" };
const NAMES = { type: "array", items: NAME };
const SUBJECT = ["kind", "uscc", "businessRegNo", "certType", "certNo", "name"];

export const VOCABULARY: readonly KeywordDefinition[] = [
  { keyword: "x-standard", metaSchema: { type: "string", pattern: "^[a-z0-9-]+@[0-9]+$" } },
  { keyword: "x-source", metaSchema: TEXT },
  { keyword: "x-title-en", metaSchema: TEXT },
  { keyword: "x-identity", metaSchema: { ...NAMES, minItems: 1 } },
  {
    keyword: "x-subject",
    metaSchema: {
      type: "object",
      properties: Object.fromEntries(SUBJECT.map((part) => [part, NAME])),
      required: ["name"],
      additionalProperties: false,
    },
  },
  { keyword: "x-version-field", metaSchema: NAME },
  {
    keyword: "x-rules",
    metaSchema: {
      type: "array",
      items: {
        type: "object",
        properties: { rule: TEXT, use: NAME, with: { type: "object" } },
        required: ["rule", "use", "with"],
        additionalProperties: false,
      },
    },
  },
  { keyword: "x-rule", metaSchema: { type: "string", pattern: "^[A-Z][A-Z0-9]*$" } },
  { keyword: "x-code", metaSchema: TEXT },
  { keyword: "x-aliases", metaSchema: { type: "array", items: TEXT } },
  { keyword: "x-unit", metaSchema: TEXT },
  { keyword: "x-sensitivity", metaSchema: { enum: ["open", "shared", "restricted", "personal"] } },
  { keyword: "x-mask", metaSchema: { enum: ["keep-ends", "surname", "omit"] } },
  { keyword: "x-unverified", metaSchema: { type: "boolean" } },
  { keyword: "x-mandatory-column", metaSchema: { type: "boolean" } },
];
