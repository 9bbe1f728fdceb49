/**
 * Refusals as the world sees them: RFC 9457 problem documents with our code, in both
 * languages. The trap: a defect of ours says nothing of itself outside, only that it
 * is ours and was noted.
 */
import type { ErrorRequestHandler, Request, Response } from "express";
import { Refusal } from "../model/refusal.ts";
import type { Text } from "../model/text.ts";

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
}

const DEFECT: Text = {
  zh: "节点内部出错，已记录；请稍后重试",
  en: "The node failed on its own side and has noted it; try again later",
};
/** How long a refused sender may go on sending before the connection is cut. */
const DRAIN_MS = 5000;

export function problemOf(error: unknown): Problem {
  const refusal = error instanceof Refusal ? error : null;
  const message = refusal?.text ?? DEFECT;
  const code = refusal?.code ?? "NODE_DEFECT";
  return {
    type: `urn:xinqiao:problem:${code}`,
    title: refusal ? "未接受 / Not accepted" : "内部错误 / Internal error",
    status: refusal?.status ?? 500,
    detail: `${message.zh} / ${message.en}`,
    code,
    message,
    params: refusal?.params ?? {},
    retry: refusal?.retry ?? true,
  };
}

/** The last word of the app: every throw ends here. `note` hears of our own defects. */
export function answerProblems(note: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, _next) => {
    if (!(error instanceof Refusal)) note(error);
    if (response.headersSent || response.destroyed) return void response.destroy();
    const problem = problemOf(error);
    // A body that nobody will read must not be taken for the next request.
    if (!request.complete) drain(request, response);
    response.writeHead(problem.status, { "content-type": "application/problem+json; charset=utf-8" });
    response.end(JSON.stringify(problem));
  };
}

/** Let the sender hear the answer: read on for a moment and throw away, then cut. */
function drain(request: Request, response: Response): void {
  response.setHeader("connection", "close");
  const cut = setTimeout(() => request.socket.destroy(), DRAIN_MS);
  request.socket.once("close", () => clearTimeout(cut));
  request.resume();
}
