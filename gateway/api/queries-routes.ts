/** Queries: judged, logged and answered by the parts; here are only their shapes, which the contract has checked. */
import type { Express } from "express";

import type { Caller } from "../model/caller.ts";
import { type JsonBody, jsonOf } from "./admit.ts";
import { raw } from "./answer.ts";
import type { Gate } from "./gate.ts";
import type { Respond } from "./hot.ts";

/** Each answers with the JSON text of the contract's answer. */
export interface QueryParts {
  subject(caller: Caller, query: JsonBody<"querySubject">): Promise<string>;
  subjects(caller: Caller, query: JsonBody<"querySubjects">): Promise<string>;
  period(caller: Caller, query: JsonBody<"queryPeriod">): Promise<string>;
}

const JSON_TYPE = "application/json; charset=utf-8";

export function querySubject(parts: QueryParts, gate: Gate): Respond {
  return async (request, response) => {
    const caller = gate.caller(request);
    const query = await jsonOf("querySubject", request, response);
    raw(response, 200, JSON_TYPE, await parts.subject(caller, query));
  };
}

export function queriesRoutes(app: Express, parts: QueryParts, gate: Gate): void {
  app.post("/v1/queries", querySubject(parts, gate));
  app.post("/v1/queries/subjects", async (request, response) => {
    const caller = gate.caller(request);
    const query = await jsonOf("querySubjects", request, response);
    raw(response, 200, JSON_TYPE, await parts.subjects(caller, query));
  });
  app.post("/v1/queries/period", async (request, response) => {
    const caller = gate.caller(request);
    const query = await jsonOf("queryPeriod", request, response);
    raw(response, 200, JSON_TYPE, await parts.period(caller, query));
  });
}
