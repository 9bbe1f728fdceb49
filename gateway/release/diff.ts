/**
 * What one release changes against another, in words. Standards are compared by name: a new
 * version of one is held against the version before it. The trap: a change of a standard
 * meets senders only where an item is exchanged by it, so a new version that no item uses yet
 * breaks nobody.
 */
import type { Catalog, Standard } from "../model/catalog.ts";
import type { Known } from "../piece/piece.ts";
import { type Change, tellerOf } from "./change.ts";
import { compareAdapters } from "./diff-adapter.ts";
import { compareStandards, type Sets } from "./diff-standard.ts";
import {
  compareAgencies,
  compareCodeSets,
  compareItems,
  compareNodes,
  compareOthers,
} from "./diff-tables.ts";

export interface Difference {
  readonly from: string;
  readonly to: string;
  readonly breaksSenders: boolean;
  readonly changes: readonly Change[];
}

export function difference(before: Known, after: Known): Difference {
  const changes: Change[] = [];
  const [old, now] = [before.catalog, after.catalog];
  compareItems(old.items, now.items, changes);
  compareFamilies(old, now, changes);
  compareCodeSets(old.codeSets, now.codeSets, changes);
  compareAdapters(before.adapters, after.adapters, changes);
  compareAgencies(old.agencies, now.agencies, changes);
  compareNodes(old.nodes, now.nodes, changes);
  compareOthers(old, now, changes);
  return {
    from: old.version,
    to: now.version,
    breaksSenders: changes.some((change) => change.breaksSenders),
    changes,
  };
}

function compareFamilies(before: Catalog, after: Catalog, changes: Change[]): void {
  const sets: Sets = {
    before: new Map(before.codeSets.map((set) => [set.id, set])),
    after: new Map(after.codeSets.map((set) => [set.id, set])),
  };
  const find = ({ standards }: Catalog, id: string) => standards.find((one) => one.id === id);
  for (const standard of before.standards) {
    const other = find(after, standard.id);
    const tell = tellerOf(`standard ${standard.id}`, changes);
    if (other !== undefined) compareStandards(standard, other, sets, tell);
    else
      tell.maybe(
        usedBy(after, standard.id) || usedBy(before, standard.id),
        "standard.removed",
        `删去数据标准 ${standard.id}`,
        `standard ${standard.id} is removed`,
      );
  }
  const switched = new Set<string>();
  for (const item of before.items) {
    const next = after.items.find(({ id }) => id === item.id)?.standard ?? item.standard;
    const [from, to] = [find(before, item.standard), find(after, next)];
    if (next === item.standard || from === undefined || to === undefined) continue;
    const part = `standard ${from.id} → ${to.id}`;
    if (!switched.has(part)) compareStandards(from, to, sets, tellerOf(part, changes));
    switched.add(part);
  }
  for (const standard of after.standards)
    if (find(before, standard.id) === undefined) told(standard, usedBy(after, standard.id), changes);
}

function told({ id, title }: Standard, used: boolean, changes: Change[]): void {
  tellerOf(`standard ${id}`, changes).tells(
    "standard.added",
    `新增数据标准 ${id}（${title.zh}）${used ? "" : "，尚无事项使用"}`,
    `standard ${id} (${title.en}) is new${used ? "" : ", and no item uses it yet"}`,
  );
}

function usedBy({ items }: Catalog, id: string): boolean {
  return items.some(({ standard }) => standard === id);
}
