/**
 * A question about records that an operator asks, written into the log of queries: who, why, on what basis, and how
 * much was found. The trap: it is written before anything is answered, also where nothing was found; and a purpose
 * of blanks is none.
 */
import type { IncomingMessage } from "node:http";

import { Refusal } from "../model/refusal.ts";
import type { ConsoleParts, OperatorGate } from "./parts.ts";

interface Why {
  readonly purpose: string;
  readonly basis: string;
}

interface Asked {
  readonly action: "query" | "read";
  readonly items: readonly string[];
  /** The key of whom it is about; null where nobody is known. */
  readonly subject: string | null;
  readonly level: "open" | "personal";
  readonly records: number;
}

/** Resolves with the entry's id when it is durable; PURPOSE_REQUIRED where nothing is said. */
export async function logAsked(
  { site, queryLog }: Pick<ConsoleParts, "site" | "queryLog">,
  gate: OperatorGate,
  request: IncomingMessage,
  { purpose, basis }: Why,
  asked: Asked,
): Promise<string> {
  if (purpose.trim() === "" || basis.trim() === "") throw new Refusal("PURPOSE_REQUIRED");
  return await queryLog.log({
    ...{ agency: site.config.node, via: `console:${gate.operator(request).id}`, purpose, basis, ...asked },
    ...{ subjects: asked.subject === null ? 0 : 1, authorization: null, partial: false },
    trace: gate.trace(request).traceId,
  });
}
