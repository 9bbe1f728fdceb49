/**
 * Reads the network registry and answers from it: a node's keys, a peer's address.
 * Knows nothing of connections. The trap: verify with the keys listed for the node
 * that is said to have signed, never with "any key of the network".
 */
import { type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

import type { NetworkProof } from "./evidence.ts";
import type { Network, RegisteredNode } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import { ed25519Key, verifyRegistry } from "./seal/registry.ts";

/** The registry, if the network's own certificate (not a node's) signed this very text: `<file>.p7s` lies beside it. */
export function readNetwork(
  file: string,
  ca: string,
): { readonly network: Network; readonly proof: NetworkProof } {
  let text: string;
  let p7s: Buffer;
  try {
    text = readFileSync(file, "utf8");
    p7s = readFileSync(`${file}.p7s`);
  } catch (cause) {
    throw new Refusal(
      "CONFIG_INVALID",
      { detail: `${file} or its signature ${file}.p7s cannot be read` },
      { cause },
    );
  }
  const { network } = verifyRegistry(text, p7s, { roots: [ca] });
  const fault = faultOf(network);
  if (fault) throw new Refusal("CONFIG_INVALID", { detail: `the registry: ${fault}` });
  const root = new X509Certificate(ca).toString();
  return { network, proof: { root, signature: p7s.toString("base64"), text } };
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
  return found && ed25519Key(found);
}

/** Parent and children: the nodes that this one speaks with. */
export function neighbours(network: Network, id: string): readonly RegisteredNode[] {
  const parent = network.nodes.find((one) => one.id === id)?.parent;
  return network.nodes.filter((one) => one.id === parent || one.parent === id);
}

function faultOf(network: Network): string | null {
  const ids = new Set(network.nodes.map((one) => one.id));
  if (ids.size !== network.nodes.length) return "a node is listed twice";
  for (const node of network.nodes) {
    if (!/^https:\/\/[^/]+$/.test(node.url)) return `url of node ${node.id} must be https://host:port`;
    if (node.parent !== null && !ids.has(node.parent)) return `parent of node ${node.id} is not registered`;
  }
  return network.agencies.every((one) => ids.has(one.node)) ? null : "an agency's node is not registered";
}
