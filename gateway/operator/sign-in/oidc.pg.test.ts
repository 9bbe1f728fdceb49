import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { atEnd } from "../../model/test-end.ts";
import { type Reply, testConsole } from "../test-console.ts";
import { CLIENT, type TestProvider, testProvider } from "./test-provider.ts";

const CLAIMS = { sub: "u-4711", preferred_username: "Wei.Hua" };

async function withProvider(t: TestContext) {
  const provider = await testProvider(t);
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-oidc-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const clientSecretFile = join(folder, "secret");
  writeFileSync(clientSecretFile, CLIENT.secret);
  const oidc = { issuer: provider.issuer, clientId: CLIENT.id, clientSecretFile, name: "统一身份认证" };
  const console = await testConsole(t, { console: { oidc } });
  const keeper = await console.operator(["security"]);
  const invited = await keeper.ask("/api/operators", {
    body: { login: "wei.hua", name: "魏华", way: "oidc", roles: ["operator"], scope: null },
  });
  assert.equal(invited.status, 201);
  const { id } = invited.json<{ operator: { id: string } }>().operator;
  /** As a browser goes: to the provider, and back; `meddle` is what somebody makes of the way back. */
  const signIn = async (meddle: (back: URL, cookie: string) => string = (_back, cookie) => cookie) => {
    const started = await console.ask("/api/session/oidc");
    assert.equal(started.status, 303, started.body.toString());
    const cookie = cookieOf(started, "oidc");
    const { headers } = await fetch(String(started.headers.location), { redirect: "manual" });
    const back = new URL(headers.get("location") ?? "");
    const carried = meddle(back, cookie);
    return await console.ask(`${back.pathname}${back.search}`, { headers: { cookie: carried } });
  };
  return { ...console, keeper, provider, signIn, id };
}

function cookieOf(reply: Reply, use: "oidc" | "session"): string {
  const name = use === "oidc" ? "__Host-xinqiao-oidc-" : "__Host-xinqiao-370100";
  return (reply.headers["set-cookie"] ?? []).find((one) => one.startsWith(name))?.split(";")[0] ?? "";
}

const refusedFor = (reply: Reply) =>
  /^\/sign-in\?refused=SIGN_IN_ELSEWHERE_REFUSED&why=(\w+)$/.exec(String(reply.headers.location))?.[1];

test("whom the identity provider names, and an administrator has entered, is signed in; by the subject from then on", async (t) => {
  const { ask, provider, signIn, id, keeper } = await withProvider(t);
  assert.deepEqual((await ask("/api/sign-in")).json()["oidc"], { name: "统一身份认证" });
  provider.claims = CLAIMS;
  const back = await signIn();
  assert.equal(back.headers.location, "/", back.body.toString());
  const session = await ask("/api/session", { headers: { cookie: cookieOf(back, "session") } });
  assert.deepEqual([session.json()["id"], session.json()["roles"]], [id, ["operator"]]);
  // Another person who is given the same name at the provider is not the same operator.
  provider.claims = { sub: "u-other", preferred_username: "wei.hua" };
  assert.equal(refusedFor(await signIn()), "account");
  provider.claims = { ...CLAIMS, preferred_username: "renamed" };
  assert.equal((await signIn()).headers.location, "/");
  await keeper.ask(`/api/operators/${id}/lock`, { body: { reason: "调离岗位" } });
  assert.equal(refusedFor(await signIn()), "account");
});

test("an answer that is not for this start, or not the provider's, signs nobody in", async (t) => {
  const { ask, provider, signIn } = await withProvider(t);
  const as = async (claims: Record<string, unknown>, over: Partial<TestProvider> = {}) => {
    Object.assign(provider, { claims: { ...CLAIMS, ...claims }, forged: false, ...over });
    return await signIn();
  };
  assert.equal(refusedFor(await as({ aud: "another" })), "answer");
  assert.equal(refusedFor(await as({ iss: "https://evil.example" })), "answer");
  assert.equal(refusedFor(await as({ nonce: "another" })), "answer");
  assert.equal(refusedFor(await as({ exp: 1_000_000 })), "answer");
  assert.equal(refusedFor(await as({}, { forged: true })), "answer");
  assert.equal(refusedFor(await as({ preferred_username: undefined })), "preferred_username");
  assert.equal(refusedFor(await as({ preferred_username: "nobody" })), "account");
  Object.assign(provider, { claims: CLAIMS, forged: false });
  const state = (back: URL, cookie: string) => {
    back.searchParams.set("state", "another");
    return cookie;
  };
  assert.equal(refusedFor(await signIn(state)), "answer");
  assert.equal(refusedFor(await signIn(() => "")), "state");
  const changed = (_back: URL, cookie: string) => `${cookie.slice(0, -8)}AAAAAAAA`;
  assert.equal(refusedFor(await signIn(changed)), "state");
  const other = cookieOf(await ask("/api/session/oidc"), "oidc");
  assert.equal(refusedFor(await signIn(() => other)), "answer", "the cookie of another start");
  assert.equal((await signIn()).headers.location, "/");
});
