/** Records pushed one by one or a thousand at once, and what would become of them. Who may not send hears so before the body is read. */
import type { IncomingMessage } from "node:http";

import type { Express } from "express";

import type { Caller } from "../model/caller.ts";
import { inputsOf, paceOf } from "./admit.ts";
import { raw } from "./answer.ts";
import { bodyType, readWhole } from "./body.ts";
import type { Gate } from "./gate.ts";
import type { Respond } from "./hot.ts";
import { proceed } from "./inbound.ts";

export interface PushParts {
  mayPush(caller: Caller, adapter: string): Promise<void>;
  /** Answers when the records are durable, with the JSON text of the contract's answer. */
  submit(
    caller: Caller,
    request: {
      readonly adapter: string;
      readonly body: Buffer;
      readonly type: string;
      readonly key: string | null;
      readonly catalog: number | null;
      readonly minimal: boolean;
    },
  ): Promise<{ readonly status: 200 | 202; readonly body: string }>;
  readonly bodyBytes: number;
  /** The same judgement without storing; JSON text of the contract's answer. */
  precheck(
    caller: Caller,
    request: { readonly adapter: string; readonly body: Buffer; readonly type: string },
  ): Promise<string>;
}

const PRECHECK_BYTES = 16 << 20;

const TYPES = ["application/json", "application/x-ndjson"];
const FILE = "application/octet-stream";
const JSON_TYPE = "application/json; charset=utf-8";
const MINIMAL = /(?:^|[,\s])return=minimal(?:$|[,;\s])/;

export function pushRecords(parts: PushParts, gate: Gate): Respond {
  return async (request, response) => {
    const caller = gate.caller(request);
    const { query, header } = inputsOf("pushRecords", request);
    await parts.mayPush(caller, query.adapter);
    const type = bodyType(request, TYPES);
    proceed(request, response);
    const body = await readWhole(request, parts.bodyBytes, paceOf(request));
    const key = header["Idempotency-Key"] ?? null;
    const minimal = isMinimal(request);
    const catalog = header["Xinqiao-Catalog"] ?? null;
    const answer = await parts.submit(caller, {
      ...{ adapter: query.adapter, body, type, key, catalog, minimal },
    });
    raw(response, answer.status, JSON_TYPE, answer.body);
  };
}

export function pushRoutes(app: Express, parts: PushParts, gate: Gate): void {
  app.post("/v1/records", pushRecords(parts, gate));
  app.post("/v1/prechecks", async (request, response) => {
    const caller = gate.caller(request);
    const { adapter } = inputsOf("precheck", request).query;
    const type = bodyType(request, [...TYPES, FILE]);
    proceed(request, response);
    const body = await readWhole(request, PRECHECK_BYTES, paceOf(request));
    raw(response, 200, JSON_TYPE, await parts.precheck(caller, { adapter, body, type }));
  });
}

function isMinimal(request: IncomingMessage): boolean {
  const prefer = request.headers["prefer"];
  return typeof prefer === "string" && MINIMAL.test(prefer);
}
