/** Single records: so far their evidence. */
import type { Express } from "express";

import type { Caller } from "../model/caller.ts";
import { raw } from "./answer.ts";
import type { Gate } from "./gate.ts";

export interface RecordParts {
  evidence?(viewer: Caller, record: string, batch: string | undefined): Promise<string>;
}

export function recordsRoutes(app: Express, parts: RecordParts, gate: Gate): void {
  app.get("/v1/records/:id/evidence", async (request, response, next) => {
    if (!parts.evidence) return next();
    const batch = request.query["batch"];
    const evidence = parts.evidence(
      gate.caller(request),
      request.params.id,
      typeof batch === "string" ? batch : undefined,
    );
    raw(response, 200, "application/json; charset=utf-8", await evidence);
  });
}
