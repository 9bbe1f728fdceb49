/**
 * Ajv's errors about one record, as findings: one a field, the most telling one,
 * in the order of the standard's fields. Runs for refused rows only, so it may be
 * slow. Params carry limits and names, never a value of the row.
 */
import type { ErrorObject } from "ajv/dist/2020.js";
import type { Field, Standard } from "../model/catalog.ts";
import type { FindingCode } from "../model/findings.ts";
import type { Params } from "../model/text.ts";

export interface Fault {
  readonly field: string;
  readonly code: FindingCode;
  readonly params: Params;
}

/** The lower, the more telling; what is not listed comes between. */
const RANK: Partial<Record<FindingCode, number>> = {
  VALUE_FORBIDDEN: 0,
  VALUE_REQUIRED: 1,
  VALUE_TOO_LONG: 2,
  VALUE_FORMAT: 9,
};

const FORMAT_CODES: Readonly<Record<string, FindingCode>> = {
  uscc: "ID_USCC",
  "org-code": "ID_ORG",
  "resident-id": "ID_RESIDENT",
  "business-reg-no": "ID_REGNO",
};

const FORMS: Readonly<Record<string, string>> = {
  date: "YYYY-MM-DD",
  "date-time": "YYYY-MM-DDThh:mm:ss+08:00",
  datetime: "YYYY-MM-DDThh:mm:ss+08:00",
  decimal: "1234.56",
  integer: "1234",
};

/** Errors that only say that some branch below them failed. */
const WRAPPERS = new Set(["if", "allOf", "anyOf", "oneOf", "not"]);

export function faultsOf(errors: readonly ErrorObject[], standard: Standard): Fault[] {
  const fields = new Map(standard.fields.map((field) => [field.name, field]));
  const rules = branchRules(standard);
  const found = new Map<string, Fault>();
  for (const error of oneBranchOfEach(errors)) {
    const fault = faultOf(error, fields, rules, standard.id);
    const known = found.get(fault.field);
    if (known === undefined || rank(fault) < rank(known)) found.set(fault.field, fault);
  }
  const order = Object.keys((standard.schema["properties"] ?? {}) as object);
  return [...found.values()].sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
}

function rank(fault: Fault): number {
  return RANK[fault.code] ?? 5;
}

/**
 * Of a choice (anyOf) that fails, the alternative the sender seems to have meant:
 * one that is wrong rather than one that is absent, else the first.
 */
function oneBranchOfEach(errors: readonly ErrorObject[]): ErrorObject[] {
  const details = errors.filter(({ keyword }) => !WRAPPERS.has(keyword));
  const chosen = new Map<string, ErrorObject>();
  const kept: ErrorObject[] = [];
  for (const error of details) {
    const choice = /^.*?\/(?:anyOf|oneOf)(?=\/\d)/.exec(error.schemaPath)?.[0];
    if (choice === undefined) kept.push(error);
    else {
      const before = chosen.get(choice);
      if (before === undefined || (before.keyword === "required" && error.keyword !== "required"))
        chosen.set(choice, error);
    }
  }
  const all = [...kept, ...chosen.values()];
  // Only a bare `not` leaves nothing but wrappers; then the record as a whole is meant.
  return all.length > 0 ? all : errors.slice(0, 1);
}

function faultOf(
  error: ErrorObject,
  fields: ReadonlyMap<string, Field>,
  rules: readonly (readonly [prefix: string, rule: string])[],
  standardId: string,
): Fault {
  const { keyword, params } = error;
  const name = fieldOf(error);
  const field = fields.get(name);
  const rule = rules.find(([prefix]) => error.schemaPath.startsWith(prefix))?.[1];
  const named = rule === undefined ? {} : { rule };
  const fault = (code: FindingCode, more: Params = {}): Fault => ({
    field: name,
    code,
    params: { ...more, ...named },
  });
  switch (keyword) {
    case "required":
    case "dependentRequired":
    case "minItems":
      return fault("VALUE_REQUIRED", { rule: standardId });
    case "minLength":
      return fault("VALUE_REQUIRED", { rule: standardId });
    case "false schema":
      return fault("VALUE_FORBIDDEN", { rule: standardId });
    case "maxLength":
      if (params["limit"] === 0) return fault("VALUE_FORBIDDEN", { rule: standardId });
      return fault("VALUE_TOO_LONG", { limit: params["limit"] });
    case "uniqueItems":
      return fault("VALUE_REPEATED");
    case "additionalProperties":
    case "unevaluatedProperties":
      return { field: "", code: "FIELD_UNKNOWN", params: { standard: standardId } };
    case "x-code-set":
    case "enum":
    case "const":
      return fault("VALUE_CODE", { codeSet: field?.codeSet ?? standardId });
    case "format": {
      const code = FORMAT_CODES[params["format"]];
      return code === undefined
        ? fault("VALUE_FORMAT", { format: formOf(params["format"], field) })
        : fault(code);
    }
    case "pattern":
      return fault("VALUE_FORMAT", { format: FORMS[field?.type ?? ""] ?? params["pattern"] });
    default:
      return fault("VALUE_FORMAT", { format: formOf(keyword === "type" ? params["type"] : keyword, field) });
  }
}

function formOf(format: string, field: Field | undefined): string {
  return FORMS[format] ?? FORMS[field?.type ?? ""] ?? format;
}

/** The field an error is about: the missing one, or the first step of the path. */
function fieldOf({ instancePath, params }: ErrorObject): string {
  if (instancePath !== "")
    return (instancePath.split("/")[1] ?? "").replaceAll("~1", "/").replaceAll("~0", "~");
  return typeof params["missingProperty"] === "string" ? params["missingProperty"] : "";
}

/** Where the errors of a branch that carries x-rule come from; a standard comes with its definitions put in place. */
function branchRules({ schema }: Standard): [string, string][] {
  const branches = (schema["allOf"] ?? []) as readonly Record<string, unknown>[];
  return branches.flatMap((branch, at): [string, string][] => {
    const rule = branch["x-rule"];
    return typeof rule === "string" ? [[`#/allOf/${at}/`, rule]] : [];
  });
}
