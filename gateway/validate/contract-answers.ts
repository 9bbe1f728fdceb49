/**
 * Whether an answer is as the contract says: status, headers, media type, body, and the code of a refusal
 * among those that its operation lists. Tests switch it on for every answer; a node in service does not.
 */
import type { ValidateFunction } from "ajv/dist/2020.js";

import type { Fault } from "../model/contract.ts";
import { faultsIn, typed } from "./contract-faults.ts";
import type { Schema } from "./schema.ts";

interface Answer {
  readonly headers?: Readonly<Record<string, { readonly schema?: Schema }>>;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface Answers {
  readonly id: string;
  readonly responses: Readonly<Record<string, Answer>>;
  readonly refusals: readonly string[];
}

type CheckOf = (key: string, schema: Schema) => ValidateFunction;

const fault = (rule: string, pointer = ""): readonly Fault[] => [{ in: "body", pointer, rule }];

export function compileAnswers(check: CheckOf) {
  return (
    { id, responses, refusals }: Answers,
    status: number,
    headers: Readonly<Record<string, unknown>>,
    body: Buffer,
  ): readonly Fault[] => {
    const name = responses[String(status)] === undefined ? "default" : String(status);
    const answer = responses[name];
    if (answer === undefined) return fault("status");
    const faults: Fault[] = [];
    for (const [header, { schema = {} }] of Object.entries(answer.headers ?? {})) {
      const value = headers[header.toLowerCase()];
      if (value === undefined) continue;
      const isValid = check(`${id} ${name} header ${header}`, schema);
      faults.push(...faultsIn(isValid, typed(schema, [String(value)]), "header", header));
    }
    const type = String(headers["content-type"] ?? "").split(";")[0] ?? "";
    const media = answer.content?.[type];
    if (answer.content === undefined) return body.length === 0 ? faults : [...faults, ...fault("content")];
    if (media === undefined) return fault("content-type", type);
    const isValid = check(`${id} ${name} ${type}`, media.schema ?? {});
    if (type === "application/x-ndjson") {
      for (const line of body.toString("utf8").split("\n").filter(Boolean))
        faults.push(...faultsIn(isValid, JSON.parse(line), "body"));
    } else if (/[/+]json$/.test(type))
      faults.push(...faultsIn(isValid, JSON.parse(body.toString("utf8")), "body"));
    if (name === "default") {
      const problem = JSON.parse(body.toString("utf8")) as { status: number; code: string };
      if (problem.status !== status) faults.push(...fault("status", "/status"));
      if (!refusals.includes(problem.code)) faults.push(...fault("x-refusals", problem.code));
    }
    return faults;
  };
}
