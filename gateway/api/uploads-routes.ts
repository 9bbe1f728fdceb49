/** Resumable uploads as tus 1.0 writes them on the wire: what to add where is in receive/, here are headers. */
import type { Express, Request, Response } from "express";

import type { Caller } from "../model/caller.ts";
import { Refusal } from "../model/refusal.ts";
import { inputsOf, paceOf } from "./admit.ts";
import { bodyOf, bodyType } from "./body.ts";
import type { Gate } from "./gate.ts";
import { proceed } from "./inbound.ts";
import { paced } from "./pace.ts";

export interface UploadParts {
  readonly fileBytes: number;
  create(
    caller: Caller,
    asked: {
      readonly length: number;
      readonly adapter: string;
      readonly name: string;
      readonly sha256: Buffer | null;
      /** Detached CMS over the file. */
      readonly signature: Buffer | null;
    },
  ): Promise<UploadState>;
  state(caller: Caller, id: string): Promise<UploadState>;
  append(
    caller: Caller,
    id: string,
    part: {
      readonly offset: number;
      readonly checksum: Buffer | null;
      readonly body: AsyncIterable<Buffer>;
      proceed(): void;
    },
  ): Promise<UploadState>;
  remove(caller: Caller, id: string): Promise<void>;
}

interface UploadState {
  readonly id: string;
  readonly offset: number;
  readonly length: number;
  readonly expires: Date;
  readonly batch?: string | undefined;
}

const TYPES = ["application/offset+octet-stream"];
const EXTENSIONS = "creation,creation-with-upload,checksum,termination,expiration";

export function uploadsRoutes(app: Express, parts: UploadParts, gate: Gate): void {
  app.use("/v1/uploads", (_request, response, next) => {
    response.set({ "tus-resumable": "1.0.0", "cache-control": "no-store" });
    next();
  });
  app.options("/v1/uploads", (_request, response) => {
    response.set({
      "tus-version": "1.0.0",
      "tus-extension": EXTENSIONS,
      "tus-checksum-algorithm": "sha256",
      "tus-max-size": String(parts.fileBytes),
    });
    response.status(204).end();
  });
  app.post("/v1/uploads", async (request, response) => {
    const caller = gate.caller(request);
    const { header } = inputsOf("createUpload", request);
    const metadata = readMetadata(header["Upload-Metadata"]);
    const hasBody = Number(request.headers["content-length"] ?? 0) > 0 || isChunked(request);
    if (hasBody) bodyType(request, TYPES);
    let state = await parts.create(caller, { length: header["Upload-Length"], ...metadata });
    if (hasBody) state = await parts.append(caller, state.id, partOf(request, response, 0));
    response.location(`/v1/uploads/${state.id}`);
    told(response, state).status(201).end();
  });
  app.head("/v1/uploads/:id", async (request, response) => {
    const state = await parts.state(gate.caller(request), request.params.id);
    response.set("upload-length", String(state.length));
    told(response, state).status(200).end();
  });
  app.patch("/v1/uploads/:id", async (request, response) => {
    const caller = gate.caller(request);
    const { path, header } = inputsOf("appendUpload", request);
    bodyType(request, TYPES);
    const part = partOf(request, response, header["Upload-Offset"]);
    told(response, await parts.append(caller, path.id, part))
      .status(204)
      .end();
  });
  app.delete("/v1/uploads/:id", async (request, response) => {
    await parts.remove(gate.caller(request), request.params.id);
    response.status(204).end();
  });
}

function told(response: Response, { offset, length, expires, batch }: UploadState): Response {
  response.set("upload-offset", String(offset));
  if (offset < length) response.set("upload-expires", expires.toUTCString());
  if (batch !== undefined) response.set("xinqiao-batch", batch);
  return response;
}

function partOf(request: Request, response: Response, offset: number) {
  return {
    offset,
    checksum: readChecksum(request.get("upload-checksum")),
    body: paced(bodyOf(request), paceOf(request)),
    proceed: () => proceed(request, response),
  };
}

const isChunked = (request: Request): boolean => request.headers["transfer-encoding"] !== undefined;

/** `sha256 <base64>` */
function readChecksum(header: string | undefined): Buffer | null {
  if (header === undefined) return null;
  const text = /^sha256 ([A-Za-z0-9+/]{43}=)$/.exec(header)?.[1];
  if (text === undefined) throw new Refusal("REQUEST_INVALID", { detail: "Upload-Checksum" });
  return Buffer.from(text, "base64");
}

/** Keys and base64 values; keys that are not ours say nothing to us. */
function readMetadata(header: string) {
  const pairs = header.split(",").map((pair) => pair.trim().split(" "));
  const values = new Map(pairs.map(([key = "", value = ""]) => [key, Buffer.from(value, "base64")]));
  if (values.size !== pairs.length) throw new Refusal("REQUEST_INVALID", { detail: "Upload-Metadata" });
  const text = (key: string) => values.get(key)?.toString("utf8") ?? "";
  const sha256 = text("sha256");
  if (!values.has("adapter") || (values.has("sha256") && !/^[0-9a-f]{64}$/.test(sha256)))
    throw new Refusal("REQUEST_INVALID", { detail: "Upload-Metadata" });
  return {
    adapter: text("adapter"),
    name: text("name"),
    sha256: sha256 === "" ? null : Buffer.from(sha256, "hex"),
    signature: values.get("signature") ?? null,
  };
}
