/**
 * What one request may touch: items by grant or by own adapters, the level of each, and whether the
 * stated purpose fits. The trap: items that were named are refused by name, which tells no more than
 * the catalog does; items that were not named are left out in silence, and whoever is left with none is
 * told so, since an empty answer reads as a clean sheet.
 */
import { covers, type Level } from "../model/access.ts";
import type { Adapter } from "../model/adapter.ts";
import type { Catalog } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import type { RefusalCode } from "../model/refusals.ts";
import { assertNotShut, isShut } from "../model/shut.ts";
import type { Asker, Rights } from "../rights/judge.ts";
import type { Sight } from "../store/query-rows.ts";

export interface Permissions {
  readonly catalog: Catalog;
  readonly adapters: readonly Adapter[];
  /** This node. */
  readonly node: string;
  /** As they are now. */
  rights(): Rights;
  clock(): Date;
}

export interface Statement {
  readonly purpose: string;
  readonly basis: string;
  readonly authorization?: string | undefined;
}

export interface Scope {
  readonly sight: Sight;
  /** Of the items of `sight.items`. */
  readonly levels: ReadonlyMap<string, Level>;
  /** All items that are asked, sorted. */
  readonly items: readonly string[];
  /** The highest level that may be shown. */
  readonly level: Level;
}

export interface Wish {
  /** By name; all that may be seen when absent. */
  readonly items?: readonly string[] | undefined;
  readonly bulk: boolean;
}

/** Refuses with NOT_GRANTED, PURPOSE_…, AUTHORIZATION_REQUIRED, BULK_NOT_GRANTED or ITEM_UNKNOWN. */
export function scopeOf(
  permissions: Permissions,
  caller: Asker,
  said: Statement,
  { items, bulk }: Wish,
): Scope {
  const own = ownItems(permissions, caller);
  const named = items?.map((id) => exchanged(permissions.catalog, id));
  const levels = new Map<string, Level>();
  const ownOnly: string[] = [];
  const without: Refusal[] = [];
  for (const id of named ?? candidates(permissions, own)) {
    const found = judge(permissions, caller, id, said, bulk);
    if (!(found instanceof Refusal)) levels.set(id, found);
    else if (own.has(id)) ownOnly.push(id);
    else if (named) throw found;
    else without.push(found);
  }
  if (levels.size === 0 && ownOnly.length === 0) throw reason(without);
  return {
    sight: { items: [...levels.keys()], own: ownOnly, sender: caller.id, origin: permissions.node },
    levels,
    items: [...levels.keys(), ...ownOnly].sort(),
    level: [...levels.values()].reduce<Level>(
      (a, b) => (covers(a, b) ? a : b),
      ownOnly.length ? "personal" : "open",
    ),
  };
}

/** Only what the caller sent itself; the statement does not count. */
export function ownScope(permissions: Permissions, caller: Asker, item: string): Scope {
  const mine = ownItems(permissions, caller).has(item) ? [item] : [];
  const sight = { items: [], own: mine, sender: caller.id, origin: permissions.node };
  return { sight, levels: new Map(), items: mine, level: "personal" };
}

/** Items that the agency has an adapter for. */
export function ownItems({ adapters }: Permissions, caller: Asker): ReadonlySet<string> {
  if (caller.kind !== "agency" || caller.scope?.includes("query") === false) return new Set();
  return new Set(adapters.filter(({ agency }) => agency === caller.id).map(({ item }) => item));
}

/** The id, if the catalog lets the item be exchanged; else ITEM_UNKNOWN or ITEM_PROHIBITED. */
export function exchanged(catalog: Catalog, id: string): string {
  const item = catalog.items.find((one) => one.id === id);
  if (!item || item.status === "WITHDRAWN") throw new Refusal("ITEM_UNKNOWN", { item: id });
  assertNotShut(item);
  return id;
}

function candidates({ catalog }: Permissions, own: ReadonlySet<string>): readonly string[] {
  const open = catalog.items.filter((item) => !isShut(item));
  return [...new Set([...open.map(({ id }) => id), ...own])];
}

/** The catalog is the ceiling; below it the grant decides. */
function judge(
  { catalog, rights, clock }: Permissions,
  caller: Asker,
  id: string,
  { purpose, authorization }: Statement,
  bulk: boolean,
): Level | Refusal {
  const item = catalog.items.find((one) => one.id === id);
  const grant = rights().grant(caller, id, "query", clock());
  const denied = () => new Refusal("NOT_GRANTED", { item: id, action: "query" });
  // Nobody but its sender sees what is not shared, whatever a register says.
  if (!item || !grant || item.sharing === "notShared") return denied();
  if (item.sharing === "conditional" && !grant.basis) return denied();
  if (grant.purposes && !grant.purposes.includes(purpose))
    return new Refusal("PURPOSE_NOT_GRANTED", { purpose });
  if (item.openness === "authorizedOnly" && (authorization ?? "").trim() === "")
    return new Refusal("AUTHORIZATION_REQUIRED", { item: id });
  if (bulk && grant.bulk !== true) return new Refusal("BULK_NOT_GRANTED", { item: id });
  return grant.upTo;
}

const TELLING: readonly RefusalCode[] = ["BULK_NOT_GRANTED", "AUTHORIZATION_REQUIRED", "PURPOSE_NOT_GRANTED"];

/** Why nothing is left: what the asker came nearest to. */
function reason(without: readonly Refusal[]): Refusal {
  for (const code of TELLING) {
    const found = without.find((one) => one.code === code);
    if (found) return found;
  }
  return new Refusal("NOT_GRANTED", { item: "*", action: "query" });
}
