/**
 * The path of a record's batch: what this node knows by its receipts, then what every node on it says itself, hop by
 * hop; nodes that only others know of are asked in turn. The trap: a node in two roles is one stop, and each is asked once.
 */
import type { Receipt } from "../../model/batch.ts";
import { stopsOf } from "../../query/records.ts";
import { signedRow } from "../../receipts.ts";
import { pathOf } from "../../record-evidence.ts";
import { saltedLeaf, verifyInclusion } from "../../seal/proof.ts";
import type { Site } from "../../site.ts";
import type { Batch } from "../../store/batch-rows.ts";
import { saltOf } from "../../store/console/record-rows.ts";
import type { SeenRow } from "../../store/query-rows.ts";
import type { JsonAnswer } from "../admit.ts";
import type { Asking, NodeAnswer } from "./ask-nodes.ts";

type PathView = JsonAnswer<"readRecordPath">;
export type StopView = PathView["stops"][number];

/** Nodes of one question at most: a path of three tiers, and a few that were asked in vain. */
const MOST_ASKED = 12;

export async function stopsOfBatch(
  site: Site,
  nodes: Parameters<typeof stopsOf>[1]["nodes"],
  asking: Asking,
  batch: Batch,
): Promise<StopView[]> {
  const here = site.config.node;
  const signed = (row: Parameters<typeof signedRow>[1]) => signedRow(site.registers().network, row);
  const known = await stopsOf(site.db, { node: here, nodes }, batch, signed);
  const stops = new Map<string, StopView>();
  for (const { receipt, ...stop } of known) {
    const read = receipt && (JSON.parse(receipt.text) as Receipt);
    stops.set(stop.node, {
      ...stop,
      asked: stop.node === here ? "here" : "not-asked",
      ...(read && told(read, batch)),
    });
  }
  const asked = new Set([here]);
  for (;;) {
    const next = [...stops.values()].filter(
      ({ node, state }) => !asked.has(node) && state !== "not-forwarded",
    );
    if (next.length === 0 || asked.size > MOST_ASKED) break;
    await Promise.all(
      next.map(async ({ node }) => {
        asked.add(node);
        learn(stops, node, await asking.ask(node, batch.batchId), batch, here);
      }),
    );
  }
  return [...stops.values()];
}

function learn(
  stops: Map<string, StopView>,
  node: string,
  answer: NodeAnswer,
  batch: Batch,
  here: string,
): void {
  const { asked, code, milliseconds, next, receipts } = answer;
  const own = receipts.find((one) => one.node === node);
  const before = stops.get(node);
  if (!before) return;
  stops.set(node, {
    ...before,
    ...(own && { state: "held" as const, ...told(own, batch) }),
    ...{ asked, milliseconds, next: [...next] },
    ...(code !== undefined && { code }),
  });
  for (const receipt of receipts) {
    if (receipt.node === here || stops.has(receipt.node)) continue;
    stops.set(receipt.node, {
      node: receipt.node,
      role: "hop",
      state: "held",
      asked: "not-asked",
      ...told(receipt, batch),
    });
  }
  for (const { peer, state, attempts, reason } of next) {
    if (peer === here || stops.has(peer)) continue;
    const word = state === "abandoned" ? "abandoned" : "waiting";
    stops.set(peer, {
      node: peer,
      role: "hop",
      state: word,
      asked: "not-asked",
      attempts,
      ...(reason !== undefined && { reason }),
    });
  }
}

/** Of a receipt whose signature was checked. */
function told({ at, rows, accepted, rejected, root }: Receipt, batch: Batch) {
  return { at, rows, accepted, rejected, signed: true, agrees: root === batch.root.toString("hex") };
}

/** That the record is under the seal: its leaf and path, and whether they give the sealed root. */
export async function proofOf(
  site: Pick<Site, "db">,
  batch: Batch,
  row: SeenRow,
): Promise<PathView["proof"]> {
  const leaf = saltedLeaf(await saltOf(site.db, row), row.payload);
  const path = await pathOf(site, batch, row.leafIndex);
  return {
    leaf: row.leafIndex,
    leaves: batch.leaves,
    hash: leaf.toString("hex"),
    path: path.map((step) => step.toString("hex")),
    root: batch.root.toString("hex"),
    holds: verifyInclusion(leaf, row.leafIndex, batch.leaves, path, batch.root),
  };
}
