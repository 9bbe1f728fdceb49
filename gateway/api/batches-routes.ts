/** Files sent whole, and what became of batches. */
import type { Express } from "express";

import type { Accepted, Inbound } from "../model/inbound.ts";
import type { Identity } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import { raw, send, stream } from "./answer.ts";
import type { Gate } from "./gate.ts";
import { inbound } from "./inbound.ts";

export interface BatchParts {
  /** Role receive. */
  readonly receive?: { file(inbound: Inbound): Promise<Accepted> };
  /** Role api. */
  readonly read?: BatchReading;
}

export interface BatchReading {
  status(viewer: Identity, id: string, waitSeconds: number): Promise<object>;
  receipt(viewer: Identity, id: string): Promise<object>;
  findings(viewer: Identity, id: string): AsyncIterable<string>;
  hops(viewer: Identity, id: string): Promise<readonly object[]>;
  seal(viewer: Identity, id: string): Promise<string>;
}

export function batchesRoutes(app: Express, { receive, read }: BatchParts, gate: Gate): void {
  if (receive)
    app.put("/v1/batches", async (request, response) => {
      send(response, 202, await receive.file(inbound(request, response, gate.caller(request))));
    });
  if (!read) return;
  app.get("/v1/batches/:id", async (request, response) => {
    const wait = Number(request.query["wait"] ?? 0);
    if (!Number.isFinite(wait) || wait < 0) throw new Refusal("REQUEST_INVALID", { detail: "wait" });
    send(response, 200, await read.status(gate.caller(request), request.params.id, wait));
  });
  app.get("/v1/batches/:id/receipt", async (request, response) => {
    send(response, 200, await read.receipt(gate.caller(request), request.params.id));
  });
  app.get("/v1/batches/:id/findings", async (request, response) => {
    await stream(response, "application/x-ndjson", read.findings(gate.caller(request), request.params.id));
  });
  app.get("/v1/batches/:id/hops", async (request, response) => {
    send(response, 200, await read.hops(gate.caller(request), request.params.id));
  });
  app.get("/v1/batches/:id/seal", async (request, response) => {
    const file = await read.seal(gate.caller(request), request.params.id);
    raw(response, 200, "application/json; charset=utf-8", file);
  });
}
