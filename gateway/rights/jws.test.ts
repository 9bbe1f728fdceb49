/** Tokens made by another implementation, and every way in which one may be wrong. */
import assert from "node:assert/strict";
import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { test } from "node:test";

import { CompactSign, jwtVerify, SignJWT } from "jose";

import type { TokenAlgorithm } from "../model/access.ts";
import { Refusal } from "../model/refusal.ts";
import { type ClientKey, issueToken, readAssertion, readToken } from "./token.ts";

const NOW = new Date("2026-11-20T02:00:00Z");
const SECONDS = NOW.getTime() / 1000;
const AUDIENCE = "https://node.example:8444";
const AGENCY = "jinan-housing";

const pairs = {
  PS256: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ES256: generateKeyPairSync("ec", { namedCurve: "prime256v1" }),
  EdDSA: generateKeyPairSync("ed25519"),
};
const ALGORITHMS = Object.keys(pairs) as TokenAlgorithm[];
const keyOf = (kid: string): ClientKey | undefined => {
  const algorithm = ALGORITHMS.find((one) => one === kid);
  return algorithm && { algorithm, key: pairs[algorithm].publicKey, agency: AGENCY };
};
const claims = {
  iss: AGENCY,
  sub: AGENCY,
  aud: AUDIENCE,
  iat: SECONDS,
  exp: SECONDS + 120,
  jti: "0123456789abcdef",
};
const assertion = async (
  over: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  algorithm: TokenAlgorithm = "ES256",
  key: KeyObject | Uint8Array = pairs[algorithm].privateKey,
) =>
  await new SignJWT({ ...claims, ...over })
    .setProtectedHeader({ alg: algorithm, kid: algorithm, ...header })
    .sign(key);
const read = (token: string) => readAssertion(token, [AUDIENCE, `${AUDIENCE}/oauth2/token`], keyOf, NOW);
const refused = (code: string, detail?: string) => (error: unknown) =>
  error instanceof Refusal &&
  error.code === code &&
  (detail === undefined || error.params["detail"] === detail);

for (const algorithm of ALGORITHMS)
  test(`an assertion signed by ${algorithm} in another library is read`, async () => {
    assert.equal(read(await assertion({}, {}, algorithm)).agency, AGENCY);
    assert.equal(read(await assertion({}, { typ: "JWT" }, algorithm)).kid, algorithm);
  });

const WRONG: readonly (readonly [Record<string, unknown>, string])[] = [
  [{ aud: "https://other.example" }, "ASSERTION_AUDIENCE"],
  [{ aud: [AUDIENCE, "https://other.example"] }, "ASSERTION_AUDIENCE"],
  [{ aud: [] }, "ASSERTION_AUDIENCE"],
  [{ iss: "another" }, "ASSERTION_INVALID"],
  [{ sub: "another" }, "ASSERTION_INVALID"],
  [{ jti: undefined }, "ASSERTION_INVALID"],
  [{ jti: 12345678 }, "ASSERTION_INVALID"],
  [{ exp: undefined }, "ASSERTION_INVALID"],
  [{ exp: String(SECONDS + 60) }, "ASSERTION_INVALID"],
  [{ exp: SECONDS + 3600 }, "ASSERTION_INVALID"],
  [{ iat: SECONDS - 3600, exp: SECONDS + 60 }, "ASSERTION_INVALID"],
  [{ exp: SECONDS }, "ASSERTION_EXPIRED"],
  [{ nbf: SECONDS + 90 }, "ASSERTION_EXPIRED"],
  [{ iat: SECONDS + 90 }, "ASSERTION_EXPIRED"],
];

test("what is claimed must be for us, by the key's own agency, and hold now", async () => {
  assert.equal(read(await signRaw({ aud: [AUDIENCE] })).agency, AGENCY);
  for (const [over, code] of WRONG) {
    const token = await signRaw(over);
    assert.throws(() => read(token), refused(code), JSON.stringify(over));
  }
});

/** As jose refuses to write some of these claims, they are signed as plain bytes. */
async function signRaw(over: Record<string, unknown>): Promise<string> {
  return await new CompactSign(Buffer.from(JSON.stringify({ ...claims, ...over })))
    .setProtectedHeader({ alg: "ES256", kid: "ES256" })
    .sign(pairs.ES256.privateKey);
}

const encode = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const unsigned = (header: unknown, signature = "AA") => `${encode(header)}.${encode(claims)}.${signature}`;

