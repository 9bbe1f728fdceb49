/**
 * Which operation of a contract a request means, and what the types that are generated from a contract say of one: its
 * parameters, its JSON body. For every contract alike. The trap: a path that is known by another method is told so,
 * with the methods that it has.
 */
import type { IncomingMessage, ServerResponse } from "node:http";

import type { Contract, Found } from "../model/contract.ts";
import { Refusal } from "../model/refusal.ts";

type ParametersOf<Operation> = Operation extends { parameters: infer P } ? P : never;
type Part<P, Name extends string> = P extends { [N in Name]?: infer Value }
  ? Exclude<Value, undefined>
  : Record<string, never>;

/** The parameters of an operation, as its contract types them. */
export interface InputsOf<Operation> {
  readonly path: Part<ParametersOf<Operation>, "path">;
  readonly query: Part<ParametersOf<Operation>, "query">;
  readonly header: Part<ParametersOf<Operation>, "header">;
}

type ContentOf<Operation> = Operation extends { requestBody?: infer B }
  ? Exclude<B, undefined> extends { content: infer C }
    ? C
    : never
  : never;

/** The JSON body of an operation, as its contract types it. */
export type BodyOf<Operation> = ContentOf<Operation>[keyof ContentOf<Operation>];

/** NOT_FOUND, or METHOD_NOT_ALLOWED with the header that names those that are; HEAD is asked as GET is. */
export function findOperation(
  contract: Contract,
  request: IncomingMessage,
  response: ServerResponse,
): Found & { readonly query: URLSearchParams } {
  const method = request.method ?? "GET";
  const [path, search] = divide(request.url ?? "/");
  const found = contract.find(method, path) ?? (method === "HEAD" ? contract.find("GET", path) : undefined);
  if (found) return { ...found, query: new URLSearchParams(search) };
  const methods = contract.methods(path);
  if (methods.length === 0) throw new Refusal("NOT_FOUND");
  response.setHeader("allow", methods.join(", "));
  throw new Refusal("METHOD_NOT_ALLOWED");
}

function divide(url: string): readonly [path: string, search: string] {
  const at = url.indexOf("?");
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}
