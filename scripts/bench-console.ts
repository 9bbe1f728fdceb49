/**
 * The operators' console over ten million entries: a real node with its console, an operator who is signed in, and
 * requests one after another as a browser makes them. p95 in milliseconds of the list, of filters (a mix that holds
 * the worst we know: rare with rare, part of a name, nothing found), of one batch and of the page today.
 */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { Agent, request as startRequest } from "node:https";
import { join } from "node:path";

import { openClient, readClient } from "../gateway/cli/client.ts";
import { writeNetwork } from "../gateway/cli/sandbox-network.ts";
import { startProcess } from "../gateway/cli/sandbox-processes.ts";
import { ADAPTERS_FOLDER, CATALOG_FOLDER } from "../gateway/data.ts";
import { connect, type Database } from "../gateway/store/connect.ts";
import { freePort } from "../gateway/store/free-port.ts";
import { writeAccess } from "../gateway/test-city.ts";
import { sendFile } from "../gateway/test-path.ts";
import { benchPairs, fillJournal } from "./bench-console-rows.ts";
import type { BenchServer } from "./bench-nodes.ts";
import { writeBatch } from "./make-batch.ts";
import { RECEIVED_ON } from "./make-batch-rows.ts";

const CITY = "370100";
const AGENCY = "jinan-credit";
const ADAPTER = "cities/jinan-penalties";
const ITEM = "XZCF";
const BATCHES = 20;
const BATCH_ROWS = 2000;
/** Of each kind of request. */
const REQUESTS = 120;
const WARM = 10;

export interface ConsoleFigures {
  readonly rows: number;
  /** p95 in ms. */
  readonly list: number;
  readonly filter: number;
  readonly detail: number;
  readonly today: number;
  /** The slowest of each, and the slowest kind of filter. */
  readonly slowest: Readonly<Record<"list" | "filter" | "detail" | "today", number>>;
}

interface Page {
  readonly rows: readonly { readonly id: string; readonly batch: string | null }[];
  readonly older: string | null;
  readonly searchedUntil: string | null;
}

export async function benchConsole(
  server: BenchServer,
  { rows, say }: { readonly rows: number; say(text: string): void },
): Promise<ConsoleFigures> {
  const database = await server.fresh();
  const port = await freePort();
  const home = await writeCity(server, database, port);
  const db = connect(database);
  let node = await startProcess(home, CITY, {}, ["--roles", "receive,work,api"]);
  try {
    const batches = await sendBatches(server, db, node.port);
    await node.stop();
    say(`console: ${rows} rows of the journal`);
    await fillJournal(db, rows, new Date(), say);
    node = await startProcess(home, CITY, {}, ["--roles", "api,console"]);
    const ask = asker(server, port, await signIn(db));
    const figures = await measure(ask, batches, say);
    const count = await db.query<{ n: number }>("select count(*) as n from journal");
    return { rows: count.rows[0]?.n ?? 0, ...figures };
  } finally {
    await node.stop();
    await db.close();
    await server.drop(database);
  }
}

type Ask = (path: string) => Promise<{ readonly ms: number; readonly body: string }>;

async function measure(ask: Ask, batches: readonly string[], say: (text: string) => void) {
  const run = async (paths: readonly string[]): Promise<readonly number[]> => {
    for (let n = 0; n < WARM; n++) await ask(paths[n % paths.length] ?? "");
    const times: number[] = [];
    for (const path of paths) times.push((await ask(path)).ms);
    return times;
  };
  const repeated = (paths: readonly string[]) =>
    Array.from({ length: REQUESTS }, (_, n) => paths[n % paths.length] ?? "");

  const pages: string[] = ["/api/transfers"];
  for (let at = "/api/transfers"; pages.length < 12; ) {
    const { older } = JSON.parse((await ask(at)).body) as Page;
    at = `/api/transfers?cursor=${older}`;
    pages.push(at);
  }
  const list = await run(repeated(pages));
  const filters = await filterTimes(ask, say);
  const detail = await run(repeated(batches.map((id) => `/api/batches/${id}`)));
  // Kept for a moment by the node; each request here finds it anew.
  const today: number[] = [];
  for (let n = 0; n < REQUESTS + WARM; n++) {
    const { ms } = await ask("/api/today");
    if (n >= WARM) today.push(ms);
    await new Promise((resolve) => setTimeout(resolve, 1600));
  }
  const named = { list, filter: filters, detail, today };
  const told = <T>(of: (times: readonly number[]) => T) =>
    Object.fromEntries(Object.entries(named).map(([name, times]) => [name, of(times)])) as Record<
      keyof typeof named,
      T
    >;
  return { ...told(p95), slowest: told((times) => rounded(Math.max(...times))) };
}

