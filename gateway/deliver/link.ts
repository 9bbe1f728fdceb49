/**
 * One connection pool to one peer: HTTPS with mutual TLS, the peer known by the
 * name in its certificate, not by its address. Knows requests and answers, nothing of
 * batches. The trap: an answer may come before the body is sent, and ends the sending.
 */

import type { IncomingMessage } from "node:http";
import { Agent, type RequestOptions, request as startRequest } from "node:https";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PeerCertificate } from "node:tls";
import { identityOf } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import type { Params } from "../model/text.ts";

export interface LinkOptions {
  /** https://host:port */
  readonly url: string;
  /** The node that must stand there. */
  readonly node: string;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  readonly timeoutMs: number;
  readonly connections: number;
  /** Serial numbers of certificates that the registry takes back. */
  readonly revoked: ReadonlySet<string>;
  /** The certificate that stood there, when it was the right one. */
  onShown?(certificate: PeerCertificate): void;
}

export interface Link {
  readonly options: LinkOptions;
  readonly agent: Agent;
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

export interface Call {
  readonly method: "GET" | "PUT" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | Readable;
  readonly signal?: AbortSignal;
  /** Longer than the link's time-out, for a call that the peer answers late on purpose. */
  readonly timeoutMs?: number;
}

const ANSWER_LIMIT = 64 * 2 ** 20;

export function openLink(options: LinkOptions): Link {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: options.connections,
    maxFreeSockets: options.connections,
    ca: options.ca,
    cert: options.certificate,
    key: options.key,
    minVersion: "TLSv1.3",
    checkServerIdentity: (_host: string, certificate: PeerCertificate) =>
      certificateFault(certificate, options),
  });
  return { options, agent };
}

export function closeLink(link: Link): void {
  link.agent.destroy();
}

/** Send and wait for the whole answer. An answer of 200 to 299 is returned, any other is thrown as a Refusal. */
export async function call(link: Link, one: Call): Promise<Answer> {
  let answer: Answer;
  try {
    answer = await exchange(link, one);
  } catch (cause) {
    if (cause instanceof Refusal || one.signal?.aborted) throw cause;
    throw new Refusal("DELIVER_UNREACHABLE", {}, { cause });
  }
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw refusalOf(answer);
}

async function exchange(link: Link, one: Call): Promise<Answer> {
  const url = new URL(one.path, link.options.url);
  const streamed = one.body instanceof Readable;
  const options: RequestOptions = {
    method: one.method,
    agent: link.agent,
    timeout: one.timeoutMs ?? link.options.timeoutMs,
    // A peer that refuses says so before a gigabyte is on its way.
    headers: { ...one.headers, ...(streamed ? { expect: "100-continue" } : {}) },
    ...(one.signal ? { signal: one.signal } : {}),
  };
  const request = startRequest(url, options);
  const answered = new Promise<Answer>((resolve, reject) => {
    request.once("response", (response) => void whole(response).then(resolve, reject));
    request.once("error", reject);
    request.once("timeout", () => request.destroy(new Error("the peer is silent")));
  });
  if (!(one.body instanceof Readable)) {
    request.end(one.body);
    return await answered;
  }
  const body = one.body;
  // Sending starts when the peer says so or answers at once; the answer counts, whatever became of the body.
  const sent = new Promise<void>((resolve) => request.once("continue", resolve)).then(() =>
    pipeline(body, request),
  );
  // The body may break while we still wait for the peer's word: the database it is read from went away.
  const broken = new Promise<never>((_, reject) => body.once("error", reject));
  broken.catch(() => {});
  request.flushHeaders();
  try {
    return await Promise.race([answered, sent.then(() => answered), broken]);
  } catch (error) {
    request.destroy();
    // A peer that refuses mid-body closes; its answer may have arrived before the broken pipe.
    const late = await Promise.race([
      answered.catch(() => null),
      new Promise<null>((done) => setImmediate(done, null)),
    ]);
    if (late) return late;
    throw error;
  } finally {
    sent.catch(() => {});
    body.destroy();
  }
}

async function whole(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > ANSWER_LIMIT) throw new Error("the answer is too long");
    parts.push(part);
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(parts) };
}

/** The peer's refusal as ours: one worth trying again says so by its code. */
function refusalOf(answer: Answer): Refusal {
  let problem: { code?: unknown; retry?: unknown; params?: unknown } = {};
  try {
    problem = JSON.parse(answer.body.toString("utf8")) as typeof problem;
  } catch {
    // No problem document: something between us and the peer answered. The status must do.
  }
  const code = typeof problem?.code === "string" ? problem.code.slice(0, 64) : `HTTP ${answer.status}`;
  const again =
    problem?.retry === true || answer.status >= 500 || answer.status === 429 || answer.status === 408;
  const cause = new Error(`${answer.status} ${code}`);
  const params = { ...plain(problem?.params), code };
  return new Refusal(again ? "DELIVER_UNREACHABLE" : "DELIVER_REFUSED", params, { cause });
}

/** Parameters as another node wrote them: short texts and numbers, or none. */
function plain(params: unknown): Params {
  const entries = typeof params === "object" && params !== null ? Object.entries(params) : [];
  const usable = entries.filter(
    ([, value]) => typeof value === "number" || (typeof value === "string" && value.length <= 500),
  );
  return Object.fromEntries(usable.slice(0, 20)) as Params;
}

function certificateFault(certificate: PeerCertificate, options: LinkOptions): Error | undefined {
  const { node, revoked } = options;
  if (revoked.has(certificate.serialNumber)) return new Error("the certificate is revoked");
  const identity = identityOf(certificate.subjectaltname);
  if (identity?.kind !== "node" || identity.id !== node)
    return new Error("the certificate is not that of the node expected");
  options.onShown?.(certificate);
  return undefined;
}