test("no algorithm but the registered key's counts: none, HS256 over the public key, another of the list", async () => {
  assert.throws(() => read(unsigned({ alg: "none", kid: "ES256" })), refused("ASSERTION_INVALID", "alg"));
  assert.throws(
    () => read(`${encode({ alg: "none", kid: "ES256" })}.${encode(claims)}.`),
    refused("ASSERTION_INVALID"),
  );
  const pem = pairs.PS256.publicKey.export({ type: "spki", format: "pem" });
  const content = `${encode({ alg: "HS256", kid: "PS256" })}.${encode(claims)}`;
  const mac = createHmac("sha256", pem).update(content).digest("base64url");
  assert.throws(() => read(`${content}.${mac}`), refused("ASSERTION_INVALID", "alg"));
  const other = await new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: "PS256" })
    .sign(pairs.PS256.privateKey);
  assert.throws(() => read(other), refused("ASSERTION_INVALID", "alg"));
  assert.throws(() => read(unsigned({ alg: "EdDSA", kid: "ES256" })), refused("ASSERTION_INVALID", "alg"));
});

test("a header says which registered key, and nothing else", async () => {
  const jwk = pairs.ES256.publicKey.export({ format: "jwk" });
  for (const extra of [
    { jwk },
    { jku: "https://a.example" },
    { x5c: ["AA"] },
    { x5u: "https://a.example" },
    { zip: "DEF" },
  ])
    assert.throws(
      () => read(unsigned({ alg: "ES256", kid: "ES256", ...extra })),
      refused("ASSERTION_INVALID", "header"),
    );
  assert.throws(
    () => read(unsigned({ alg: "ES256", kid: "ES256", crit: ["b64"], b64: false })),
    refused("ASSERTION_INVALID", "header"),
  );
  assert.throws(() => read(unsigned({ alg: "ES256" })), refused("ASSERTION_INVALID", "kid"));
  assert.throws(
    () => read(unsigned({ alg: "ES256", kid: "../../etc/passwd" })),
    refused("ASSERTION_INVALID", "kid"),
  );
  assert.throws(
    () => read(unsigned({ alg: "ES256", kid: "ES256", typ: "at+jwt" })),
    refused("ASSERTION_INVALID", "typ"),
  );
  const twice = '{"alg":"ES256","kid":"ES256","kid":"PS256"}';
  assert.throws(() => read(unsigned(twice)), refused("ASSERTION_INVALID", "json"));
});

test("each token has one spelling: no padding, no bits left over, no fourth part, no other signature form", async () => {
  const good = await assertion();
  const [head = "", body = "", mark = ""] = good.split(".");
  for (const bad of [
    `${head}=.${body}.${mark}`,
    `${head}.${body}.${mark}==`,
    `${head}.${body}.${mark}\n`,
    `${good}.${mark}`,
    `${head}.${body}`,
    `${head}.${body}.`,
    `${head}.${body}.${mark.slice(0, -1)}${mark.endsWith("A") ? "B" : "A"}`,
    good.replace(/\./, " ."),
    "",
    "a".repeat(9000),
  ])
    assert.throws(() => read(bad), refused("ASSERTION_INVALID"));
  const other = await assertion(
    {},
    {},
    "ES256",
    generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey,
  );
  assert.throws(() => read(other), refused("ASSERTION_INVALID", "signature"));
});

const own = generateKeyPairSync("ed25519");
const issuer = { url: AUDIENCE, kid: "node-token-1", privateKey: own.privateKey };
const ownKey = (kid: string) =>
  kid === issuer.kid ? { algorithm: "EdDSA" as const, key: own.publicKey } : undefined;
const granted = { agency: AGENCY, clientKey: "ES256", scope: ["query" as const], x5t: "abc" };

test("an access token of ours is read by another library and by us, with its binding", async () => {
  const token = issueToken(issuer, granted, "j".repeat(16), NOW);
  const { payload } = await jwtVerify(token, createPublicKey(own.privateKey), {
    issuer: AUDIENCE,
    audience: AUDIENCE,
    typ: "at+jwt",
    currentDate: NOW,
  });
  assert.equal(payload.sub, AGENCY);
  assert.deepEqual(readToken(token, AUDIENCE, ownKey, NOW), granted);
});

test("an access token of another node, out of date, or that is an assertion in disguise is refused", async () => {
  const token = issueToken(issuer, granted, "j".repeat(16), NOW);
  assert.throws(() => readToken(token, "https://other.example", ownKey, NOW), refused("TOKEN_AUDIENCE"));
  const later = new Date(NOW.getTime() + 601_000);
  assert.throws(() => readToken(token, AUDIENCE, ownKey, later), refused("TOKEN_EXPIRED"));
  const disguised = await assertion({}, { typ: "JWT" });
  assert.throws(() => readToken(disguised, AUDIENCE, ownKey, NOW), refused("TOKEN_INVALID"));
  // The other way round: a token shown as an assertion.
  assert.throws(() => read(token), refused("ASSERTION_INVALID"));
});
