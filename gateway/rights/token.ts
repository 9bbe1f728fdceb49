/**
 * What client assertions and access tokens claim, and whether it holds now. Signatures are
 * jws.ts's; who is listed is asked of the register each time, so that taking a key or an
 * agency out ends its tokens at once. The trap: an assertion for another node is perfectly
 * signed; only its audience tells.
 */
import { ACTIONS, type Action } from "../model/access.ts";
import { Refusal } from "../model/refusal.ts";
import type { RefusalCode } from "../model/refusals.ts";
import { type Claims, JwsFault, readJws, signJws, type VerifyKey } from "./jws.ts";

/** A registered key with the agency whose it is. */
export interface ClientKey extends VerifyKey {
  readonly agency: string;
}

export interface Assertion {
  readonly agency: string;
  readonly kid: string;
  readonly jti: string;
  /** Until then its jti must be remembered. */
  readonly expiresAt: Date;
}

export interface AccessToken {
  readonly agency: string;
  /** The key by which it was asked for. */
  readonly clientKey: string;
  readonly scope: readonly Action[];
  /** SHA-256 of the certificate it is bound to, base64url. */
  readonly x5t: string | undefined;
}

const SKEW = 60;
const LONGEST_ASSERTION = 300;
export const TOKEN_SECONDS = 600;
const TOKEN_TYPE = "at+jwt";
const ASSERTION_TYPES = [undefined, "jwt", "client-authentication+jwt"];

/** Refuses with ASSERTION_INVALID, ASSERTION_EXPIRED or ASSERTION_AUDIENCE. */
export function readAssertion(
  token: string,
  audiences: readonly string[],
  keyOf: (kid: string) => ClientKey | undefined,
  now: Date,
): Assertion {
  const { key, kid, claims } = read("ASSERTION_INVALID", token, ASSERTION_TYPES, keyOf);
  const refuse = (detail: string) => new Refusal("ASSERTION_INVALID", { detail });
  if (claims["iss"] !== key.agency || claims["sub"] !== key.agency) throw refuse("iss, sub");
  const { aud, jti } = claims;
  const named = Array.isArray(aud) ? (aud as unknown[]) : [aud];
  if (named.length === 0 || !named.every((one) => typeof one === "string" && audiences.includes(one)))
    throw new Refusal("ASSERTION_AUDIENCE");
  if (typeof jti !== "string" || jti.length < 8 || jti.length > 128) throw refuse("jti");
  const seconds = now.getTime() / 1000;
  const exp = numeric(claims, "exp", refuse);
  if (exp === undefined) throw refuse("exp");
  const iat = numeric(claims, "iat", refuse);
  const nbf = numeric(claims, "nbf", refuse);
  if (exp <= seconds) throw new Refusal("ASSERTION_EXPIRED");
  if (exp > Math.min(iat ?? seconds, seconds) + LONGEST_ASSERTION + SKEW) throw refuse("exp");
  if ((iat ?? 0) > seconds + SKEW || (nbf ?? 0) > seconds + SKEW) throw new Refusal("ASSERTION_EXPIRED");
  return { agency: key.agency, kid, jti, expiresAt: new Date(exp * 1000) };
}

export interface Issuer {
  /** Public address: issuer and audience of its tokens. */
  readonly url: string;
  readonly kid: string;
  readonly privateKey: Parameters<typeof signJws>[3];
}

export function issueToken(issuer: Issuer, token: AccessToken, jti: string, now: Date): string {
  const iat = Math.floor(now.getTime() / 1000);
  const claims = {
    iss: issuer.url,
    sub: token.agency,
    aud: issuer.url,
    client_id: token.agency,
    client_key: token.clientKey,
    scope: token.scope.join(" "),
    iat,
    exp: iat + TOKEN_SECONDS,
    jti,
    ...(token.x5t !== undefined && { cnf: { "x5t#S256": token.x5t } }),
  };
  return signJws(claims, issuer.kid, TOKEN_TYPE, issuer.privateKey);
}

/** Refuses with TOKEN_INVALID, TOKEN_EXPIRED or TOKEN_AUDIENCE. `keyOf` knows our own token keys. */
export function readToken(
  token: string,
  audience: string,
  keyOf: (kid: string) => VerifyKey | undefined,
  now: Date,
): AccessToken {
  const { claims } = read("TOKEN_INVALID", token, [TOKEN_TYPE], keyOf);
  const refuse = (detail: string) => new Refusal("TOKEN_INVALID", { detail });
  if (claims["aud"] !== audience || claims["iss"] !== audience) throw new Refusal("TOKEN_AUDIENCE");
  const exp = numeric(claims, "exp", refuse);
  if (exp === undefined || exp <= now.getTime() / 1000) throw new Refusal("TOKEN_EXPIRED");
  const { sub, client_key: clientKey, scope, cnf } = claims;
  if (typeof sub !== "string" || typeof clientKey !== "string" || typeof scope !== "string")
    throw refuse("claims");
  const x5t = (cnf as { "x5t#S256"?: unknown } | undefined)?.["x5t#S256"];
  if (cnf !== undefined && typeof x5t !== "string") throw refuse("cnf");
  const words = scope.split(" ");
  return {
    agency: sub,
    clientKey,
    scope: ACTIONS.filter((one) => words.includes(one)),
    x5t: x5t === undefined ? undefined : String(x5t),
  };
}

function read<K extends VerifyKey>(
  code: RefusalCode,
  token: string,
  types: readonly (string | undefined)[],
  keyOf: (kid: string) => K | undefined,
) {
  try {
    return readJws(token, types, keyOf);
  } catch (error) {
    if (!(error instanceof JwsFault)) throw error;
    throw new Refusal(code, { detail: error.message });
  }
}

/** Seconds since 1970; undefined when it is not claimed. */
function numeric(claims: Claims, name: string, refuse: (detail: string) => Refusal): number | undefined {
  const value = claims[name];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0 || value > 2 ** 40)
    throw refuse(name);
  return value;
}
