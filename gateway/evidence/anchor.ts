/**
 * Where the trust in a file begins: the root certificate, and through it the registry
 * that says whose key is whose. A file carries both; a person who has them from
 * elsewhere gives them, and then the file's own count for nothing.
 */
import { createHash, type KeyObject } from "node:crypto";

import { canonical } from "../model/canonical.ts";
import { NETWORK, readDocument } from "../model/document.ts";
import type { Network, RegisteredNode } from "../model/network.ts";
import { readRoot } from "../seal/chain.ts";
import type { Trust } from "../seal/cms.ts";
import { ed25519Key, trustOf, verifyRegistry } from "../seal/registry.ts";
import { type Checklist, fail } from "./checklist.ts";
import type { NetworkProof } from "./file.ts";

export interface VerifyOptions {
  /** PEM of the root certificate to trust, instead of the one in the file. */
  readonly trustedRoot?: string;
  /** Text of the registry to trust, instead of the one in the file. */
  readonly trustedNetwork?: string;
  /** Nothing in the file may have been sealed after this. */
  readonly now?: Date;
  /** Stop at the first failure. */
  readonly hasty?: boolean;
  /** Registries verified before, by digest: for who verifies many files of one network. */
  readonly verified?: Map<string, Network>;
}

export interface Anchor {
  /** SHA-256 of the root certificate that was used, upper-case hex with colons, as openssl prints it. */
  readonly fingerprint: string;
  /** False when the root came out of the file itself: then its fingerprint is for a person to compare. */
  readonly given: boolean;
  readonly network: Network;
  readonly trust: Trust;
}

export function checkAnchor(
  list: Checklist,
  proof: NetworkProof,
  options: VerifyOptions,
): Anchor | undefined {
  const root = list.run("root", "", () => {
    const inFile = readRoot(proof.root);
    if (inFile.toString() !== proof.root) fail("spelt otherwise");
    const trusted = options.trustedRoot === undefined ? inFile : readRoot(options.trustedRoot);
    if (!trusted.raw.equals(inFile.raw)) fail("the file is of another root than the one given");
    return trusted;
  });
  if (!root) return undefined;
  const network = list.run("registry", "", () => {
    const own = verifiedRegistry(proof, root.toString(), options);
    return options.trustedNetwork === undefined
      ? own
      : (readDocument(options.trustedNetwork, NETWORK) as Network);
  });
  if (!network) return undefined;
  return {
    fingerprint: root.fingerprint256,
    given: options.trustedRoot !== undefined,
    network,
    trust: trustOf(network, [root.toString()], options.now),
  };
}

export function nodeOf(anchor: Anchor, id: string): RegisteredNode {
  return anchor.network.nodes.find((node) => node.id === id) ?? fail(`node ${id} is not registered`);
}

/** The key of this id among those of this node: never another node's, never one of another use. */
export function receiptKeyOf(anchor: Anchor, node: string, keyId: string): KeyObject {
  const key =
    nodeOf(anchor, node).receiptKeys.find(({ id }) => id === keyId) ??
    fail("the signing key is not registered");
  return ed25519Key(key);
}

export function logKeysOf(anchor: Anchor, node: string): KeyObject[] {
  return nodeOf(anchor, node).logKeys.map(ed25519Key);
}

function verifiedRegistry(
  { text, signature }: NetworkProof,
  root: string,
  { now, verified }: VerifyOptions,
): Network {
  // The same root, text, signature and time give the same answer again.
  const key = createHash("sha256")
    .update(canonical([root, text, signature, now?.toISOString() ?? ""]))
    .digest("hex");
  const network =
    verified?.get(key) ??
    verifyRegistry(text, Buffer.from(signature, "base64"), trustAt([root], now)).network;
  verified?.set(key, network);
  return network;
}

function trustAt(roots: readonly string[], at: Date | undefined): Trust {
  return at ? { roots, at } : { roots };
}
