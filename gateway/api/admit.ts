/**
 * The one way in: which operation of the contract a request means, who makes it, whether the limit allows it,
 * and its parameters as the contract types them. No route is reached around it, and none that the contract does
 * not promise. The trap: who may not ask learns nothing of how the question should have looked.
 */
import type { IncomingMessage, ServerResponse } from "node:http";

import type { operations } from "../../contracts/generated/exchange.d.ts";
import type { Caller } from "../model/caller.ts";
import type { Contract, Inputs, Operation } from "../model/contract.ts";
import type { RateState } from "../model/rate.ts";
import { Refusal } from "../model/refusal.ts";
import { formatTrace } from "../model/trace.ts";
import type { Gate } from "./gate.ts";
import { readJson, refusalOf } from "./json.ts";
import { type BodyOf, findOperation, type InputsOf } from "./operation.ts";
import { type Pace, USUAL_PACE } from "./pace.ts";
import { demandRate } from "./rate.ts";
import { type Answered, watchAnswer } from "./watch.ts";

export interface Admission {
  readonly operation: Operation;
  /** Undefined where the operation needs no name. */
  readonly caller: Caller | undefined;
  readonly inputs: Inputs;
}

export interface AdmitParts {
  readonly contract: Contract;
  readonly gate: Gate;
  /** How slowly bodies may come. */
  readonly pace?: Pace;
  /** Count this request against the caller's limit. */
  spend?(caller: Caller, operation: Operation): RateState | undefined;
  /** Told of every request that the contract knows, before anything is asked of it. */
  seen?(operation: Operation, response: ServerResponse): void;
  /** For tests: every answer, with the operation that gave it. */
  onAnswer?(operation: Operation, answered: Answered): void;
}

export type Admit = (request: IncomingMessage, response: ServerResponse) => Admission;

type Operations = { [Id in keyof operations]: operations[Id] };

/** The parameters of an operation, as the contract types them. */
export type TypedInputs<Id extends keyof Operations> = InputsOf<Operations[Id]>;

/** The JSON body of an operation, as the contract types it. */
export type JsonBody<Id extends keyof Operations> = BodyOf<Operations[Id]>;

interface Kept extends Admission {
  readonly contract: Contract;
  readonly pace: Pace;
}

const admissions = new WeakMap<IncomingMessage, Kept>();

export function makeAdmit(parts: AdmitParts): Admit {
  const { contract, gate } = parts;
  return (request, response) => {
    const known = admissions.get(request);
    if (known) return known;
    response.setHeader("traceparent", formatTrace(gate.trace(request)));
    const { operation, path, query } = findOperation(contract, request, response);
    parts.seen?.(operation, response);
    if (parts.onAnswer) watchAnswer(response, (answered) => parts.onAnswer?.(operation, answered));
    const caller = operation.credentials.length > 0 ? gate.caller(request) : undefined;
    if (caller && !operation.credentials.includes(caller.via)) throw new Refusal("PEER_UNKNOWN");
    const state = caller && parts.spend?.(caller, operation);
    if (state) demandRate(response, state);
    const given = { path, query, headers: request.headers };
    const { inputs, faults } = contract.inputs(operation.id, given);
    if (faults.length > 0) throw refusalOf(faults);
    const admission = { operation, caller, inputs, contract, pace: parts.pace ?? USUAL_PACE };
    admissions.set(request, admission);
    return admission;
  };
}

/** The parameters of a request that was admitted as this operation. */
export function inputsOf<Id extends keyof Operations & string>(
  id: Id,
  request: IncomingMessage,
): TypedInputs<Id> {
  const admission = admissions.get(request);
  if (admission?.operation.id !== id) throw new Error(`a request was not admitted as ${id}`);
  // Checked against the very document from which the types are made.
  return admission.inputs as unknown as TypedInputs<Id>;
}

/** How slowly the body of this request may come. */
export function paceOf(request: IncomingMessage): Pace {
  return admissions.get(request)?.pace ?? USUAL_PACE;
}

/** Read, parse and check the JSON body of a request that was admitted as this operation. */
export async function jsonOf<Id extends keyof Operations & string>(
  id: Id,
  request: IncomingMessage,
  response: ServerResponse,
  limit?: number,
): Promise<JsonBody<Id>> {
  const admission = admissions.get(request);
  if (admission?.operation.id !== id) throw new Error(`a request was not admitted as ${id}`);
  return (await readJson(request, response, { ...admission, limit })) as JsonBody<Id>;
}
