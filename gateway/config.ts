/**
 * One node's configuration: a JSON file, checked whole and frozen. Keys, certificates
 * and the database URL are read from the files it names; there is no default for
 * any of them. Every fault is listed in one refusal. The environment is read here and nowhere else.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

import { DOOR_SETTINGS, type DoorSettings, readDoors } from "./config-doors.ts";
import {
  DELIVER,
  JOURNAL,
  LEASES,
  LIMITS,
  LOG,
  type Numbers,
  RELEASES,
  readNumbers,
} from "./config-limits.ts";
import { type CrashAt, readCrashAt } from "./crash.ts";
import type { NetworkProof } from "./evidence.ts";
import type { Network, RegisteredKey } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import { readNetwork } from "./network.ts";

export const ROLES = [
  "receive",
  "work",
  "deliver",
  "api",
  "log",
  "sftp",
  "pull",
  "subscribe",
  "console",
] as const;
export type Role = (typeof ROLES)[number];

/** A signing key with the id under which the registry lists its public half. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
}

export interface NodeConfig extends DoorSettings {
  readonly file: string;
  readonly node: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly databaseUrl: string;
  readonly spool: string;
  readonly catalog: string;
  readonly adapters: string;
  readonly networkFile: string;
  /** As read at the start; what holds now is asked of site.registers(). */
  readonly network: Network;
  /** The registry as it is handed on: its exact text and what proves it. */
  readonly networkProof: NetworkProof;
  readonly roles: readonly Role[];
  readonly workers: number;
  readonly pem: {
    readonly ca: string;
    readonly serverCertificate: string;
    readonly serverKey: string;
    readonly clientCertificate: string;
    readonly clientKey: string;
    readonly sealCertificate: string;
    readonly sealKey: string;
  };
  readonly receiptKey: SigningKey;
  readonly logKey: SigningKey;
  /** Keys the digests that stand in for a person's number; the same at every node. */
  readonly subjectKey: Buffer;
  readonly limits: Numbers<keyof typeof LIMITS>;
  readonly leases: Numbers<keyof typeof LEASES>;
  readonly deliver: Numbers<keyof typeof DELIVER>;
  readonly log: Numbers<keyof typeof LOG>;
  readonly releases: Numbers<keyof typeof RELEASES>;
  readonly journal: Numbers<keyof typeof JOURNAL>;
  /** A drill: at this step, the nth time, this process (or the one of `pid`) is killed. */
  readonly crashAt: CrashAt | null;
}

const PEM = [
  "ca",
  "serverCertificate",
  "serverKey",
  "clientCertificate",
  "clientKey",
  "sealCertificate",
  "sealKey",
] as const;
const KNOWN = new Set([
  ...["node", "listen", "databaseUrl", "databaseUrlFile", "spool", "catalog", "adapters", "network"],
  ...["roles", "workers", "keys", "limits", "leases", "deliver", "log", "releases", "journal"],
  ...DOOR_SETTINGS,
]);

type Raw = Record<string, unknown>;

