/**
 * For tests only: a city as a node in this process, with an access register of its own, and requests
 * to it under the certificate of any agency or node of its network.
 */
import { createPrivateKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { Agent, request as startRequest } from "node:https";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { TestContext } from "node:test";

import { signingKey } from "./cli/sandbox-network.ts";
import { loadConfig } from "./config.ts";
import type { Access } from "./model/access.ts";
import { canonical } from "./model/canonical.ts";
import { atEnd } from "./model/test-end.ts";
import { type RunningNode, startNode } from "./node.ts";
import { signDetached } from "./seal/cms.ts";
import type { Database } from "./store/connect.ts";
import { watchContract } from "./test-contract.ts";
import { type DataFolders, smallData } from "./test-data.ts";
import { CITY, NATION, PROVINCE, type TestPath, testPath } from "./test-path.ts";

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body as JSON. */
  json<T = Record<string, unknown>>(): T;
}

export interface Asking {
  readonly method?: string;
  readonly body?: string | Buffer | object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestCity {
  readonly path: TestPath;
  readonly db: Database;
  readonly node: RunningNode;
  /** Operations that have answered with something else than a problem. Each answer is held against the contract. */
  readonly exercised: ReadonlySet<string>;
  /** What the node has said. */
  readonly lines: readonly string[];
  /** `holder` as agency id, or node id with "node:" before it. */
  ask(holder: string, path: string, asking?: Asking): Promise<Reply>;
}

export type AccessPart = Partial<Pick<Access, "agencies" | "nodes" | "eventKeys" | "tokenKeys">>;

/** Write and sign the access register of a node; `number` must grow. */
export function writeAccess(folder: string, node: string, number: number, part: AccessPart): void {
  const access: Access = {
    format: "xinqiao.access/1",
    node,
    number,
    issuedAt: new Date().toISOString(),
    agencies: part.agencies ?? [],
    nodes: part.nodes ?? [],
    eventKeys: part.eventKeys ?? [signingKey(join(folder, "nodes", node, "event.key"), `${node}-event-1`)],
    tokenKeys: part.tokenKeys ?? [signingKey(join(folder, "nodes", node, "token.key"), `${node}-token-1`)],
  };
  const text = canonical(access);
  const key = createPrivateKey(readFileSync(join(folder, "network.key"), "utf8"));
  const p7s = signDetached(
    Buffer.from(text),
    key,
    readFileSync(join(folder, "network.crt"), "utf8"),
    new Date(),
  );
  const file = join(folder, "nodes", node, "access.json");
  writeFileSync(`${file}.p7s`, p7s);
  writeFileSync(file, text);
}

/** The city of a network with these agencies, started. */
export async function testCity(
  t: TestContext,
  agencies: readonly string[],
  access: AccessPart,
  settings: Readonly<Record<string, unknown>> = {},
  data: DataFolders = smallData(),
): Promise<TestCity> {
  const path = await testPath(t, agencies, undefined, data, [PROVINCE, NATION]);
  writeAccess(path.folder, CITY, 1, access);
  path.configure(CITY, { access: "access.json", ...settings });
  const lines: string[] = [];
  const out = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const watched = watchContract();
  const node = await startNode(loadConfig(join(path.folder, "nodes", CITY, "node.json"), {}), out, watched);
  const agents = new Map<string, Agent>();
  atEnd(t, async () => {
    for (const agent of agents.values()) agent.destroy();
    await node.stop();
  });
  const agentOf = (holder: string): Agent => {
    const known = agents.get(holder);
    if (known) return known;
    const read = (file: string) => readFileSync(join(path.folder, file), "utf8");
    const home = holder.startsWith("node:") ? `nodes/${holder.slice(5)}/client` : `agencies/${holder}/client`;
    const made = new Agent({
      keepAlive: true,
      ca: read("ca.crt"),
      cert: read(`${home}.crt`),
      key: read(`${home}.key`),
      minVersion: "TLSv1.3",
    });
    agents.set(holder, made);
    return made;
  };
  const db = path.db[CITY];
  if (!db) throw new Error("the city has no database");
  return {
    path,
    db,
    node,
    exercised: watched.exercised,
    lines,
    ask: async (holder, at, asking = {}) => {
      const reply = await sendBy(agentOf(holder), `https://127.0.0.1:${node.port}${at}`, asking);
      watched.verify();
      return reply;
    },
  };
}

/** Over TLS by this agent, read to its end. */
export function sendBy(agent: Agent, url: string, { method, body, headers = {} }: Asking): Promise<Reply> {
  const isJson = typeof body === "object" && !Buffer.isBuffer(body);
  const bytes = isJson ? JSON.stringify(body) : body;
  return new Promise((resolve, reject) => {
    const request = startRequest(url, {
      agent,
      method: method ?? (bytes === undefined ? "GET" : "POST"),
      headers: { ...(isJson && { "content-type": "application/json" }), ...headers },
    });
    request.once("error", reject);
    request.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        const whole = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: whole,
          json: <T>() => JSON.parse(whole.toString("utf8")) as T,
        });
      });
    });
    request.end(bytes);
  });
}
