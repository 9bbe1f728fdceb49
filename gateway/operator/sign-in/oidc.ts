/**
 * Signing in by an identity provider: OpenID Connect, authorization code with PKCE, state and nonce. The provider
 * says who it is, the console what that one may: a name that no administrator has entered here is nobody. The trap:
 * what a start must remember travels in a cookie of its own, encrypted, since the answer may meet another process.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";

import type { OidcSettings } from "../../config-console.ts";
import { Refusal } from "../../model/refusal.ts";
import { lockProvided, providedSignIn } from "../../store/console/operator-rows.ts";
import type { ConsoleParts } from "../parts.ts";
import { operatorOf } from "./proof.ts";
import { foldLogin, type Vault } from "./secrets.ts";
import { cookieName, readCookie, writeCookie } from "./sessions.ts";

const REMEMBERED_S = 600;
const TIMEOUT_S = 10;

interface Started {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly until: number;
}

export interface Oidc {
  /** Where the browser is to go. */
  start(response: ServerResponse): Promise<string>;
  /** Signs the operator in; SIGN_IN_ELSEWHERE_REFUSED with why not. */
  finish(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function makeOidc(parts: ConsoleParts, settings: OidcSettings, vault: Vault): Oidc {
  const { site, cookies } = parts;
  const name = cookieName(cookies, "oidc");
  const callback = () => `${parts.publicUrl()}/api/session/oidc/callback`;
  let found: Promise<Configuration> | undefined;
  const provider = async (): Promise<Configuration> => {
    found ??= discover(settings);
    return await found.catch((cause: unknown) => {
      // Asked anew the next time.
      found = undefined;
      throw new Refusal("SIGN_IN_ELSEWHERE_REFUSED", { detail: "provider" }, { cause });
    });
  };
  const recall = (request: IncomingMessage): Started => {
    const cookie = readCookie(request, name);
    const text = cookie && opened(vault, cookie);
    const started = text ? (JSON.parse(text) as Started) : undefined;
    if (!started || started.until < site.clock().getTime())
      throw new Refusal("SIGN_IN_ELSEWHERE_REFUSED", { detail: "state" });
    return started;
  };
  return {
    start: async (response) => {
      const config = await provider();
      const [verifier, state, nonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()];
      const until = site.clock().getTime() + REMEMBERED_S * 1000;
      const value = vault.lock(Buffer.from(JSON.stringify({ verifier, state, nonce, until })), "oidc");
      // Lax: the provider's answer is a way in from another site.
      const cookie = { name, value: value.toString("base64url"), seconds: REMEMBERED_S };
      writeCookie(response, cookies, { ...cookie, sameSite: "Lax" });
      const challenge = await calculatePKCECodeChallenge(verifier);
      return buildAuthorizationUrl(config, {
        ...{ redirect_uri: callback(), scope: "openid profile email", state, nonce },
        ...{ code_challenge: challenge, code_challenge_method: "S256" },
      }).href;
    },
    finish: async (request, response) => {
      const { verifier, state, nonce } = recall(request);
      writeCookie(response, cookies, { name, value: "", sameSite: "Lax", seconds: 0 });
      const config = await provider();
      const url = new URL(`${callback()}${new URL(request.url ?? "/", "http://x").search}`);
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
      const tokens = await authorizationCodeGrant(config, url, { ...checks, idTokenExpected: true }).catch(
        (cause: unknown) => {
          throw new Refusal("SIGN_IN_ELSEWHERE_REFUSED", { detail: "answer" }, { cause });
        },
      );
      const claims = tokens.claims();
      const login = claims?.[settings.loginClaim];
      if (!claims || typeof login !== "string" || login === "")
        throw new Refusal("SIGN_IN_ELSEWHERE_REFUSED", { detail: settings.loginClaim });
      const provided = { login, providerId: `${claims.iss} ${claims.sub}` };
      await admitProvided(parts, provided, request, response);
    },
  };
}

async function admitProvided(
  { site, audit, sessions }: ConsoleParts,
  { login, providerId }: { readonly login: string; readonly providerId: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isKnown = await site.db.transaction(async (tx) => {
    const row = await lockProvided(tx, providerId, foldLogin(login));
    if (!row) {
      const act = { act: "session.refused", target: "", detail: { way: "oidc" } };
      await audit.record(tx, { id: null, name: "—" }, act);
      return false;
    }
    await providedSignIn(tx, row.operatorId, providerId, site.clock());
    await sessions.begin(tx, request, response, row.operatorId);
    const act = { act: "session.begin", target: `operator:${row.login}`, detail: { way: "oidc" } };
    await audit.record(tx, operatorOf(row), act);
    return true;
  });
  if (!isKnown) throw new Refusal("SIGN_IN_ELSEWHERE_REFUSED", { detail: "account" });
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  const url = new URL(issuer);
  const proof = clientSecret === null ? None() : ClientSecretPost(clientSecret);
  // Loopback alone may be plain, as the configuration was checked to be.
  // The signature of the ID token is checked too, not only the line that it came by.
  const execute = [enableNonRepudiationChecks, ...(url.protocol === "http:" ? [allowInsecureRequests] : [])];
  return await discovery(url, clientId, undefined, proof, { execute, timeout: TIMEOUT_S });
}

function opened(vault: Vault, cookie: string): string | undefined {
  try {
    return vault.open(Buffer.from(cookie, "base64url"), "oidc").toString("utf8");
  } catch {
    return undefined;
  }
}
