/**
 * The sandbox's access registers: what the agencies of each node may do, as a province might
 * grant it, with keys for tokens and SFTP beside their certificates. Written anew at each
 * start. The traps: a register's number must grow, or a node refuses it as older; keys that
 * are there stay, or a second start would lock out who keeps one.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Access, AccessAgency, Grant, TokenKey } from "../model/access.ts";
import { canonical } from "../model/canonical.ts";
import type { Item } from "../model/catalog.ts";
import { isShut } from "../model/shut.ts";
import type { Known } from "../piece/piece.ts";
import { readAccess } from "../rights/register.ts";
import { signDetached } from "../seal/cms.ts";
import { type SandboxPlan, seatOf, secret, signingKey, whole } from "./sandbox-network.ts";
import { makeSshKey } from "./ssh-key.ts";

/** Where the tour listens for deliveries, under the certificate of a node of this sandbox. */
const HOOK = "https://127.0.0.1:8499/";

const BASIS = "沙箱授权 Granted for the sandbox";

/** By which its SFTP server is known; in the node's folder. */
export const HOST_KEY_FILE = "sftp-host.key";

export function sshKeyFile(folder: string, agency: string): string {
  return join(folder, "agencies", agency, "ssh.key");
}

/** For OpenSSH's clients, so that they know the server. */
export function knownHostsFile(folder: string): string {
  return join(folder, "known_hosts");
}

/** `nodes/<id>/access.json` for each node, signed, and the keys that it lists; after writeNetwork. */
export function writeAccess(plan: SandboxPlan, known: Known): void {
  const hosts: string[] = [];
  for (const { id, parent, host, sftpPort } of plan.nodes) {
    const home = join(plan.folder, "nodes", id);
    const around = plan.nodes.filter((other) => other.id === parent || other.parent === id);
    const access: Access = {
      format: "xinqiao.access/1",
      node: id,
      number: plan.now.getTime(),
      issuedAt: plan.now.toISOString(),
      agencies: plan.agencies
        .filter((agency) => seatOf(plan, agency) === id)
        .map((agency) => entry(plan.folder, agency, known)),
      // Neighbours may ask for their agencies, up to what organs of state share.
      nodes: around.map((other) => ({
        id: other.id,
        grants: exchanged(known).map((item) => asked(item, "shared")),
      })),
      eventKeys: [signingKey(join(home, "event.key"), `${id}-event-1`)],
      tokenKeys: [signingKey(join(home, "token.key"), `${id}-token-1`)],
    };
    sign(plan, join(home, "access.json"), access);
    if (sftpPort !== undefined) hosts.push(`[${host}]:${sftpPort} ${sshKey(join(home, HOST_KEY_FILE))}\n`);
  }
  whole(knownHostsFile(plan.folder), hosts.join(""));
}

function sign({ folder, now }: SandboxPlan, file: string, access: Access): void {
  const text = canonical(access);
  readAccess(text);
  const key = createPrivateKey(readFileSync(join(folder, "network.key"), "utf8"));
  const certificate = readFileSync(join(folder, "network.crt"), "utf8");
  whole(`${file}.p7s`, signDetached(Buffer.from(text), key, certificate, now));
  whole(file, text);
}

/**
 * An agency sends what its adapters read and sees that in full; of the rest it sees what is shared.
 * One that receives only, a credit bureau, sees what is open of what is public.
 */
export function grantsOf(id: string, known: Known): Grant[] {
  const agency = known.catalog.agencies.find((one) => one.id === id);
  if (agency?.receivesOnly)
    return exchanged(known)
      .filter(({ openness }) => openness === "public")
      .map((item) => asked(item, "open"));
  const own = new Set(known.adapters.filter((one) => one.agency === id).map(({ item }) => item));
  return exchanged(known).map((item) => {
    if (!own.has(item.id)) return asked(item, "shared");
    const grant = asked(item, "personal");
    return { ...grant, actions: ["send", ...grant.actions] };
  });
}

function entry(folder: string, id: string, known: Known): AccessAgency {
  return {
    id,
    grants: grantsOf(id, known),
    tokenKeys: [tokenKey(join(folder, "agencies", id, "token.key"), `${id}-token-1`)],
    sftp: { keys: [sshKey(sshKeyFile(folder, id))], final: "rename" },
    signature: "optional",
    targets: [{ name: "here", kind: "webhook", url: HOOK, ca: readFileSync(join(folder, "ca.crt"), "utf8") }],
  };
}

function exchanged({ catalog }: Known): readonly Item[] {
  return catalog.items.filter((item) => !isShut(item));
}

function asked({ id, openness, sharing, status }: Item, upTo: Grant["upTo"]): Grant {
  const isFollowed = openness !== "authorizedOnly" && sharing !== "notShared";
  return {
    item: id,
    actions: isFollowed ? ["query", "subscribe"] : ["query"],
    upTo,
    basis: BASIS,
    ...(status === "RESTRICTED" && { purposes: ["licensing", "supervision"] }),
    bulk: true,
  };
}

function tokenKey(file: string, id: string): TokenKey {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    secret(file, privateKey.export({ type: "pkcs8", format: "pem" }) as string);
  }
  const spki = createPublicKey(readFileSync(file, "utf8")).export({ type: "spki", format: "der" });
  return { id, algorithm: "ES256", publicKey: spki.toString("base64") };
}

/** The public half of the key in a file, which lies beside it. */
function sshKey(file: string): string {
  if (existsSync(file) && existsSync(`${file}.pub`)) return readFileSync(`${file}.pub`, "utf8").trim();
  const { privateKey, publicKey } = makeSshKey();
  whole(`${file}.pub`, `${publicKey}\n`);
  secret(file, privateKey);
  return publicKey;
}
