/**
 * Every route of the node, put together from what the roof passes in; a part that is not
 * passed in does not exist. Express is trimmed to routing: no body parser, no etag, no
 * view. The trap: nothing is reached but through `admit`, which holds every request against
 * the contract before a byte of its body is read.
 */
import type { RequestListener } from "node:http";

import express from "express";

import { Refusal } from "../model/refusal.ts";
import type { Admit } from "./admit.ts";
import { send } from "./answer.ts";
import { type BatchParts, batchesRoutes } from "./batches-routes.ts";
import { type CatalogParts, catalogRoutes } from "./catalog-routes.ts";
import { type ChangesParts, changesRoutes } from "./changes-routes.ts";
import { docsRoutes } from "./docs-routes.ts";
import type { Gate } from "./gate.ts";
import { hotFirst, type Respond } from "./hot.ts";
import { type LogParts, logRoutes } from "./log-routes.ts";
import { type NodeRouteParts, nodesRoutes } from "./nodes-routes.ts";
import { answerProblems } from "./problem.ts";
import { type PushParts, pushRecords, pushRoutes } from "./push-routes.ts";
import { type QueryParts, queriesRoutes, querySubject } from "./queries-routes.ts";
import { type ReadingParts, readingRoutes } from "./reading-routes.ts";
import { type SubscriptionParts, subscriptionsRoutes } from "./subscriptions-routes.ts";
import { type TokenParts, tokensRoutes } from "./tokens-routes.ts";
import { type UploadParts, uploadsRoutes } from "./uploads-routes.ts";

/** What features bring; each interface is in its routes file. */
export interface RouteParts {
  readonly batches?: BatchParts;
  readonly uploads?: UploadParts;
  readonly push?: PushParts;
  readonly reading?: ReadingParts;
  readonly queries?: QueryParts;
  readonly changes?: ChangesParts;
  readonly catalog?: CatalogParts;
  readonly subscriptions?: SubscriptionParts;
  readonly nodes?: NodeRouteParts;
  readonly log?: LogParts;
  readonly tokens?: TokenParts;
}

export interface AppParts extends RouteParts {
  readonly gate: Gate;
  readonly admit: Admit;
  /** The document of the contract, as it is served. */
  readonly contract: unknown;
  /** Of this program; told to who may ask whether the node is ready, which only names of the network may. */
  readonly version: string;
  ready(): Promise<boolean>;
  note(error: unknown, trace?: string): void;
}

export function makeApp(parts: AppParts): RequestListener {
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  app.set("query parser", "simple");
  const { gate, admit } = parts;
  app.use((request, response, next) => {
    admit(request, response);
    next();
  });
  app.get("/healthz", (_request, response) => send(response, 200, { status: "ok" }));
  app.get("/readyz", async (_request, response) => {
    const ready = await parts.ready();
    response.setHeader("xinqiao-version", parts.version);
    send(response, ready ? 200 : 503, { status: ready ? "ok" : "unavailable" });
  });
  docsRoutes(app, parts.contract);
  if (parts.batches) batchesRoutes(app, parts.batches, gate);
  if (parts.uploads) uploadsRoutes(app, parts.uploads, gate);
  if (parts.push) pushRoutes(app, parts.push, gate);
  if (parts.reading) readingRoutes(app, parts.reading, gate);
  if (parts.queries) queriesRoutes(app, parts.queries, gate);
  if (parts.changes) changesRoutes(app, parts.changes, gate);
  if (parts.catalog) catalogRoutes(app, parts.catalog, gate);
  if (parts.subscriptions) subscriptionsRoutes(app, parts.subscriptions, gate);
  if (parts.nodes) nodesRoutes(app, parts.nodes, gate);
  if (parts.log) logRoutes(app, parts.log, gate);
  if (parts.tokens) tokensRoutes(app, parts.tokens, gate);
  app.use(() => {
    throw new Refusal("NOT_FOUND");
  });
  const problems = { note: parts.note, trace: gate.trace };
  app.use(answerProblems(problems));
  const hot = new Map<string, Respond>();
  if (parts.push) hot.set("/v1/records", pushRecords(parts.push, gate));
  if (parts.queries) hot.set("/v1/queries", querySubject(parts.queries, gate));
  return hotFirst(hot, admit, problems, app as RequestListener);
}
