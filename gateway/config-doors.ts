/**
 * The part of a node's configuration that is about doors: none of them is open unless
 * the file says so. The trap: a key without its registered half signs nothing that
 * anybody believes, so ids of keys come from the access register and are not named here.
 */
import { createPrivateKey, type KeyObject } from "node:crypto";
import { dirname, resolve } from "node:path";

import { type ConsoleSettings, readConsole } from "./config-console.ts";
import { AGENCY_LIMITS, type Numbers, PUSH, readNumbers } from "./config-limits.ts";
import type { Limits } from "./model/access.ts";

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface DoorSettings {
  /** File of the access register; its signature lies beside it. Null: nobody has grants. */
  readonly access: string | null;
  /** A second socket without client certificates, for tokens; `publicUrl` names it to clients. */
  readonly listenTokens: (Address & { readonly publicUrl: string }) | null;
  readonly sftp: (Address & { readonly hostKeys: readonly string[]; readonly quietSeconds: number }) | null;
  /** Where OpenSSH's own internal-sftp lays files. */
  readonly inbox: { readonly root: string } | null;
  /** Folder for uploads, feedback and golden copies. */
  readonly files: string;
  /** File that lists what is fetched from where. */
  readonly pulls: string | null;
  /** Addresses that would be refused and are allowed all the same. */
  readonly egress: { readonly allow: readonly string[] };
  /** Ed25519; signs events. */
  readonly eventKey: KeyObject | null;
  /** Ed25519; signs access tokens. */
  readonly tokenKey: KeyObject | null;
  /** PEM of the key with which we log in to SFTP servers. */
  readonly sshClientKey: string | null;
  /** Where Prometheus asks; nobody is asked who they are there. */
  readonly metrics: Address | null;
  /** The operators' console. */
  readonly console: ConsoleSettings | null;
  readonly push: Numbers<keyof typeof PUSH>;
  /** Of agencies whose entry in the access register says nothing else. */
  readonly agencyLimits: Limits;
}

export const DOOR_SETTINGS = [
  ...["access", "listenTokens", "sftp", "inbox", "files", "pulls", "egress", "push", "console", "metrics"],
] as const;

type Raw = Readonly<Record<string, unknown>>;

export interface DoorSource {
  readonly raw: Raw;
  /** Folder of the configuration file. */
  readonly base: string;
  readonly spool: string;
  /** The content of the file that `from[key]` names. */
  secret(from: Raw, key: string, where: string): string;
  fault(what: string): void;
}

export function readDoors(source: DoorSource): DoorSettings {
  const { raw, base, spool, fault } = source;
  const file = (key: string): string | null => {
    const name = raw[key];
    if (name === undefined) return null;
    if (typeof name === "string" && name !== "") return resolve(base, name);
    fault(`${key} must name a file`);
    return null;
  };
  const keys = object(raw["keys"]);
  const optional = (key: string): string | null =>
    keys[key] === undefined ? null : source.secret(keys, key, `keys.${key}`);
  const inbox = object(raw["inbox"])["root"];
  if (raw["inbox"] !== undefined && typeof inbox !== "string") fault("inbox.root is missing");
  const doors = {
    access: file("access"),
    listenTokens: readTokens(raw["listenTokens"], fault),
    sftp: readSftp(source),
    inbox: typeof inbox === "string" ? { root: resolve(base, inbox) } : null,
    files: file("files") ?? resolve(dirname(spool), "files"),
    pulls: file("pulls"),
    egress: { allow: strings(object(raw["egress"])["allow"] ?? [], "egress.allow", fault) },
    eventKey: ed25519(optional("eventKey"), "keys.eventKey", fault),
    tokenKey: ed25519(optional("tokenKey"), "keys.tokenKey", fault),
    sshClientKey: optional("sshClientKey"),
    metrics: raw["metrics"] === undefined ? null : address(raw["metrics"], "metrics", fault),
    console: raw["console"] === undefined ? null : readConsole(object(raw["console"]), keys, source),
    push: readNumbers(object(raw["push"]), "push", PUSH, fault),
    agencyLimits: readNumbers(
      object(object(raw["limits"])["default"]),
      "limits.default",
      AGENCY_LIMITS,
      fault,
    ),
  };
  if (doors.listenTokens && !doors.tokenKey) fault("listenTokens needs keys.tokenKey");
  if (doors.listenTokens && !doors.access) fault("listenTokens needs access");
  return doors;
}

function readTokens(given: unknown, fault: (what: string) => void): DoorSettings["listenTokens"] {
  if (given === undefined) return null;
  const { publicUrl } = object(given);
  // Written into tokens and compared whole: no path, no slash at its end.
  if (typeof publicUrl !== "string" || !/^https:\/\/[^/?#\s]+$/.test(publicUrl))
    fault("listenTokens.publicUrl must be https://host:port");
  return { ...address(given, "listenTokens", fault), publicUrl: String(publicUrl ?? "") };
}

function readSftp({ raw, base, fault, secret }: DoorSource): DoorSettings["sftp"] {
  if (raw["sftp"] === undefined) return null;
  const given = object(raw["sftp"]);
  const names = strings(given["hostKeys"] ?? [], "sftp.hostKeys", fault);
  if (names.length === 0) fault("sftp.hostKeys names no key");
  const { quietSeconds } = readNumbers(given, "sftp", { quietSeconds: [60, 1, 86_400] }, fault, [
    ...["host", "port", "hostKeys"],
  ]);
  const hostKeys = names.map((name) => secret({ key: resolve(base, name) }, "key", `sftp.hostKeys ${name}`));
  return { ...address(given, "sftp", fault), hostKeys, quietSeconds };
}

function address(given: unknown, where: string, fault: (what: string) => void): Address {
  const { host = "127.0.0.1", port } = object(given);
  if (typeof host !== "string") fault(`${where}.host must be a name or an address`);
  if (!Number.isInteger(port) || (port as number) < 0 || (port as number) > 65_535)
    fault(`${where}.port is no port`);
  return { host: String(host), port: Number(port) };
}

function ed25519(pem: string | null, where: string, fault: (what: string) => void): KeyObject | null {
  if (pem === null || pem === "") return null;
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // Said below.
  }
  fault(`${where} is not an Ed25519 key`);
  return null;
}

function strings(value: unknown, where: string, fault: (what: string) => void): readonly string[] {
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  fault(`${where} must be a list of texts`);
  return [];
}

function object(value: unknown): Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}
