/**
 * The access register as the program sees it: which agency may do what with which item,
 * up to which sensitivity, by which keys it is known, where events go. One document a
 * node, signed, numbered. The trap: what it does not list does not exist; nothing here
 * has a default that gives a right.
 */
import type { Field } from "./catalog.ts";
import { BASE64, BOOLEAN, COUNT, KEY, list, NODE, object, type Shape, STRING, TIME } from "./document.ts";
import type { RegisteredKey } from "./network.ts";

/** Sensitivity of fields, lowest first. */
export const LEVELS = ["open", "shared", "restricted", "personal"] as const;
export type Level = (typeof LEVELS)[number];

export const ACTIONS = ["send", "query", "subscribe"] as const;
export type Action = (typeof ACTIONS)[number];

/** Whether a grant up to `upTo` shows a field of `level`. */
export function covers(upTo: Level, level: Level): boolean {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(upTo);
}

export function levelOf(field: Pick<Field, "sensitivity">): Level {
  return field.sensitivity;
}

export interface Grant {
  readonly item: string;
  readonly actions: readonly Action[];
  /** Fields above are left out or masked. */
  readonly upTo: Level;
  /** Only for these purposes; any when absent. */
  readonly purposes?: readonly string[];
  /** The ground on which it was given; items that are shared on conditions demand one. */
  readonly basis?: string;
  /** Whether it may be asked about many subjects at once, or a whole period. */
  readonly bulk?: boolean;
  /** The last day on which it counts, YYYY-MM-DD. */
  readonly until?: string;
}

export type TokenAlgorithm = "PS256" | "ES256" | "EdDSA";

/** A key by which an agency signs its client assertions: SPKI DER in base64. */
export interface TokenKey {
  readonly id: string;
  readonly algorithm: TokenAlgorithm;
  readonly publicKey: string;
}

export interface SftpAccount {
  /** OpenSSH public keys, one line each, without a comment. */
  readonly keys: readonly string[];
  /** OpenSSH public keys of authorities whose user certificates for this agency count. */
  readonly certificateAuthorities?: readonly string[];
  /** `scrypt$N$r$p$salt$hash`, base64. */
  readonly password?: string;
  /** Ways in besides a public key. */
  readonly allow?: readonly ("certificate" | "password")[];
  /** When an upload is whole: renamed from .part, by a control file, or left alone long enough. */
  readonly final: "rename" | "control" | "quiet";
  /** Uid that owns its files in the OpenSSH inbox. */
  readonly uid?: number;
}

/** Where events or files of a subscription may go: requests name it, never an address. */
export interface Target {
  readonly name: string;
  readonly kind: "webhook" | "sftp";
  /** https://… or sftp://user@host:port/path */
  readonly url: string;
  /** PEM of the authority of a webhook's server, where it is not the public ones. */
  readonly ca?: string;
  /** Of an SFTP server, as `ssh-keygen -l` prints it: SHA256:… */
  readonly hostKey?: string;
  /** SFTP: how its files are written; "ndjson" when absent. */
  readonly format?: "ndjson" | "ndjson.zst";
  /** SFTP: a file at most so often; 60 when absent. */
  readonly everySeconds?: number;
  /** SFTP: networks (CIDR) in which its name may lie, beside public ones. */
  readonly addresses?: readonly string[];
}

export interface Limits {
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly recordsPerDay: number;
  readonly bytesPerDay: number;
  readonly openUploads: number;
  readonly subscriptions: number;
}

export interface AccessAgency {
  readonly id: string;
  readonly grants: readonly Grant[];
  readonly tokenKeys?: readonly TokenKey[];
  readonly sftp?: SftpAccount;
  /** Whether its files must carry a detached signature. */
  readonly signature?: "required" | "optional";
  readonly targets?: readonly Target[];
  /** Those that differ from the node's defaults. */
  readonly limits?: Partial<Limits>;
}

