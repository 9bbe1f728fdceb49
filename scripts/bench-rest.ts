/**
 * Pushes of one record, 64 clients at once: our node (validated, durable, sealed, receipted, logged, a path
 * for each) against an Express route that validates and inserts. Both over the same TLS on the same
 * PostgreSQL, in turns, with the load in a process of its own; compare the ratio.
 */
import { type ChildProcess, fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { writeNetwork } from "../gateway/cli/sandbox-network.ts";
import { startProcess } from "../gateway/cli/sandbox-processes.ts";
import { ADAPTERS_FOLDER, CATALOG_FOLDER } from "../gateway/data.ts";
import { connect } from "../gateway/store/connect.ts";
import { freePort } from "../gateway/store/free-port.ts";
import type { BenchServer } from "./bench-nodes.ts";
import type { LoadOrder, LoadResult } from "./bench-rest-load.ts";
import type { NaiveOrder } from "./bench-rest-naive.ts";

const CITY = "370100";
const AGENCY = "jinan-credit";
const CONNECTIONS = 64;
/** Both have run for a while before they are measured, as servers have. */
const WARM_SECONDS = 5;
/** More than either server answers in that time. */
const MOST_PER_SECOND = 16_000;

export interface RestFigures {
  readonly push: { readonly requestsPerSecond: number; readonly p99Ms: number; readonly ratio: number };
}

export interface RestOptions {
  readonly runs: number;
  readonly seconds?: number;
  say(text: string): void;
}

export async function benchRest(
  server: BenchServer,
  { runs, seconds = 4, say }: RestOptions,
): Promise<RestFigures> {
  const database = await server.fresh();
  const home = await writeCity(server, database);
  const file = (name: string) => join(server.folder, name);
  const node = await startProcess(home, CITY, {}, ["--roles", "receive,work,api,log"]);
  const naive = start("bench-rest-naive.ts");
  const load = start("bench-rest-load.ts");
  const db = connect(database);
  try {
    const order: NaiveOrder = {
      databaseUrl: database,
      ca: file("ca.crt"),
      certificate: file(`nodes/${CITY}/server.crt`),
      key: file(`nodes/${CITY}/server.key`),
    };
    const naivePort = ((await ask(naive, order)) as { port: number }).port;
    let from = 0;
    const phase = async (kind: LoadOrder["kind"], length: number): Promise<LoadResult> => {
      await db.query("checkpoint");
      const most = MOST_PER_SECOND * length;
      const read = (name: string) => readFileSync(file(name), "utf8");
      const result = (await ask(load, {
        kind,
        port: kind === "push" ? node.port : naivePort,
        ca: read("ca.crt"),
        certificate: read(`agencies/${AGENCY}/client.crt`),
        key: read(`agencies/${AGENCY}/client.key`),
        connections: CONNECTIONS,
        seconds: length,
        from,
        most,
      } satisfies LoadOrder)) as LoadResult;
      from += most;
      return result;
    };
    const samples = { push: [] as LoadResult[], naive: [] as LoadResult[] };
    for (const kind of ["push", "naive"] as const) await phase(kind, WARM_SECONDS);
    for (let run = 1; run <= runs; run++) {
      for (const kind of ["naive", "push"] as const) {
        const result = await phase(kind, seconds);
        samples[kind].push(result);
        const rate = Math.round(result.answered / result.seconds);
        say(
          `  rest ${kind}: ${rate} requests/s, median ${result.p50Ms.toFixed(1)} ms, p99 ${result.p99Ms.toFixed(1)} ms`,
        );
      }
    }
    await assertStored(db, samples);
    const rate = (results: readonly LoadResult[]) => median(results.map((one) => one.answered / one.seconds));
    return {
      push: {
        requestsPerSecond: Math.round(rate(samples.push)),
        p99Ms: Math.round(median(samples.push.map(({ p99Ms }) => p99Ms)) * 10) / 10,
        ratio: Math.round((rate(samples.push) / rate(samples.naive)) * 100) / 100,
      },
    };
  } finally {
    await db.close();
    for (const child of [load, naive]) if (child.connected) child.disconnect();
    await node.stop();
    await server.drop(database);
  }
}

/** What was answered is there, each push with its record under a receipted, logged batch. */
async function assertStored(
  db: ReturnType<typeof connect>,
  samples: Readonly<Record<"push", readonly LoadResult[]>>,
): Promise<void> {
  const { rows } = await db.query<Record<"pushes" | "records" | "batches" | "receipts", number>>(
    `select (select count(*) from push) as pushes, (select count(*) from record) as records,
       (select count(*) from batch) as batches, (select count(*) from receipt) as receipts`,
  );
  const [found] = rows;
  const answered = samples.push.reduce((sum, one) => sum + one.answered, 0);
  if (!found || found.pushes < answered || found.records !== found.pushes || found.receipts !== found.batches)
    throw new Error(`answered ${answered}, stored ${JSON.stringify(found)}`);
}

async function writeCity(server: BenchServer, databaseUrl: string): Promise<string> {
  const home = join(server.folder, "nodes", CITY);
  writeNetwork({
    folder: server.folder,
    catalog: CATALOG_FOLDER,
    adapters: ADAPTERS_FOLDER,
    // Alone in the registry, so that it seeks no cosignatures; what it owes to its parent it plans all the same.
    nodes: [{ id: CITY, parent: null, host: "127.0.0.1", port: await freePort(), databaseUrl }],
    agencies: [AGENCY],
    workers: 1,
    now: new Date(),
  });
  const config = join(home, "node.json");
  const written = JSON.parse(readFileSync(config, "utf8")) as Record<string, unknown>;
  const unlimited = { requestsPerSecond: 1_000_000, burst: 1_000_000 };
  writeFileSync(config, JSON.stringify({ ...written, limits: { default: unlimited } }));
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
