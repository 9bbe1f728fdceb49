/**
 * Benchmarked nodes: real `xinqiao serve` processes on databases of their own. A file is put
 * where the door would have left it (spool and intake row); the time runs from that row to the
 * receipt in the database. The upload before it is not in the figure.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { makeKeys, writeNetwork } from "../gateway/cli/sandbox-network.ts";
import { ADAPTERS_FOLDER, CATALOG_FOLDER } from "../gateway/data.ts";
// biome-ignore lint/correctness/useImportExtensions: plain JavaScript, which any Node runs; its types lie beside it.
import { LEAN_ARGUMENTS, LEAN_ENVIRONMENT } from "../gateway/lean.mjs";
import { spool } from "../gateway/receive/spool.ts";
import { connect, type Database, databaseFor } from "../gateway/store/connect.ts";
import { startEmbedded } from "../gateway/store/embedded.ts";
import { freePort } from "../gateway/store/free-port.ts";
import { recordIntake } from "../gateway/store/intake.ts";
import { migrate } from "../gateway/store/migrate.ts";
import { RECEIVED_ON } from "./make-batch-rows.ts";

const PROGRAM = fileURLToPath(new URL("../gateway/xinqiao.mjs", import.meta.url));
const CITY = "370100";
const NODES = [CITY, "370000", "100000"];
const AGENCY = "jinan-credit";
const ADAPTER = "cities/jinan-penalties";

export interface BenchServer {
  readonly folder: string;
  readonly url: string;
  fresh(): Promise<string>;
  drop(url: string): Promise<void>;
  stop(): Promise<void>;
}

/** DATABASE_URL, or an embedded server with production's settings. */
export async function startServer(folder: string): Promise<BenchServer> {
  const given = process.env["DATABASE_URL"];
  const embedded = given === undefined ? await startEmbedded({ dataFolder: join(folder, "pg") }) : undefined;
  const url = given ?? embedded?.url ?? "";
  await makeKeys(folder, NODES, [AGENCY], new Date());
  return {
    folder,
    url,
    async fresh() {
      const made = await databaseFor(url, `xinqiao_bench_${randomBytes(6).toString("hex")}`);
      await migrate(made);
      return made;
    },
    async drop(database) {
      const admin = connect(url, { max: 1 });
      await admin.query(`drop database if exists "${new URL(database).pathname.slice(1)}" with (force)`);
      await admin.close();
    },
    stop: async () => await embedded?.stop(),
  };
}

interface Night {
  readonly seconds: number;
  readonly peakRssMiB: number;
  readonly heads: number;
  readonly database: string;
}

/** One node takes one file; `database` of the night before, or null for an empty one. */
export async function ingestOnce(server: BenchServer, file: string, database: string | null): Promise<Night> {
  const url = database ?? (await server.fresh());
  const [city] = await startNodes(server, [url], "receive,work,api,log");
  const db = connect(url);
  try {
    const intake = await putInSpool(server, file);
    await db.query("checkpoint");
    const { seconds } = await Promise.race([timeTo(db, intake, CITY), ended(city as ChildProcess)]);
    const state = await db.query<{ heads: number }>(
      "select coalesce(sum(heads), 0)::int as heads from item_state",
    );
    return {
      seconds,
      peakRssMiB: peakRssMiB(city as ChildProcess),
      heads: state.rows[0]?.heads ?? 0,
      database: url,
    };
  } finally {
    await db.close();
    await stopNodes([city as ChildProcess]);
  }
}

/** City, province and nation, until the nation's receipt is back at the city. */
export async function threeNodes(server: BenchServer, file: string): Promise<{ readonly seconds: number }> {
  const urls = await Promise.all(NODES.map(() => server.fresh()));
  const processes = await startNodes(server, urls, "receive,work,deliver,api,log");
  const db = connect(urls[0] as string);
  try {
    const intake = await putInSpool(server, file);
    await db.query("checkpoint");
    return await Promise.race([timeTo(db, intake, NODES[2] as string), ...processes.map(ended)]);
  } finally {
    await db.close();
    await stopNodes(processes);
    for (const url of urls) await server.drop(url);
  }
}

interface Arrived {
  readonly id: string;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly spool: string;
}

async function putInSpool(server: BenchServer, file: string): Promise<Arrived> {
  const id = randomUUID();
  const folder = join(server.folder, "nodes", CITY, "spool");
  const { bytes, sha256 } = await spool(
    createReadStream(file, { highWaterMark: 1 << 20 }),
    folder,
    id,
    2 ** 40,
    null,
    () => undefined,
  );
  return { id, bytes, sha256, spool: folder };
}

async function timeTo(
  db: Database,
  arrived: Arrived,
  receiptOf: string,
): Promise<{ readonly seconds: number }> {
  const start = performance.now();
  await recordIntake(db, {
    intakeId: arrived.id,
    kind: "file",
    sender: AGENCY,
    adapter: ADAPTER,
    fileName: "bench.csv",
    bytes: arrived.bytes,
    sha256: arrived.sha256,
    spool: arrived.spool,
    receivedAt: new Date(`${RECEIVED_ON}T02:00:00Z`),
  });
  for (;;) {
    const { rows } = await db.query<{ state: string; here: boolean }>(
      `select state, exists (select from receipt r where r.batch_seq = i.batch_seq and r.node = $2) as here
         from intake i where intake_id = $1`,
      [arrived.id, receiptOf],
    );
    if (rows[0]?.here === true) return { seconds: (performance.now() - start) / 1000 };
    if (rows[0]?.state === "refused" || rows[0]?.state === "poison")
      throw new Error(`the batch was ${rows[0].state}`);
    await pause(20);
  }
}

async function startNodes(
  server: BenchServer,
  urls: readonly string[],
  roles: string,
): Promise<ChildProcess[]> {
  // The registry lists all three, also where only the city runs.
  const nodes = await Promise.all(
    NODES.map(async (id, at) => ({
      id,
      parent: NODES[at + 1] ?? null,
      host: "127.0.0.1",
      port: await freePort(),
      databaseUrl: urls[at] ?? "",
    })),
  );
  writeNetwork({
    folder: server.folder,
    catalog: CATALOG_FOLDER,
    adapters: ADAPTERS_FOLDER,
    nodes,
    agencies: [AGENCY],
    workers: 1,
    now: new Date(),
  });
  return await Promise.all(
    nodes.slice(0, urls.length).map((node) => startNode(join(server.folder, "nodes", node.id), roles)),
  );
}

async function startNode(folder: string, roles: string): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [...LEAN_ARGUMENTS, PROGRAM, "serve", "--config", join(folder, "node.json"), "--roles", roles],
    {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: { ...LEAN_ENVIRONMENT, ...process.env },
    },
  );
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`a node ended with ${code}`)));
  });
  return child;
}

/** Never resolves: a node that ends in the middle ends the measurement. */
function ended(child: ChildProcess): Promise<never> {
  const ended = new Promise<never>((_, reject) =>
    child.once("exit", (code) => reject(new Error(`a node ended with ${code}`))),
  );
  // Ends on purpose too, when nobody waits for this any more.
  ended.catch(() => undefined);
  return ended;
}

async function stopNodes(children: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    children.map(async (child) => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null) {
        child.kill("SIGTERM");
        await ended;
      }
    }),
  );
}

/** What the kernel counted at the highest, of the whole process. */
function peakRssMiB(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
}
