/**
 * Makes a network to try things in: a throw-away authority, a registry, and for each
 * node and agency its own keys and configuration, all as files in one folder. What is
 * there already is kept, so that a second start is the same network. Addresses change
 * from start to start, so the registry is written and signed anew.
 */
import {
  createPrivateKey,
  generateKeyPair,
  generateKeyPairSync,
  randomBytes,
  X509Certificate,
} from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";

import type { Network, RegisteredKey } from "../model/network.ts";
import {
  type Authority,
  type CertificateKind,
  createAuthority,
  generateKeys,
  issue,
} from "../seal/authority.ts";
import { registeredKey, signRegistry } from "../seal/registry.ts";

export interface SandboxNode {
  readonly id: string;
  readonly parent: string | null;
  readonly host: string;
  readonly port: number;
  /** Where it listens, if that is not the host under which others reach it. */
  readonly listenOn?: string;
  readonly databaseUrl: string;
  /** Its sockets for tokens and for SFTP, where it has them. */
  readonly tokenPort?: number;
  readonly sftpPort?: number;
  /** Of its operators' console and of its metrics, plain on loopback. */
  readonly consolePort?: number;
  /** Where browsers reach the console, if it listens for other machines: then by TLS, with the node's certificate. */
  readonly consoleHost?: string;
  readonly metricsPort?: number;
}

export interface SandboxPlan {
  readonly folder: string;
  readonly catalog: string;
  readonly adapters: string;
  /** The city first. */
  readonly nodes: readonly SandboxNode[];
  readonly agencies: readonly string[];
  /** The node that an agency sends to; the city for those that are not named. */
  readonly seats?: ReadonlyMap<string, string>;
  readonly workers: number;
  readonly now: Date;
  /** Whether its nodes have access registers: sandbox-access.ts writes them. */
  readonly access?: boolean;
}

const DAYS = 3650;
const SOON_DAYS = 12;
const RENEWED_DAYS = 4;

const makeEcKeys = promisify(generateKeyPair);

/** The node of this sandbox that an agency sends to. */
export function seatOf({ seats, nodes }: Pick<SandboxPlan, "seats" | "nodes">, agency: string): string {
  return seats?.get(agency) ?? nodes[0]?.id ?? "";
}

/** Every key and certificate that is missing, made at once: RSA takes its time, and there are two processors. */
export async function makeKeys(
  folder: string,
  nodes: readonly string[],
  agencies: readonly string[],
  now: Date,
  serverNames: readonly string[] = [],
  /** Agencies whose certificates are to expire soon, for an operator to see; renewed before they do. */
  soon: readonly string[] = [],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const authority = await authorityIn(folder, now);
  const order = (path: string, kind: CertificateKind, id: string, names: Names = {}) =>
    certificateIn(authority, join(folder, path), { kind, id, now, ...names });
  const server = { ip: ["127.0.0.1", "::1"], dns: ["localhost", ...serverNames] };
  await Promise.all([
    order("network", "network", ""),
    ...nodes.flatMap((id) => [
      order(`nodes/${id}/server`, "node-server", id, server),
      order(`nodes/${id}/client`, "node-client", id),
      order(`nodes/${id}/seal`, "node-seal", id),
    ]),
    ...agencies.map((id) => order(`agencies/${id}/client`, "agency-client", id, { soon: soon.includes(id) })),
  ]);
  if (!existsSync(join(folder, "subject.key")))
    secret(join(folder, "subject.key"), randomBytes(32).toString("hex"));
}

/** The signed registry and every configuration; after makeKeys. */
export function writeNetwork(plan: SandboxPlan): void {
  writeRegistry(plan);
  for (const node of plan.nodes) writeNode(plan, node);
  for (const id of plan.agencies) writeClient(plan, id);
}

interface Names {
  readonly ip?: readonly string[];
  readonly dns?: readonly string[];
  readonly soon?: boolean;
}

async function authorityIn(folder: string, now: Date): Promise<Authority> {
  const [certificate, key] = [join(folder, "ca.crt"), join(folder, "ca.key")];
  if (existsSync(certificate) && existsSync(key))
    return {
      certificate: readFileSync(certificate, "utf8"),
      privateKey: createPrivateKey(readFileSync(key, "utf8")),
    };
  const authority = createAuthority(
    { name: "Xinqiao sandbox, throw-away", days: DAYS, now },
    await generateKeys(),
  );
  secret(key, authority.privateKey.export({ type: "pkcs8", format: "pem" }) as string);
  whole(certificate, authority.certificate);
  return authority;
}

async function certificateIn(
  authority: Authority,
  path: string,
  order: Names & { readonly kind: CertificateKind; readonly id: string; readonly now: Date },
): Promise<void> {
  if (existsSync(`${path}.crt`) && !(order.soon && isAlmostOver(`${path}.crt`, order.now))) return;
  // An agency's TLS key is its own choice; that of fifty agencies must not take the minute of the start.
  const keys =
    order.kind === "agency-client"
      ? await makeEcKeys("ec", { namedCurve: "prime256v1" })
      : await generateKeys();
  secret(`${path}.key`, keys.privateKey.export({ type: "pkcs8", format: "pem" }) as string);
  whole(
    `${path}.crt`,
    issue(authority, { ...order, publicKey: keys.publicKey, days: order.soon ? SOON_DAYS : DAYS }),
  );
}

