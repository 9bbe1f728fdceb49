import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";

import { type Reply, type TestConsole, testConsole } from "../test-console.ts";
import { codeOf } from "./test-authenticator.ts";

const PASSWORD = "七点钟到岗-Lotus-41";

interface Link {
  readonly kind: string;
  readonly login: string | null;
  readonly totp: { readonly uri: string; readonly secret: string };
}

interface SetUp extends TestConsole {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  readonly cookie: string;
  signIn(over?: Readonly<Record<string, string>>): Promise<Reply>;
  /** As if the half minutes of the codes used so far were over. */
  later(): Promise<void>;
}

function printedLink(console: TestConsole): string {
  const found = console.city.lines
    .map((line) => /\/set-up#([A-Za-z0-9_-]{43})/.exec(line)?.[1])
    .filter(Boolean);
  return found.at(-1) ?? "";
}

const cookieOf = (reply: Reply) => String(reply.headers["set-cookie"]?.[0] ?? "").split(";")[0] ?? "";
const codeIn = (reply: Reply) => reply.json()["code"];

async function setUp(t: TestContext): Promise<SetUp> {
  const console = await testConsole(t);
  const link = printedLink(console);
  const opened = (await console.ask("/api/links/open", { body: { secret: link } })).json<
    Link & Record<string, unknown>
  >();
  const { secret } = opened.totp;
  const accepted = await console.ask("/api/links/accept", {
    body: { secret: link, login: "Li.Lei", name: "李雷", password: PASSWORD, code: codeOf(secret) },
  });
  assert.equal(accepted.status, 201, accepted.body.toString());
  const later = async () => void (await console.city.db.query("update operator set totp_step = 0"));
  await later();
  const { recoveryCodes } = accepted.json<{ recoveryCodes: string[] }>();
  return {
    ...console,
    secret,
    recoveryCodes,
    cookie: cookieOf(accepted),
    signIn: async (over = {}) =>
      await console.ask("/api/session", {
        body: { login: "li.lei", password: PASSWORD, code: codeOf(secret), ...over },
      }),
    later,
  };
}

test("a first start prints a link that makes the first operator, once; its secret is in no other line", async (t) => {
  const console = await testConsole(t);
  const ways = (await console.ask("/api/sign-in")).json();
  assert.deepEqual([ways["setUp"], ways["oidc"]], [true, null]);
  const secret = printedLink(console);
  assert.equal((await console.ask("/api/links/open", { body: { secret: "A".repeat(43) } })).status, 410);
  const link = (await console.ask("/api/links/open", { body: { secret } })).json<
    Link & Record<string, unknown>
  >();
  assert.deepEqual([link.kind, link.login], ["setup", null]);
  assert.match(link.totp.uri, /^otpauth:\/\/totp\/.*secret=/);
  const again = (await console.ask("/api/links/open", { body: { secret } })).json<
    Link & Record<string, unknown>
  >();
  assert.equal(again.totp.secret, link.totp.secret, "opened again it offers the same");
  const accept = async (over: object) =>
    await console.ask("/api/links/accept", {
      body: {
        secret,
        login: "li.lei",
        name: "李雷",
        password: PASSWORD,
        code: codeOf(link.totp.secret),
        ...over,
      },
    });
  for (const weak of [
    "short",
    "li.lei-li.lei-12",
    "password123456",
    "aaaaaaaaaaaaaaaa",
    "abcdefghijklmn",
    "12345678901234",
  ])
    assert.equal(codeIn(await accept({ password: weak })), "PASSWORD_WEAK", weak);
  const wrong = codeOf(link.totp.secret, 40);
  assert.equal(codeIn(await accept({ code: wrong })), "CODE_WRONG");
  const accepted = await accept({});
  assert.equal(accepted.status, 201);
  const { session, recoveryCodes } = accepted.json<{
    session: Record<string, unknown>;
    recoveryCodes: string[];
  }>();
  assert.deepEqual([session["roles"], session["recoveryLeft"]], [["security", "operator"], 10]);
  assert.equal(new Set(recoveryCodes).size, 10);
  assert.match(
    String(accepted.headers["set-cookie"]),
    /^__Host-xinqiao-370100=.+; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  );
  assert.equal(codeIn(await accept({})), "LINK_INVALID");
  assert.equal((await console.ask("/api/sign-in")).json()["setUp"], false);
  const stored = JSON.stringify((await console.city.db.query("select * from operator, operator_link")).rows);
  for (const told of [secret, link.totp.secret, PASSWORD, ...recoveryCodes])
    assert.ok(!stored.includes(told));
  assert.equal(console.city.lines.filter((line) => line.includes(secret)).length, 1);
});

test("name, password and code together sign in; no code counts twice, nor one before it", async (t) => {
  const { ask, signIn, secret, later } = await setUp(t);
  // One code, whatever half minute begins meanwhile.
  const code = codeOf(secret);
  const first = await signIn({ code });
  assert.equal(first.status, 200, first.body.toString());
  assert.equal((await ask("/api/session", { headers: { cookie: cookieOf(first) } })).status, 200);
  assert.equal(codeIn(await signIn({ code })), "SIGN_IN_REFUSED", "the same code again");
  assert.equal(codeIn(await signIn({ code: codeOf(secret, -1) })), "SIGN_IN_REFUSED", "one before it");
  await later();
  const both = await Promise.all([signIn(), signIn()]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 401], "of two at once one");
});

