/**
 * Every route of the node, wired to what the roof passes in; a part that is not passed
 * in does not exist. Express is trimmed to routing: no body parser, no etag, no view.
 * The trap: a body that a door stops reading must not take the connection with it,
 * or its sender never hears why.
 */
import express, { type Express, type Request, type Response } from "express";

import type { Accepted, Inbound } from "../model/inbound.ts";
import type { Identity } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import { answerProblems } from "./problem.ts";
import { peerIdentity } from "./server.ts";

export interface ReceiveParts {
  file(inbound: Inbound): Promise<Accepted>;
  transfer(inbound: Inbound): Promise<Accepted>;
  receipt(identity: Identity, text: string): Promise<object>;
}

export interface ReadParts {
  status(viewer: Identity, id: string, waitSeconds: number): Promise<object>;
  receipt(viewer: Identity, id: string): Promise<object>;
  findings(viewer: Identity, id: string): AsyncIterable<string>;
  hops(viewer: Identity, id: string): Promise<readonly object[]>;
  seal(viewer: Identity, id: string): Promise<string>;
  evidence(viewer: Identity, record: string, batch: string | undefined): Promise<string>;
}

export interface LogParts {
  /** The newest signed checkpoint; null before the first. */
  checkpoint(): Promise<string | null>;
  cosign(identity: Identity, text: string): Promise<string>;
}

export interface AppParts {
  /** Whether the registry lists this name. */
  known(identity: Identity): boolean;
  ready(): Promise<boolean>;
  note(error: unknown): void;
  readonly receive?: ReceiveParts;
  readonly read?: ReadParts;
  readonly log?: LogParts;
}

const JSON_LIMIT = 1 << 20;

export function makeApp(parts: AppParts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("etag", false);
  app.set("query parser", "simple");
  const { receive, read, log } = parts;
  const who = (request: Request): Identity => {
    const identity = peerIdentity(request.socket);
    if (!identity || !parts.known(identity)) throw new Refusal("PEER_UNKNOWN");
    return identity;
  };
  const nodeOnly = (request: Request): Identity => {
    const identity = who(request);
    if (identity.kind !== "node") throw new Refusal("PEER_UNKNOWN");
    return identity;
  };

  app.get("/healthz", (_request, response) => send(response, 200, { status: "ok" }));
  app.get("/readyz", async (_request, response) => {
    const ready = await parts.ready();
    send(response, ready ? 200 : 503, { status: ready ? "ok" : "unavailable" });
  });
  if (receive) {
    app.put("/v1/batches", async (request, response) => {
      send(response, 202, await receive.file(inbound(request, response, who(request))));
    });
    app.post("/node/v1/transfers", async (request, response) => {
      send(response, 202, await receive.transfer(inbound(request, response, nodeOnly(request))));
    });
    app.post("/node/v1/receipts", async (request, response) => {
      const identity = nodeOnly(request);
      send(response, 200, await receive.receipt(identity, await text(request, response)));
    });
  }
  if (read) {
    app.get("/v1/batches/:id", async (request, response) => {
      const wait = Number(request.query["wait"] ?? 0);
      if (!Number.isFinite(wait) || wait < 0) throw new Refusal("REQUEST_INVALID", { detail: "wait" });
      send(response, 200, await read.status(who(request), request.params.id, wait));
    });
    app.get("/v1/batches/:id/receipt", async (request, response) => {
      send(response, 200, await read.receipt(who(request), request.params.id));
    });
    app.get("/v1/batches/:id/findings", async (request, response) => {
      await stream(response, "application/x-ndjson", read.findings(who(request), request.params.id));
    });
    app.get("/v1/batches/:id/hops", async (request, response) => {
      send(response, 200, await read.hops(who(request), request.params.id));
    });
    app.get("/v1/batches/:id/seal", async (request, response) => {
      const file = await read.seal(who(request), request.params.id);
      raw(response, 200, "application/json; charset=utf-8", file);
    });
    app.get("/v1/records/:id/evidence", async (request, response) => {
      const batch = request.query["batch"];
      const evidence = read.evidence(
        who(request),
        request.params.id,
        typeof batch === "string" ? batch : undefined,
      );
      raw(response, 200, "application/json; charset=utf-8", await evidence);
    });
  }
  if (log) {
    app.get("/v1/log/checkpoint", async (request, response) => {
      who(request);
      const note = await log.checkpoint();
      if (note === null) throw new Refusal("NOT_FOUND");
      raw(response, 200, "text/plain; charset=utf-8", note);
    });
    app.post("/node/v1/log/cosign", async (request, response) => {
      const identity = nodeOnly(request);
      const line = await log.cosign(identity, await text(request, response));
      raw(response, 200, "text/plain; charset=utf-8", line);
    });
  }
  app.use(() => {
    throw new Refusal("NOT_FOUND");
  });
  app.use(answerProblems(parts.note));
  return app;
}

function inbound(request: Request, response: Response, identity: Identity): Inbound {
  const length = request.headers["content-length"];
  return {
    identity,
    query: request.query,
    contentDigest: request.headers["content-digest"] as string | undefined,
    length: length === undefined ? undefined : Number(length),
    body: request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>,
    proceed: () => proceed(request, response),
  };
}

function proceed(request: Request, response: Response): void {
  if (request.headers.expect?.toLowerCase() === "100-continue") response.writeContinue();
}

async function text(request: Request, response: Response): Promise<string> {
  proceed(request, response);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > JSON_LIMIT) throw new Refusal("RECEIVE_TOO_LARGE", { limit: JSON_LIMIT });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: Response, status: number, value: object): void {
  raw(response, status, "application/json; charset=utf-8", JSON.stringify(value));
}

function raw(response: Response, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
  response.end(body);
}

/** The first line is read before the head is written, so that a refusal is still an answer of its own. */
async function stream(response: Response, type: string, lines: AsyncIterable<string>): Promise<void> {
  const iterator = lines[Symbol.asyncIterator]();
  let next = await iterator.next();
  response.writeHead(200, { "content-type": type, "cache-control": "no-store" });
  try {
    for (; !next.done && !response.destroyed; next = await iterator.next()) {
      if (!response.write(next.value)) await drained(response);
    }
    response.end();
  } finally {
    await iterator.return?.();
  }
}

function drained(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.once("drain", done);
    response.once("close", done);
  });
}
