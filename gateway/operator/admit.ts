/**
 * The one way into the console's API: which operation of the contract a request means, whether a page of ours sent
 * it, whose session it is, whether one of its roles may, and its parameters as the contract types them. The trap:
 * an operation that names no roles is nobody's, and who may not ask learns nothing of how the question should look.
 */
import type { IncomingMessage, ServerResponse } from "node:http";

import type { operations } from "../../contracts/generated/operator.d.ts";
import { readJson, refusalOf } from "../api/json.ts";
import { type BodyOf, findOperation, type InputsOf } from "../api/operation.ts";
import type { Contract, Inputs, Operation } from "../model/contract.ts";
import { Refusal } from "../model/refusal.ts";
import { formatTrace, type Trace } from "../model/trace.ts";
import type { Session, Sessions } from "./sign-in/sessions.ts";

export interface Admission {
  readonly operation: Operation;
  /** Undefined where the operation needs nobody. */
  readonly session: Session | undefined;
  readonly inputs: Inputs;
}

export interface AdmitParts {
  readonly contract: Contract;
  readonly sessions: Sessions;
  trace(request: IncomingMessage): Trace;
  /** Whether it is the origin of our own pages. */
  isOwnOrigin(origin: string, request: IncomingMessage): boolean;
}

export type Admit = (request: IncomingMessage, response: ServerResponse) => Promise<Admission>;

type Operations = { [Id in keyof operations]: operations[Id] };

/** The parameters of an operation, as the contract types them. */
export type TypedInputs<Id extends keyof Operations> = InputsOf<Operations[Id]>;

/** The JSON body of an operation, as the contract types it. */
export type JsonBody<Id extends keyof Operations> = BodyOf<Operations[Id]>;

type AnswerOf<Responses, Status> = Status extends keyof Responses
  ? Responses[Status] extends { content: { "application/json": infer Body } }
    ? Body
    : never
  : never;

/** The JSON answer of an operation, as the contract types it: for what an area gives back. */
export type JsonAnswer<Id extends keyof Operations, Status extends number = 200> = AnswerOf<
  Operations[Id]["responses"],
  Status
>;

const SAFE = ["GET", "HEAD"];

interface Kept extends Admission {
  readonly contract: Contract;
}

const admissions = new WeakMap<IncomingMessage, Kept>();

export function makeAdmit(parts: AdmitParts): Admit {
  const { contract, sessions } = parts;
  return async (request, response) => {
    response.setHeader("traceparent", formatTrace(parts.trace(request)));
    const { operation, path, query } = findOperation(contract, request, response);
    demandOwnPage(parts, request);
    const session = operation.credentials.includes("session")
      ? await demandRole(sessions, operation, request)
      : undefined;
    // Neither a session nor openness to all: such an operation is nobody's.
    if (!session && operation.credentials.length > 0) throw new Refusal("ROLE_NEEDED", { roles: "—" });
    // PostgreSQL takes no such character in a text, so nobody may have meant it.
    if (/%00/.test(request.url ?? "")) throw new Refusal("REQUEST_INVALID", { detail: "U+0000" });
    const given = { path, query, headers: request.headers };
    const { inputs, faults } = contract.inputs(operation.id, given);
    if (faults.length > 0) throw refusalOf(faults);
    const admission = { operation, session, inputs, contract };
    admissions.set(request, admission);
    return admission;
  };
}

/** The session under which a request was admitted; SESSION_MISSING when it needed none. */
export function sessionOf(request: IncomingMessage): Session {
  const session = admissions.get(request)?.session;
  if (!session) throw new Refusal("SESSION_MISSING");
  return session;
}

/** The parameters of a request that was admitted as this operation. */
export function inputsOf<Id extends keyof Operations & string>(
  id: Id,
  request: IncomingMessage,
): TypedInputs<Id> {
  // Checked against the very document from which the types are made.
  return admitted(id, request).inputs as unknown as TypedInputs<Id>;
}

/** Read, parse and check the JSON body of a request that was admitted as this operation. */
export async function jsonOf<Id extends keyof Operations & string>(
  id: Id,
  request: IncomingMessage,
  response: ServerResponse,
  limit?: number,
): Promise<JsonBody<Id>> {
  const { operation, contract } = admitted(id, request);
  const demand = (text: string) => {
    if (/(?<!\\)(?:\\\\)*\\u0000/.test(text)) throw new Refusal("REQUEST_INVALID", { detail: "U+0000" });
  };
  return (await readJson(request, response, { contract, operation, limit, demand })) as JsonBody<Id>;
}

function admitted(id: string, request: IncomingMessage): Kept {
  const admission = admissions.get(request);
  if (admission?.operation.id !== id) throw new Error(`a request was not admitted as ${id}`);
  return admission;
}

async function demandRole(
  sessions: Sessions,
  operation: Operation,
  request: IncomingMessage,
): Promise<Session> {
  const session = await sessions.of(request);
  if (!session) throw new Refusal("SESSION_MISSING");
  if (session.operator.roles.some((role) => operation.roles.includes(role))) return session;
  throw new Refusal("ROLE_NEEDED", { roles: operation.roles.join(", ") || "—" });
}

/** What changes something is asked for by a page of ours, and by no other page that the same browser has open. */
function demandOwnPage({ isOwnOrigin }: AdmitParts, request: IncomingMessage): void {
  if (SAFE.includes(request.method ?? "")) return;
  const { origin, "sec-fetch-site": site, "xinqiao-console": mark } = request.headers;
  const isOwn =
    site === undefined ? origin !== undefined && isOwnOrigin(origin, request) : site === "same-origin";
  if (!isOwn || mark !== "1") throw new Refusal("ORIGIN_FOREIGN");
}
