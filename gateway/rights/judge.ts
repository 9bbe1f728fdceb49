/**
 * Who may do what with an item: the access register under the ceiling of the catalog,
 * compiled once a register. Knows nothing of requests. The trap: a right is only what a
 * line says; no line, no right, and no register at all leaves just the sending by an
 * agency's own adapter, which is judged elsewhere.
 */
import { type Access, type Action, type Grant, LEVELS, type Level } from "../model/access.ts";
import type { Item } from "../model/catalog.ts";
import type { Identity } from "../model/network.ts";
import { isShut } from "../model/shut.ts";

export type Asker = Identity & { readonly scope?: readonly Action[] };

export interface Rights {
  /** The highest level of fields that the action shows; null: it is not allowed at all. */
  may(asker: Asker, item: string, action: Action, at: Date): Level | null;
  /** Items with which the action is allowed, in the catalog's order. */
  items(asker: Asker, action: Action, at: Date): readonly string[];
  /** The grant that says so, as it is listed. */
  grant(asker: Asker, item: string, action: Action, at: Date): Grant | null;
  /** Everything that is listed for a name and counts today. */
  grants(asker: Asker, at: Date): readonly Grant[];
}

const HOURS_OF_BEIJING = 8;

export function compileRights(access: Access | null, items: readonly Item[]): Rights {
  const catalog = new Map(items.map((item) => [item.id, item]));
  const table = new Map<string, ReadonlyMap<string, Grant>>();
  const enter = (name: string, grants: readonly Grant[]) =>
    void table.set(name, new Map(grants.map((grant) => [grant.item, grant])));
  for (const { id, grants } of access?.agencies ?? []) enter(`agency:${id}`, grants);
  for (const { id, grants } of access?.nodes ?? []) enter(`node:${id}`, grants);

  const grant = (asker: Asker, id: string, action: Action, at: Date): Grant | null => {
    const item = catalog.get(id);
    const found = table.get(`${asker.kind}:${asker.id}`)?.get(id);
    if (!item || !found || !isAllowed(item, action) || !isCurrent(found, at)) return null;
    if (item.status === "RESTRICTED" && !isReasoned(found, action)) return null;
    if (asker.scope && !asker.scope.includes(action)) return null;
    return found.actions.includes(action) ? found : null;
  };
  const may = (asker: Asker, item: string, action: Action, at: Date): Level | null => {
    if (access === null && action === "send" && asker.kind === "agency")
      return catalog.get(item)?.status === "RESTRICTED" ? null : (LEVELS.at(-1) ?? null);
    return grant(asker, item, action, at)?.upTo ?? null;
  };
  return {
    may,
    grant,
    items: (asker, action, at) =>
      items.filter(({ id }) => may(asker, id, action, at) !== null).map(({ id }) => id),
    grants: (asker, at) =>
      [...(table.get(`${asker.kind}:${asker.id}`)?.values() ?? [])].filter((one) => isCurrent(one, at)),
  };
}

/** What the catalog allows at all, whatever a register says. */
function isAllowed(item: Item, action: Action): boolean {
  if (isShut(item)) return false;
  if (action !== "subscribe") return true;
  return item.openness !== "authorizedOnly" && item.sharing !== "notShared";
}

/** What may be collected or asked for special reasons only: the grant names the ground, and for seeing it the purposes. */
export function isReasoned({ basis, purposes }: Pick<Grant, "basis" | "purposes">, action: Action): boolean {
  if ((basis ?? "").trim() === "") return false;
  return action === "send" || (purposes?.length ?? 0) > 0;
}

function isCurrent({ until }: Grant, at: Date): boolean {
  if (until === undefined) return true;
  return new Date(at.getTime() + HOURS_OF_BEIJING * 3_600_000).toISOString().slice(0, 10) <= until;
}
