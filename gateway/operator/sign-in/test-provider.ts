/**
 * For tests only: a small OpenID Connect provider on loopback: discovery, keys, an authorization endpoint that signs
 * in whomever the test says, a token endpoint that holds PKCE and redirect addresses to what was asked. `jose` signs.
 */
import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";

import { exportJWK, generateKeyPair, SignJWT } from "jose";

import { atEnd } from "../../model/test-end.ts";

export interface TestProvider {
  readonly issuer: string;
  /** What the next ID token says besides what it must; a member that is undefined is left out. */
  claims: Record<string, unknown>;
  /** Whether the next ID token is signed by another key than the published one. */
  forged: boolean;
  /** Token requests that were refused, and why. */
  readonly refused: string[];
}

export const CLIENT = { id: "xinqiao-console", secret: "a secret between the two" };

interface Asked {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirect: string;
}

export async function testProvider(t: TestContext): Promise<TestProvider> {
  const [own, other] = await Promise.all([generateKeyPair("ES256"), generateKeyPair("ES256")]);
  const jwk = { ...(await exportJWK(own.publicKey)), kid: "one", use: "sig", alg: "ES256" };
  const codes = new Map<string, Asked>();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: TestProvider = { issuer, claims: {}, forged: false, refused: [] };
  atEnd(t, () => {
    server.closeAllConnections();
    server.close();
  });

  const send = (response: ServerResponse, status: number, body: object) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

  const token = async (request: IncomingMessage, response: ServerResponse) => {
    const given = new URLSearchParams(await text(request));
    const asked = codes.get(given.get("code") ?? "");
    codes.delete(given.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(given.get("code_verifier") ?? "")
      .digest("base64url");
    const wrong =
      given.get("client_id") !== CLIENT.id || given.get("client_secret") !== CLIENT.secret
        ? "client"
        : asked?.challenge !== challenge || asked.redirect !== given.get("redirect_uri")
          ? "grant"
          : undefined;
    if (wrong !== undefined || !asked) {
      provider.refused.push(wrong ?? "code");
      return send(response, 400, { error: "invalid_grant" });
    }
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: CLIENT.id,
      iat: now,
      exp: now + 60,
      nonce: asked.nonce,
      ...provider.claims,
    };
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: "one" })
      .sign(provider.forged ? other.privateKey : own.privateKey);
    return send(response, 200, {
      access_token: "x",
      token_type: "Bearer",
      expires_in: 60,
      id_token: idToken,
    });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/.well-known/openid-configuration")
      return send(response, 200, {
        ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
        ...{
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
        },
        ...{ id_token_signing_alg_values_supported: ["ES256"], code_challenge_methods_supported: ["S256"] },
      });
    if (url.pathname === "/keys") return send(response, 200, { keys: [jwk] });
    if (url.pathname === "/token") return await token(request, response);
    const given = url.searchParams;
    const code = randomBytes(16).toString("base64url");
    codes.set(code, {
      challenge: given.get("code_challenge") ?? "",
      nonce: given.get("nonce") ?? "",
      redirect: given.get("redirect_uri") ?? "",
    });
    const back = new URL(given.get("redirect_uri") ?? "");
    back.searchParams.set("code", code);
    back.searchParams.set("state", given.get("state") ?? "");
    return response.writeHead(302, { location: back.href }).end();
  };
  return provider;
}
