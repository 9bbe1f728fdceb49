/**
 * For tests only: a city, a province and the nation as three real processes on loopback,
 * each on a database of its own, with a throw-away authority and one agency. Stopped
 * and removed when the test is over, also when it fails.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

import { type Client, openClient, readClient, type Status } from "./cli/client.ts";
import { makeKeys, type SandboxNode, writeNetwork } from "./cli/sandbox-network.ts";
import { type NodeProcess, startProcess } from "./cli/sandbox-processes.ts";
import { atEnd } from "./model/test-end.ts";
import type { Database } from "./store/connect.ts";
import { freePort } from "./store/free-port.ts";
import { type PlannedDatabase, plannedDatabase } from "./store/test-database.ts";
import { type DataFolders, smallData } from "./test-data.ts";
import { layKeys } from "./test-keys.ts";

export const CITY = "370100";
export const PROVINCE = "370000";
export const NATION = "100000";
const PARENT: Readonly<Record<string, string | null>> = {
  [CITY]: PROVINCE,
  [PROVINCE]: NATION,
  [NATION]: null,
};

export interface TestPath {
  readonly folder: string;
  readonly db: Readonly<Record<string, Database>>;
  /** `url` where the city listens elsewhere than the registry says. */
  client(agency: string, url?: string): Client;
  start(node: string, env?: Readonly<Record<string, string>>): Promise<NodeProcess>;
  /** The node as it runs, started where it does not, that will kill itself at this step: `<step>[:<nth time>[:<pid>]]`. */
  dying(node: string, step: string): Promise<NodeProcess>;
  stop(node: string): Promise<void>;
  /** Of a node whose database is made only when it starts, for a test that starts it in its own way. */
  makeDatabase(node: string): Promise<void>;
  /** Change a node's configuration, of `keys` what is named; it counts from its next start. */
  configure(node: string, change: Readonly<Record<string, unknown>>): void;
  /** Write a file for sending. */
  file(name: string, bytes: Buffer | string): string;
}

/** Keys and configurations of three nodes, none of them started. */
export async function testPath(
  t: TestContext,
  agencies: readonly string[],
  planDatabase: (id: string) => PlannedDatabase | Promise<PlannedDatabase> = () => plannedDatabase(t),
  data: DataFolders = smallData(),
  /** Nodes whose databases are made when they start, if they do. */
  later: readonly string[] = [],
): Promise<TestPath> {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-path-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const ids = [CITY, PROVINCE, NATION];
  const now = new Date();
  const nodes: SandboxNode[] = [];
  const db: Record<string, Database> = {};
  const makers = new Map<string, () => Promise<void>>();
  layKeys(folder);
  await makeKeys(folder, ids, agencies, now);
  for (const id of ids) {
    const { url, database, make } = await planDatabase(id);
    db[id] = database;
    makers.set(id, make);
    if (!later.includes(id)) await make();
    nodes.push({
      id,
      parent: PARENT[id] ?? null,
      host: "127.0.0.1",
      port: await freePort(),
      databaseUrl: url,
    });
  }
  writeNetwork({
    folder,
    ...data,
    nodes,
    agencies,
    workers: 1,
    now,
  });
  const running = new Map<string, NodeProcess>();
  const starts: Promise<unknown>[] = [];
  const clients: Client[] = [];
  atEnd(t, async () => {
    for (const client of clients) client.close();
    // One that did not start is told by whoever started it; the others, which began beside it, end with it.
    await Promise.allSettled(starts);
    await Promise.all([...running.values()].map((node) => node.stop()));
  });
  const home = (id: string) => join(folder, "nodes", id);
  const makeDatabase = async (id: string) => await makers.get(id)?.();
  const start = async (id: string, env?: Readonly<Record<string, string>>) => {
    if (later.includes(id)) await makeDatabase(id);
    const started = startProcess(home(id), id, env);
    starts.push(started);
    const node = await started;
    running.set(id, node);
    void node.ended.then(() => running.get(id) === node && running.delete(id));
    return node;
  };
  return {
    folder,
    db,
    client(agency, url) {
      const config = readClient(join(folder, "agencies", agency, "client.json"));
      const client = openClient(url === undefined ? config : { ...config, url });
      clients.push(client);
      return client;
    },
    makeDatabase,
    start,
    async dying(id, step) {
      const node = running.get(id) ?? (await start(id));
      await node.crashAt(step);
      return node;
    },
    async stop(id) {
      await running.get(id)?.stop();
      running.delete(id);
    },
    configure(id, change) {
      const file = join(home(id), "node.json");
      const before = JSON.parse(readFileSync(file, "utf8")) as { readonly keys: object };
      const keys = { ...before.keys, ...(change["keys"] as object | undefined) };
      writeFileSync(file, JSON.stringify({ ...before, ...change, keys }));
    },
    file(name, bytes) {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      return path;
    },
  };
}

/** Send and wait until the node has decided. */
export async function sendFile(client: Client, file: string, adapter: string): Promise<Status> {
  const { id } = await client.upload(file, adapter);
  for (;;) {
    const status = await client.status(id, 30);
    if (status.state !== "due") return status;
  }
}
