/** Tokens by client assertion on a real node, asked for with another library's signatures. */
import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request as startRequest } from "node:https";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { SignJWT } from "jose";

import type { AccessAgency, TokenKey } from "./model/access.ts";
import { freePort } from "./store/free-port.ts";
import { type TestCity, testCity, writeAccess } from "./test-city.ts";
import { CITY } from "./test-path.ts";

const AGENCY = "jinan-observer";
const OTHER = "jinan-bystander";

interface Client {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly registered: TokenKey;
}

function client(kid: string): Client {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const spki = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  return { kid, privateKey, registered: { id: kid, algorithm: "ES256", publicKey: spki } };
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

interface Doors extends TestCity {
  readonly url: string;
  readonly clients: readonly [Client, Client];
  /** To the second socket; with `holder` under its certificate. */
  call(
    path: string,
    asking?: { form?: Record<string, string>; bearer?: string; holder?: string },
  ): Promise<Answer>;
  assertion(of: Client, agency: string, over?: Record<string, unknown>): Promise<string>;
  token(asking: { assertion: string; scope?: string; holder?: string }): Promise<Answer>;
}

async function doors(t: TestContext): Promise<Doors> {
  const clients = [client("health-1"), client("water-1")] as const;
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const city = await testCity(
    t,
    [AGENCY, OTHER],
    { agencies: entries(clients) },
    { listenTokens: { host: "127.0.0.1", port, publicUrl: url } },
  );
  const read = (file: string) => readFileSync(join(city.path.folder, file), "utf8");
  const call: Doors["call"] = (path, { form, bearer, holder } = {}) =>
    new Promise((resolve, reject) => {
      const body = form && new URLSearchParams(form).toString();
      const agent = new Agent({
        ca: read("ca.crt"),
        ...(holder && {
          cert: read(`agencies/${holder}/client.crt`),
          key: read(`agencies/${holder}/client.key`),
        }),
      });
      const request = startRequest(`${url}${path}`, {
        agent,
        method: form ? "POST" : "GET",
        headers: {
          ...(form && { "content-type": "application/x-www-form-urlencoded" }),
          ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        },
      });
      request.once("error", reject);
      request.once("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("end", () => {
          agent.destroy();
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> });
        });
      });
      request.end(body);
    });
  return {
    ...city,
    ...{ url, clients, call },
    assertion: async (of, agency, over = {}) =>
      await new SignJWT({ iss: agency, sub: agency, aud: `${url}/oauth2/token`, jti: randomUUID(), ...over })
        .setProtectedHeader({ alg: "ES256", kid: of.kid })
        .setIssuedAt()
        .setExpirationTime("2m")
        .sign(of.privateKey),
    token: async ({ assertion, scope, holder }) =>
      await call("/oauth2/token", {
        form: {
          grant_type: "client_credentials",
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          client_assertion: assertion,
          ...(scope !== undefined && { scope }),
        },
        ...(holder !== undefined && { holder }),
      }),
  };
}

function entries([health, water]: readonly [Client, Client]): readonly AccessAgency[] {
  return [
    {
      id: AGENCY,
      grants: [{ item: "XZCF", actions: ["query", "subscribe"], upTo: "shared", purposes: ["licensing"] }],
      tokenKeys: [health.registered],
      limits: { burst: 500 },
    },
    { id: OTHER, grants: [], tokenKeys: [water.registered] },
  ];
}

test("an assertion is good for one token, which names its agency and what it may do until the register changes", async (t) => {
  const { clients, assertion, token, call, ask, path, lines } = await doors(t);
  const [health] = clients;
  const first = await assertion(health, AGENCY);
  const given = await token({ assertion: first, scope: "query" });
  assert.equal(given.status, 200, JSON.stringify(given.body));
  const bearer = String(given.body["access_token"]);
  const me = await call("/v1/me", { bearer });
  assert.equal(me.status, 200, JSON.stringify(me.body));
  assert.deepEqual([me.body["id"], me.body["via"], me.body["register"]], [AGENCY, "token", 1]);
  assert.equal((me.body["limits"] as Record<string, number>)["burst"], 500);
  assert.deepEqual((await ask(AGENCY, "/v1/me")).json()["grants"], me.body["grants"]);

  const replayed = await token({ assertion: first });
  assert.deepEqual(
    [replayed.status, replayed.body["error"], replayed.body["code"]],
    [401, "invalid_client", "ASSERTION_REPLAYED"],
  );

  // The key is taken out of the register: no restart, and no wait for the token's end.
  writeAccess(path.folder, CITY, 2, { agencies: [{ id: AGENCY, grants: [] }] });
  let after = await call("/v1/me", { bearer });
  for (; after.status === 200; after = await call("/v1/me", { bearer })) await pause(200);
  assert.deepEqual([after.status, after.body["code"]], [401, "TOKEN_INVALID"]);
  // An older register, signed as well as ever, does not give it back.
  writeAccess(path.folder, CITY, 1, { agencies: entries(clients) });
  while (!lines.some((line) => /"alarm".*older/.test(line))) await pause(200);
  assert.equal((await call("/v1/me", { bearer })).body["code"], "TOKEN_INVALID");
});

