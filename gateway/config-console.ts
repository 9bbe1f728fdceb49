/**
 * The part of a node's configuration that is about the operators' console: where it listens, by which certificate,
 * which key encrypts second factors at rest, which identity provider may name operators. The trap: without TLS it
 * listens on loopback alone, and only when the file says so.
 */
import { isIP } from "node:net";
import { resolve } from "node:path";

import { type MailSettings, readMail } from "./config-mail.ts";

export interface OidcSettings {
  /** https://…, as its discovery document says; a loopback one may be plain. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** The claim that is an operator's sign-in name here. */
  readonly loginClaim: string;
  /** What the button says. */
  readonly name: string;
}

export interface ConsoleSettings {
  readonly host: string;
  readonly port: number;
  /** As browsers reach it, without a path or a slash at its end; null: told from what it listens on. */
  readonly publicUrl: string | null;
  /** PEM; null: the node's own server certificate and key. */
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  /** No TLS, on loopback alone. */
  readonly plain: boolean;
  /** 32 bytes that encrypt second factors in the database. */
  readonly key: Buffer;
  readonly oidc: OidcSettings | null;
  /** A night counts as in time until this hour of the next morning, Beijing time. */
  readonly dueHour: number;
  /** Null: alarms are not mailed. */
  readonly mail: MailSettings | null;
}

type Raw = Readonly<Record<string, unknown>>;

interface Source {
  readonly base: string;
  secret(from: Raw, key: string, where: string): string;
  fault(what: string): void;
}

const KNOWN = ["host", "port", "publicUrl", "certificate", "key", "plain", "oidc", "dueHour", "mail"];
const KNOWN_OIDC = ["issuer", "clientId", "clientSecretFile", "loginClaim", "name"];

/** `keys` is the group of that name: `keys.consoleKey` names the file of the key. */
export function readConsole(given: Raw, keys: Raw, source: Source): ConsoleSettings {
  const { base, fault } = source;
  for (const name of Object.keys(given)) if (!KNOWN.includes(name)) fault(`unknown setting console.${name}`);
  const { host = "127.0.0.1", port, publicUrl = null, plain = false, dueHour = 6 } = given;
  if (!Number.isInteger(dueHour) || (dueHour as number) < 0 || (dueHour as number) > 23)
    fault("console.dueHour must be an hour from 0 to 23");
  if (typeof host !== "string") fault("console.host must be a name or an address");
  if (!Number.isInteger(port) || (port as number) < 0 || (port as number) > 65_535)
    fault("console.port is no port");
  if (typeof plain !== "boolean") fault("console.plain must be true or false");
  if (plain === true && !isLoopback(String(host))) fault("console.plain needs a loopback console.host");
  const form = plain === true ? /^https?:\/\/[^/?#\s]+$/ : /^https:\/\/[^/?#\s]+$/;
  if (publicUrl !== null && (typeof publicUrl !== "string" || !form.test(publicUrl)))
    fault("console.publicUrl must be https://host:port");
  const hasOwn = given["certificate"] !== undefined || given["key"] !== undefined;
  const pem = (name: string) =>
    source.secret({ name: resolve(base, String(given[name] ?? "")) }, "name", `console.${name}`);
  const key = Buffer.from(source.secret(keys, "consoleKey", "keys.consoleKey"), "hex");
  if (key.length !== 32) fault("keys.consoleKey must hold 64 hexadecimal digits");
  return {
    host: String(host),
    port: Number(port),
    publicUrl: publicUrl === null ? null : String(publicUrl),
    tls: hasOwn ? { certificate: pem("certificate"), key: pem("key") } : null,
    plain: plain === true,
    key,
    oidc: given["oidc"] === undefined ? null : readOidc(given["oidc"], source),
    dueHour: Number(dueHour),
    mail: given["mail"] === undefined ? null : readMail(given["mail"], source),
  };
}

function readOidc(given: unknown, source: Source): OidcSettings {
  const { fault, base } = source;
  const raw: Raw = typeof given === "object" && given !== null ? (given as Raw) : {};
  for (const name of Object.keys(raw))
    if (!KNOWN_OIDC.includes(name)) fault(`unknown setting console.oidc.${name}`);
  const { issuer, clientId, clientSecretFile, loginClaim = "preferred_username", name = "OIDC" } = raw;
  const url = typeof issuer === "string" && URL.canParse(issuer) ? new URL(issuer) : null;
  if (!url || !(url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))))
    fault("console.oidc.issuer must be an https address");
  if (typeof clientId !== "string" || clientId === "") fault("console.oidc.clientId is missing");
  if (typeof loginClaim !== "string") fault("console.oidc.loginClaim must name a claim");
  if (typeof name !== "string") fault("console.oidc.name must be a text");
  const secretFile = { file: resolve(base, String(clientSecretFile ?? "")) };
  return {
    issuer: String(issuer),
    clientId: String(clientId),
    clientSecret:
      clientSecretFile === undefined
        ? null
        : source.secret(secretFile, "file", "console.oidc.clientSecretFile"),
    loginClaim: String(loginClaim),
    name: String(name),
  };
}

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "");
  return bare === "localhost" || (isIP(bare) === 4 && bare.startsWith("127.")) || bare === "::1";
}
