/**
 * JSON bodies held against the contract of their operation, and what does not fit it as one refusal, for both
 * contracts. The trap: all faults of a large body are long to find, so only a small one is told of more than the first.
 */
import type { IncomingMessage, ServerResponse } from "node:http";

import { type Contract, type Fault, Misfit, type Operation } from "../model/contract.ts";
import { Refusal } from "../model/refusal.ts";
import { bodyType, jsonText, readWhole, strictJson } from "./body.ts";
import type { Pace } from "./pace.ts";

const LIMIT = 1 << 20;
/** A larger body is told of its first fault alone. */
const EXPLAINED = 64 << 10;
const TOLD = 20;

export interface JsonAsked {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly limit?: number | undefined;
  readonly pace?: Pace;
  /** Throws where the text, which is JSON, is nothing that anybody may have meant. */
  demand?(text: string): void;
}

/** As the contract types it. */
export async function readJson(
  request: IncomingMessage,
  response: ServerResponse,
  { contract, operation, limit = LIMIT, pace, demand }: JsonAsked,
): Promise<unknown> {
  const type = bodyType(request, operation.types);
  if (request.headers.expect?.toLowerCase() === "100-continue") response.writeContinue();
  const bytes = await readWhole(request, limit, pace);
  const text = jsonText(bytes);
  const value = strictJson(text);
  demand?.(text);
  const faults = contract.body(operation.id, type, value, false);
  if (faults.length === 0) return value;
  throw refusalOf(bytes.length > EXPLAINED ? faults : contract.body(operation.id, type, value, true));
}

/** Faults of a request as the refusal that says most of them. */
export function refusalOf(faults: readonly Fault[]): Refusal {
  const has = (place: Fault["in"], pointer?: string) =>
    faults.some((one) => one.in === place && (pointer === undefined || one.pointer === pointer));
  // An id of the wrong form is an id that never was.
  if (has("path")) return new Refusal("NOT_FOUND");
  if (has("header", "Tus-Resumable")) return new Refusal("TUS_VERSION");
  if (has("header", "If-Match")) return new Refusal("PRECONDITION_REQUIRED");
  if (has("query", "cursor")) return new Refusal("CURSOR_INVALID");
  if (faults.some((one) => one.rule === "required" && /^\/(purpose|basis)$/.test(one.pointer)))
    return new Refusal("PURPOSE_REQUIRED");
  const [first] = faults;
  const detail = `${first?.pointer || "body"} (${first?.rule})`;
  return new Refusal("REQUEST_INVALID", { detail }, { cause: new Misfit(faults.slice(0, TOLD)) });
}
