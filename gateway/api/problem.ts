/**
 * Refusals as the world sees them: RFC 9457 problem documents with our code, in both
 * languages. The trap: a defect of ours says nothing of itself outside, only that it
 * is ours and was noted.
 */
import type { IncomingMessage, ServerResponse } from "node:http";

import type { ErrorRequestHandler, Request, Response } from "express";
import { type Fault, Misfit } from "../model/contract.ts";
import { Refusal } from "../model/refusal.ts";
import type { Params, Text } from "../model/text.ts";
import type { Trace } from "../model/trace.ts";

export interface ProblemParts {
  /** Hears of our own defects. */
  note(error: unknown, trace?: string): void;
  trace?(request: IncomingMessage): Trace;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly message: Text;
  readonly params: Readonly<Record<string, string | number>>;
  /** Whether the very same request may succeed later. */
  readonly retry: boolean;
  /** Whose it is: the sender's, this node's, or another system's beyond it. */
  readonly fault: "sender" | "node" | "peer";
  /** Seconds to wait before the same again. */
  readonly retryAfter?: number;
  /** The trace of the request. */
  readonly instance?: string;
  /** Where the request is not as the contract says. */
  readonly errors?: readonly Fault[];
}

const DEFECT: Text = {
  zh: "节点内部出错，已记录；请稍后重试",
  en: "The node failed on its own side and has noted it; try again later",
};
/** Locked, too many, unavailable, full. */
const WAITS: Readonly<Record<number, number>> = { 423: 5, 429: 60, 503: 5, 507: 60 };
/** How long a refused sender may go on sending before the connection is cut. */
const DRAIN_MS = 5000;

export function problemOf(error: unknown, instance?: string): Problem {
  const refusal = error instanceof Refusal ? error : null;
  const message = refusal?.text ?? DEFECT;
  const code = refusal?.code ?? "NODE_DEFECT";
  const status = refusal?.status ?? 500;
  const retryAfter = secondsToWait(status, refusal?.params);
  return {
    type: `urn:xinqiao:problem:${code}`,
    title: refusal ? "未接受 / Not accepted" : "内部错误 / Internal error",
    status,
    detail: `${message.zh} / ${message.en}`,
    code,
    message,
    params: refusal?.params ?? {},
    retry: refusal?.retry ?? true,
    fault: status === 502 || status === 504 ? "peer" : status >= 500 ? "node" : "sender",
    ...(retryAfter !== undefined && { retryAfter }),
    ...(instance !== undefined && { instance }),
    ...(refusal?.cause instanceof Misfit && { errors: refusal.cause.faults }),
  };
}

/** What a code names itself, or a guess where waiting is what helps. */
function secondsToWait(status: number, params: Params = {}): number | undefined {
  const { seconds } = params;
  return typeof seconds === "number" ? seconds : WAITS[status];
}

/** The last word of the app: every throw ends here. */
export function answerProblems(parts: ProblemParts): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, _next) =>
    answerProblem(parts, error, request, response);
}

/** The same for what is answered before the app. */
export function answerProblem(
  { note, trace }: ProblemParts,
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  // Who went away hears no answer, and its going is no defect of ours.
  if (!(error instanceof Refusal) && !isCut(error)) note(error, trace?.(request).traceId);
  if (response.headersSent || response.destroyed) return void response.destroy();
  const problem = problemOf(error, trace?.(request).traceId);
  // A body that nobody will read must not be taken for the next request.
  if (!request.complete) drain(request, response);
  if (problem.retryAfter !== undefined) response.setHeader("retry-after", String(problem.retryAfter));
  if (problem.status === 401) response.setHeader("www-authenticate", "Bearer");
  response.writeHead(problem.status, {
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(problem));
}

function isCut(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === "ECONNRESET" || code === "ERR_STREAM_PREMATURE_CLOSE";
}

/** Let the sender hear the answer: read on for a moment and throw away, then cut. */
function drain(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("connection", "close");
  const cut = setTimeout(() => request.socket.destroy(), DRAIN_MS);
  request.socket.once("close", () => clearTimeout(cut));
  request.resume();
}
