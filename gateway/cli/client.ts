/**
 * An agency's side of the door: where to send, with which certificate, and how to
 * check what comes back. The trap: an answer is believed because of the signature in
 * it, by the registry that the network signed, not because of the connection.
 */
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { call, closeLink, type Link, openLink } from "../deliver/link.ts";
import type { NetworkProof } from "../evidence.ts";
import type { Receipt, Signed } from "../model/batch.ts";
import type { FindingCode } from "../model/findings.ts";
import type { Network } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import type { Params, Text } from "../model/text.ts";
import { readNetwork, registeredNode } from "../network.ts";
import { receiptVerifier } from "../receipts.ts";
import { homeFolder } from "../store/embedded-user.ts";

export interface ClientConfig {
  readonly agency: string;
  readonly node: string;
  readonly url: string;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  readonly network: Network;
  readonly networkProof: NetworkProof;
}

export interface Status {
  readonly id: string;
  readonly state: "due" | "done" | "refused" | "poison";
  readonly batch?: string;
  readonly item?: string;
  readonly root?: string;
  readonly counts?: Readonly<Record<"rows" | "accepted" | "rejected" | "duplicates" | "warnings", number>>;
  readonly refusal?: {
    readonly code: string;
    readonly params: Record<string, string | number>;
    readonly message: Text;
  };
}

export interface FindingLine {
  readonly row: number;
  readonly column: string;
  readonly code: FindingCode;
  readonly params: Params;
  readonly message: Text;
}

export interface Hop {
  readonly node: string;
  readonly receipt: Signed;
}

export interface Client {
  readonly config: ClientConfig;
  upload(file: string, adapter: string): Promise<{ readonly id: string }>;
  status(id: string, waitSeconds: number): Promise<Status>;
  receipt(id: string): Promise<Signed>;
  findings(id: string): Promise<readonly FindingLine[]>;
  /** A file made for the sender; null while it is not made yet. */
  made(id: string, kind: "rejected" | "summary"): Promise<Buffer | null>;
  hops(id: string): Promise<readonly Hop[]>;
  evidence(record: string, batch: string | undefined): Promise<string>;
  /** The seal file of a batch. */
  seal(batch: string): Promise<string>;
  /** The receipt, checked by the registry; RECEIPT_INVALID if anything of it is not right. */
  verify(signed: Signed, expect?: Parameters<ReturnType<typeof receiptVerifier>>[1]): Receipt;
  close(): void;
}

/** Where the sandbox of this checkout keeps its files. */
export function sandboxFolder(): string {
  return join(homeFolder(fileURLToPath(new URL("../..", import.meta.url))), "sandbox");
}

/** A client configuration; paths in it are relative to the file. */
export function readClient(file: string): ClientConfig {
  let raw: Record<string, unknown>;
  try {
    raw = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch (cause) {
    throw new Refusal("CONFIG_INVALID", { detail: `${file} cannot be read as JSON` }, { cause });
  }
  const base = dirname(resolve(file));
  const missing = ["node", "certificate", "key", "ca", "network"].filter(
    (name) => typeof raw[name] !== "string",
  );
  if (missing.length > 0) throw new Refusal("CONFIG_INVALID", { detail: `${file}: ${missing.join(", ")}` });
  const at = (name: string) => resolve(base, String(raw[name]));
  return clientOf({
    agency: String(raw["agency"] ?? ""),
    node: String(raw["node"]),
    url: typeof raw["url"] === "string" ? raw["url"] : undefined,
    ca: at("ca"),
    certificate: at("certificate"),
    key: at("key"),
    network: at("network"),
  });
}

export function clientOf(files: {
  readonly agency: string;
  readonly node: string;
  readonly url: string | undefined;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  readonly network: string;
}): ClientConfig {
  for (const name of ["ca", "certificate", "key", "network"] as const)
    if (!existsSync(files[name]))
      throw new Refusal("CONFIG_INVALID", { detail: `${name}: ${files[name]} is not there` });
  const read = (name: "ca" | "certificate" | "key") => readFileSync(files[name], "utf8");
  const ca = read("ca");
  const { network, proof: networkProof } = readNetwork(files.network, ca);
  const url = files.url ?? registeredNode(network, files.node).url;
  return {
    agency: files.agency,
    node: files.node,
    url,
    ca,
    certificate: read("certificate"),
    key: read("key"),
    network,
    networkProof,
  };
}

export function openClient(config: ClientConfig): Client {
  const { url, node, ca, certificate, key } = config;
  const revoked = new Set(config.network.revoked);
  const link = openLink({ url, node, ca, certificate, key, timeoutMs: 60_000, connections: 4, revoked });
  const get = async (path: string, timeoutMs?: number) =>
    (await call(link, { method: "GET", path, ...(timeoutMs ? { timeoutMs } : {}) })).body.toString("utf8");
  const of = (id: string) => `/v1/batches/${encodeURIComponent(id)}`;
  return {
    config,
    upload: async (file, adapter) => await upload(link, file, adapter),
    status: async (id, wait) =>
      JSON.parse(await get(`${of(id)}?wait=${wait}`, 60_000 + wait * 1000)) as Status,
    receipt: async (id) => JSON.parse(await get(`${of(id)}/receipt`)) as Signed,
    findings: async (id) =>
      (await get(`${of(id)}/findings`))
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as FindingLine),
    made: async (id, kind) => {
      try {
        return (await call(link, { method: "GET", path: `${of(id)}/${kind}` })).body;
      } catch (error) {
        if (error instanceof Refusal && error.params["code"] === "NODE_BUSY") return null;
        throw error;
      }
    },
    hops: async (id) => JSON.parse(await get(`${of(id)}/hops`)) as readonly Hop[],
    seal: async (id) => await get(`${of(id)}/seal`),
    evidence: async (record, batch) =>
      await get(
        `/v1/records/${encodeURIComponent(record)}/evidence${batch === undefined ? "" : `?batch=${encodeURIComponent(batch)}`}`,
      ),
    verify: receiptVerifier(() => config.network),
    close: () => closeLink(link),
  };
}

/** The digest goes ahead of the bytes, so that the node refuses what the way has changed. */
async function upload(link: Link, file: string, adapter: string): Promise<{ readonly id: string }> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
    hash.update(chunk);
  const { size } = await stat(file);
  const answer = await call(link, {
    method: "PUT",
    path: `/v1/batches?adapter=${encodeURIComponent(adapter)}&name=${encodeURIComponent(basename(file))}`,
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(size),
      "content-digest": `sha-256=:${hash.digest("base64")}:`,
    },
    body: createReadStream(file, { highWaterMark: 1 << 20 }),
  });
  return JSON.parse(answer.body.toString("utf8")) as { id: string };
}
