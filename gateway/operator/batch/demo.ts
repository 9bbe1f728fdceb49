/**
 * An entry of the demonstration history as the page of a batch shows it: what its line of the journal tells, and that
 * there is no more. The trap: it must never look like a batch that was lived through; so it says so, and has no
 * records, no seal and nothing that could be ordered.
 */
import { knownCode, messageOf } from "../../model/code-text.ts";
import type { Queryable } from "../../store/connect.ts";
import { demoEntry, type JournalRow } from "../../store/console/journal.ts";
import type { JsonAnswer } from "../admit.ts";

type BatchView = JsonAnswer<"getBatch">;

export async function demoBatch(
  db: Queryable,
  id: string,
  scope: readonly string[] | null,
  node: string,
): Promise<BatchView | undefined> {
  const row = await demoEntry(db, id, scope);
  return row && viewOf(id, row, node);
}

function viewOf(id: string, row: JournalRow, node: string): BatchView {
  const { kind, state, at, endedAt, peer, attempts, rows, code } = row;
  const isHop = kind === "hop";
  const time = { from: at.toISOString(), to: endedAt?.toISOString() ?? null };
  const isBad = state === "abandoned" || state === "refused" || state === "failed";
  const how = { state: isBad ? "failed" : endedAt === null ? "now" : "done" } as const;
  return {
    ...{ id, demo: true, state: stateOf(state), kind: isHop ? "sealed" : kind === "refusal" ? "file" : kind },
    door: (isHop ? "node" : row.door) as BatchView["door"],
    ...{ sender: row.agency, receivedFrom: isHop || peer === "" ? row.agency : peer, origin: row.origin },
    ...{ adapter: row.adapter, item: row.item },
    file: { name: row.fileName, bytes: row.bytes ?? 0 },
    receivedAt: at.toISOString(),
    ...(state === "refused" && knownCode(code) && { refusal: { code, message: messageOf(code) } }),
    counts: rows === null ? null : { ...countsOf(row, rows), leaves: row.accepted ?? 0, withheld: 0 },
    spans: [
      isHop
        ? { node, peer, step: "send", kind: "work", ...time, ...how, attempts }
        : { node, step: "work", kind: "work", ...time, ...how },
    ],
    hops: isHop ? [hopOf(row)] : [],
    ...{ receipts: [], files: [], holds: [], orders: [], possible: [] },
  };
}

function countsOf({ accepted, rejected, duplicates, warnings }: JournalRow, rows: number) {
  return {
    rows,
    ...{
      accepted: accepted ?? 0,
      rejected: rejected ?? 0,
      duplicates: duplicates ?? 0,
      warnings: warnings ?? 0,
    },
  };
}

function stateOf(state: JournalRow["state"]): BatchView["state"] {
  if (state === "delivered") return "done";
  return state === "abandoned" ? "failed" : state;
}

function hopOf({ entryId, peer, state, attempts, at, endedAt, code }: JournalRow): BatchView["hops"][number] {
  return {
    ...{ transfer: entryId, peer, attempts, plannedAt: at.toISOString() },
    state: state === "delivered" || state === "abandoned" || state === "held" ? state : "waiting",
    ...(endedAt !== null && { endedAt: endedAt.toISOString() }),
    ...(knownCode(code) && { why: { code, message: messageOf(code) } }),
  };
}