/** Each kind of filter several times with other values, its first page and what follows. */
async function filterTimes(ask: Ask, say: (text: string) => void): Promise<readonly number[]> {
  const pairs = benchPairs();
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
  const heavy = (n: number) => pairs[n % 10] as (typeof pairs)[number];
  const rare = (n: number) => pairs[pairs.length - 1 - (n % 10)] as (typeof pairs)[number];
  const name = (text: string) => `name=${encodeURIComponent(text)}`;
  const kinds: Readonly<Record<string, (n: number) => string>> = {
    "a heavy agency": (n) => `agency=${heavy(n).agency}`,
    "a rare agency": (n) => `agency=${rare(n).agency}`,
    "an item": (n) => `item=${rare(n).item}`,
    "agency and item": (n) => `agency=${heavy(n).agency}&item=${heavy(n).item}`,
    "agency and an item that it never sends": (n) => `agency=${rare(n).agency}&item=${heavy(n + 1).item}`,
    "a rare state": () => "state=failed",
    "a state of today": () => "state=working",
    "all that is wrong": () => "state=refused,failed,abandoned,partial,held",
    "rare state of a rare agency": (n) => `state=failed&agency=${rare(n).agency}`,
    "rare state by a rare door": () => "state=failed&door=tus",
    "states rare and common of a rare agency": (n) => `state=done,failed&agency=${rare(n).agency}`,
    "a door": () => "door=inbox",
    "a rare door": () => "door=tus",
    "a rare door and a rare item": (n) => `door=tus&item=${rare(n).item}`,
    "a kind": () => "kind=sealed",
    "a rare kind": () => "kind=refusal",
    "a neighbour": () => "peer=370200",
    "a neighbour that is none": () => "peer=999999",
    "hops that wait": () => "kind=hop&state=waiting,abandoned",
    "a code": () => "code=DECODE_EMPTY",
    "part of a name": () => name("年报"),
    "a rare part of a name": () => name("特殊更正"),
    "a name that is none": (n) => name(`没有这个${n}`),
    "a name that is none, of a heavy agency": (n) => `${name("没有")}&agency=${heavy(n).agency}`,
    "a rare name by a rare door": () => `${name("特殊")}&door=tus`,
    "a day long ago": (n) => `from=${day(300 + n)}&until=${day(299 + n)}`,
    "partly rejected, long ago": () => `state=partial&until=${day(250)}`,
    "another origin long ago": () => `origin=370200&until=${day(250)}`,
    "an id": () => "id=",
    "an id that is none": () => `id=${randomUUID()}`,
  };
  const someIds = (JSON.parse((await ask("/api/transfers?limit=500&kind=file")).body) as Page).rows.flatMap(
    ({ batch }) => batch ?? [],
  );
  const all: number[] = [];
  for (const [kind, query] of Object.entries(kinds)) {
    const times: number[] = [];
    let searched = "";
    for (let n = 0; n < Math.ceil(REQUESTS / 20); n++) {
      const asked = kind === "an id" ? `id=${someIds[n * 7]}` : query(n);
      const { ms, body } = await ask(`/api/transfers?${asked}`);
      times.push(ms);
      const { older, searchedUntil, rows } = JSON.parse(body) as Page;
      searched =
        searchedUntil === null
          ? `${rows.length} rows`
          : `${rows.length} rows, searched until ${searchedUntil.slice(0, 10)}`;
      if (older !== null) times.push((await ask(`/api/transfers?${asked}&cursor=${older}`)).ms);
    }
    all.push(...times);
    say(
      `  ${kind}: p50 ${rounded(quantile(times, 0.5))} ms, most ${rounded(Math.max(...times))} ms; ${searched}`,
    );
  }
  return all;
}

