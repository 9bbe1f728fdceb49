/**
 * The token endpoint and what becomes of tokens: assertions by the keys of the access
 * register, tokens by this node's own key, both asked of the register as it is now. The
 * trap: a register without our key's public half must not make tokens that nobody can
 * check, so then there are none.
 */
import { createPublicKey, type KeyObject } from "node:crypto";

import { keyIdOf } from "./access.ts";
import type { GateParts } from "./api/gate.ts";
import type { TokenForm, TokenParts } from "./api/tokens-routes.ts";
import { ACTIONS, type Access, type Action } from "./model/access.ts";
import type { Caller } from "./model/caller.ts";
import type { RegisteredKey } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import { ABSENT, type Feature, type NodeParts } from "./node-parts.ts";
import { createBuckets } from "./rights/limits.ts";
import { type ClientKey, issueToken, readAssertion, readToken, TOKEN_SECONDS } from "./rights/token.ts";
import type { Site } from "./site.ts";
import { limitsOf } from "./spend.ts";
import { forgetAssertions, rememberAssertion } from "./store/assertion-rows.ts";

/** From one address. */
const REQUESTS = { requestsPerSecond: 20, burst: 40 };
/** An assertion is refused this long after its end at the latest, whatever the clocks say. */
const REMEMBERED_MS = 120_000;

export async function startTokens(parts: NodeParts): Promise<Feature> {
  const { site } = parts;
  const { config } = site;
  if (!config.roles.includes("api")) return ABSENT;
  const tokens: TokenParts = {
    me: (caller) => describe(parts, caller),
    keys: () => keySet(site.registers().access),
    ...(config.listenTokens && config.tokenKey && { issuing: issuing(site, config.listenTokens.publicUrl) }),
  };
  return { routes: { tokens }, stop: async () => {} };
}

/** Who a bearer token names; for the gate. Undefined where this node takes none. */
export function bearerOf(site: Site): GateParts["bearer"] {
  const { listenTokens, tokenKey } = site.config;
  if (!listenTokens || !tokenKey) return undefined;
  const keys = remembered(site, (access) => keyMap(access?.tokenKeys ?? []));
  return (text, x5t) => {
    const keyOf = (kid: string) => {
      const key = keys().get(kid);
      return key && { algorithm: "EdDSA" as const, key };
    };
    const token = readToken(text, listenTokens.publicUrl, keyOf, site.clock());
    const agency = site.registers().access?.agencies.find(({ id }) => id === token.agency);
    if (!agency?.tokenKeys?.some(({ id }) => id === token.clientKey))
      throw new Refusal("TOKEN_INVALID", { detail: "client key" });
    if (token.x5t !== undefined && token.x5t !== x5t)
      throw new Refusal("TOKEN_INVALID", { detail: "certificate" });
    return { kind: "agency", id: token.agency, scope: token.scope };
  };
}

function issuing(site: Site, url: string): NonNullable<TokenParts["issuing"]> {
  const endpoint = `${url}/oauth2/token`;
  const buckets = createBuckets();
  const clients = remembered(site, clientKeys);
  return {
    metadata: () => ({
      issuer: url,
      token_endpoint: endpoint,
      jwks_uri: `${url}/.well-known/jwks.json`,
      grant_types_supported: ["client_credentials"],
      token_endpoint_auth_methods_supported: ["private_key_jwt"],
      token_endpoint_auth_signing_alg_values_supported: ["PS256", "ES256", "EdDSA"],
      scopes_supported: [...ACTIONS],
    }),
    issue: async (form) => {
      const now = site.clock();
      const { left, seconds } = buckets.take(form.from, "read", REQUESTS, now);
      if (left < 0) throw new Refusal("RATE_LIMITED", { seconds: Math.max(1, Math.ceil(seconds)) });
      try {
        return await issue(site, url, [url, endpoint], clients(), form, now);
      } catch (error) {
        if (error instanceof Refusal) site.say(`no token given: ${error.code}`);
        throw error;
      }
    },
  };
}

