/**
 * One record: its latest version, its history, and the nodes that its latest version has passed. One's
 * own needs no purpose; another's needs the right, a purpose and a basis, and is logged. The trap: what
 * is refused by name depends on the item and the asker alone, so a record that is not yours is
 * answered to the byte as one that never was.
 */

import type { Receipt, Signed } from "../model/batch.ts";
import type { Caller } from "../model/caller.ts";
import type { Node } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { type Batch, findBatchBySeq, type ReceiptRow, receiptsOf } from "../store/batch-rows.ts";
import type { Queryable } from "../store/connect.ts";
import { type SeenRow, versionsSeen } from "../store/query-rows.ts";
import { type Transfer, transfersOfBatch } from "../store/transfer.ts";
import { ownScope, type Scope, type Statement, scopeOf } from "./permission.ts";
import { type Desk, logged, seenText, stated } from "./queries.ts";

/** A record as an answer named it, and why it is asked for. */
export interface Asked {
  readonly id: string;
  readonly item: string;
  readonly subject: string;
  /** Absent for one's own. */
  readonly said?: Statement | undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HISTORY = 1000;

/** Record of the contract. */
export async function readRecord(desk: Desk, caller: Caller, asked: Asked): Promise<string> {
  const { rows, scope } = await versions(desk, caller, asked, 1);
  return seenText(desk, caller, scope, rows[0] as SeenRow);
}

/** History of the contract, newest first, with marks that were lifted. */
export async function readHistory(desk: Desk, caller: Caller, asked: Asked): Promise<string> {
  const { rows, scope } = await versions(desk, caller, asked, HISTORY);
  const texts = rows.map((row) => seenText(desk, caller, scope, row, true));
  return `{"id":"${asked.id}","versions":[${texts.join(",")}]}`;
}

export interface Stop {
  readonly node: string;
  readonly role: "origin" | "here" | "hop";
  readonly state: "held" | "refused" | "waiting" | "not-forwarded" | "abandoned";
  readonly reason?: string;
  readonly at?: string;
  readonly attempts?: number;
  readonly receipt?: Signed;
}

export interface RecordPath {
  readonly id: string;
  readonly batch: string;
  readonly stops: readonly Stop[];
}

/** Where the latest version has been, from its origin on, as far as receipts tell this node. */
export async function readPath(
  desk: Desk,
  caller: Caller,
  asked: Asked,
  signed: (row: ReceiptRow) => Signed,
): Promise<RecordPath> {
  const { rows } = await versions(desk, caller, asked, 1);
  const [row] = rows as [SeenRow];
  const batch = await findBatchBySeq(desk.db, row.batchSeq);
  if (!batch) throw new Refusal("NOT_FOUND");
  const { node, catalog } = desk.permissions;
  const stops = await stopsOf(desk.db, { node, nodes: catalog.nodes }, batch, signed);
  return { id: asked.id, batch: batch.batchId, stops };
}

/** Where a batch has been, from its origin on, as far as receipts tell this node. */
export async function stopsOf(
  db: Queryable,
  { node: here, nodes }: { readonly node: string; readonly nodes: readonly Node[] },
  batch: Batch,
  signed: (row: ReceiptRow) => Signed,
): Promise<readonly Stop[]> {
  const receipts = await receiptsOf(db, batch.batchSeq);
  const transfers = (await transfersOfBatch(db, batch.batchSeq)).filter(({ kind }) => kind === "batch");
  const stops = new Map<string, Stop>();
  const role = (node: string): Stop["role"] =>
    node === batch.origin ? "origin" : node === here ? "here" : "hop";
  // Whoever sealed it or handed it to us has it, whether we know its receipt or not.
  for (const node of [batch.origin, batch.receivedFrom, here])
    if (node !== batch.sender) stops.set(node, { node, role: role(node), state: "held" });
  for (const receipt of receipts) {
    const body = JSON.parse(receipt.body) as Receipt;
    stops.set(receipt.node, {
      ...{ node: receipt.node, role: role(receipt.node), state: "held", at: body.at },
      receipt: signed(receipt),
    });
    for (const { to, decision, reason } of body.routes) {
      if (stops.has(to)) continue;
      const state = decision === "forward" ? "waiting" : "not-forwarded";
      stops.set(to, { node: to, role: role(to), state, ...(reason && { reason }) });
    }
  }
  for (const transfer of transfers) {
    const stop = stops.get(transfer.peer);
    if (stop?.receipt === undefined) stops.set(transfer.peer, outgoing(transfer, role(transfer.peer)));
  }
  const order = wayUp(batch.origin, nodes);
  const place = (stop: Stop) => (order.indexOf(stop.node) + order.length + 1) % (order.length + 1);
  return [...stops.values()].sort((a, b) => place(a) - place(b));
}

function outgoing({ peer: node, state, attempts, lastRefusal }: Transfer, role: Stop["role"]): Stop {
  const reason = lastRefusal ?? undefined;
  return {
    ...{ node, role, state: state === "abandoned" ? "abandoned" : "waiting", attempts },
    ...(state === "abandoned" && reason && { reason }),
  };
}

/** The origin, its parent, and so on to the nation. */
function wayUp(origin: string, nodes: readonly Node[]): readonly string[] {
  const way: string[] = [];
  for (let at: string | null = origin; at !== null && !way.includes(at); ) {
    way.push(at);
    at = nodes.find((node) => node.id === at)?.parent ?? null;
  }
  return way;
}

/** At least one version, or NOT_FOUND; logged unless only one's own could be seen. */
async function versions(
  desk: Desk,
  caller: Caller,
  { id, item, subject, said }: Asked,
  limit: number,
): Promise<{ readonly rows: readonly SeenRow[]; readonly scope: Scope }> {
  const at = desk.clock();
  const granted = said === undefined ? null : tryScope(desk, caller, item, stated(said));
  const scope = granted ?? ownScope(desk.permissions, caller, item);
  const readable = UUID.test(id) && scope.items.length > 0;
  const rows = readable ? await versionsSeen(desk.db, subject, id, scope.sight, limit) : [];
  if (said !== undefined && granted && granted.levels.size > 0) {
    const { level } = scope;
    await logged(desk, caller, { action: "read", items: [item], subject, said, level, records: rows.length });
  }
  if (rows.length > 0) return { rows, scope };
  // Whoever may read the item with a purpose hears that one is needed, whatever there is.
  const needed = said === undefined && desk.permissions.rights().may(caller, item, "query", at) !== null;
  throw new Refusal(needed ? "PURPOSE_REQUIRED" : "NOT_FOUND");
}

/** Null where the asker has no right to the item: what then counts is whether the record is its own. */
export function tryScope(desk: Desk, caller: Caller, item: string, said: Statement): Scope | null {
  try {
    return scopeOf(desk.permissions, caller, said, { items: [item], bulk: false });
  } catch (error) {
    const code = error instanceof Refusal ? error.code : "";
    if (["NOT_GRANTED", "ITEM_UNKNOWN", "ITEM_PROHIBITED"].includes(code)) return null;
    throw error;
  }
}
