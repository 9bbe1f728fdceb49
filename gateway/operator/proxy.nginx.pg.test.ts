/** The console behind a real nginx with the file that we ship for it: signing in, foreign pages, the live stream, uploads. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { Agent, request as startRequest } from "node:https";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";

import { atEnd } from "../model/test-end.ts";
import { freePort } from "../store/free-port.ts";
import { CITY } from "../test-path.ts";
import { codeOf } from "./sign-in/test-authenticator.ts";
import { signedIn, testConsole } from "./test-console.ts";

const SHIPPED = readFileSync(new URL("../../deploy/nginx/console.conf", import.meta.url), "utf8");
const SAMPLE = new URL("../../adapters/cities/jinan-penalties/samples/nightly.csv", import.meta.url);

/** nginx as an ordinary process in a folder of the test; of the shipped file only the places are other ones. */
async function startNginx(t: TestContext, folder: string, places: ReadonlyMap<string, string>) {
  const home = join(folder, "nginx");
  mkdirSync(join(home, "temp"), { recursive: true });
  let site = SHIPPED;
  for (const [theirs, ours] of places) {
    assert.equal(site.split(theirs).length, 2, `the shipped file names ${theirs} once`);
    site = site.replace(theirs, ours);
  }
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const main = [
    "daemon off;",
    `pid ${home}/nginx.pid;`,
    "error_log stderr warn;",
    // A worker of another user could not enter the test's folder.
    ...(process.getuid?.() === 0 ? ["user root root;"] : []),
    "events {}",
    "http {",
    "  access_log off;",
    ...temporary.map((use) => `  ${use}_temp_path ${home}/temp/${use};`),
    site,
    "}",
  ];
  writeFileSync(join(home, "nginx.conf"), `${main.join("\n")}\n`);
  const path = `${process.env["PATH"] ?? ""}:/usr/sbin:/usr/local/sbin`;
  const child = spawn("nginx", ["-e", "stderr", "-p", home, "-c", "nginx.conf"], {
    env: { ...process.env, PATH: path },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const told: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (part: string) => told.push(part));
  const ended = once(child, "exit");
  atEnd(t, async () => {
    child.kill("SIGTERM");
    await ended;
  });
  return { told: () => told.join(""), isRunning: () => child.exitCode === null };
}

interface Reply {
  readonly status: number;
  readonly cookie: string;
  readonly text: string;
}

async function behindNginx(t: TestContext) {
  const [front, back] = [await freePort(), await freePort()];
  const origin = `https://localhost:${front}`;
  const { city } = await testConsole(t, { console: { port: back, plain: true, publicUrl: origin } });
  const home = join(city.path.folder, "nodes", CITY);
  const nginx = await startNginx(
    t,
    city.path.folder,
    new Map([
      ["listen 443 ssl;", `listen 127.0.0.1:${front} ssl;`],
      ["server_name console.example.gov.cn;", "server_name localhost;"],
      ["/etc/nginx/console.crt", join(home, "server.crt")],
      ["/etc/nginx/console.key", join(home, "server.key")],
      ["http://127.0.0.1:8445", `http://127.0.0.1:${back}`],
    ]),
  );
  const agent = new Agent({ ca: readFileSync(join(city.path.folder, "ca.crt"), "utf8") });
  atEnd(t, () => agent.destroy());
  const open = async (
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: Buffer,
  ): Promise<IncomingMessage> => {
    const method = body ? "POST" : "GET";
    const request = startRequest(`https://127.0.0.1:${front}${path}`, {
      ...{ agent, method, headers: { host: `localhost:${front}`, ...headers } },
    });
    const response = once(request, "response");
    request.end(body);
    return (await response)[0] as IncomingMessage;
  };
  const ask = async (...asked: Parameters<typeof open>): Promise<Reply> => {
    const response = await open(...asked);
    const { statusCode: status = 0, headers } = response;
    const cookie = String(headers["set-cookie"]?.[0] ?? "");
    return { status, cookie, text: await text(response) };
  };
  const send = async (path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
    await ask(
      path,
      { origin, "xinqiao-console": "1", "content-type": "application/json", ...headers },
      Buffer.from(JSON.stringify(body)),
    );
  // It listens a moment after it began.
  for (;;) {
    assert.ok(nginx.isRunning(), nginx.told());
    if (await ask("/healthz").catch(() => null)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { city, nginx, origin, open, ask, send };
}

test("behind nginx the printed link makes the first operator, who signs in and out; a page of elsewhere may not", async (t) => {
  const { city, origin, ask, send } = await behindNginx(t);
  const printed = city.lines.map((line) => /(https:\/\/\S+)\/set-up#(\S{43})/.exec(line)).find(Boolean);
  assert.equal(printed?.[1], origin);
  const secret = printed?.[2] ?? "";
  const opened = await send("/api/links/open", { secret });
  const { totp } = JSON.parse(opened.text) as { totp: { secret: string } };
  const password = "七点钟到岗-Lotus-41";
  const person = { login: "li.lei", name: "李雷", password, code: codeOf(totp.secret) };
  for (const elsewhere of [
    { origin: "https://elsewhere.example" },
    { origin: origin.replace("https", "http") },
    { "sec-fetch-site": "cross-site" },
    { "xinqiao-console": "0" },
  ]) {
    const refused = await send("/api/links/accept", { secret, ...person }, elsewhere);
    assert.equal(refused.status, 403, JSON.stringify(elsewhere));
    assert.match(refused.text, /ORIGIN_FOREIGN/);
  }
  const accepted = await send("/api/links/accept", { secret, ...person });
  assert.equal(accepted.status, 201, accepted.text);
  await city.db.query("update operator set totp_step = 0");
  const entered = await send("/api/session", { login: "li.lei", password, code: codeOf(totp.secret) });
  assert.equal(entered.status, 200, entered.text);
  assert.match(entered.cookie, /^__Host-xinqiao-370100=.+; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  const cookie = entered.cookie.split(";")[0] ?? "";
  const session = await ask("/api/session", { cookie });
  assert.match(session.text, /"login":"li\.lei"/);
  assert.equal((await ask("/api/session")).status, 401);
});

test("behind nginx the live stream tells what happens while it is open", async (t) => {
  const { city, open } = await behindNginx(t);
  const { cookie } = await signedIn(city.db, ["viewer"]);
  const stream = await open("/api/live", { cookie });
  assert.equal(stream.statusCode, 200);
  let told = "";
  const seen = (what: string) =>
    new Promise<void>((resolve) => {
      const look = () => void (told.includes(what) && resolve());
      stream.on("data", look);
      look();
    });
  stream.setEncoding("utf8").on("data", (part: string) => {
    told += part;
  });
  await seen("event: beat");
  await city.db.query(
    `insert into door_refusal (refusal_id, at, door, agency, adapter, file_name, code, params, feedback)
     values (gen_random_uuid(), now(), 'sftp', 'jinan-credit', 'x', '年报.csv', 'C', '{}', 'due')`,
  );
  await seen("年报.csv");
  stream.destroy();
});

test("behind nginx the pre-check takes more than nginx does by itself, and the proxy keeps no copy", async (t) => {
  const { city, nginx, origin, ask } = await behindNginx(t);
  const { cookie } = await signedIn(city.db, ["operator"]);
  const precheck = async (body: Buffer) =>
    await ask(
      "/api/catalog/prechecks?adapter=cities/jinan-penalties",
      { cookie, origin, "xinqiao-console": "1", "content-type": "application/octet-stream" },
      body,
    );
  const whole = readFileSync(SAMPLE);
  const small = await precheck(whole);
  assert.equal(small.status, 200, small.text);
  assert.match(small.text, /"rows":55,/);
  // Rows of the sample over and over: duplicates, but bytes.
  const rows = whole.subarray(whole.indexOf("\n") + 1);
  const large = Buffer.concat([whole, ...Array.from({ length: 200 }, () => rows)]);
  const answer = await precheck(large);
  assert.equal(answer.status, 200, answer.text.slice(0, 300));
  assert.match(answer.text, new RegExp(`"rows":${55 + 200 * 55},`));
  const tooLarge = await precheck(Buffer.alloc((32 << 20) + 1, "x"));
  assert.equal(tooLarge.status, 413, tooLarge.text.slice(0, 300));
  assert.match(tooLarge.text, /RECEIVE_TOO_LARGE/);
  assert.doesNotMatch(nginx.told(), /buffered to a temporary file/);
});