/** Read and check `file`; `overrides` are what the command line says. */
export function loadConfig(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
  overrides: { readonly roles?: string; readonly port?: number; readonly metrics?: string } = {},
): NodeConfig {
  const faults: string[] = [];
  const fault = (what: string) => void faults.push(what);
  const raw = { ...readObject(file, fault), ...metricsOf(overrides.metrics, fault) };
  const base = dirname(resolve(file));
  for (const key of Object.keys(raw)) if (!KNOWN.has(key)) fault(`unknown setting ${key}`);

  const text = (from: Raw, key: string, where = key): string => {
    const value = from[key];
    if (typeof value === "string" && value !== "") return value;
    fault(`${where} is missing`);
    return "";
  };
  const place = (key: string) => resolve(base, text(raw, key));
  const secret = (from: Raw, key: string, where: string): string => {
    const name = text(from, key, where);
    if (name === "") return "";
    try {
      return readFileSync(resolve(base, name), "utf8").trim();
    } catch {
      fault(`${where}: ${name} cannot be read`);
      return "";
    }
  };
  const numbers = <K extends string>(
    group: string,
    bounds: Record<K, readonly [number, number, number]>,
    others?: readonly string[],
  ) => readNumbers(object(raw[group]), group, bounds, fault, others);

  const node = text(raw, "node");
  const keys = object(raw["keys"]);
  const pem = Object.fromEntries(PEM.map((key) => [key, secret(keys, key, `keys.${key}`)]));
  const databaseUrl =
    raw["databaseUrl"] === undefined
      ? secret(raw, "databaseUrlFile", "databaseUrlFile")
      : text(raw, "databaseUrl");
  const networkFile = place("network");
  const { network, proof: networkProof } = networkOf(networkFile, String(pem["ca"] ?? ""), fault);
  const registered = network.nodes.find((one) => one.id === node);
  if (node !== "" && network.nodes.length > 0 && !registered)
    fault(`node ${node} is not in the network registry`);
  const signing = (key: "receiptKey" | "logKey", listed: readonly RegisteredKey[] | undefined) =>
    signingKey(secret(keys, key, `keys.${key}`), listed ?? [], `keys.${key}`, fault);
  const receiptKey = signing("receiptKey", registered?.receiptKeys);
  const logKey = signing("logKey", registered?.logKeys);
  const subjectKey = Buffer.from(secret(keys, "subjectKey", "keys.subjectKey"), "hex");
  if (subjectKey.length !== 32) fault("keys.subjectKey must hold 64 hexadecimal digits");
  const listen = object(raw["listen"]);
  const port = overrides.port ?? listen["port"] ?? 0;
  if (!Number.isInteger(port) || (port as number) < 0 || (port as number) > 65_535)
    fault("listen.port is no port");
  const workers = raw["workers"] ?? 2;
  if (!Number.isInteger(workers) || (workers as number) < 1 || (workers as number) > 64)
    fault("workers must be a whole number from 1 to 64");

  const spool = place("spool");
  const config = {
    ...readDoors({ raw, base, spool, secret, fault }),
    file: resolve(file),
    node,
    listen: { host: typeof listen["host"] === "string" ? listen["host"] : "127.0.0.1", port: port as number },
    databaseUrl,
    spool,
    catalog: place("catalog"),
    adapters: place("adapters"),
    networkFile,
    network,
    networkProof,
    roles: rolesOf(overrides.roles?.split(",") ?? raw["roles"] ?? ROLES, fault),
    workers: workers as number,
    pem: pem as unknown as NodeConfig["pem"],
    receiptKey,
    logKey,
    subjectKey,
    limits: numbers("limits", LIMITS, ["default"]),
    leases: numbers("leases", LEASES),
    deliver: numbers("deliver", DELIVER),
    log: numbers("log", LOG),
    releases: numbers("releases", RELEASES),
    journal: numbers("journal", JOURNAL),
    crashAt: crashAt(env["XINQIAO_CRASH_AT"], fault),
  };
  if (faults.length > 0) throw new Refusal("CONFIG_INVALID", { detail: faults.join("; ") });
  return Object.freeze(config);
}

function readObject(file: string, fault: (what: string) => void): Raw {
  try {
    return object(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    fault(`${file} cannot be read as JSON (${(error as Error).name})`);
    return {};
  }
}

function object(value: unknown): Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

/** Several processes of one configuration need addresses of their own. */
function metricsOf(given: string | undefined, fault: (what: string) => void): Raw {
  if (given === undefined) return {};
  const [, host, port] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(given) ?? [];
  if (host === undefined) fault("--metrics is not <host>:<port>");
  return { metrics: { host: host?.replace(/^\[|\]$/g, ""), port: Number(port) } };
}

function networkOf(file: string, ca: string, fault: (what: string) => void): ReturnType<typeof readNetwork> {
  try {
    return readNetwork(file, ca);
  } catch (error) {
    fault(`network: ${(error as Error).message}`);
    const network = { format: "xinqiao.network/1", nodes: [], agencies: [] } as const;
    return { network, proof: { root: "", signature: "", text: "" } };
  }
}

function rolesOf(given: unknown, fault: (what: string) => void): readonly Role[] {
  const list = Array.isArray(given) ? given.map(String) : [];
  const wrong = list.filter((one) => !(ROLES as readonly string[]).includes(one));
  if (list.length === 0 || wrong.length > 0) fault(`roles must be some of ${ROLES.join(", ")}`);
  return list as Role[];
}

/** The private key, under the id that the registry gives its public half: an unregistered key signs nothing. */
function signingKey(
  pem: string,
  listed: readonly RegisteredKey[],
  where: string,
  fault: (what: string) => void,
): SigningKey {
  try {
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyType !== "ed25519") fault(`${where} is not an Ed25519 key`);
    const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64");
    const id = listed.find((one) => one.publicKey === spki)?.id;
    if (id === undefined) fault(`${where} is not registered for this node`);
    return { id: id ?? "", privateKey };
  } catch {
    if (pem !== "") fault(`${where} is not a private key`);
    return { id: "", privateKey: null as unknown as KeyObject };
  }
}

function crashAt(value: string | undefined, fault: (what: string) => void): CrashAt | null {
  if (value === undefined || value === "") return null;
  const wanted = readCrashAt(value);
  if (wanted === null) fault("XINQIAO_CRASH_AT is not <step>[:<nth time>[:<pid>]]");
  return wanted;
}
