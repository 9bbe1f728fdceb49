/** The exchange log, for whoever the registry lists. */
import type { Express } from "express";

import { Refusal } from "../model/refusal.ts";
import { raw } from "./answer.ts";
import type { Gate } from "./gate.ts";

export interface LogParts {
  /** The newest signed checkpoint; null before the first. */
  checkpoint(): Promise<string | null>;
}

export function logRoutes(app: Express, { checkpoint }: LogParts, gate: Gate): void {
  app.get("/v1/log/checkpoint", async (request, response) => {
    gate.caller(request);
    const note = await checkpoint();
    if (note === null) throw new Refusal("NOT_FOUND");
    raw(response, 200, "text/plain; charset=utf-8", note);
  });
}
