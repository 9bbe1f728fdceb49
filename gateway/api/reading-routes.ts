/**
 * One record by its name: latest version, history, path, evidence, and its sender's marks. The purpose comes by headers, since a GET has
 * no body; the basis is text of any language, so it is percent-encoded. The trap: the address holds the
 * subject's key and never a person's number.
 */
import type { Express, Request, Response } from "express";

import type { Caller } from "../model/caller.ts";
import { Refusal } from "../model/refusal.ts";
import { inputsOf } from "./admit.ts";
import { raw, send } from "./answer.ts";
import { isUnchanged, weakTag } from "./conditional.ts";
import type { Gate } from "./gate.ts";

export interface RecordAsked {
  readonly id: string;
  readonly item: string;
  readonly subject: string;
  readonly said?: Said | undefined;
}

export interface Said {
  readonly purpose: string;
  readonly basis: string;
  readonly authorization?: string | undefined;
}

/** Each answers with the JSON text of the contract's answer. */
export interface ReadingParts {
  record(caller: Caller, asked: RecordAsked): Promise<string>;
  history(caller: Caller, asked: RecordAsked): Promise<string>;
  path(caller: Caller, asked: RecordAsked): Promise<string>;
  evidence(caller: Caller, asked: EvidenceAsked): Promise<string>;
  setMark(caller: Caller, asked: MarkAsked): Promise<object>;
  liftMark(caller: Caller, asked: MarkAsked): Promise<object>;
}

export interface MarkAsked {
  readonly id: string;
  readonly item: string;
  readonly subject: string;
  readonly mark: string;
}

export interface EvidenceAsked extends Partial<RecordAsked> {
  readonly id: string;
  readonly batch?: string | undefined;
}

export function readingRoutes(app: Express, parts: ReadingParts, gate: Gate): void {
  app.get("/v1/records/:id", async (request, response) => {
    const inputs = inputsOf("getRecord", request);
    tagged(request, response, await parts.record(gate.caller(request), askedOf(inputs)));
  });
  app.get("/v1/records/:id/history", async (request, response) => {
    const inputs = inputsOf("getRecordHistory", request);
    tagged(request, response, await parts.history(gate.caller(request), askedOf(inputs)));
  });
  app.get("/v1/records/:id/path", async (request, response) => {
    const inputs = inputsOf("getRecordPath", request);
    tagged(request, response, await parts.path(gate.caller(request), askedOf(inputs)));
  });
  app.get("/v1/records/:id/evidence", async (request, response) => {
    const { path, query, header } = inputsOf("getEvidence", request);
    const asked = { id: path.id, ...query, said: saidOf(header) };
    const evidence = await parts.evidence(gate.caller(request), asked);
    raw(response, 200, "application/json; charset=utf-8", evidence);
  });
  marks(app, parts, gate);
}

function marks(app: Express, parts: ReadingParts, gate: Gate): void {
  app.put("/v1/records/:id/marks/:mark", async (request, response) => {
    const { path, query } = inputsOf("setMark", request);
    send(response, 200, await parts.setMark(gate.caller(request), { ...path, ...query }));
  });
  app.delete("/v1/records/:id/marks/:mark", async (request, response) => {
    const { path, query } = inputsOf("liftMark", request);
    send(response, 200, await parts.liftMark(gate.caller(request), { ...path, ...query }));
  });
}

interface ReadingInputs {
  readonly path: { readonly id: string };
  readonly query: { readonly item: string; readonly subject: string };
  readonly header: Readonly<Record<string, unknown>>;
}

function askedOf({ path, query, header }: ReadingInputs): RecordAsked {
  return { id: path.id, item: query.item, subject: query.subject, said: saidOf(header) };
}

/** What the headers state; undefined when they state no purpose. */
export function saidOf(header: Readonly<Record<string, unknown>>): Said | undefined {
  const purpose = header["Xinqiao-Purpose"];
  if (typeof purpose !== "string") return undefined;
  const authorization = header["Xinqiao-Authorization"];
  return {
    purpose,
    basis: decoded(header["Xinqiao-Basis"]),
    authorization: typeof authorization === "string" ? authorization : undefined,
  };
}

function decoded(basis: unknown): string {
  if (typeof basis !== "string") return "";
  try {
    return decodeURIComponent(basis);
  } catch {
    throw new Refusal("REQUEST_INVALID", { detail: "Xinqiao-Basis (percent-encoding)" });
  }
}

function tagged(request: Request, response: Response, text: string): void {
  const tag = weakTag(text);
  response.setHeader("etag", tag);
  if (isUnchanged(request, tag)) response.writeHead(304).end();
  else raw(response, 200, "application/json; charset=utf-8", text);
}