async function issue(
  site: Site,
  url: string,
  audiences: readonly string[],
  clients: ReadonlyMap<string, ClientKey>,
  form: TokenForm,
  now: Date,
): Promise<object> {
  const { agency, kid, jti, expiresAt } = readAssertion(
    form.assertion,
    audiences,
    (id) => clients.get(id),
    now,
  );
  if (form.clientId !== undefined && form.clientId !== agency)
    throw new Refusal("ASSERTION_INVALID", { detail: "client_id" });
  const scope = scopeOf(form.scope);
  const { access, network } = site.registers();
  const isListed = network.agencies.some((one) => one.id === agency && one.node === site.config.node);
  if (!isListed) throw new Refusal("ASSERTION_INVALID", { detail: "kid" });
  const privateKey = site.config.tokenKey;
  const own = privateKey === null ? undefined : keyIdOf(access?.tokenKeys ?? [], privateKey);
  if (privateKey === null || own === undefined) {
    site.alarm("no token given: the access register does not list this node's token key");
    throw new Refusal("NODE_BUSY");
  }
  await forgetAssertions(site.db, new Date(now.getTime() - REMEMBERED_MS));
  if (!(await rememberAssertion(site.db, agency, jti, expiresAt))) throw new Refusal("ASSERTION_REPLAYED");
  const token = { agency, clientKey: kid, scope, x5t: form.x5t };
  return {
    access_token: issueToken({ url, kid: own, privateKey }, token, site.newId(), now),
    token_type: "Bearer",
    expires_in: TOKEN_SECONDS,
    scope: scope.join(" "),
  };
}

function scopeOf(asked: string | undefined): readonly Action[] {
  if (asked === undefined) return ACTIONS;
  const words = asked.split(" ").filter((word) => word !== "");
  const known = ACTIONS.filter((action) => words.includes(action));
  if (known.length === 0 || known.length !== new Set(words).size)
    throw new Refusal("REQUEST_INVALID", { detail: "scope" });
  return known;
}

function describe({ site, rights }: NodeParts, caller: Caller): object {
  const { access } = site.registers();
  return {
    kind: caller.kind,
    id: caller.id,
    via: caller.via,
    node: site.config.node,
    ...(access && { register: access.number }),
    grants: rights.grants(caller, site.clock()),
    limits: limitsOf(site, caller.id),
  };
}

function keySet(access: Access | null): object {
  const listed = [...(access?.tokenKeys ?? []), ...(access?.eventKeys ?? [])];
  return {
    keys: [...keyMap(listed)].map(([kid, key]) => {
      const { kty, crv, x } = key.export({ format: "jwk" });
      return { kty, crv, x, kid, use: "sig", alg: "EdDSA" };
    }),
  };
}

function keyMap(listed: readonly RegisteredKey[]): ReadonlyMap<string, KeyObject> {
  return new Map(listed.map(({ id, publicKey }) => [id, publicKeyOf(publicKey)]));
}

function clientKeys(access: Access | null): ReadonlyMap<string, ClientKey> {
  const all = (access?.agencies ?? []).flatMap(({ id: agency, tokenKeys = [] }) =>
    tokenKeys.map(
      ({ id, algorithm, publicKey }) => [id, { agency, algorithm, key: publicKeyOf(publicKey) }] as const,
    ),
  );
  return new Map(all);
}

function publicKeyOf(spki: string): KeyObject {
  return createPublicKey({ key: Buffer.from(spki, "base64"), type: "spki", format: "der" });
}

/** Computed once a register. */
function remembered<T>(site: Site, compute: (access: Access | null) => T): () => T {
  let of: Access | null | undefined;
  let value: T;
  return () => {
    const { access } = site.registers();
    if (access !== of) {
      value = compute(access);
      of = access;
    }
    return value;
  };
}
