/**
 * Reads this node's access register from its file: signed by the network's own
 * certificate, for this node, about items that the catalog has. The trap: the same
 * certificate signs the network registry, so the format inside the text is what keeps
 * one from being taken for the other.
 */
import { createPublicKey, type KeyObject } from "node:crypto";
import { readdirSync, readFileSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import type { Access } from "./model/access.ts";
import type { Catalog } from "./model/catalog.ts";
import type { Network, RegisteredKey } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import { isReasoned } from "./rights/judge.ts";
import { readAccess } from "./rights/register.ts";
import { type Verified, verifyAs } from "./seal/cms.ts";
import { trustOf } from "./seal/registry.ts";

export interface AccessTrust {
  readonly node: string;
  readonly ca: string;
  readonly network: Network;
  readonly catalog: Catalog;
}

/** The register in `<file>`, whose signature is `<file>.p7s`. ACCESS_INVALID if anything is amiss. */
export function loadAccess(
  file: string,
  trust: AccessTrust,
): { readonly access: Access; readonly text: string } {
  const text = signedText(file, trust);
  const access = readAccess(text);
  const fault = accessFault(access, trust);
  if (fault !== null) throw new Refusal("ACCESS_INVALID", { detail: fault });
  return { access, text };
}

function signedText(file: string, trust: AccessTrust): string {
  const { text, p7s } = filesOf(file);
  const cause = misfitOf(text, p7s, trust);
  if (cause === null) return text;
  const whole = halfLaid(file, p7s, trust) ?? laidMeanwhile(file, trust);
  if (whole !== null) return whole;
  throw new Refusal("ACCESS_INVALID", { detail: `signature: ${cause.params["detail"] ?? ""}` }, { cause });
}

function filesOf(file: string): { readonly text: string; readonly p7s: Buffer } {
  try {
    return { text: readFileSync(file, "utf8"), p7s: readFileSync(`${file}.p7s`) };
  } catch (cause) {
    throw new Refusal("ACCESS_INVALID", { detail: "the file or its signature cannot be read" }, { cause });
  }
}

function misfitOf(text: string, p7s: Buffer, trust: AccessTrust): Refusal | null {
  try {
    verifyAccess(text, p7s, trust);
    return null;
  } catch (cause) {
    if (cause instanceof Refusal) return cause;
    throw cause;
  }
}

/**
 * The text that belongs to the signature in place, where a crash came between laying the one and the other
 * (operator/administration/register-place.ts); it is laid now. Null where there is none. What was verified counts even
 * where it cannot be laid: this process may not write there, or another one was first.
 */
function halfLaid(file: string, p7s: Buffer, trust: AccessTrust): string | null {
  for (const waiting of waitingBeside(file)) {
    const text = orNull(() => readFileSync(waiting, "utf8"));
    if (text === null || misfitOf(text, p7s, trust) !== null) continue;
    orNull(() => renameSync(waiting, file));
    return text;
  }
  return null;
}

function waitingBeside(file: string): readonly string[] {
  const begin = `${basename(file)}.waiting-`;
  const names = orNull(() => readdirSync(dirname(file))) ?? [];
  return names.filter((name) => name.startsWith(begin)).map((name) => join(dirname(file), name));
}

/** By another process, which started at the same moment and left nothing that waits. */
function laidMeanwhile(file: string, trust: AccessTrust): string | null {
  const { text, p7s } = filesOf(file);
  return misfitOf(text, p7s, trust) === null ? text : null;
}

function orNull<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}

/** Who signed this text, if it was the network's own certificate; SEAL_INVALID otherwise. */
export function verifyAccess(
  text: string,
  p7s: Buffer,
  { network, ca }: Pick<AccessTrust, "network" | "ca">,
): Verified {
  return verifyAs("network", Buffer.from(text), p7s, trustOf(network, [ca]));
}

/** The id under which a register lists the public half of this key. */
export function keyIdOf(listed: readonly RegisteredKey[], privateKey: KeyObject): string | undefined {
  const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64");
  return listed.find(({ publicKey }) => publicKey === spki)?.id;
}

/** Why a register that reads well must not be in force here; null when nothing is amiss. */
export function accessFault(
  access: Access,
  { node, network, catalog }: Omit<AccessTrust, "ca">,
): string | null {
  if (access.node !== node) return `它属于节点 ${access.node} it is for node ${access.node}`;
  const items = new Map(catalog.items.map((item) => [item.id, item]));
  const agencies = new Set(network.agencies.filter((one) => one.node === node).map(({ id }) => id));
  for (const { id, grants } of [...access.agencies, ...access.nodes]) {
    for (const grant of grants) {
      const item = items.get(grant.item);
      if (!item)
        return `${id} 的授权所指事项 ${grant.item} 不在目录中 a grant of ${id} names item ${grant.item}, which the catalog has not`;
      // Conditional sharing has a condition, and the register must say which.
      const bare = item.status === "RESTRICTED" && grant.actions.find((one) => !isReasoned(grant, one));
      if (bare)
        return `${id} 对受限事项 ${grant.item} 的授权须写明${grant.basis ? "用途" : "依据"} the grant of ${id} for ${grant.item}, which is restricted, must name its ${grant.basis ? "purposes" : "basis"}`;
      if (item.sharing === "conditional" && grant.actions.some((one) => one !== "send") && !grant.basis)
        return `${id} 对有条件共享事项 ${grant.item} 的授权须写明依据 the grant of ${id} for ${grant.item} needs a basis`;
    }
  }
  const stranger = access.agencies.find(({ id }) => !agencies.has(id));
  return stranger
    ? `单位 ${stranger.id} 未在本节点登记 agency ${stranger.id} is not registered for this node`
    : null;
}
