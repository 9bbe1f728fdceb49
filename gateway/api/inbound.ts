/**
 * A body on its way in: as a stream for the door that takes it, or as one short text.
 * The trap: a body that a door stops reading must not take the connection with it, or
 * its sender never hears why.
 */
import type { Request, Response } from "express";

import type { Inbound } from "../model/inbound.ts";
import type { Identity } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";

const TEXT_LIMIT = 1 << 20;

export function inbound(request: Request, response: Response, identity: Identity): Inbound {
  const length = request.headers["content-length"];
  return {
    identity,
    query: request.query,
    contentDigest: request.headers["content-digest"] as string | undefined,
    length: length === undefined ? undefined : Number(length),
    body: request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>,
    proceed: () => proceed(request, response),
  };
}

/** The whole body, at most `limit` bytes of it. */
export async function text(request: Request, response: Response, limit = TEXT_LIMIT): Promise<string> {
  proceed(request, response);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw new Refusal("RECEIVE_TOO_LARGE", { limit });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

export function proceed(request: Request, response: Response): void {
  if (request.headers.expect?.toLowerCase() === "100-continue") response.writeContinue();
}
