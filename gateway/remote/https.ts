/**
 * One request to another party's HTTPS server: to the address that was judged, under the name that
 * was registered, with no redirect followed, no proxy asked and no time without end. The trap: the
 * answer's body is the caller's to end, read or destroyed, or the connection stays open.
 */

import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request } from "node:https";

import { Refusal } from "../model/refusal.ts";
import { type Egress, resolveHost } from "./egress.ts";

export interface GuardedRequest {
  /** How refusals name it; the URL may hold what is nobody's business. */
  readonly target: string;
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** PEM; only servers under these are believed. Without it, those of the system are. */
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly egress: Egress;
  /** Until the connection stands. */
  readonly connectMs?: number;
  /** Without a byte of the answer. */
  readonly idleMs?: number;
}

export interface GuardedAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: IncomingMessage;
}

const CONNECT_MS = 10_000;
const IDLE_MS = 30_000;

export async function guardedRequest(asked: GuardedRequest): Promise<GuardedAnswer> {
  const { target, egress, body } = asked;
  const url = parse(asked);
  const { address, family } = await resolveHost(url.hostname, egress, target);
  return await new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(error instanceof Refusal ? error : new Refusal("PULL_UNREACHABLE", {}, { cause: error }));
    };
    const sent: ClientRequest = request({
      // A connection of its own: one that is kept could have been opened before the register changed.
      agent: false,
      host: url.hostname,
      port: url.port === "" ? 443 : Number(url.port),
      path: `${url.pathname}${url.search}`,
      method: asked.method ?? "GET",
      headers: { ...asked.headers, ...(body && { "content-length": String(body.length) }) },
      lookup: (_name, { all }, answer) => {
        if (all === true) (answer as unknown as Every)(null, [{ address, family }]);
        else answer(null, address, family);
      },
      minVersion: "TLSv1.2",
      ...(asked.ca !== undefined && { ca: asked.ca }),
      ...(asked.certificate !== undefined && { cert: asked.certificate, key: asked.key }),
    });
    const late = setTimeout(
      () => sent.destroy(new Refusal("PULL_UNREACHABLE")),
      asked.connectMs ?? CONNECT_MS,
    );
    sent.setTimeout(asked.idleMs ?? IDLE_MS, () => sent.destroy(new Refusal("PULL_UNREACHABLE")));
    sent.once("socket", (socket) => socket.once("secureConnect", () => clearTimeout(late)));
    sent.once("close", () => clearTimeout(late));
    sent.once("error", fail);
    sent.once("response", (answer) => {
      clearTimeout(late);
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: answer });
    });
    sent.end(body);
  });
}

type Every = (
  error: null,
  addresses: readonly { readonly address: string; readonly family: number }[],
) => void;

/** The whole of a small answer; null when it is larger. Its connection is closed either way. */
export async function readAtMost(answer: GuardedAnswer, limit: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of answer.body) {
      bytes += (part as Buffer).length;
      if (bytes > limit) return null;
      parts.push(part as Buffer);
    }
    return Buffer.concat(parts, bytes);
  } catch (cause) {
    throw new Refusal("PULL_UNREACHABLE", {}, { cause });
  } finally {
    answer.body.destroy();
  }
}

function parse({ url, target }: GuardedRequest): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== "https:" || parsed.username !== "" || parsed.password !== "")
    throw new Refusal("TARGET_UNKNOWN", { target });
  return parsed;
}