test("whatever is wrong, the answer is the same; after five failures the right ones are refused too, for a while", async (t) => {
  const { city, signIn, later } = await setUp(t);
  await later();
  const answers = [
    await signIn({ login: "nobody" }),
    await signIn({ password: "another-Lotus-41" }),
    await signIn({ code: "000000" }),
  ].map((reply) => ({ ...reply.json(), instance: "" }));
  assert.deepEqual(answers[0], answers[1]);
  assert.deepEqual(answers[0], answers[2]);
  for (let failed = 2; failed < 5; failed++) await signIn({ password: "another-Lotus-41" });
  for (let failed = 1; failed < 5; failed++) await signIn({ login: "nobody" });
  for (const login of ["li.lei", "nobody"]) {
    const told = await signIn({ login });
    assert.deepEqual([told.status, codeIn(told)], [429, "RATE_LIMITED"], `${login} has to wait`);
    const seconds = Number(told.headers["retry-after"]);
    assert.ok(seconds > 0 && seconds <= 30, String(seconds));
  }
  const { rows } = await city.db.query<{ failures: number; waits: boolean }>(
    "select failures, wait_until > now() as waits from operator",
  );
  assert.deepEqual(rows, [{ failures: 5, waits: true }]);
  await city.db.query("update operator set wait_until = now() - interval '1 second'");
  await signIn({ password: "another-Lotus-41" });
  const wait = await city.db.query<{ seconds: number }>(
    "select round(extract(epoch from wait_until - now()))::int as seconds from operator",
  );
  assert.ok((wait.rows[0]?.seconds ?? 0) > 45, "the second wait is longer than the first");
  await city.db.query("update operator set wait_until = null");
  assert.equal((await signIn()).status, 200);
  const acts = await city.db.query<{ act: string; n: number; leaves: number }>(
    `select act, count(*) as n, count(leaf_id) as leaves from operator_act
     left join log_leaf on leaf_id = act_id and kind = 'operator' group by 1 order by 1`,
  );
  assert.deepEqual(
    acts.rows.map(({ act }) => act),
    ["operator.accept", "operator.link", "session.begin", "session.refused"],
  );
  for (const { act, n, leaves } of acts.rows) assert.equal(leaves, n, act);
});

test("a recovery code signs in once; new ones void the old; a new password ends the other sessions", async (t) => {
  const { ask, signIn, recoveryCodes, later, cookie, city } = await setUp(t);
  const [code = "", other = ""] = recoveryCodes;
  const by = await signIn({ code: code.toLowerCase() });
  assert.equal(by.status, 200);
  assert.equal(by.json()["recoveryLeft"], 10);
  const mine = { cookie: cookieOf(by) };
  assert.equal((await ask("/api/session", { headers: mine })).json()["recoveryLeft"], 9);
  assert.equal(codeIn(await signIn({ code })), "SIGN_IN_REFUSED");
  const renewed = await ask("/api/session/recovery-codes", {
    body: { password: PASSWORD, code: other },
    headers: mine,
  });
  assert.equal(renewed.status, 200, renewed.body.toString());
  const [fresh = "", next = ""] = renewed.json<{ recoveryCodes: string[] }>().recoveryCodes;
  assert.equal(codeIn(await signIn({ code: recoveryCodes[2] ?? "" })), "SIGN_IN_REFUSED");
  const body = { password: PASSWORD, code: fresh, newPassword: "夜班-Bamboo-bridge-7" };
  const weak = { ...body, newPassword: "li.lei-li.lei" };
  assert.equal(codeIn(await ask("/api/session/password", { body: weak, headers: mine })), "PASSWORD_WEAK");
  assert.equal((await ask("/api/session/password", { body, headers: mine })).status, 204);
  assert.equal((await ask("/api/session", { headers: mine })).status, 200);
  assert.equal((await ask("/api/session", { headers: { cookie } })).status, 401, "the session of the set-up");
  await later();
  assert.equal((await signIn()).status, 401);
  await city.db.query("update operator set failures = 0");
  assert.equal((await signIn({ password: "夜班-Bamboo-bridge-7", code: next })).status, 200);
});

test("a session is another at each sign-in, and over when its operator signs out", async (t) => {
  const { ask, signIn, cookie, secret } = await setUp(t);
  const body = { login: "li.lei", password: PASSWORD, code: codeOf(secret) };
  const again = await ask("/api/session", { body, headers: { cookie } });
  assert.equal(again.status, 200);
  assert.notEqual(cookieOf(again), cookie);
  assert.equal(
    (await ask("/api/session", { headers: { cookie } })).status,
    401,
    "what the browser had before",
  );
  const mine = { cookie: cookieOf(again) };
  const out = await ask("/api/session", { method: "DELETE", headers: mine });
  assert.equal(out.status, 204);
  assert.match(String(out.headers["set-cookie"]), /Max-Age=0/);
  assert.equal((await ask("/api/session", { headers: mine })).status, 401);
  assert.equal((await signIn({ code: codeOf(secret, 1) })).status, 200);
});

test("what changes something must come from a page of this console", async (t) => {
  const { ask, cookie, url } = await setUp(t);
  const tries: readonly Readonly<Record<string, string>>[] = [
    { origin: "https://evil.example", "xinqiao-console": "1" },
    { origin: "null", "xinqiao-console": "1" },
    { origin: url.replace("https", "http"), "xinqiao-console": "1" },
    { origin: url, "xinqiao-console": "" },
    { "sec-fetch-site": "cross-site", origin: url, "xinqiao-console": "1" },
    { "sec-fetch-site": "same-site", "xinqiao-console": "1" },
    { "sec-fetch-site": "none", "xinqiao-console": "1" },
  ];
  for (const headers of tries) {
    const refused = await ask("/api/session", { method: "DELETE", headers: { cookie, ...headers } });
    assert.equal(codeIn(refused), "ORIGIN_FOREIGN", JSON.stringify(headers));
  }
  const own = { cookie, "sec-fetch-site": "same-origin", "xinqiao-console": "1" };
  assert.equal((await ask("/api/session", { method: "DELETE", headers: own })).status, 204);
});