test("on the socket for tokens", async (t) => {
  const it = await doors(t);
  await t.test("each fault of an assertion or a token is refused with its own code", async () => {
    const { clients, assertion, token, call, ask, url } = it;
    const [health, water] = clients;
    const refused = async (text: string | Promise<string>) =>
      (await token({ assertion: await text })).body["code"];
    assert.equal(
      await refused(assertion(health, AGENCY, { aud: "https://other.example" })),
      "ASSERTION_AUDIENCE",
    );
    assert.equal(await refused(assertion(water, AGENCY)), "ASSERTION_INVALID");
    assert.equal(await refused(assertion({ ...health, kid: "water-1" }, OTHER)), "ASSERTION_INVALID");
    assert.equal(
      await refused(assertion(health, AGENCY, { nbf: Date.now() / 1000 + 600 })),
      "ASSERTION_EXPIRED",
    );
    assert.equal(await refused("e30.e30.e30"), "ASSERTION_INVALID");
    const scope = await token({ assertion: await assertion(health, AGENCY), scope: "admin" });
    assert.deepEqual([scope.status, scope.body["error"]], [400, "invalid_scope"]);

    const bearer = String((await token({ assertion: await assertion(health, AGENCY) })).body["access_token"]);
    const without = await call("/v1/me");
    assert.deepEqual([without.status, without.body["code"]], [401, "TOKEN_MISSING"]);
    // A certificate alone is no name on this socket; the first socket's rules stay there.
    assert.equal((await call("/v1/me", { holder: AGENCY })).body["code"], "TOKEN_MISSING");
    assert.equal((await call("/v1/me", { bearer: `${bearer}A` })).body["code"], "TOKEN_INVALID");
    assert.equal((await call("/node/v1/receipts", { bearer })).status, 404);
    assert.equal((await call("/healthz", { bearer })).status, 404);
    const foreign = await ask(OTHER, "/v1/me", { headers: { authorization: `Bearer ${bearer}` } });
    assert.equal(foreign.json()["code"], "TOKEN_INVALID");
    const metadata = await call("/.well-known/oauth-authorization-server");
    assert.equal(metadata.body["token_endpoint"], `${url}/oauth2/token`);
    const keys = (await call("/.well-known/jwks.json")).body["keys"] as { kid: string }[];
    assert.deepEqual(
      keys.map(({ kid }) => kid),
      [`${CITY}-token-1`, `${CITY}-event-1`],
    );
  });

  await t.test(
    "a token that was given to a certificate's holder is of no use to whoever steals it",
    async () => {
      const { clients, assertion, token, call, ask } = it;
      const given = await token({ assertion: await assertion(clients[0], AGENCY), holder: AGENCY });
      const bearer = String(given.body["access_token"]);
      assert.equal((await call("/v1/me", { bearer, holder: AGENCY })).status, 200);
      assert.equal(
        (await ask(AGENCY, "/v1/me", { headers: { authorization: `Bearer ${bearer}` } })).status,
        200,
      );
      assert.equal((await call("/v1/me", { bearer })).body["code"], "TOKEN_INVALID");
      assert.equal((await call("/v1/me", { bearer, holder: OTHER })).body["code"], "TOKEN_INVALID");
    },
  );

  await t.test("of twenty tries with one assertion at once exactly one is given a token", async () => {
    const { clients, assertion, token } = it;
    const text = await assertion(clients[0], AGENCY);
    const answers = await Promise.all(Array.from({ length: 20 }, () => token({ assertion: text })));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.equal(answers.filter(({ body }) => body["code"] === "ASSERTION_REPLAYED").length, 19);
  });
});
