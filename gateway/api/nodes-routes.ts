/** What nodes say to each other: sealed batches, receipts, cosigning, queries passed on, releases of the catalog. */
import type { Express } from "express";

import type { Caller } from "../model/caller.ts";
import type { Accepted, Inbound } from "../model/inbound.ts";
import type { Identity } from "../model/network.ts";
import { inputsOf, type JsonBody, jsonOf } from "./admit.ts";
import { raw, send } from "./answer.ts";
import type { Gate } from "./gate.ts";
import { inbound, text } from "./inbound.ts";

export interface NodeRouteParts {
  transfer?(inbound: Inbound): Promise<Accepted>;
  receipt?(identity: Identity, text: string): Promise<object>;
  cosign?(identity: Identity, text: string): Promise<string>;
  /** Answers with the JSON text of a QueryAnswer. */
  query?(caller: Caller, query: JsonBody<"postNodeQuery">): Promise<string>;
  /** Releases of the catalog above a number; who asks says what it works by. */
  offer?(
    identity: Identity,
    asked: { readonly after: number; readonly using: number; readonly content: string },
  ): Promise<object>;
  /** The text of a bundle. */
  bundle?(number: number): Promise<string>;
  /** Which releases are in force, accepted and to come, and what the neighbours work by. */
  releases?(): Promise<object>;
}

export function nodesRoutes(app: Express, parts: NodeRouteParts, gate: Gate): void {
  const { transfer, receipt, cosign, query, offer, bundle, releases } = parts;
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
  if (releases)
    app.get("/v1/releases", async (request, response) => {
      gate.caller(request);
      send(response, 200, await releases());
    });
  if (offer)
    app.get("/node/v1/releases", async (request, response) => {
      const identity = gate.node(request);
      send(response, 200, await offer(identity, inputsOf("listReleasesForNodes", request).query));
    });
  if (bundle)
    app.get("/node/v1/releases/:number", async (request, response) => {
      gate.node(request);
      const { number } = inputsOf("getRelease", request).path;
      raw(response, 200, "application/json; charset=utf-8", await bundle(number));
    });
}
