/**
 * The doors' answer to records of an item that the catalog has shut: refused before a byte of
 * them is kept, and the attempt is in the log before its sender hears of it. The trap: what
 * must not be collected must not lie in a spool either until somebody gets to it.
 */
import { canonical } from "./model/canonical.ts";
import { Refusal } from "./model/refusal.ts";
import { assertNotShut } from "./model/shut.ts";
import type { NodeParts } from "./node-parts.ts";
import { appendLeaf } from "./store/log-rows.ts";

export type ShutParts = Pick<NodeParts, "site" | "catalog" | "adapters">;

/** Refuses with ITEM_PROHIBITED, and logs it, if the catalog has shut what this adapter brings. */
export async function demandNotShut(
  { site, catalog, adapters }: ShutParts,
  attempt: { readonly door: string; readonly sender: string; readonly adapter: string },
): Promise<void> {
  const own = adapters.find((one) => one.id === attempt.adapter && one.agency === attempt.sender);
  const id = own?.item;
  const item = catalog.items.find((one) => one.id === id);
  if (item === undefined) return;
  try {
    assertNotShut(item);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const data = canonical({ ...attempt, item: item.id, code: error.code });
    await appendLeaf(site.db, { leafId: site.newId(), at: site.clock(), kind: "refusal", data });
    site.say(`refused at ${attempt.door} from ${attempt.sender}: ${error.code} ${item.id}`);
    throw error;
  }
}
