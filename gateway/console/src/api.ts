/**
 * The console's client, typed by contracts/operator.openapi.yaml. `await answered(api.GET("/api/…"))` gives the
 * body or throws a ProblemError, which TanStack Query hands to <ProblemView>. Cookies are the session; whatever
 * changes something carries OWN_PAGE as well. An answer 401 sends the browser to the sign-in page.
 */
import createClient, { type Middleware } from "openapi-fetch";

import type { paths } from "../../../contracts/generated/operator.d.ts";
import type { Pair } from "./words.ts";

/** RFC 9457, as the node writes it; see contracts/ERRORS.md. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly message: Pair;
  readonly params: Readonly<Record<string, string | number>>;
  readonly retry: boolean;
  readonly fault?: "sender" | "node" | "peer";
  readonly retryAfter?: number;
  readonly instance?: string;
  readonly errors?: readonly { readonly in: string; readonly pointer: string; readonly rule: string }[];
}

export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.message.en}`);
    this.problem = problem;
  }
}

/** What is said where no problem document came: the node is away, or something between answered. */
function withoutDocument(status: number): Problem {
  const away = status === 0 || status >= 502;
  return {
    type: "about:blank",
    title: "",
    status,
    detail: "",
    code: away ? "NO_ANSWER" : `HTTP_${status}`,
    message: away
      ? {
          zh: "节点没有应答，请检查网络或稍后再试",
          en: "The node does not answer; check the network or try again later",
        }
      : { zh: `请求未能完成（HTTP ${status}）`, en: `The request could not be completed (HTTP ${status})` },
    params: {},
    retry: true,
    fault: "node",
  };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "message" in body;
}

/**
 * How browsers tell of a fetch, or a part of the console, that did not come. The trap: it is a TypeError, as is most
 * that goes wrong in drawing, and that is no fault of the node's; so it is known by its text, or in heard().
 */
const DID_NOT_COME =
  /^(Failed to fetch|NetworkError|Load failed|network error|error loading dynamically imported|Importing a module)/i;

export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof TypeError && DID_NOT_COME.test(error.message)) return withoutDocument(0);
  const told = error instanceof Error ? error.message : String(error);
  return {
    ...withoutDocument(500),
    code: "CONSOLE_DEFECT",
    message: { zh: `控制台出错：${told}`, en: `The console failed: ${told}` },
  };
}

/** Whatever changes something must come from a page of this console; the header is one that no foreign page can set. */
export const OWN_PAGE = { "Xinqiao-Console": "1" } as const;

/** On requests that a page makes by itself (refetchInterval): no act of a person, so no session lives on by them. */
export const PASSIVE = { "Xinqiao-Passive": "1" } as const;

/** For queries that repeat themselves: the first is a person's, the others the page asks by itself. */
export function headersOf({
  client,
  queryKey,
}: {
  readonly client: { getQueryData(key: readonly unknown[]): unknown };
  readonly queryKey: readonly unknown[];
}): Readonly<Record<string, string>> {
  return client.getQueryData(queryKey) === undefined ? {} : PASSIVE;
}

let onSignedOut: () => void = () => {};
let onAnswer: () => void = () => {};

export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

/** Each answer to a person moves the idle time-out on; see frame/idle.tsx. */
export function whenAnswered(act: () => void): void {
  onAnswer = act;
}

const middleware: Middleware = {
  onRequest({ request }) {
    if (request.method !== "GET") request.headers.set("Xinqiao-Console", OWN_PAGE["Xinqiao-Console"]);
    return request;
  },
  onResponse({ request, response, schemaPath }) {
    if (response.status === 401 && !schemaPath.startsWith("/api/session")) onSignedOut();
    else if (response.ok && !request.headers.has("Xinqiao-Passive")) onAnswer();
  },
};

export const api = createClient<paths>({ baseUrl: "", credentials: "same-origin" });
api.use(middleware);

/** openapi-fetch takes readonly arrays apart as if they were objects; this puts them together again. */
type Mended<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends { readonly [index: number]: infer E; readonly length: number }
    ? readonly Mended<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Mended<T[K]> }
      : T;

/** What comes of asking; an answer that does not come, or not to its end, is a problem too. */
export async function heard<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (failed) {
    throw failed instanceof TypeError ? new ProblemError(withoutDocument(0)) : failed;
  }
}

/** The body of an answer, or the problem thrown. */
export async function answered<T>(
  asked: Promise<{ readonly data?: T; readonly error?: unknown; readonly response: Response }>,
): Promise<Mended<T>> {
  const { data, error, response } = await heard(asked);
  if (response.ok) return data as Mended<T>;
  throw refusedWith(error, response.status);
}

/** What an answer that is no success says, whatever its body is. */
export function refusedWith(body: unknown, status: number): ProblemError {
  return new ProblemError(isProblem(body) ? body : withoutDocument(status));
}
