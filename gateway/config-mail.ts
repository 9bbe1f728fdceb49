/**
 * How the node sends mail about alarms: `console.mail` of its configuration. The trap: a password never goes over a
 * connection that is not encrypted, and without encryption only this machine is spoken to.
 */
import { resolve } from "node:path";

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` demanded before anything else, `none` on loopback alone. */
  readonly encryption: "tls" | "starttls" | "none";
  readonly user: string | null;
  readonly password: string | null;
  /** PEM of the server's authority, where it is not a public one. */
  readonly ca: string | null;
  readonly from: string;
}

type Raw = Readonly<Record<string, unknown>>;

interface Source {
  readonly base: string;
  secret(from: Raw, key: string, where: string): string;
  fault(what: string): void;
}

const KNOWN = ["host", "port", "encryption", "user", "passwordFile", "caFile", "from"];
export const MAILBOX =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

export function readMail(given: unknown, { base, secret, fault }: Source): MailSettings {
  const raw: Raw = typeof given === "object" && given !== null ? (given as Raw) : {};
  for (const name of Object.keys(raw))
    if (!KNOWN.includes(name)) fault(`unknown setting console.mail.${name}`);
  const { host, port, encryption = "starttls", user = null, from } = raw;
  if (typeof host !== "string" || host === "") fault("console.mail.host is missing");
  if (!Number.isInteger(port) || (port as number) < 1 || (port as number) > 65_535)
    fault("console.mail.port is no port");
  if (!["tls", "starttls", "none"].includes(String(encryption)))
    fault("console.mail.encryption must be tls, starttls or none");
  const isNear = ["127.0.0.1", "::1", "localhost"].includes(String(host));
  if (encryption === "none" && !isNear) fault("console.mail.encryption none needs a loopback host");
  if (user !== null && typeof user !== "string") fault("console.mail.user must be a text");
  if (typeof from !== "string" || !MAILBOX.test(from)) fault("console.mail.from must be a mailbox");
  const file = (key: string) =>
    raw[key] === undefined
      ? null
      : secret({ file: resolve(base, String(raw[key])) }, "file", `console.mail.${key}`);
  return {
    ...{ host: String(host), port: Number(port), encryption: encryption as MailSettings["encryption"] },
    ...{
      user: user === null ? null : String(user),
      password: file("passwordFile"),
      ca: file("caFile"),
      from: String(from),
    },
  };
}
