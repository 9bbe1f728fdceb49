/**
 * What a check of the contract has to say, as faults that may be told: places and keywords. The trap: a pointer
 * into a sender's own record carries the sender's own names, and those are not repeated.
 */
import type { ValidateFunction } from "ajv/dist/2020.js";

import type { Fault } from "../model/contract.ts";
import type { Schema } from "./schema.ts";

/** The faults of a value; `name` where it is a parameter and no document. */
export function faultsIn(
  isValid: ValidateFunction,
  value: unknown,
  place: Fault["in"],
  name?: string,
): readonly Fault[] {
  if (isValid(value)) return [];
  return (isValid.errors ?? []).map(({ instancePath, keyword, params }) => {
    const missing = keyword === "required" ? `/${String(params["missingProperty"])}` : "";
    return { in: place, pointer: name ?? printable(`${instancePath}${missing}`), rule: keyword };
  });
}

function printable(pointer: string): string {
  return /^[A-Za-z0-9/_-]*$/.test(pointer) ? pointer : "*";
}

/** The text that was sent in the type that the schema wants; left as it is where it is none. */
export function typed(schema: Schema, sent: readonly string[]): unknown {
  const [text = ""] = sent;
  // A list is one text with commas, or the parameter several times.
  if (schema["type"] === "array") return sent.flatMap((one) => one.split(","));
  if (sent.length > 1) return sent;
  if (schema["type"] === "integer") return /^-?\d{1,16}$/.test(text) ? Number(text) : text;
  if (schema["type"] === "number") return /^-?\d{1,16}(\.\d{1,9})?$/.test(text) ? Number(text) : text;
  if (schema["type"] === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return text;
}
