/**
 * Reads the text of an access register strictly: its form, one entry a name, keys that
 * are keys. It does not know who signed it, nor the catalog. The trap: a key id must name
 * one key of one agency, or a signature could be credited to another.
 */
import { createPublicKey } from "node:crypto";
import { isIP } from "node:net";

import { ACCESS, type Access, type Target, type TokenKey } from "../model/access.ts";
import { readDocument } from "../model/document.ts";
import { Refusal } from "../model/refusal.ts";

/** ACCESS_INVALID with the place, never with a value. */
export function readAccess(text: string): Access {
  let access: Access;
  try {
    access = readDocument(text, ACCESS) as Access;
  } catch (cause) {
    return refuse(cause instanceof TypeError ? cause.message : "not canonical JSON", cause);
  }
  once(access.agencies, ({ id }) => id, "agencies");
  once(access.nodes, ({ id }) => id, "nodes");
  for (const { id, grants, targets } of [...access.agencies, ...access.nodes.map(asAgency)]) {
    once(grants, ({ item }) => item, `grants of ${id}`);
    once(targets ?? [], ({ name }) => name, `targets of ${id}`);
    for (const target of targets ?? []) checkTarget(target, id);
  }
  const tokenKeys = access.agencies.flatMap((agency) => agency.tokenKeys ?? []);
  once(tokenKeys, ({ id }) => id, "tokenKeys");
  for (const key of tokenKeys) checkKey(key);
  for (const keys of [access.eventKeys, access.tokenKeys]) {
    once(keys, ({ id }) => id, "the node's keys");
    for (const key of keys) checkKey({ ...key, algorithm: "EdDSA" });
  }
  return access;
}

/** A target of files names server, account, folder and host key, or nobody could be sure who gets them. */
function checkTarget(
  { name, kind, url, hostKey, format, everySeconds, addresses }: Target,
  id: string,
): void {
  const fault = (what: string): void => refuse(`target ${name} of ${id}: ${what}`);
  for (const cidr of addresses ?? []) {
    const [net = "", bits] = cidr.split("/");
    if (Number(bits) > (isIP(net) === 6 ? 128 : isIP(net) === 4 ? 32 : -1)) fault("addresses");
  }
  if (kind === "webhook") {
    if ([hostKey, format, everySeconds, addresses].some((one) => one !== undefined))
      fault("members of another kind");
    return;
  }
  if (hostKey === undefined) fault("hostKey is missing");
  if (!/^sftp:\/\/[^:@/?#\s]+@[^@/?#\s]+\/[^?#\s]*[^/?#\s]$/.test(url) || !URL.canParse(url))
    fault("url must be sftp://user@host:port/folder");
}

function asAgency(node: Access["nodes"][number]): Access["agencies"][number] {
  return node;
}

function once<T>(rows: readonly T[], name: (row: T) => string, where: string): void {
  if (new Set(rows.map(name)).size !== rows.length) refuse(`a name is there twice: ${where}`);
}

/** One key, one spelling, and fit for its algorithm. */
function checkKey({ id, algorithm, publicKey }: TokenKey): void {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), type: "spki", format: "der" });
    const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
    const fits = {
      EdDSA: key.asymmetricKeyType === "ed25519",
      ES256: key.asymmetricKeyType === "ec" && namedCurve === "prime256v1",
      PS256: key.asymmetricKeyType === "rsa" && modulusLength >= 2048 && modulusLength <= 8192,
    };
    const same = key.export({ type: "spki", format: "der" }).toString("base64") === publicKey;
    if (fits[algorithm] && same) return;
  } catch {
    // Said below.
  }
  refuse(`key ${id} is not a key for ${algorithm}`);
}

function refuse(detail: string, cause?: unknown): never {
  throw new Refusal("ACCESS_INVALID", { detail }, cause === undefined ? {} : { cause });
}
