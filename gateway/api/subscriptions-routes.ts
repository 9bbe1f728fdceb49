/**
 * Subscriptions of the agency that asks. The tag of one is its revision, which its own changes move and
 * deliveries do not: who pauses it need not be quicker than the next event.
 */
import type { Express, Request, Response } from "express";

import type { Caller } from "../model/caller.ts";
import { inputsOf, type JsonBody, jsonOf } from "./admit.ts";
import { raw, send } from "./answer.ts";
import { demandMatch, strongTag } from "./conditional.ts";
import type { Gate } from "./gate.ts";
import { encodePlace, isCount, readPlace } from "./page.ts";

export interface SubscriptionMade {
  readonly id: string;
  /** JSON text. */
  readonly text: string;
  readonly revision: number;
}

export interface DeadLetterPlace {
  readonly item: string;
  readonly number: number;
  readonly leaf: number;
}

export interface DeadLetterTold extends DeadLetterPlace {
  readonly eventId: string;
  readonly why: string;
  readonly attempts: number;
  readonly at: Date;
  readonly replayedAt: Date | null;
}

export interface SubscriptionParts {
  list(caller: Caller): Promise<object>;
  create(
    caller: Caller,
    wanted: JsonBody<"createSubscription">,
    key: string | undefined,
  ): Promise<SubscriptionMade>;
  read(caller: Caller, id: string): Promise<SubscriptionMade>;
  change(
    caller: Caller,
    id: string,
    revision: number,
    to: JsonBody<"changeSubscription">,
  ): Promise<SubscriptionMade>;
  end(caller: Caller, id: string): Promise<void>;
  test(caller: Caller, id: string): Promise<object>;
  replay(caller: Caller, id: string, wish: JsonBody<"replaySubscription">): Promise<SubscriptionMade>;
  deadLetters(
    caller: Caller,
    id: string,
    after: DeadLetterPlace | undefined,
    limit: number,
  ): Promise<{ readonly items: readonly DeadLetterTold[]; readonly last: DeadLetterPlace | undefined }>;
}

const JSON_TYPE = "application/json; charset=utf-8";

export function subscriptionsRoutes(app: Express, parts: SubscriptionParts, gate: Gate): void {
  app.get("/v1/subscriptions", async (request, response) => {
    send(response, 200, await parts.list(gate.caller(request)));
  });
  app.post("/v1/subscriptions", async (request, response) => {
    const caller = gate.caller(request);
    const key = inputsOf("createSubscription", request).header["Idempotency-Key"];
    const wanted = await jsonOf("createSubscription", request, response);
    const made = await parts.create(caller, wanted, key);
    response.setHeader("location", `/v1/subscriptions/${made.id}`);
    one(response, 201, made);
  });
  app.get("/v1/subscriptions/:id", async (request, response) => {
    one(response, 200, await parts.read(gate.caller(request), request.params.id));
  });
  app.patch("/v1/subscriptions/:id", async (request, response) => {
    const caller = gate.caller(request);
    const { id } = request.params;
    const to = await jsonOf("changeSubscription", request, response);
    const { revision } = await parts.read(caller, id);
    demandMatch(request, strongTag(revision));
    one(response, 200, await parts.change(caller, id, revision, to));
  });
  app.delete("/v1/subscriptions/:id", async (request, response) => {
    await parts.end(gate.caller(request), request.params.id);
    response.writeHead(204).end();
  });
  app.post("/v1/subscriptions/:id/test", async (request, response) => {
    send(response, 200, await parts.test(gate.caller(request), request.params.id));
  });
  app.post("/v1/subscriptions/:id/replay", async (request, response) => {
    const caller = gate.caller(request);
    const wish = await jsonOf("replaySubscription", request, response);
    const { text } = await parts.replay(caller, request.params.id, wish);
    raw(response, 202, JSON_TYPE, text);
  });
  app.get("/v1/subscriptions/:id/dead-letters", async (request, response) => {
    await giveDeadLetters(request, response, parts, gate.caller(request));
  });
}

async function giveDeadLetters(
  request: Request,
  response: Response,
  parts: SubscriptionParts,
  caller: Caller,
): Promise<void> {
  const { path, query } = inputsOf("listDeadLetters", request);
  const list = `dead-letters ${path.id}`;
  const place = readPlace<readonly [string, number, number]>(list, query.cursor, [isText, isCount, isCount]);
  const after = place && { item: place[0], number: place[1], leaf: place[2] };
  const { items, last } = await parts.deadLetters(caller, path.id, after, query.limit ?? 100);
  send(response, 200, {
    items: items.map(({ eventId, item, why, attempts, at, replayedAt }) => ({
      ...{ event: eventId, item, why, attempts, at: at.toISOString() },
      ...(replayedAt && { replayedAt: replayedAt.toISOString() }),
    })),
    next: last ? encodePlace(list, [last.item, last.number, last.leaf]) : null,
  });
}

const isText = (value: unknown): value is string => typeof value === "string";

function one(response: Response, status: number, { text, revision }: SubscriptionMade): void {
  response.setHeader("etag", strongTag(revision));
  raw(response, status, JSON_TYPE, text);
}
