/**
 * Items that stand in the catalog to say that they must not be collected, or not any more:
 * whoever brings or asks for such records is refused with that reason, in the catalog's own
 * words. The trap: the catalog may shut an item while adapters and grants for it still stand.
 */
import type { Item } from "./catalog.ts";
import { Refusal } from "./refusal.ts";

export function isShut({ status }: Pick<Item, "status">): boolean {
  return status === "PROHIBITED" || status === "WITHDRAWN";
}

/** ITEM_PROHIBITED with the catalog's reason, where the item is shut. */
export function assertNotShut(item: Pick<Item, "id" | "status" | "statusReason">): void {
  if (!isShut(item)) return;
  const { zh, en } = item.statusReason ?? { zh: "", en: "" };
  throw new Refusal("ITEM_PROHIBITED", { item: item.id, reasonZh: zh, reasonEn: en });
}
