/**
 * Where things stand on the map: who sends to us at the left, this node in the middle, the nodes above at the right.
 * The trap: a city may have two hundred agencies; those that send now come first, the rest are one box.
 */
import type { Flow, Network, NetworkNode } from "./network-data.ts";

export interface Box {
  readonly id: string;
  readonly kind: "agency" | "rest" | "node";
  readonly x: number;
  readonly y: number;
  readonly node?: NetworkNode;
  /** Agencies that are not shown. */
  readonly count?: number;
  readonly flow: Flow | undefined;
}

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly edges: readonly { readonly from: Box; readonly to: Box; readonly flow: Flow | undefined }[];
  readonly far: number;
}

export const BOX = { width: 270, height: 46 } as const;
const GAP = 8;
const LEFT = 0;
const MIDDLE = 365;
const RIGHT = 730;
const SHOWN = 6;

export function layoutOf({ nodes, agencies, flows, here }: Network): MapLayout {
  const self = nodes.find(({ id }) => id === here);
  const above = ancestors(nodes, self);
  const below = nodes.filter(({ relation }) => relation === "child");
  const flowOf = (from: string, to: string) => flows.find((one) => one.from === from && one.to === to);
  const busy = (id: string) => flowOf(id, here)?.batches ?? 0;
  const ranked = [...agencies].sort(
    (a, b) => busy(b.id) - busy(a.id) || Date.parse(b.lastAt ?? "1970") - Date.parse(a.lastAt ?? "1970"),
  );
  const shown = ranked.slice(0, ranked.length === SHOWN + 1 ? SHOWN + 1 : SHOWN);
  const rest = ranked.slice(shown.length);

  const left: Omit<Box, "x" | "y">[] = [
    ...below.map((node) => ({ id: node.id, kind: "node" as const, node, flow: flowOf(node.id, here) })),
    ...shown.map(({ id }) => ({ id, kind: "agency" as const, flow: flowOf(id, here) })),
    ...(rest.length > 0
      ? [
          {
            id: "",
            kind: "rest" as const,
            count: rest.length,
            flow: together(rest.map(({ id }) => flowOf(id, here))),
          },
        ]
      : []),
  ];
  const right: Omit<Box, "x" | "y">[] = above.map((node, at) => ({
    ...{ id: node.id, kind: "node" as const, node },
    flow: flowOf(above[at + 1]?.id ?? here, node.id),
  }));
  const rows = Math.max(left.length, right.length, 1);
  const height = rows * (BOX.height + GAP) - GAP + 4;
  const column = (boxes: readonly Omit<Box, "x" | "y">[], x: number): Box[] => {
    const all = boxes.length * (BOX.height + GAP) - GAP;
    return boxes.map((box, at) => ({ ...box, x, y: (height - all) / 2 + at * (BOX.height + GAP) }));
  };
  const lefts = column(left, LEFT);
  const rights = column(right, RIGHT);
  const middle = column(self ? [{ id: here, kind: "node", node: self, flow: undefined }] : [], MIDDLE);
  const [centre] = middle;
  const edges = centre
    ? [
        ...lefts.map((box) => ({ from: box, to: centre, flow: box.flow })),
        ...rights
          .filter(({ node }) => node?.relation === "parent")
          .map((box) => ({ from: centre, to: box, flow: box.flow })),
      ]
    : [];
  const onMap = new Set([...lefts, ...middle, ...rights].map(({ id }) => id));
  return {
    ...{ width: RIGHT + BOX.width, height, edges },
    boxes: [...lefts, ...middle, ...rights],
    far: nodes.filter(({ id }) => !onMap.has(id)).length,
  };
}

/** The topmost first. */
function ancestors(nodes: readonly NetworkNode[], self: NetworkNode | undefined): NetworkNode[] {
  const found: NetworkNode[] = [];
  let next = nodes.find(({ id }) => id === self?.parent);
  while (next && !found.includes(next)) {
    found.unshift(next);
    const parent: string | null = next.parent;
    next = nodes.find(({ id }) => id === parent);
  }
  return found;
}

function together(flows: readonly (Flow | undefined)[]): Flow | undefined {
  const known = flows.flatMap((one) => one ?? []);
  const [first] = known;
  if (!first) return undefined;
  const sum = (of: (one: Flow) => number) => known.reduce((total, one) => total + of(one), 0);
  return {
    ...first,
    from: "",
    ...{
      batches: sum((one) => one.batches),
      rows: sum((one) => one.rows),
      refused: sum((one) => one.refused),
    },
  };
}
