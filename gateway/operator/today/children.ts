/**
 * What lower nodes owe this one: of each item that rises to this tier, by the way that batches go, what that child and all
 * below it sealed. Pure. The traps: a node hands nothing up where nothing is new, so what is missing here may not exist, and
 * people are told so; and a child that never brought an item owes none of it, since not every city has every register.
 */
import type { Catalog, Node } from "../../model/catalog.ts";
import { isShut } from "../../model/shut.ts";
import { planRoutes, successor } from "../../route/plan.ts";
import type { NightPart, OriginRow } from "../../store/console/tally-read.ts";
import { grouped, type Line } from "./lines.ts";
import { type Duration, type Frame, nightsOf } from "./nights.ts";
import { standingOf } from "./standing.ts";

export interface Descent {
  /** In the catalog's order. */
  readonly children: readonly string[];
  /** The child of this node by which what `origin` seals comes up; null where none does. */
  childOf(origin: string): string | null;
}

/** `registered`: only nodes of the registry send. A withdrawn node's batches are its successor's. */
export function descentOf(
  here: string,
  nodes: readonly Node[],
  registered: readonly { readonly id: string }[],
): Descent {
  const ids = new Set(registered.map(({ id }) => id));
  const found = new Map<string, string | null>();
  const childOf = (origin: string): string | null => {
    const known = found.get(origin);
    if (known !== undefined) return known;
    let child: string | null = null;
    for (let node = successor(origin, nodes), steps = 0; node && steps < nodes.length; steps++) {
      const parent: Node | undefined = node.parent === null ? undefined : successor(node.parent, nodes);
      if (parent?.id === here && ids.has(node.id)) child = node.id;
      if (parent?.id === here) break;
      node = parent;
    }
    found.set(origin, child);
    return child;
  };
  return { children: nodes.map(({ id }) => id).filter((id) => childOf(id) === id), childOf };
}

/** Items that this child hands up, once it has any of it. */
export function risingItems(
  child: string,
  { items, nodes }: Pick<Catalog, "items" | "nodes">,
): readonly Catalog["items"][number][] {
  const node = nodes.find(({ id }) => id === child);
  if (!node) return [];
  return items.filter(
    (item) =>
      !isShut(item) &&
      planRoutes(item, node, nodes, "agency", 1).some(({ decision }) => decision === "forward"),
  );
}

export interface ChildSources {
  readonly descent: Descent;
  readonly catalog: Pick<Catalog, "items" | "nodes">;
  readonly origins: readonly OriginRow[];
  readonly parts: readonly NightPart[];
}

/** A line for each child and item that ever came, children in their order, items in the catalog's; then what came and is not owed. */
export function childLinesOf(
  { descent, catalog, origins, parts }: ChildSources,
  frame: Frame,
): readonly Line[] {
  const cycles = new Map(catalog.items.map(({ id, updateCycle }) => [id, updateCycle]));
  const began = beganOf(origins, descent);
  const { childOf } = descent;
  const slots = grouped(
    parts.filter(({ origin }) => childOf(origin) !== null),
    ({ origin, item }) => `${childOf(origin)} ${item}`,
  );
  const lineOf = (child: string, item: string, since: string | null): Line => {
    const key = `${child} ${item}`;
    const lasting: Duration = {
      cycle: cycles.get(item) ?? "onchange",
      ...{ since, lastBefore: began.get(key)?.before ?? null },
    };
    const nights = nightsOf(lasting, slots.get(key) ?? [], frame);
    const standing = since === null ? NONE : standingOf(lasting, nights, frame);
    slots.delete(key);
    return {
      ...{ agency: "", item, origin: child, child, isDuty: since !== null, cycle: lasting.cycle, doors: [] },
      ...{ since, nights, standing },
    };
  };
  const owed = descent.children.flatMap((child) =>
    risingItems(child, catalog).flatMap(({ id }) => {
      const since = began.get(`${child} ${id}`)?.since;
      return since === undefined ? [] : [lineOf(child, id, since)];
    }),
  );
  const others = [...slots.keys()].sort().map((key) => {
    const [child = "", item = ""] = key.split(" ");
    return lineOf(child, item, null);
  });
  return [...owed, ...others];
}

const NONE = { state: "none", night: null } as const;

interface Began {
  readonly since: string;
  readonly before: number | null;
}

/** By child and item: since the first of all nodes below, until the last of them. */
function beganOf(origins: readonly OriginRow[], { childOf }: Descent): ReadonlyMap<string, Began> {
  const began = new Map<string, Began>();
  for (const { origin, item, since, before } of origins) {
    const child = childOf(origin);
    if (child === null) continue;
    const known = began.get(`${child} ${item}`);
    began.set(`${child} ${item}`, {
      since: known && known.since < since ? known.since : since,
      before: latest(known?.before ?? null, before),
    });
  }
  return began;
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
