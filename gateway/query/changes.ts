/**
 * The change feed of an item as an asker may see it: pages by cursor, with waiting. The same changes
 * under the same ids go out by subscriptions. The trap: a page without news moves the cursor as well,
 * or a reader who wants few types would read the same batches again for ever.
 */
import type { Level } from "../model/access.ts";
import type { Caller } from "../model/caller.ts";
import { encodeCursor, readCursor } from "../model/change.ts";
import { Refusal } from "../model/refusal.ts";
import {
  BEGINNING,
  type ChangeRow,
  changesAfter,
  type FeedPlace,
  feedHead,
  LAST_LEAF,
} from "../store/feed.ts";
import { exchanged, type Scope } from "./permission.ts";
import { type Desk, logged, seenText } from "./queries.ts";
import type { Watch } from "./watch.ts";

export const CHANGE_TYPES = ["created", "amended", "withdrawn", "marked"] as const;
export type ChangeType = (typeof CHANGE_TYPES)[number];

export interface ChangesAsked {
  readonly item: string;
  /** "" for the beginning, "now" for the end. */
  readonly cursor: string;
  readonly limit: number;
  readonly waitMs: number;
  readonly types?: readonly ChangeType[] | undefined;
}

/** ChangePage of the contract. Who has left (`gone`) is waited for no longer. */
export async function answerChanges(
  desk: Desk,
  watch: Watch,
  caller: Caller,
  asked: ChangesAsked,
  gone?: AbortSignal,
): Promise<string> {
  const { item } = asked;
  const scope = subscriberScope(desk, caller, item);
  const end = performance.now() + asked.waitMs;
  let place = await startOf(desk, asked);
  for (;;) {
    const page = await changesAfter(desk.db, item, place, asked.limit);
    place = page.next;
    const rows = asked.types ? page.rows.filter((row) => asked.types?.includes(typeOf(row))) : page.rows;
    const left = end - performance.now();
    if (rows.length === 0 && (page.more || left > 0) && gone?.aborted !== true) {
      if (!page.more) await watch.until(item, place.number, left, gone);
      continue;
    }
    if (rows.length > 0) await logFeed(desk, caller, "changes", item, scope.level, rows.length);
    const texts = rows.map((row) => changeText(desk, caller, scope, row));
    const cursor = encodeCursor({ item, ...place });
    return `{"item":"${item}","changes":[${texts.join(",")}],"cursor":"${cursor}","more":${page.more}}`;
  }
}

/** ITEM_UNKNOWN or NOT_GRANTED unless the caller may follow the item. */
export function subscriberScope(desk: Desk, caller: Caller, item: string): Scope {
  const { catalog, rights, node } = desk.permissions;
  exchanged(catalog, item);
  const level = rights().may(caller, item, "subscribe", desk.clock());
  if (level === null) throw new Refusal("NOT_GRANTED", { item, action: "subscribe" });
  const sight = { items: [item], own: [], sender: caller.id, origin: node };
  return { sight, levels: new Map([[item, level]]), items: [item], level };
}

/** Nobody states a purpose at each page: the grant is the ground, and is named. */
export async function logFeed(
  desk: Desk,
  caller: Caller,
  action: "changes" | "copy",
  item: string,
  level: Level,
  records: number,
): Promise<void> {
  const grant = desk.permissions.rights().grant(caller, item, "subscribe", desk.clock());
  const said = { purpose: "subscription", basis: grant?.basis ?? "" };
  await logged(desk, caller, { action, items: [item], said, level, records });
}

export function typeOf(row: Pick<ChangeRow, "kind" | "withdrawn" | "known">): ChangeType {
  if (row.kind === "mark") return "marked";
  if (row.withdrawn) return "withdrawn";
  return row.known ? "amended" : "created";
}

/** The same in the feed, in events and in their repeats. */
export function changeId(node: string, row: Pick<ChangeRow, "item" | "number" | "leaf">): string {
  return `${node}:${row.item}:${row.number}:${row.leaf}`;
}

/** Change of the contract. */
export function changeText(desk: Desk, caller: Caller, scope: Scope, row: ChangeRow): string {
  const id = changeId(desk.permissions.node, row);
  const late = row.late ? `"superseded":true,` : "";
  return `{"id":"${id}","type":"${typeOf(row)}","at":"${row.at.toISOString()}",${late}"record":${seenText(desk, caller, scope, row)}}`;
}

async function startOf(desk: Desk, { item, cursor }: ChangesAsked): Promise<FeedPlace> {
  if (cursor === "") return BEGINNING;
  if (cursor === "now") return { number: await feedHead(desk.db, item), leaf: LAST_LEAF };
  return readCursor(cursor, item);
}
