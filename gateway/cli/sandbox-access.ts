/**
 * The city's access register in a sandbox: every agency may send the items of its own adapters,
 * and has an SFTP account with a throw-away key. Written anew at each start under a higher
 * number. The trap: keys that are there stay, or a second start would lock out who keeps one.
 */
import { createPrivateKey } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Access, AccessAgency } from "../model/access.ts";
import type { Adapter } from "../model/adapter.ts";
import { canonical } from "../model/canonical.ts";
import { signDetached } from "../seal/cms.ts";
import { makeSshKey } from "./ssh-key.ts";

export interface AccessPlan {
  readonly folder: string;
  readonly node: string;
  readonly agencies: readonly string[];
  readonly adapters: readonly Pick<Adapter, "agency" | "item">[];
  /** Where its SFTP server will listen. */
  readonly sftp: { readonly host: string; readonly port: number };
  readonly now: Date;
}

/** Files of the node's folder that its configuration names. */
export const ACCESS_FILE = "access.json";
export const HOST_KEY_FILE = "sftp-host.key";

export function sshKeyFile(folder: string, agency: string): string {
  return join(folder, "agencies", agency, "ssh.key");
}

export function knownHostsFile(folder: string): string {
  return join(folder, "known_hosts");
}

/** Keys that are missing, the register with its signature, and the host key for clients to pin. */
export function writeAccess(plan: AccessPlan): void {
  const { folder, node, sftp, now } = plan;
  const home = join(folder, "nodes", node);
  const hostKey = keyIn(join(home, HOST_KEY_FILE));
  replace(knownHostsFile(folder), `[${sftp.host}]:${sftp.port} ${hostKey}\n`);
  const access: Access = {
    format: "xinqiao.access/1",
    node,
    number: now.getTime(),
    issuedAt: now.toISOString(),
    agencies: plan.agencies.map((id) => entryOf(id, plan)),
    nodes: [],
    eventKeys: [],
    tokenKeys: [],
  };
  const text = canonical(access);
  const key = createPrivateKey(readFileSync(join(folder, "network.key"), "utf8"));
  const certificate = readFileSync(join(folder, "network.crt"), "utf8");
  replace(join(home, `${ACCESS_FILE}.p7s`), signDetached(Buffer.from(text), key, certificate, now));
  replace(join(home, ACCESS_FILE), text);
}

function entryOf(id: string, { folder, adapters }: AccessPlan): AccessAgency {
  const items = [...new Set(adapters.filter(({ agency }) => agency === id).map(({ item }) => item))];
  return {
    id,
    grants: items.map((item) => ({ item, actions: ["send"], upTo: "personal" })),
    sftp: { keys: [keyIn(sshKeyFile(folder, id))], final: "rename" },
  };
}

/** The public half of the key in a file, made if it is not there; the public half lies beside it. */
function keyIn(file: string): string {
  if (existsSync(file) && existsSync(`${file}.pub`)) return readFileSync(`${file}.pub`, "utf8").trim();
  const { privateKey, publicKey } = makeSshKey();
  replace(`${file}.pub`, `${publicKey}\n`);
  replace(file, privateKey, 0o600);
  return publicKey;
}

function replace(file: string, content: string | Buffer, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}
