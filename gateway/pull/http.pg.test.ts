import assert from "node:assert/strict";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { atEnd } from "../model/test-end.ts";
import { issue } from "../seal/authority.ts";
import { allPulls, claimPull, putPull } from "../store/pull-rows.ts";
import { testDatabase } from "../store/test-database.ts";
import { testAuthority, testKeys } from "../test-keys.ts";
import { pullHttp } from "./http.ts";
import type { HttpSource } from "./settings.ts";
import type { PullParts, Run } from "./take.ts";

const PULL = "court";
const OWNER = "test";

interface House {
  readonly url: string;
  readonly asked: IncomingMessage[];
  pull(over?: Partial<HttpSource>, egress?: readonly string[]): Promise<number>;
  contents(): Promise<readonly string[]>;
  readonly spool: string;
}

async function makeTls() {
  const now = new Date(Date.now() - 3_600_000);
  const authority = await testAuthority({ name: "agency", days: 2, now });
  const { publicKey, privateKey } = await testKeys();
  const order = { kind: "node-server", id: "370100", publicKey, days: 1, now } as const;
  const certificate = issue(authority, { ...order, dns: ["localhost"], ip: ["127.0.0.1"] });
  return { authority, certificate, key: privateKey.export({ type: "pkcs8", format: "pem" }) };
}

let tls: ReturnType<typeof makeTls> | undefined;