/** What a neighbour may ask on behalf of its agencies. */
export interface AccessNode {
  readonly id: string;
  readonly grants: readonly Grant[];
}

export interface Access {
  readonly format: "xinqiao.access/1";
  /** The node whose register it is. */
  readonly node: string;
  /** Grows with every issue: an older one is refused for good. */
  readonly number: number;
  readonly issuedAt: string;
  readonly agencies: readonly AccessAgency[];
  readonly nodes: readonly AccessNode[];
  /** The node's own public keys, under the ids that signatures name. */
  readonly eventKeys: readonly RegisteredKey[];
  readonly tokenKeys: readonly RegisteredKey[];
}

const ITEM: Shape = { type: "string", pattern: "^[A-Z][A-Z0-9]{1,29}(?:-[A-Z0-9]{1,8})?$" };
const NAME: Shape = { type: "string", pattern: "^[a-z0-9][a-z0-9-]{0,63}$" };

const GRANT = object(
  {
    item: ITEM,
    actions: list({ type: "string", enum: ACTIONS }),
    upTo: { type: "string", enum: LEVELS },
    purposes: list({ type: "string", pattern: "^[a-z][a-z-]{1,40}$" }),
    basis: STRING,
    bulk: BOOLEAN,
    until: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
  },
  ["purposes", "basis", "bulk", "until"],
);

const SSH_KEY: Shape = {
  type: "string",
  pattern: "^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp256|ecdsa-sha2-nistp384) [A-Za-z0-9+/]{40,2000}={0,2}$",
};

const SFTP = object(
  {
    keys: list(SSH_KEY),
    certificateAuthorities: list(SSH_KEY),
    password: {
      type: "string",
      pattern:
        "^scrypt\\$(?:16384|32768|65536|131072)\\$8\\$[1-4]\\$[A-Za-z0-9+/]{22}==\\$[A-Za-z0-9+/]{43}=$",
    },
    allow: list({ type: "string", enum: ["certificate", "password"] }),
    final: { type: "string", enum: ["rename", "control", "quiet"] },
    uid: COUNT,
  },
  ["certificateAuthorities", "password", "allow", "uid"],
);

const LIMITS = object(
  {
    requestsPerSecond: COUNT,
    burst: COUNT,
    recordsPerDay: COUNT,
    bytesPerDay: COUNT,
    openUploads: COUNT,
    subscriptions: COUNT,
  },
  ["requestsPerSecond", "burst", "recordsPerDay", "bytesPerDay", "openUploads", "subscriptions"],
);

export const ACCESS = object({
  format: { type: "string", const: "xinqiao.access/1" },
  node: NODE,
  number: { type: "integer", minimum: 1 },
  issuedAt: TIME,
  agencies: list(
    object(
      {
        id: NODE,
        grants: list(GRANT),
        tokenKeys: list(
          object({
            id: STRING,
            algorithm: { type: "string", enum: ["PS256", "ES256", "EdDSA"] },
            publicKey: BASE64,
          }),
        ),
        sftp: SFTP,
        signature: { type: "string", enum: ["required", "optional"] },
        targets: list(
          object(
            {
              name: NAME,
              kind: { type: "string", enum: ["webhook", "sftp"] },
              url: STRING,
              ca: STRING,
              hostKey: { type: "string", pattern: "^SHA256:[A-Za-z0-9+/]{43}$" },
              format: { type: "string", enum: ["ndjson", "ndjson.zst"] },
              everySeconds: COUNT,
              addresses: list({ type: "string", pattern: "^[0-9a-fA-F.:]{2,39}/\\d{1,3}$" }),
            },
            ["ca", "hostKey", "format", "everySeconds", "addresses"],
          ),
        ),
        limits: LIMITS,
      },
      ["tokenKeys", "sftp", "signature", "targets", "limits"],
    ),
  ),
  nodes: list(object({ id: NODE, grants: list(GRANT) })),
  eventKeys: list(KEY),
  tokenKeys: list(KEY),
});
