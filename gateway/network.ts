/**
 * Reads the network registry and answers from it: a node's keys, a peer's address.
 * Knows nothing of connections. The trap: verify with the keys listed for the node
 * that is said to have signed, never with "any key of the network".
 */
import { createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";

import type { Network, RegisteredKey, RegisteredNode } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

export function readNetwork(file: string): Network {
  let network: Network;
  try {
    network = JSON.parse(readFileSync(file, "utf8")) as Network;
  } catch (cause) {
    throw new Refusal("CONFIG_INVALID", { detail: `the registry ${file} cannot be read as JSON` }, { cause });
  }
  const fault = faultOf(network);
  if (fault) throw new Refusal("CONFIG_INVALID", { detail: `the registry ${file}: ${fault}` });
  return network;
}

export function registeredNode(network: Network, id: string): RegisteredNode {
  const node = network.nodes.find((one) => one.id === id);
  if (!node) throw new Refusal("PEER_UNKNOWN");
  return node;
}

/** The public key `keyId` of node `id` for receipts or for its log; undefined when the registry has none. */
export function publicKeyOf(
  network: Network,
  id: string,
  use: "receiptKeys" | "logKeys",
  keyId: string,
): KeyObject | undefined {
  const found = network.nodes.find((one) => one.id === id)?.[use].find((one) => one.id === keyId);
  return found && createPublicKey({ key: Buffer.from(found.publicKey, "base64"), type: "spki", format: "der" });
}

/** Parent and children: the nodes that this one speaks with. */
export function neighbours(network: Network, id: string): readonly RegisteredNode[] {
  const parent = network.nodes.find((one) => one.id === id)?.parent;
  return network.nodes.filter((one) => one.id === parent || one.parent === id);
}

function faultOf(network: Network): string | null {
  if (network?.format !== "xinqiao.network/1") return "format must be xinqiao.network/1";
  if (!Array.isArray(network.nodes) || !Array.isArray(network.agencies)) return "nodes and agencies must be lists";
  for (const node of network.nodes) {
    if (!ID.test(node.id)) return "a node has no usable id";
    if (!/^https:\/\/[^/]+$/.test(node.url)) return `url of node ${node.id} must be https://host:port`;
    for (const use of ["receiptKeys", "logKeys"] as const) {
      if (!Array.isArray(node[use]) || !node[use].every(usable)) return `${use} of node ${node.id} must be Ed25519 keys`;
    }
    if (node.parent !== null && !network.nodes.some((one) => one.id === node.parent))
      return `parent of node ${node.id} is not registered`;
  }
  if (new Set(network.nodes.map((one) => one.id)).size !== network.nodes.length) return "a node is listed twice";
  const agency = network.agencies.find((one) => !ID.test(one.id));
  return agency ? "an agency has no usable id" : null;
}

function usable(key: RegisteredKey): boolean {
  try {
    const spki = { key: Buffer.from(key.publicKey, "base64"), type: "spki", format: "der" } as const;
    return typeof key.id === "string" && createPublicKey(spki).asymmetricKeyType === "ed25519";
  } catch {
    return false;
  }
}
