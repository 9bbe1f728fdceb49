/**
 * Brings the sandbox up: holds its folder, starts the database, makes keys, and starts the
 * node processes on free ports. Every end is registered before what it ends has begun,
 * since a stop may come at any moment. Sends nothing.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

import type { Node } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import type { Known } from "../piece/piece.ts";
import { databaseFor } from "../store/connect.ts";
import { startEmbedded } from "../store/embedded.ts";
import { startTime } from "../store/embedded-process.ts";
import { freePort } from "../store/free-port.ts";
import { writeAccess } from "./sandbox-access.ts";
import { makeKeys, type SandboxNode, type SandboxPlan, writeNetwork } from "./sandbox-network.ts";
import { type NodeProcess, startProcess } from "./sandbox-processes.ts";

/** The city first: the way up. */
export const NODES = ["370100", "370000", "100000"];
const STARTS = 3;
/** Its client certificate is never good for long, so that the console has one to show. */
export const EXPIRING = "jinan-transport";

export type Stop = () => Promise<void>;

/** One sandbox at a time in a folder: its processes would fight over the same databases. */
export function holdFolder(folder: string, fresh: boolean, stops: Stop[]): void {
  const lock = join(folder, "sandbox.pid");
  const [pid = "", started = ""] = existsSync(lock) ? readFileSync(lock, "utf8").split(" ") : [];
  if (pid !== "" && Number(pid) !== process.pid && startTime(Number(pid)) === started)
    throw new Refusal("COMMAND_INVALID", {
      detail: `the sandbox in ${folder} is running already, process ${pid}`,
    });
  if (fresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(lock, `${process.pid} ${startTime(process.pid) ?? ""}`);
  stops.push(async () => rmSync(lock, { force: true }));
}

/** What the nodes work by, and the folders that it was read from. */
export interface Data {
  readonly known: Known;
  readonly catalog: string;
  readonly adapters: string;
}

export interface Started {
  readonly nodes: readonly SandboxNode[];
  readonly processes: readonly NodeProcess[];
}

export async function bringUp(
  folder: string,
  data: Data,
  now: Date,
  stops: Stop[],
  tell: (text: string) => void,
  withConsole = false,
): Promise<Started> {
  const { known } = data;
  const { agencies, seats } = agenciesOf(known);
  tell("正在准备数据库和密钥 database and keys");
  const server = serverUrl(folder, stops);
  await Promise.all([server, makeKeys(folder, NODES, agencies, now, [], [EXPIRING])]);
  const urls = await databasesOn(await server, folder);
  for (let start = 1; ; start++) {
    const nodes: SandboxNode[] = [];
    for (const [at, id] of NODES.entries())
      nodes.push({
        id,
        parent: parentOf(id, known.catalog.nodes),
        host: "127.0.0.1",
        port: await freePort(),
        databaseUrl: urls[at] ?? "",
        // The city has departments that ask for tokens and send by SFTP.
        ...(at === 0 && { tokenPort: await freePort(), sftpPort: await freePort() }),
        ...(withConsole && { consolePort: await freePort(), metricsPort: await freePort() }),
      });
    const workers = Math.max(1, Math.min(4, availableParallelism()));
    writeSandbox(data, { folder, nodes, agencies, seats, workers, now });
    tell("正在启动节点 starting the nodes");
    const starting = nodes.map(({ id }) => startProcess(join(folder, "nodes", id), id));
    for (const one of starting) stops.push(async () => await (await one.catch(() => null))?.stop());
    const settled = await Promise.allSettled(starting);
    const processes = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    if (processes.length === nodes.length) return { nodes, processes };
    const reason: unknown = settled.find((one) => one.status === "rejected")?.reason;
    // The port that was free a moment ago may be another's now; try others.
    if (start === STARTS || !/EADDRINUSE/.test(String(reason))) throw reason;
    await Promise.all(processes.map((one) => one.stop()));
  }
}

/** Who sends by an adapter or receives only, and to which of the three nodes: the catalog's, or the next above it that runs here. */
export function agenciesOf({
  adapters,
  catalog,
}: Known): Pick<SandboxPlan, "agencies"> & { seats: Map<string, string> } {
  const receivers = catalog.agencies.filter(({ receivesOnly }) => receivesOnly).map(({ id }) => id);
  const agencies = [...new Set([...adapters.map(({ agency }) => agency), ...receivers])];
  const running = (id: string): string => {
    if (NODES.includes(id)) return id;
    const parent = catalog.nodes.find((node) => node.id === id)?.parent;
    return parent ? running(parent) : (NODES.at(-1) ?? "");
  };
  const home = new Map(catalog.agencies.map(({ id, node }) => [id, running(node)]));
  return { agencies, seats: new Map(agencies.map((id) => [id, home.get(id) ?? (NODES[0] as string)])) };
}

type Addresses = ReadonlyMap<string, { readonly host: string; readonly port: number }>;

export interface Elsewhere {
  /** "370100=jinan:8443,…" */
  readonly hosts: string | undefined;
  /** The same for those whose operators' consoles are served, as browsers reach them. */
  readonly consoles: string | undefined;
  /** The server's URL; each node gets a database of its own on it. */
  readonly database: string | undefined;
  /** Holds the password, so that it stands in no command line. */
  readonly passwordFile: string | undefined;
}

/** Keys, configurations and databases only, for nodes that others start (compose.yaml). A second time changes no key. */
export async function initialise(
  folder: string,
  data: Data,
  now: Date,
  elsewhere: Elsewhere,
): Promise<readonly SandboxNode[]> {
  const hosts = addressesIn(elsewhere.hosts ?? "");
  const consoles = addressesIn(elsewhere.consoles ?? "");
  const places = NODES.map((id) => {
    const { host = "", port = 0 } = hosts?.get(id) ?? {};
    const seen = consoles?.get(id);
    return {
      ...{ id, parent: parentOf(id, data.known.catalog.nodes), host, port, listenOn: "0.0.0.0" },
      ...(seen && { consoleHost: seen.host, consolePort: seen.port }),
    };
  });
  const { database } = elsewhere;
  if (
    !consoles ||
    places.some(({ host }) => host === "") ||
    database === undefined ||
    !URL.canParse(database)
  )
    throw new Refusal("COMMAND_INVALID", {
      detail:
        "--init --hosts <id>=<host>:<port>,… [--consoles <id>=<host>:<port>,…] --database <url> [--database-password-file <file>]",
    });
  const url = new URL(database);
  if (elsewhere.passwordFile !== undefined) url.password = passwordIn(elsewhere.passwordFile);
  const names = new Set(places.flatMap(({ host, consoleHost = host }) => [host, consoleHost]));
  names.delete("localhost");
  const { agencies, seats } = agenciesOf(data.known);
  await makeKeys(folder, NODES, agencies, now, [...names]);
  const urls = await databasesOn(url.href, folder);
  const nodes = places.map((place, at) => ({ ...place, databaseUrl: urls[at] ?? "" }));
  writeSandbox(data, { folder, nodes, agencies, seats, workers: 2, now });
  return nodes;
}

/** Undefined: one of them is no address of a node of ours. */
function addressesIn(text: string): Addresses | undefined {
  const found = new Map<string, { readonly host: string; readonly port: number }>();
  for (const one of text.split(",").filter((part) => part !== "")) {
    const [, id = "", host = "", port = ""] = /^(\d{6})=([a-z0-9.-]+):(\d{1,5})$/.exec(one) ?? [];
    if (!NODES.includes(id)) return undefined;
    found.set(id, { host, port: Number(port) });
  }
  return found;
}

function writeSandbox(data: Data, given: Omit<SandboxPlan, "catalog" | "adapters" | "access">): void {
  const { known, catalog, adapters } = data;
  const plan = { ...given, catalog, adapters, access: true };
  writeNetwork(plan);
  writeAccess(plan, known);
}

function passwordIn(file: string): string {
  try {
    return encodeURIComponent(readFileSync(file, "utf8").trim());
  } catch (cause) {
    throw new Refusal("COMMAND_INVALID", { detail: `--database-password-file ${file}` }, { cause });
  }
}

/** One database a node. Another authority is another network, and gets databases of its own. */
async function databasesOn(server: string, folder: string): Promise<readonly string[]> {
  const authority = readFileSync(join(folder, "ca.crt"));
  const mark = createHash("sha256").update(authority).digest("hex").slice(0, 8);
  const urls: string[] = [];
  for (const id of NODES) urls.push(await databaseFor(server, `xinqiao_${id}_${mark}`));
  return urls;
}

function parentOf(id: string, tree: readonly Node[]): string | null {
  const parent = tree.find((node) => node.id === id)?.parent ?? null;
  return parent !== null && NODES.includes(parent) ? parent : null;
}

function serverUrl(folder: string, stops: Stop[]): Promise<string> {
  const external = process.env["DATABASE_URL"];
  if (external !== undefined && external !== "") return Promise.resolve(external);
  const embedded = startEmbedded({ dataFolder: join(folder, "postgres") });
  stops.push(async () => await (await embedded.catch(() => null))?.stop());
  return embedded.then(({ url }) => url);
}
