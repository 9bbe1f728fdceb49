/**
 * What may come in at all: the whitelist, asked before any row is read. The catalog is
 * data; the rule that nothing outside it enters is this code.
 */
import type { Catalog, Item, Node, Standard } from "./model/catalog.ts";
import { Refusal } from "./model/refusal.ts";
import { assertNotShut } from "./model/shut.ts";

/** The item, if records of it may be exchanged at all. */
export function exchangeable(catalog: Catalog, id: string): Item {
  const item = catalog.items.find((one) => one.id === id);
  if (item === undefined) throw new Refusal("ITEM_UNKNOWN", { item: id });
  assertNotShut(item);
  return item;
}

export function standardHere(catalog: Catalog, id: string): Standard {
  const standard = catalog.standards.find((one) => one.id === id);
  if (standard === undefined) throw new Refusal("ITEM_UNKNOWN", { item: id });
  return standard;
}

/** Whether `origin` is `peer` or lies below it: a node hands on only what comes from its own part of the tree. */
export function isBelow(origin: string, peer: string, nodes: readonly Node[]): boolean {
  for (let id: string | null = origin, steps = 0; id !== null && steps <= nodes.length; steps++) {
    if (id === peer) return true;
    id = nodes.find((node) => node.id === id)?.parent ?? null;
  }
  return false;
}
