/** What nodes say to each other: sealed batches, receipts, cosigning, queries passed on. */
import type { Express } from "express";

import type { Caller } from "../model/caller.ts";
import type { Accepted, Inbound } from "../model/inbound.ts";
import type { Identity } from "../model/network.ts";
import { type JsonBody, jsonOf } from "./admit.ts";
import { raw, send } from "./answer.ts";
import type { Gate } from "./gate.ts";
import { inbound, text } from "./inbound.ts";

export interface NodeRouteParts {
  transfer?(inbound: Inbound): Promise<Accepted>;
  receipt?(identity: Identity, text: string): Promise<object>;
  cosign?(identity: Identity, text: string): Promise<string>;
  /** Answers with the JSON text of a QueryAnswer. */
  query?(caller: Caller, query: JsonBody<"postNodeQuery">): Promise<string>;
}

export function nodesRoutes(app: Express, parts: NodeRouteParts, gate: Gate): void {
  const { transfer, receipt, cosign, query } = parts;
  if (transfer)
    app.post("/node/v1/transfers", async (request, response) => {
      send(response, 202, await transfer(inbound(request, response, gate.node(request))));
    });
  if (receipt)
    app.post("/node/v1/receipts", async (request, response) => {
      const identity = gate.node(request);
      send(response, 200, await receipt(identity, await text(request, response)));
    });
  if (cosign)
    app.post("/node/v1/log/cosign", async (request, response) => {
      const identity = gate.node(request);
      const line = await cosign(identity, await text(request, response));
      raw(response, 200, "text/plain; charset=utf-8", line);
    });
  if (query)
    app.post("/node/v1/queries", async (request, response) => {
      const caller = gate.node(request);
      const asked = await jsonOf("postNodeQuery", request, response);
      raw(response, 200, "application/json; charset=utf-8", await query(caller, asked));
    });
}
