/**
 * Tokens for client assertions (RFC 6749 4.4, RFC 7523), what the endpoint can, and who
 * the caller is. The trap: the token endpoint refuses in RFC 6749's form, not as a problem
 * document; our code stands beside its `error`.
 */
import type { Express, Request, Response } from "express";

import type { Caller } from "../model/caller.ts";
import { Refusal } from "../model/refusal.ts";
import { raw, send } from "./answer.ts";
import { readWhole } from "./body.ts";
import type { Gate } from "./gate.ts";
import { thumbprint } from "./server.ts";

export interface TokenForm {
  readonly assertion: string;
  readonly clientId: string | undefined;
  readonly scope: string | undefined;
  /** SHA-256 of the connection's certificate, base64url. */
  readonly x5t: string | undefined;
  /** Address of the other side. */
  readonly from: string;
}

export interface TokenParts {
  me?(caller: Caller): object;
  /** Public keys for tokens and events, as a JWK set. */
  keys?(): object;
  /** Where tokens are given. */
  readonly issuing?: {
    metadata(): object;
    issue(form: TokenForm): Promise<object>;
  };
}

const FORM = "application/x-www-form-urlencoded";
const FORM_LIMIT = 16_384;
const ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/** What RFC 6749 calls it. */
const ERRORS: Readonly<Record<string, string>> = { REQUEST_INVALID: "invalid_request" };

export function tokensRoutes(app: Express, { me, keys, issuing }: TokenParts, gate: Gate): void {
  if (me) app.get("/v1/me", (request, response) => send(response, 200, me(gate.caller(request))));
  if (keys)
    app.get("/.well-known/jwks.json", (_request, response) =>
      raw(response, 200, "application/jwk-set+json", JSON.stringify(keys())),
    );
  if (!issuing) return;
  app.get("/.well-known/oauth-authorization-server", (_request, response) =>
    send(response, 200, issuing.metadata()),
  );
  app.post("/oauth2/token", async (request, response) => {
    response.setHeader("pragma", "no-cache");
    try {
      send(response, 200, await issuing.issue(await readForm(request)));
    } catch (error) {
      if (!(error instanceof Refusal) || error.status === 429 || error.status >= 500) throw error;
      refuse(response, error);
    }
  });
}

async function readForm(request: Request): Promise<TokenForm> {
  const invalid = (detail: string) => new Refusal("REQUEST_INVALID", { detail });
  if ((request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() !== FORM)
    throw invalid("content-type");
  const form = new URLSearchParams((await readWhole(request, FORM_LIMIT)).toString("utf8"));
  for (const name of new Set(form.keys()))
    if (form.getAll(name).length > 1)
      throw invalid(`${/^[a-z_]{1,40}$/.test(name) ? name : "a member"} twice`);
  if (form.get("grant_type") !== "client_credentials") throw invalid("grant_type");
  if (form.get("client_assertion_type") !== ASSERTION) throw invalid("client_assertion_type");
  return {
    assertion: form.get("client_assertion") ?? "",
    clientId: form.get("client_id") ?? undefined,
    scope: form.get("scope") ?? undefined,
    x5t: thumbprint(request.socket),
    from: request.socket.remoteAddress ?? "",
  };
}

function refuse(response: Response, refusal: Refusal): void {
  const { code, message, status, text } = refusal;
  const detail = refusal.params["detail"];
  const error =
    detail === "grant_type"
      ? "unsupported_grant_type"
      : detail === "scope"
        ? "invalid_scope"
        : (ERRORS[code] ?? "invalid_client");
  if (status === 401) response.setHeader("www-authenticate", 'Bearer error="invalid_client"');
  // Plain printable letters only (RFC 6749 5.2).
  const description = message.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, " ");
  send(response, status === 401 ? 401 : 400, { error, error_description: description, code, message: text });
}