function isAlmostOver(file: string, now: Date): boolean {
  const { validToDate } = new X509Certificate(readFileSync(file));
  return validToDate.getTime() - now.getTime() < RENEWED_DAYS * 86_400_000;
}

function writeRegistry(plan: SandboxPlan): void {
  const { folder, nodes, agencies, now } = plan;
  const network: Network = {
    format: "xinqiao.network/1",
    // Every start writes it anew; time grows.
    number: now.getTime(),
    nodes: nodes.map(({ id, parent, host, port }) => ({
      id,
      parent,
      url: `https://${host}:${port}`,
      receiptKeys: [signingKey(join(folder, "nodes", id, "receipt.key"), `${id}-receipt-1`)],
      logKeys: [signingKey(join(folder, "nodes", id, "log.key"), `${id}-log-1`)],
    })),
    agencies: agencies.map((id) => ({ id, node: seatOf(plan, id) })),
  };
  const key = createPrivateKey(readFileSync(join(folder, "network.key"), "utf8"));
  const { text, p7s } = signRegistry(network, key, readFileSync(join(folder, "network.crt"), "utf8"), now);
  whole(join(folder, "network.json"), text);
  whole(join(folder, "network.json.p7s"), p7s);
}

/** Made when it is not there yet. */
export function signingKey(file: string, id: string): RegisteredKey {
  if (!existsSync(file))
    secret(
      file,
      generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    );
  return registeredKey(id, createPrivateKey(readFileSync(file, "utf8")));
}

function writeNode({ folder, catalog, adapters, workers, access }: SandboxPlan, node: SandboxNode): void {
  const { host, tokenPort, sftpPort, consolePort, metricsPort } = node;
  const listenOn = node.listenOn ?? host;
  const home = join(folder, "nodes", node.id);
  for (const use of ["event", "token"]) signingKey(join(home, `${use}.key`), `${node.id}-${use}-1`);
  // What it encrypts outlives a start.
  const consoleKey = join(home, "console.key");
  if (!existsSync(consoleKey)) secret(consoleKey, randomBytes(32).toString("hex"));
  secret(join(home, "database.url"), node.databaseUrl);
  const config = {
    node: node.id,
    listen: { host: listenOn, port: node.port },
    ...(access && { access: "access.json" }),
    ...(tokenPort !== undefined && {
      listenTokens: { host: listenOn, port: tokenPort, publicUrl: `https://${host}:${tokenPort}` },
    }),
    ...(sftpPort !== undefined && {
      sftp: { host: listenOn, port: sftpPort, hostKeys: ["sftp-host.key"], quietSeconds: 10 },
      // For an sshd of the machine's own; nobody makes these folders but who wants them.
      inbox: { root: "inbox" },
    }),
    ...(consolePort !== undefined && { console: consoleOf(node, consolePort) }),
    ...(metricsPort !== undefined && { metrics: { host: "127.0.0.1", port: metricsPort } }),
    // A sandbox's receivers are on this machine, where a node otherwise calls nobody.
    ...(tokenPort !== undefined && { egress: { allow: ["127.0.0.1/32"] } }),
    databaseUrlFile: "database.url",
    spool: "spool",
    catalog: relative(home, catalog),
    adapters: relative(home, adapters),
    network: "../../network.json",
    workers,
    keys: {
      ca: "../../ca.crt",
      serverCertificate: "server.crt",
      serverKey: "server.key",
      clientCertificate: "client.crt",
      clientKey: "client.key",
      sealCertificate: "seal.crt",
      sealKey: "seal.key",
      receiptKey: "receipt.key",
      logKey: "log.key",
      eventKey: "event.key",
      tokenKey: "token.key",
      consoleKey: "console.key",
      subjectKey: "../../subject.key",
    },
  };
  whole(join(home, "node.json"), `${JSON.stringify(config, null, 2)}\n`);
}

function consoleOf({ consoleHost, listenOn }: SandboxNode, port: number): object {
  if (consoleHost === undefined) return { host: "127.0.0.1", port, plain: true };
  return { host: listenOn ?? consoleHost, port, publicUrl: `https://${consoleHost}:${port}` };
}

function writeClient(plan: SandboxPlan, agency: string): void {
  const config = {
    agency,
    node: seatOf(plan, agency),
    certificate: "client.crt",
    key: "client.key",
    ca: "../../ca.crt",
    network: "../../network.json",
  };
  whole(join(plan.folder, "agencies", agency, "client.json"), `${JSON.stringify(config, null, 2)}\n`);
}

export function secret(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  replace(file, content, 0o600);
}

/** Written beside and renamed, so that a stop in the middle leaves the old file or the new one. */
export function whole(file: string, content: string | Buffer): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  replace(file, content, 0o644);
}

function replace(file: string, content: string | Buffer, mode: number): void {
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}
