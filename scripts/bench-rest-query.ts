/**
 * Queries by subject, 64 clients at once: our node (rights, masking, each query logged before it is answered)
 * against an Express route that runs the same SELECT and nothing else. Both over the same TLS on the same
 * PostgreSQL and the same records, in turns; compare the ratio.
 */
import { type ChildProcess, fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { openClient, readClient } from "../gateway/cli/client.ts";
import { writeNetwork } from "../gateway/cli/sandbox-network.ts";
import { startProcess } from "../gateway/cli/sandbox-processes.ts";
import { ADAPTERS_FOLDER, CATALOG_FOLDER } from "../gateway/data.ts";
import { connect, type Database } from "../gateway/store/connect.ts";
import { freePort } from "../gateway/store/free-port.ts";
import { writeAccess } from "../gateway/test-city.ts";
import { sendFile } from "../gateway/test-path.ts";
import type { BenchServer } from "./bench-nodes.ts";
import type { LoadOrder, LoadResult } from "./bench-rest-load.ts";
import type { NaiveOrder } from "./bench-rest-naive.ts";
import { writeBatch } from "./make-batch.ts";
import { RECEIVED_ON } from "./make-batch-rows.ts";

const CITY = "370100";
const AGENCY = "jinan-credit";
const ADAPTER = "cities/jinan-penalties";
const ITEM = "XZCF";
const CONNECTIONS = 64;
const ROWS = 30_000;
const SUBJECTS = 5000;
/** Both have run for a while before they are measured, as servers have. */
const WARM_SECONDS = 5;

export interface QueryFigures {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
  readonly ratio: number;
}

export interface QueryOptions {
  readonly runs: number;
  readonly seconds?: number;
  say(text: string): void;
}

export async function benchQuery(
  server: BenchServer,
  { runs, seconds = 4, say }: QueryOptions,
): Promise<QueryFigures> {
  const database = await server.fresh();
  const home = await writeCity(server, database);
  const node = await startProcess(home, CITY, {}, ["--roles", "receive,work,api,log"]);
  const [naive, load] = [start("bench-rest-select.ts"), start("bench-rest-load.ts")];
  const db = connect(database);
  try {
    const subjects = await fill(server, db, node.port);
    const file = (name: string) => join(server.folder, name);
    const order: NaiveOrder = {
      databaseUrl: database,
      ca: file("ca.crt"),
      certificate: file(`nodes/${CITY}/server.crt`),
      key: file(`nodes/${CITY}/server.key`),
    };
    const naivePort = ((await ask(naive, order)) as { port: number }).port;
    const said = { purpose: "licensing", basis: "中华人民共和国行政许可法第三十四条", federated: false };
    const bodies = subjects.map((uscc) => JSON.stringify({ subject: { uscc }, items: [ITEM], ...said }));
    const read = (name: string) => readFileSync(file(name), "utf8");
    const phase = async (kind: "query" | "select", length: number): Promise<LoadResult> =>
      (await ask(load, {
        ...{ kind: "asked", path: kind === "query" ? "/v1/queries" : "/records", bodies },
        port: kind === "query" ? node.port : naivePort,
        ca: read("ca.crt"),
        certificate: read(`agencies/${AGENCY}/client.crt`),
        key: read(`agencies/${AGENCY}/client.key`),
        ...{ connections: CONNECTIONS, seconds: length, from: 0, most: 0 },
      } satisfies LoadOrder)) as LoadResult;
    const samples = { query: [] as LoadResult[], select: [] as LoadResult[] };
    let answered = (await phase("query", WARM_SECONDS)).answered;
    await phase("select", WARM_SECONDS);
    for (let run = 1; run <= runs; run++) {
      for (const kind of ["select", "query"] as const) {
        const result = await phase(kind, seconds);
        samples[kind].push(result);
        if (kind === "query") answered += result.answered;
        const rate = Math.round(result.answered / result.seconds);
        say(
          `  rest ${kind}: ${rate} requests/s, median ${result.p50Ms.toFixed(1)} ms, p99 ${result.p99Ms.toFixed(1)} ms`,
        );
      }
    }
    await assertLogged(db, answered);
    const rate = (results: readonly LoadResult[]) => median(results.map((one) => one.answered / one.seconds));
    return {
      requestsPerSecond: Math.round(rate(samples.query)),
      p99Ms: Math.round(median(samples.query.map(({ p99Ms }) => p99Ms)) * 10) / 10,
      ratio: Math.round((rate(samples.query) / rate(samples.select)) * 100) / 100,
    };
  } finally {
    await db.close();
    for (const child of [load, naive]) if (child.connected) child.disconnect();
    await node.stop();
    await server.drop(database);
  }
}

/** No answer without an entry. */
async function assertLogged(db: Database, answered: number): Promise<void> {
  const { rows } = await db.query<{ logged: number }>("select count(*) as logged from query_log");
  if ((rows[0]?.logged ?? 0) < answered) throw new Error(`answered ${answered}, logged ${rows[0]?.logged}`);
}

/** Records by the way that all take; the codes of those about organisations. */
async function fill(server: BenchServer, db: Database, port: number): Promise<readonly string[]> {
  const file = join(server.folder, "query.csv");
  writeBatch(file, { rows: ROWS, rejected: 0, duplicates: 0, receivedOn: RECEIVED_ON });
  const settings = readClient(join(server.folder, "agencies", AGENCY, "client.json"));
  const client = openClient({ ...settings, url: `https://127.0.0.1:${port}` });
  const { state } = await sendFile(client, file, ADAPTER);
  client.close();
  if (state !== "done") throw new Error(`the records are ${state}`);
  // The records are another's to who asks: a sender sees its own whole, and that is not what is measured.
  await db.query("update batch set sender = 'jinan-housing'");
  await db.query("analyze");
  const { rows } = await db.query<{ subject: string }>(
    "select distinct subject from record where subject ~ '^9' order by subject limit $1",
    [SUBJECTS],
  );
  return rows.map(({ subject }) => subject);
}

async function writeCity(server: BenchServer, databaseUrl: string): Promise<string> {
  const { folder } = server;
  writeNetwork({
    ...{ folder, catalog: CATALOG_FOLDER, adapters: ADAPTERS_FOLDER, agencies: [AGENCY], workers: 1 },
    nodes: [
      { id: CITY, parent: "370000", host: "127.0.0.1", port: await freePort(), databaseUrl },
      { id: "370000", parent: null, host: "127.0.0.1", port: await freePort(), databaseUrl },
    ],
    now: new Date(),
  });
  const grants = [{ item: ITEM, actions: ["send", "query"], upTo: "shared" }] as const;
  writeAccess(folder, CITY, 1, { agencies: [{ id: AGENCY, grants }] });
  const home = join(folder, "nodes", CITY);
  const config = join(home, "node.json");
  const written = JSON.parse(readFileSync(config, "utf8")) as Record<string, unknown>;
  const unlimited = { requestsPerSecond: 1_000_000, burst: 1_000_000 };
  const settings = { access: "access.json", limits: { default: unlimited } };
  writeFileSync(config, JSON.stringify({ ...written, ...settings }));
  return home;
}

function start(script: string): ChildProcess {
  return fork(fileURLToPath(new URL(script, import.meta.url)), {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

function ask(child: ChildProcess, order: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const left = (code: number | null) => reject(new Error(`${child.spawnargs.at(-1)} ended with ${code}`));
    child.once("exit", left);
    child.once("message", (message) => {
      child.off("exit", left);
      resolve(message);
    });
    child.send(order);
  });
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
