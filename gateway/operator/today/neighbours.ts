/** How the neighbours are: what waits for them, when each was last met. The trap: notes of meetings are for people; what waits is counted from the queue itself. */
import type { Node } from "../../model/catalog.ts";
import type { NodeParts } from "../../node-parts.ts";
import { peerQueues } from "../../store/console/peer-queues.ts";
import { neighbourRows } from "../../store/neighbour-rows.ts";
import { STUCK_MINUTES } from "../alarms/rules.ts";

export interface NeighbourState {
  readonly node: string;
  readonly relation: "parent" | "child";
  readonly queued: number;
  readonly oldest: Date | null;
  readonly abandoned: number;
  readonly sentAt: Date | null;
  readonly heardAt: Date | null;
  readonly failedAt: Date | null;
  readonly why: string | null;
  readonly state: "well" | "waiting" | "failing" | "unknown";
}

/** Of the registry's nodes, the parent first, then those below. */
export function neighboursOf(
  node: string,
  registered: readonly { readonly id: string }[],
  nodes: readonly Node[],
): readonly { readonly node: string; readonly relation: "parent" | "child" }[] {
  const known = new Map(nodes.map((one) => [one.id, one]));
  const parent = known.get(node)?.parent;
  const isKnown = (id: string) => registered.some((one) => one.id === id);
  const children = registered.filter(({ id }) => known.get(id)?.parent === node);
  return [
    ...(parent && isKnown(parent) ? [{ node: parent, relation: "parent" as const }] : []),
    ...children.map(({ id }) => ({ node: id, relation: "child" as const })),
  ];
}

export async function neighbourStates({
  site,
  catalog,
}: Pick<NodeParts, "site" | "catalog">): Promise<readonly NeighbourState[]> {
  const now = site.clock();
  const around = neighboursOf(site.config.node, site.registers().network.nodes, catalog.nodes);
  const [rows, queues] = await Promise.all([
    neighbourRows(site.db),
    peerQueues(
      site.db,
      around.map(({ node }) => node),
    ),
  ]);
  const notes = new Map(rows.map((row) => [row.node, row]));
  const owed = new Map(queues.map((one) => [one.peer, one]));
  return around.map(({ node, relation }) => {
    const { queued = 0, oldest = null, abandoned = 0 } = owed.get(node) ?? {};
    const { sentAt = null, heardAt = null, failedAt = null, why = null } = notes.get(node) ?? {};
    const met = Math.max(sentAt?.getTime() ?? 0, heardAt?.getTime() ?? 0);
    const isOld = oldest !== null && now.getTime() - oldest.getTime() > STUCK_MINUTES * 60_000;
    const isFailing = failedAt !== null && failedAt.getTime() > met;
    const state = isFailing ? "failing" : isOld || abandoned > 0 ? "waiting" : met > 0 ? "well" : "unknown";
    return { node, relation, queued, oldest, abandoned, sentAt, heardAt, failedAt, why, state } as const;
  });
}
