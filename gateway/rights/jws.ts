/**
 * Compact JWS in one closed profile: PS256, ES256 or EdDSA, a header of exactly alg, kid
 * and at most typ, keys by their registered id alone. Knows nothing of what is claimed.
 * The trap: the algorithm is the registered key's, never the token's; a header member that
 * is not known here (jwk, jku, x5c, crit, b64, zip …) is no ornament but an attack.
 */
import { constants, type KeyObject, sign, verify } from "node:crypto";

import type { TokenAlgorithm } from "../model/access.ts";

export interface VerifyKey {
  readonly algorithm: TokenAlgorithm;
  readonly key: KeyObject;
}

/** What is wrong with a token; for the roof to make a refusal of. */
export class JwsFault extends Error {
  override readonly name = "JwsFault";
}

export type Claims = Readonly<Record<string, unknown>>;

const LONGEST = 8192;
const PART = /^[A-Za-z0-9_-]+$/;
const MEMBERS = new Set(["alg", "kid", "typ"]);

/** The claims, if the key that `kid` names signed them; a JwsFault if not. */
export function readJws<K extends VerifyKey>(
  token: string,
  types: readonly (string | undefined)[],
  keyOf: (kid: string) => K | undefined,
): { readonly key: K; readonly kid: string; readonly claims: Claims } {
  const parts = token.split(".");
  const [head = "", body = "", mark = ""] = parts;
  if (token.length > LONGEST || parts.length !== 3) throw new JwsFault("form");
  const { alg, kid, typ, ...others } = readObject(head);
  if (Object.keys(others).some((name) => !MEMBERS.has(name))) throw new JwsFault("header");
  if (typeof kid !== "string" || kid.length > 128) throw new JwsFault("kid");
  if (typ !== undefined && typeof typ !== "string") throw new JwsFault("typ");
  if (!types.includes(typ?.toLowerCase())) throw new JwsFault("typ");
  const key = keyOf(kid);
  if (!key) throw new JwsFault("kid");
  if (alg !== key.algorithm) throw new JwsFault("alg");
  if (!isSigned(key, Buffer.from(`${head}.${body}`), readBytes(mark))) throw new JwsFault("signature");
  return { key, kid, claims: readObject(body) };
}

/** By an Ed25519 key. */
export function signJws(claims: Claims, kid: string, typ: string, privateKey: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${part({ alg: "EdDSA", kid, typ })}.${part(claims)}`;
  return `${content}.${sign(null, Buffer.from(content), privateKey).toString("base64url")}`;
}

function isSigned({ algorithm, key }: VerifyKey, content: Buffer, signature: Buffer): boolean {
  switch (algorithm) {
    case "EdDSA":
      return signature.length === 64 && verify(null, content, key, signature);
    case "ES256":
      return (
        signature.length === 64 && verify("sha256", content, { key, dsaEncoding: "ieee-p1363" }, signature)
      );
    case "PS256":
      return verify(
        "sha256",
        content,
        { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
        signature,
      );
  }
}

/** Base64url in its one spelling: no padding, no bits left over. */
function readBytes(text: string): Buffer {
  const bytes = Buffer.from(text, "base64url");
  if (!PART.test(text) || bytes.toString("base64url") !== text) throw new JwsFault("base64url");
  return bytes;
}

function readObject(text: string): Record<string, unknown> {
  const bytes = readBytes(text);
  try {
    const plain = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(plain);
    if (typeof value === "object" && value !== null && !Array.isArray(value) && !hasTwice(plain, value))
      return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new JwsFault("json");
}

/** Whether the text names a member twice: of two readers one takes the first and one the last. */
function hasTwice(plain: string, value: object): boolean {
  const strings = plain.match(/"(?:[^"\\]|\\.)*"\s*:?/g) ?? [];
  return strings.filter((one) => one.endsWith(":")).length !== countNames(value);
}

function countNames(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, one) => sum + countNames(one), own);
}
