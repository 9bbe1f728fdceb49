/** The catalog, standards, code sets, one's own adapters and templates: read often, changed seldom. */
import type { Express, Request, Response } from "express";

import type { Caller } from "../model/caller.ts";
import { inputsOf } from "./admit.ts";
import { type GivenFile, give } from "./attachment.ts";
import { isUnchanged, weakTag } from "./conditional.ts";
import type { Gate } from "./gate.ts";

export interface CatalogParts {
  catalog(caller: Caller): object;
  item(id: string): object;
  standard(id: string): object;
  codeSet(id: string): object;
  adapters(caller: Caller): object;
  template(caller: Caller, adapter: string, format: string): Promise<GivenFile>;
}

const SCHEMA_TYPE = "application/schema+json";

export function catalogRoutes(app: Express, parts: CatalogParts, gate: Gate): void {
  app.get("/v1/catalog", (request, response) => {
    tagged(request, response, parts.catalog(gate.caller(request)));
  });
  app.get("/v1/catalog/items/:item", (request, response) => {
    gate.caller(request);
    tagged(request, response, parts.item(inputsOf("getItem", request).path.item));
  });
  app.get("/v1/catalog/standards/:standard", (request, response) => {
    gate.caller(request);
    const { standard } = inputsOf("getStandard", request).path;
    tagged(request, response, parts.standard(standard), SCHEMA_TYPE);
  });
  app.get("/v1/catalog/codesets/:codeSet", (request, response) => {
    gate.caller(request);
    tagged(request, response, parts.codeSet(inputsOf("getCodeSet", request).path.codeSet));
  });
  app.get("/v1/adapters", (request, response) => {
    tagged(request, response, parts.adapters(gate.caller(request)));
  });
  app.get("/v1/templates", async (request, response) => {
    const { adapter, format = "csv" } = inputsOf("getTemplate", request).query;
    give(response, await parts.template(gate.caller(request), adapter, format));
  });
}

/** What depends on rights is tagged by what it says, so that a change of rights is a change of the answer. */
function tagged(
  request: Request,
  response: Response,
  value: object,
  type = "application/json; charset=utf-8",
): void {
  const text = JSON.stringify(value);
  const tag = weakTag(text);
  response.setHeader("etag", tag);
  if (isUnchanged(request, tag)) response.writeHead(304).end();
  else response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(text);
}
