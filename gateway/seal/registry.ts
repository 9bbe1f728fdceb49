/**
 * The network registry, signed: which nodes there are and which keys are theirs, by
 * a certificate of the root that can sign nothing else. With it, whoever holds the
 * root certificate can check seals, receipts and logs without asking anybody.
 */
import { createPublicKey, type KeyObject } from "node:crypto";

import { canonical } from "../model/canonical.ts";
import { NETWORK, readDocument } from "../model/document.ts";
import type { Network, RegisteredKey } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import { signDetached, type Trust, type Verified, verifyAs } from "./cms.ts";

export interface SignedRegistry {
  /** Canonical JSON: the exact text that is signed. */
  readonly text: string;
  /** Detached CMS, DER. */
  readonly p7s: Buffer;
}

/** `certificatePem` is of kind "network"; see authority.ts. */
export function signRegistry(
  network: Network,
  privateKey: KeyObject,
  certificatePem: string,
  at: Date,
): SignedRegistry {
  const text = canonical(network);
  readRegistry(text);
  return { text, p7s: signDetached(Buffer.from(text), privateKey, certificatePem, at) };
}

/** The registry, if the root's registrar signed this very text. */
export function verifyRegistry(
  text: string,
  p7s: Buffer,
  trust: Trust,
): { readonly network: Network; readonly signer: Verified } {
  const signer = verifyAs("network", Buffer.from(text), p7s, trust);
  return { network: readRegistry(text), signer };
}

/** What seals are to be trusted by: the roots, and what the registry says was revoked. */
export function trustOf(network: Network, roots: readonly string[], at?: Date): Trust {
  const revoked = new Set(network.revoked ?? []);
  return at ? { roots, revoked, at } : { roots, revoked };
}

/** The registered form of an Ed25519 public key: SPKI DER in base64. */
export function registeredKey(id: string, key: KeyObject): RegisteredKey {
  const publicKey = key.type === "private" ? createPublicKey(key) : key;
  return { id, publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64") };
}

export function ed25519Key(registered: RegisteredKey): KeyObject {
  try {
    const key = createPublicKey({
      key: Buffer.from(registered.publicKey, "base64"),
      type: "spki",
      format: "der",
    });
    // Written again, the key has to be what was registered: one key, one spelling.
    if (
      key.asymmetricKeyType === "ed25519" &&
      registeredKey(registered.id, key).publicKey === registered.publicKey
    )
      return key;
  } catch (cause) {
    throw new Refusal("SEAL_INVALID", { detail: "registry" }, { cause });
  }
  throw new Refusal("SEAL_INVALID", { detail: "registry" });
}

function readRegistry(text: string): Network {
  let network: Network;
  try {
    network = readDocument(text, NETWORK) as Network;
  } catch (cause) {
    throw new Refusal("SEAL_INVALID", { detail: "registry" }, { cause });
  }
  const ids = network.nodes.map(({ id }) => id);
  const keys = network.nodes.flatMap(({ receiptKeys, logKeys }) => [...receiptKeys, ...logKeys]);
  // A key id names one key of one node, so that a signature can never be credited to another.
  if (new Set(ids).size !== ids.length || new Set(keys.map(({ id }) => id)).size !== keys.length) {
    throw new Refusal("SEAL_INVALID", { detail: "registry" });
  }
  for (const key of keys) ed25519Key(key);
  return network;
}