/** An agency's HTTPS server under a CA of its own, and the parts to fetch from it. */
async function house(
  t: TestContext,
  answer: (request: IncomingMessage, response: ServerResponse, url: string) => void,
): Promise<House> {
  const { authority, certificate, key } = await (tls ??= makeTls());
  const now = new Date();
  const asked: IncomingMessage[] = [];
  const server = createServer({ cert: certificate, key }, (request, response) => {
    asked.push(request);
    answer(request, response, url());
  });
  const url = () => `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(t, () => {
    server.closeAllConnections();
    server.close();
  });
  const { database: db } = await testDatabase(t);
  const spool = mkdtempSync(join(tmpdir(), "xinqiao-pull-"));
  atEnd(t, () => rmSync(spool, { recursive: true, force: true }));
  await putPull(db, PULL, now, "{}");
  await claimPull(db, PULL, { owner: OWNER, now, until: new Date(now.getTime() + 600_000) });
  const parts: PullParts = {
    ...{
      db,
      spool,
      fileBytes: 1 << 30,
      egress: { allow: ["127.0.0.1"] },
      sshClientKey: null,
      keysFolder: "",
    },
    secret: (name) => (name === "ca" ? authority.certificate : "invented-token"),
    clock: () => new Date(),
    newId: randomUUID,
    demandSignature: () => undefined,
    probe: () => undefined,
    wake: () => undefined,
  };
  return {
    ...{ url: url(), asked, spool },
    pull: async (over = {}, allow) => {
      const [state] = await allPulls(db);
      const run: Run = {
        ...{ pullId: PULL, adapter: "cities/a", agency: "court", owner: OWNER },
        place: JSON.parse(state?.position ?? "{}") as Record<string, unknown>,
        positionOf: (place) => JSON.stringify(place),
      };
      const source: HttpSource = {
        ...{ kind: "http", url: `${url()}/export/daily.ndjson`, mode: "file", records: "", next: "link" },
        ...{ maxPages: 10, ca: "ca", token: "token" },
        ...over,
      };
      return await pullHttp({ ...parts, ...(allow && { egress: { allow } }) }, run, source);
    },
    contents: async () => {
      const { rows } = await db.query<{ id: string }>(
        "select intake_id as id from intake order by received_at",
      );
      return rows.map(({ id }) => readFileSync(join(spool, id), "latin1"));
    },
  };
}

function isRefusal(code: string, detail?: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof Refusal &&
    error.code === code &&
    (detail === undefined || error.params["detail"] === detail);
}

test("a file is fetched once, and again only when its server says that it is another", async (t) => {
  let content = "one\n";
  const { pull, contents, asked } = await house(t, (request, response) => {
    const etag = `"${content.length}"`;
    if (request.headers["if-none-match"] === etag) return void response.writeHead(304).end();
    response.writeHead(200, { etag }).end(content);
  });
  assert.deepEqual([await pull(), await pull()], [1, 0]);
  content = "another\n";
  assert.equal(await pull(), 1);
  assert.deepEqual(await contents(), ["one\n", "another\n"]);
  assert.ok(asked.every(({ headers }) => headers.authorization === "Bearer invented-token"));
});

test("a file that breaks off is gone on with where it broke, and is whole by its digest", async (t) => {
  const bytes = randomBytes(3 << 20);
  const digest = createHash("sha256").update(bytes).digest("base64");
  const { pull, contents, asked } = await house(t, (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const headers = { etag: '"v1"', "content-length": String(bytes.length - from) };
    if (from === 0) response.writeHead(200, { ...headers, "content-digest": `sha-256=:${digest}:` });
    else
      response.writeHead(206, {
        ...headers,
        "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      });
    if (asked.length > 2) return void response.end(bytes.subarray(from));
    response.write(bytes.subarray(from, from + (1 << 20)), () => setImmediate(() => response.destroy()));
  });
  assert.equal(await pull(), 1);
  assert.ok(Buffer.from(String((await contents())[0]), "latin1").equals(bytes));
  assert.ok(asked.slice(1).every(({ headers }) => headers["if-range"] === '"v1"'));
  assert.ok(asked.length >= 3);
});

test("a file that became another on the way, or is not what its digest says, is given up", async (t) => {
  const { pull, spool, url } = await house(t, (request, response) => {
    if (request.url?.includes("digest") === true)
      return void response.writeHead(200, { "content-digest": `sha-256=:${"A".repeat(43)}=:` }).end("x");
    const isFirst = request.headers.range === undefined;
    response.writeHead(200, { etag: isFirst ? '"v1"' : '"v2"', "content-length": "10" });
    if (isFirst) response.write("12345", () => setImmediate(() => response.destroy()));
    else response.end("abcdefghij");
  });
  await assert.rejects(pull(), isRefusal("PULL_CHANGED"));
  await assert.rejects(pull({ url: `${url}/digest` }), isRefusal("RECEIVE_DIGEST"));
  assert.deepEqual(readdirSync(spool), []);
});

test("pages are put together in their order, digits and all, and an unchanged first page ends it", async (t) => {
  const pages: Readonly<Record<string, string>> = {
    "/list": '{"data": {"rows": [{"id": 1234567890123456789,\n "name": "甲"}]}, "next": "/list?page=2"}',
    "/list?page=2": '{"data": {"rows": []}, "next": "/list?page=3"}',
    "/list?page=3": '{"data": {"rows": [{"id": 2}, {"id": 3}]}, "next": null}',
  };
  const { pull, contents, url } = await house(t, (request, response) => {
    if (request.headers["if-none-match"] === '"day"') return void response.writeHead(304).end();
    response.writeHead(200, { etag: '"day"' }).end(pages[request.url ?? ""]);
  });
  const over = { mode: "pages", url: `${url}/list`, records: "data.rows", next: "next" } as const;
  assert.deepEqual([await pull(over), await pull(over)], [1, 0]);
  const [text] = (await contents()).map((one) => Buffer.from(one, "latin1").toString());
  assert.equal(text, '{"id": 1234567890123456789,  "name": "甲"}\n{"id": 2}\n{"id": 3}\n');
});

test("a next page by Link header never leads to another server, nor round in a circle", async (t) => {
  let link = '</b>; rel="next"';
  const { pull, asked, spool } = await house(
    t,
    (_request, response) => void response.writeHead(200, { link }).end('[{"a":1}]'),
  );
  const over = { mode: "pages" } as const;
  await assert.rejects(pull(over), isRefusal("PULL_REFUSED", "pages without end"));
  link = '<https://127.0.0.2/b>; rel="next"';
  const before = asked.length;
  await assert.rejects(pull(over), isRefusal("PULL_REFUSED", "next page elsewhere"));
  assert.equal(asked.length, before + 1);
  assert.deepEqual(readdirSync(spool), []);
});

test("no redirect is followed, and a server under another CA or at a forbidden address is not asked", async (t) => {
  const aim = await house(t, (_request, response) => void response.end("inside"));
  const { pull, asked } = await house(t, (_request, response) => {
    response.writeHead(302, { location: `${aim.url}/secret` }).end();
  });
  await assert.rejects(pull(), isRefusal("PULL_REFUSED", "status 302"));
  assert.equal(aim.asked.length, 0);
  const before = asked.length;
  await assert.rejects(pull({ ca: null }), isRefusal("PULL_UNREACHABLE"));
  await assert.rejects(pull({}, []), isRefusal("ADDRESS_FORBIDDEN"));
  assert.deepEqual([asked.length, aim.asked.length], [before, 0]);
});

test("a server that is busy is asked again later; one that refuses is told to the operator", async (t) => {
  let status = 503;
  const { pull } = await house(t, (_request, response) => void response.writeHead(status).end());
  await assert.rejects(pull(), isRefusal("PULL_UNREACHABLE"));
  status = 403;
  await assert.rejects(pull(), isRefusal("PULL_REFUSED", "status 403"));
});
