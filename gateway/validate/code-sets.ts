/**
 * The keyword x-code-set: a value, or each value of a list, is one of the codes
 * of a code set of the catalog. It knows the canonical codes only; labels and
 * aliases were turned into codes by map. Validity dates of codes are not asked:
 * a decision of 2019 keeps the code of 2019 however late it arrives.
 */
import type { FuncKeywordDefinition } from "ajv/dist/2020.js";
import type { CodeSet } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";

export function codeSetKeyword(codeSets: readonly CodeSet[]): FuncKeywordDefinition {
  const tests = new Map(codeSets.map((set) => [set.id, membership(set)]));
  return {
    keyword: "x-code-set",
    type: ["string", "array"],
    schemaType: "string",
    metaSchema: { type: "string", minLength: 1 },
    errors: false,
    compile(id: string) {
      const isCode = tests.get(id);
      if (isCode === undefined)
        throw new Refusal("CATALOG_INVALID", { detail: `code set ${id} is not in the catalog` });
      return (value: string | readonly string[]) =>
        typeof value === "string" ? isCode(value) : value.every(isCode);
    },
  };
}

function membership(set: CodeSet): (value: unknown) => boolean {
  const codes = new Set<unknown>(set.codes.map(({ code }) => code));
  const { openPrefix } = set;
  if (openPrefix === undefined) return (value) => codes.has(value);
  const isOpen = (value: unknown) =>
    typeof value === "string" && value.length > openPrefix.length && value.startsWith(openPrefix);
  return (value) => codes.has(value) || isOpen(value);
}
