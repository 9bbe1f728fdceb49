/**
 * A client of the exchange API: openapi-fetch, typed by the contract, over node:https with a client certificate
 * or with tokens by private_key_jwt. JavaScript, since Node strips no types inside node_modules. The trap: a key
 * for repeating belongs to the act and not to the attempt; whoever repeats must give the same one.
 */
import { createPublicKey, randomUUID, sign, verify } from "node:crypto";
import { Agent, request as startRequest } from "node:https";
import { Readable } from "node:stream";

import createOpenapiClient from "openapi-fetch";

const ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/** A token is renewed so long before its end. */
const RENEW_MS = 60_000;
const WEBHOOK_SECONDS = 300;

/** @type {import("./client.d.ts").createClient} */
export function createClient({ url, ca, certificate, key, token }) {
  const agent = new Agent({ keepAlive: true, ca, cert: certificate, key, minVersion: "TLSv1.3" });
  const send = (request) => over(agent, request);
  const bearer = token && tokens(send, url, token);
  const client = createOpenapiClient({
    baseUrl: url,
    fetch: async (request) => {
      if (bearer) request.headers.set("authorization", `Bearer ${await bearer()}`);
      return await send(request);
    },
  });
  return { ...client, follow: (item, cursor, options) => follow(client, item, cursor, options), close: () => agent.destroy() };
}

/** Changes of an item, page after page, for as long as the caller goes on asking. */
async function* follow(client, item, cursor = "", { wait = 30, signal } = {}) {
  for (let place = cursor; !signal?.aborted; ) {
    const { data, error } = await client.GET("/v1/items/{item}/changes", {
      params: { path: { item }, query: { cursor: place, wait } },
      signal,
    });
    if (error) throw Object.assign(new Error(error.detail), { problem: error });
    // The place behind a change is known for the last of a page alone: going on from an earlier one repeats some.
    for (const [at, change] of data.changes.entries())
      yield { change, cursor: at === data.changes.length - 1 ? data.cursor : place };
    place = data.cursor;
  }
}

/** @type {import("./client.d.ts").verifyWebhook} */
export function verifyWebhook({ headers, body, key, now = Date.now() }) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const signatures = headers["webhook-signature"];
  if (!id || !/^\d{1,12}$/.test(timestamp ?? "") || !signatures) throw new Error("webhook: headers are missing");
  if (Math.abs(now / 1000 - Number(timestamp)) > WEBHOOK_SECONDS) throw new Error("webhook: too old or too new");
  const publicKey = createPublicKey({ key, format: "jwk" });
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), bytes]);
  const isGood = signatures.split(" ").some((one) => {
    const [version, signature = ""] = one.split(",");
    return version === "v1a" && verify(null, signed, publicKey, Buffer.from(signature, "base64"));
  });
  if (!isGood) throw new Error("webhook: the signature is not good");
  // Whoever keeps the ids that were seen passes over what comes again.
  return { id, events: JSON.parse(bytes.toString("utf8")) };
}

/** A token that is fetched when it is needed and kept while it lasts. */
function tokens(send, url, { agency, keyId, privateKey, algorithm = "ES256", scope }) {
  let kept;
  return async () => {
    if (kept && kept.until > Date.now()) return await kept.value;
    const fetched = (async () => {
      const form = new URLSearchParams({
        grant_type: "client_credentials",
        client_assertion_type: ASSERTION,
        client_assertion: assertion({ agency, keyId, privateKey, algorithm, audience: `${url}/oauth2/token` }),
        ...(scope && { scope }),
      });
      const response = await send(new Request(`${url}/oauth2/token`, { method: "POST", body: form }));
      const answer = await response.json();
      if (!response.ok) throw Object.assign(new Error(answer.error_description), { problem: answer });
      kept = { value: Promise.resolve(answer.access_token), until: Date.now() + answer.expires_in * 1000 - RENEW_MS };
      return answer.access_token;
    })();
    kept = { value: fetched, until: Date.now() + RENEW_MS };
    fetched.catch(() => {
      kept = undefined;
    });
    return await fetched;
  };
}

function assertion({ agency, keyId, privateKey, algorithm, audience }) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const iat = Math.floor(Date.now() / 1000);
  const head = part({ alg: algorithm, kid: keyId, typ: "JWT" });
  const text = `${head}.${part({ iss: agency, sub: agency, aud: audience, jti: randomUUID(), iat, exp: iat + 120 })}`;
  const [digest, options] = {
    ES256: ["sha256", { dsaEncoding: "ieee-p1363" }],
    PS256: ["sha256", { padding: 6, saltLength: 32 }],
    EdDSA: [null, {}],
  }[algorithm];
  return `${text}.${sign(digest, Buffer.from(text), { key: privateKey, ...options }).toString("base64url")}`;
}

/** fetch's own client takes no certificates; this sends a Request by node:https. */
async function over(agent, request) {
  const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  return await new Promise((resolve, reject) => {
    const sent = startRequest(
      request.url,
      { agent, method: request.method, headers: Object.fromEntries(request.headers), signal: request.signal },
      (response) => {
        const status = response.statusCode ?? 500;
        const headers = Object.entries(response.headersDistinct).flatMap(([name, values]) => values.map((value) => [name, value]));
        const hasBody = status !== 204 && status !== 304 && request.method !== "HEAD";
        if (!hasBody) response.resume();
        resolve(new Response(hasBody ? Readable.toWeb(response) : null, { status, headers }));
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}
