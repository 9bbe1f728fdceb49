/** What nodes say to each other: sealed batches, receipts, cosigning. */
import type { Express } from "express";

import type { Accepted, Inbound } from "../model/inbound.ts";
import type { Identity } from "../model/network.ts";
import { raw, send } from "./answer.ts";
import type { Gate } from "./gate.ts";
import { inbound, text } from "./inbound.ts";

export interface NodeRouteParts {
  transfer?(inbound: Inbound): Promise<Accepted>;
  receipt?(identity: Identity, text: string): Promise<object>;
  cosign?(identity: Identity, text: string): Promise<string>;
}

export function nodesRoutes(app: Express, { transfer, receipt, cosign }: NodeRouteParts, gate: Gate): void {
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
}
