/** Files sent whole, what became of batches, and the files made for their senders. */
import type { Express, Request } from "express";

import type { Accepted, Inbound } from "../model/inbound.ts";
import type { Identity } from "../model/network.ts";
import { inputsOf } from "./admit.ts";
import { raw, send, stream } from "./answer.ts";
import { type FileKind, type MadeFile, sendFile } from "./batch-files.ts";
import type { Listed, Page } from "./batch-list.ts";
import { isUnchanged, weakTag } from "./conditional.ts";
import type { Gate } from "./gate.ts";
import { inbound } from "./inbound.ts";
import { nextLink } from "./page.ts";

export interface BatchParts {
  /** Role receive. */
  readonly receive?: { file(inbound: Inbound): Promise<Accepted> };
  /** Role api. */
  readonly read?: BatchReading;
}

export interface BatchReading {
  list(viewer: Identity, listed: Listed): Promise<Page>;
  status(viewer: Identity, id: string, waitSeconds: number): Promise<object>;
  cancel(viewer: Identity, id: string): Promise<object>;
  receipt(viewer: Identity, id: string): Promise<object>;
  findings(viewer: Identity, id: string): AsyncIterable<string>;
  rejections(viewer: Identity, id: string, listed: Pick<Listed, "cursor" | "limit">): Promise<Page>;
  pushes(viewer: Identity, id: string): Promise<object>;
  file(viewer: Identity, id: string, kind: FileKind): Promise<MadeFile>;
  hops(viewer: Identity, id: string): Promise<readonly object[]>;
  seal(viewer: Identity, id: string): Promise<string>;
}

const JSON_TYPE = "application/json; charset=utf-8";

export function batchesRoutes(app: Express, { receive, read }: BatchParts, gate: Gate): void {
  if (receive)
    app.put("/v1/batches", async (request, response) => {
      send(response, 202, await receive.file(inbound(request, response, gate.caller(request))));
    });
  if (!read) return;
  const page = (request: Request, found: Page) => ({
    found,
    headers: found.next === null ? {} : { link: nextLink(request.url, found.next) },
  });
  app.get("/v1/batches", async (request, response) => {
    const { query } = inputsOf("listBatches", request);
    const { found, headers } = page(request, await read.list(gate.caller(request), withLimit(query)));
    response.set(headers);
    send(response, 200, found);
  });
  app.get("/v1/batches/:id", async (request, response) => {
    const { path, query } = inputsOf("getBatch", request);
    const text = JSON.stringify(await read.status(gate.caller(request), path.id, query.wait ?? 0));
    const tag = weakTag(text);
    response.setHeader("etag", tag);
    if (isUnchanged(request, tag)) response.writeHead(304, { "cache-control": "no-store" }).end();
    else raw(response, 200, JSON_TYPE, text);
  });
  app.delete("/v1/batches/:id", async (request, response) => {
    send(response, 200, await read.cancel(gate.caller(request), request.params.id));
  });
  app.get("/v1/batches/:id/receipt", async (request, response) => {
    send(response, 200, await read.receipt(gate.caller(request), request.params.id));
  });
  app.get("/v1/batches/:id/findings", async (request, response) => {
    await stream(response, "application/x-ndjson", read.findings(gate.caller(request), request.params.id));
  });
  app.get("/v1/batches/:id/rejections", async (request, response) => {
    const { path, query } = inputsOf("listRejections", request);
    const rows = await read.rejections(gate.caller(request), path.id, withLimit(query));
    const { found, headers } = page(request, rows);
    response.set(headers);
    send(response, 200, found);
  });
  app.get("/v1/batches/:id/rejected", async (request, response) => {
    await sendFile(response, await read.file(gate.caller(request), request.params.id, "rejected"));
  });
  app.get("/v1/batches/:id/summary", async (request, response) => {
    await sendFile(response, await read.file(gate.caller(request), request.params.id, "summary"));
  });
  app.get("/v1/batches/:id/pushes", async (request, response) => {
    send(response, 200, await read.pushes(gate.caller(request), request.params.id));
  });
  app.get("/v1/batches/:id/hops", async (request, response) => {
    send(response, 200, await read.hops(gate.caller(request), request.params.id));
  });
  app.get("/v1/batches/:id/seal", async (request, response) => {
    raw(response, 200, JSON_TYPE, await read.seal(gate.caller(request), request.params.id));
  });
}

/** The contract's own default has been filled in; its types do not know that. */
function withLimit<Q extends { readonly limit?: number }>(query: Q): Q & { readonly limit: number } {
  return { ...query, limit: query.limit ?? 100 };
}
