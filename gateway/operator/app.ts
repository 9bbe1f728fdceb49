/**
 * The console's routes, put together from its areas, and the files of its pages beside them. The trap: nothing
 * under /api is reached but through `admit`, and every answer, a refusal too, carries the headers that keep
 * browsers strict.
 */
import type { RequestListener, ServerResponse } from "node:http";

import express, { type Express } from "express";

import { answerProblems } from "../api/problem.ts";
import { Refusal } from "../model/refusal.ts";
import type { Trace } from "../model/trace.ts";
import { type Admit, sessionOf } from "./admit.ts";
import type { Area, OperatorGate } from "./parts.ts";
import type { Sessions } from "./sign-in/sessions.ts";
import type { ServePage } from "./static.ts";

export interface AppParts {
  readonly admit: Admit;
  readonly sessions: Pick<Sessions, "peek">;
  readonly areas: readonly Area[];
  readonly page: ServePage;
  trace(request: Parameters<OperatorGate["trace"]>[0]): Trace;
  note(error: unknown, trace?: string): void;
}

export function makeApp(parts: AppParts): RequestListener {
  const app = trimmed();
  const gate: OperatorGate = {
    operator: (request) => sessionOf(request).operator,
    holds: async (request) => (await parts.sessions.peek(request)) !== undefined,
    trace: parts.trace,
  };
  app.use((_request, response, next) => {
    protect(response);
    next();
  });
  app.use(async (request, response, next) => {
    if (!/^\/api(?:\/|$)/.test(request.path)) return void (await parts.page(request, response));
    await parts.admit(request, response);
    next();
  });
  for (const area of parts.areas) area.routes(app, gate);
  app.use(() => {
    throw new Refusal("NOT_FOUND");
  });
  app.use(answerProblems({ note: parts.note, trace: parts.trace }));
  return app as RequestListener;
}

function trimmed(): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  app.set("query parser", "simple");
  return app;
}

/** Nothing may frame, sniff, or load our answers; pages have a policy of their own (static.ts). */
function protect(response: ServerResponse): void {
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("x-frame-options", "DENY");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  response.setHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
}
