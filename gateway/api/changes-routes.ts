/**
 * The change feed and the golden copy of an item. A copy may be fetched in parts: its ETag names the
 * very bytes. The trap: a part is given only of the file that the asker began with (If-Range), or two
 * copies would be joined to one that never was.
 */
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Express, Request, Response } from "express";

import type { Caller } from "../model/caller.ts";
import { inputsOf } from "./admit.ts";
import { raw } from "./answer.ts";
import { isUnchanged, strongTag } from "./conditional.ts";
import type { Gate } from "./gate.ts";

export interface ChangesQuery {
  readonly item: string;
  readonly cursor: string;
  readonly limit: number;
  readonly waitMs: number;
  readonly types?: readonly ("created" | "amended" | "withdrawn" | "marked")[] | undefined;
}

export interface CopyGiven {
  readonly bytes: number;
  readonly sha256: Buffer;
  /** Bytes from `start` up to and including `end`. */
  open(start: number, end: number): Readable;
}

export interface ChangesParts {
  /** The JSON text of a ChangePage. `gone` aborts when the asker has left. */
  page(caller: Caller, query: ChangesQuery, gone: AbortSignal): Promise<string>;
  copy(caller: Caller, item: string): Promise<CopyGiven>;
}

const COPY_TYPE = "application/vnd.xinqiao.records+zstd";

export function changesRoutes(app: Express, parts: ChangesParts, gate: Gate): void {
  app.get("/v1/items/:item/changes", async (request, response) => {
    const { path, query } = inputsOf("getChanges", request);
    const { cursor = "", limit = 100, wait = 0, types } = query;
    const asked = { item: path.item, cursor, limit, waitMs: wait * 1000, types };
    const page = await parts.page(gate.caller(request), asked, leaving(response));
    if (!response.destroyed) raw(response, 200, "application/json; charset=utf-8", page);
  });
  app.get("/v1/items/:item/copy", async (request, response) => {
    const { path } = inputsOf("getGoldenCopy", request);
    await giveCopy(request, response, await parts.copy(gate.caller(request), path.item));
  });
}

async function giveCopy(request: Request, response: Response, copy: CopyGiven): Promise<void> {
  const tag = strongTag(copy.sha256.toString("hex"));
  response.setHeader("etag", tag);
  response.setHeader("cache-control", "no-store");
  if (isUnchanged(request, tag)) {
    response.writeHead(304).end();
    return;
  }
  const range = rangeOf(request, tag, copy.bytes);
  const { start, end } = range ?? { start: 0, end: copy.bytes - 1 };
  response.writeHead(range ? 206 : 200, {
    "content-type": COPY_TYPE,
    "content-length": end - start + 1,
    "accept-ranges": "bytes",
    ...(range
      ? { "content-range": `bytes ${start}-${end}/${copy.bytes}` }
      : { "content-digest": `sha-256=:${copy.sha256.toString("base64")}:` }),
  });
  if (request.method === "HEAD") response.end();
  else await pipeline(copy.open(start, end), response).catch(() => response.destroy());
}

/** The part asked for, if it is one of this very file; else the whole is given. */
function rangeOf(request: Request, tag: string, bytes: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(request.headers.range ?? "");
  const of = request.headers["if-range"];
  if (!match || (of !== undefined && of !== tag)) return undefined;
  const start = Number(match[1]);
  const end = Math.min(match[2] === "" ? bytes - 1 : Number(match[2]), bytes - 1);
  return start <= end ? { start, end } : undefined;
}

function leaving(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  return gone.signal;
}
