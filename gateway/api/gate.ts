/**
 * Who makes a request: by the certificate of its connection or by a bearer token, once a
 * request, with its trace. What that name may do the parts ask. The trap: a token beside
 * a certificate does not widen it; both must name the same agency.
 */
import { randomFillSync } from "node:crypto";
import type { IncomingMessage } from "node:http";

import type { Action } from "../model/access.ts";
import type { Caller } from "../model/caller.ts";
import type { Identity } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import { childTrace, newTrace, parseTrace, type Trace } from "../model/trace.ts";
import { isForTokens, peerIdentity, thumbprint } from "./server.ts";

export interface GateParts {
  /** Whether the registry lists this name. */
  known(identity: Identity): boolean;
  /** Who a bearer token was issued to; refuses any other. `x5t` is the SHA-256 of the connection's certificate. */
  bearer?(token: string, x5t: string | undefined): Identity & { readonly scope: readonly Action[] };
}

export interface Gate {
  /** Refuses whom the registry does not list. */
  caller(request: IncomingMessage): Caller;
  /** The same, for what only nodes may ask. */
  node(request: IncomingMessage): Caller;
  /** Of any request, also of one that is refused. */
  trace(request: IncomingMessage): Trace;
}

export function makeGate(parts: GateParts): Gate {
  const traces = new WeakMap<IncomingMessage, Trace>();
  const callers = new WeakMap<IncomingMessage, Caller>();
  const trace = (request: IncomingMessage): Trace => {
    const known = traces.get(request);
    if (known) return known;
    const random = randomHex();
    const header = request.headers["traceparent"];
    const sent = parseTrace(typeof header === "string" ? header : undefined);
    const made = sent ? childTrace(sent, random.slice(32)) : newTrace(random);
    traces.set(request, made);
    return made;
  };
  const caller = (request: IncomingMessage): Caller => {
    const known = callers.get(request);
    if (known) return known;
    const made = { ...identify(parts, request), trace: trace(request) };
    callers.set(request, made);
    return made;
  };
  return {
    caller,
    node: (request) => {
      const found = caller(request);
      if (found.kind !== "node") throw new Refusal("PEER_UNKNOWN");
      return found;
    },
    trace,
  };
}

const TRACE_BYTES = 24;
const pool = Buffer.alloc(TRACE_BYTES * 256);
let used = pool.length;

/** Random numbers for one trace; the system is asked for many at a time, since every request needs some. */
function randomHex(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += TRACE_BYTES;
  return pool.toString("hex", used - TRACE_BYTES, used);
}

function identify(parts: GateParts, request: IncomingMessage): Omit<Caller, "trace"> {
  const identity = peerIdentity(request.socket);
  const header = request.headers.authorization;
  if (header === undefined) {
    if (isForTokens(request.socket)) throw new Refusal("TOKEN_MISSING");
    if (!identity || !parts.known(identity)) throw new Refusal("PEER_UNKNOWN");
    return { ...identity, via: "certificate" };
  }
  const token = /^Bearer ([A-Za-z0-9_.-]+)$/i.exec(header)?.[1];
  if (token === undefined || !parts.bearer) throw new Refusal("TOKEN_INVALID", { detail: "form" });
  const { kind, id, scope } = parts.bearer(token, thumbprint(request.socket));
  if (identity && (identity.kind !== kind || identity.id !== id))
    throw new Refusal("TOKEN_INVALID", { detail: "certificate" });
  if (!parts.known({ kind, id })) throw new Refusal("PEER_UNKNOWN");
  return { kind, id, scope, via: "token" };
}