const p95 = (times: readonly number[]) => rounded(quantile(times, 0.95));

function quantile(times: readonly number[], part: number): number {
  const inOrder = times.toSorted((a, b) => a - b);
  return inOrder[Math.min(inOrder.length - 1, Math.ceil(inOrder.length * part) - 1)] ?? 0;
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function asker(server: BenchServer, port: number, cookie: string): Ask {
  const agent = new Agent({ keepAlive: true, ca: readFileSync(join(server.folder, "ca.crt"), "utf8") });
  return (path) =>
    new Promise((resolve, reject) => {
      const started = performance.now();
      const request = startRequest(`https://127.0.0.1:${port}${path}`, { agent, headers: { cookie } });
      request.once("error", reject);
      request.once("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const body = Buffer.concat(chunks).toString("utf8");
          if (response.statusCode === 200) resolve({ ms: performance.now() - started, body });
          else reject(new Error(`${response.statusCode} ${path}: ${body.slice(0, 300)}`));
        });
      });
      request.end();
    });
}

/** As a sign-in leaves it; typing a password is not what is measured. */
async function signIn(db: Database): Promise<string> {
  const [id, token] = [randomUUID(), randomBytes(32).toString("base64url")];
  await db.query(
    `insert into operator (operator_id, login, name, way, roles, scope, state, created_at, changed_at)
     values ($1, 'bench', 'bench', 'local', '{operator}', null, 'active', now(), now())`,
    [id],
  );
  await db.query(
    `insert into operator_session (token, operator_id, created_at, seen_at, ends_at)
     values ($1, $2, now(), now(), now() + interval '12 hours')`,
    [createHash("sha256").update(token).digest(), id],
  );
  return `__Host-xinqiao-${CITY}=${token}`;
}

/** Real batches, for the page of one. */
async function sendBatches(server: BenchServer, db: Database, port: number): Promise<readonly string[]> {
  const settings = readClient(join(server.folder, "agencies", AGENCY, "client.json"));
  const client = openClient({ ...settings, url: `https://127.0.0.1:${port}` });
  for (let seed = 1; seed <= BATCHES; seed++) {
    const file = join(server.folder, `console-${seed}.csv`);
    writeBatch(file, { rows: BATCH_ROWS, seed, rejected: 0.02, duplicates: 0, receivedOn: RECEIVED_ON });
    await sendFile(client, file, ADAPTER);
  }
  client.close();
  const { rows } = await db.query<{ id: string }>("select batch_id as id from batch");
  return rows.map(({ id }) => id);
}

async function writeCity(server: BenchServer, databaseUrl: string, port: number): Promise<string> {
  const { folder } = server;
  writeNetwork({
    ...{ folder, catalog: CATALOG_FOLDER, adapters: ADAPTERS_FOLDER, agencies: [AGENCY], workers: 1 },
    nodes: [
      { id: CITY, parent: "370000", host: "127.0.0.1", port: await freePort(), databaseUrl },
      { id: "370000", parent: null, host: "127.0.0.1", port: await freePort(), databaseUrl },
    ],
    now: new Date(),
  });
  writeAccess(folder, CITY, 1, {
    agencies: [{ id: AGENCY, grants: [{ item: ITEM, actions: ["send"], upTo: "personal" }] }],
  });
  const home = join(folder, "nodes", CITY);
  const config = join(home, "node.json");
  const written = JSON.parse(readFileSync(config, "utf8")) as Record<string, unknown>;
  writeFileSync(
    config,
    JSON.stringify({ ...written, access: "access.json", console: { host: "127.0.0.1", port } }),
  );
  return home;
}
