/**
 * Where a sealed batch goes next, as lines of the receipt: also "not handed on"
 * is an answer. Knows the tree of nodes and the item, neither peers' addresses nor
 * the outbox. The trap: a node hands on to its parent only, the parent plans its own.
 */
import type { RouteLine } from "../model/batch.ts";
import type { Item, Node, Tier } from "../model/catalog.ts";

const HEIGHT: Readonly<Record<Tier, number>> = { municipal: 0, provincial: 1, national: 2 };

/** The node that answers for `id` today: a withdrawn node's traffic goes to its successor. */
export function successor(id: string, nodes: readonly Node[]): Node | undefined {
  const seen = new Set<string>();
  let node = nodes.find((one) => one.id === id);
  while (node?.withdrawn && !seen.has(node.id)) {
    seen.add(node.id);
    const next = node.withdrawn.routedTo;
    node = nodes.find((one) => one.id === next);
  }
  return node;
}

/**
 * The routes of a batch of `item` that `here` has just stored. An item that a higher
 * tier collects itself is not sent up by the node that took it from an agency; a node
 * that got it from another node hands it on, since the origin has decided.
 */
export function planRoutes(
  item: Item,
  here: Node,
  nodes: readonly Node[],
  receivedFrom: "agency" | string,
  records: number,
): RouteLine[] {
  const parent = here.parent === null ? undefined : successor(here.parent, nodes);
  if (!parent || parent.id === here.id) return [];
  const reason = refusal(item, here, parent, receivedFrom, records);
  return [
    reason ? { to: parent.id, decision: "not-forwarded", reason } : { to: parent.id, decision: "forward" },
  ];
}

function refusal(
  item: Item,
  here: Node,
  parent: Node,
  receivedFrom: string,
  records: number,
): RouteLine["reason"] | null {
  if (receivedFrom === "agency" && HEIGHT[item.collectedAt] > HEIGHT[here.tier]) return "COLLECTED_ABOVE";
  if (HEIGHT[item.risesTo] < HEIGHT[parent.tier]) return "RISES_NO_FURTHER";
  if (records === 0) return "NOTHING_NEW";
  return null;
}
