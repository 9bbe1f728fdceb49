/**
 * A body on its way in: as a stream for the door that takes it, or as one short text.
 * The trap: a body that a door stops reading must not take the connection with it, or
 * its sender never hears why.
 */
import type { IncomingMessage, ServerResponse } from "node:http";

import type { Request, Response } from "express";

import type { Caller } from "../model/caller.ts";
import type { Inbound } from "../model/inbound.ts";
import { paceOf } from "./admit.ts";
import { bodyOf, readWhole } from "./body.ts";
import { paced } from "./pace.ts";

const TEXT_LIMIT = 1 << 20;

export function inbound(request: Request, response: Response, identity: Caller): Inbound {
  const length = request.headers["content-length"];
  const header = (name: string) => request.get(name);
  return {
    identity,
    query: request.query,
    contentDigest: header("content-digest"),
    idempotencyKey: header("idempotency-key"),
    signature: header("xinqiao-signature"),
    catalog: header("xinqiao-catalog"),
    trace: identity.trace.traceId,
    length: length === undefined ? undefined : Number(length),
    body: paced(bodyOf(request), paceOf(request)),
    proceed: () => proceed(request, response),
  };
}

/** The whole body, at most `limit` bytes of it. */
export async function text(request: Request, response: Response, limit = TEXT_LIMIT): Promise<string> {
  proceed(request, response);
  return (await readWhole(request, limit, paceOf(request))).toString("utf8");
}

export function proceed(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.expect?.toLowerCase() === "100-continue") response.writeContinue();
}
