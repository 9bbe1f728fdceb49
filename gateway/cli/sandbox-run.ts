/**
 * Sends files through the sandbox's city node and follows each to its last hop: the
 * receipts say themselves how far a batch goes. Prints nothing. The trap: "arrived" is
 * a verified receipt with the same root, not a state that some node tells of itself.
 */
import { setTimeout as pause } from "node:timers/promises";

import type { Receipt } from "../model/batch.ts";
import { Refusal } from "../model/refusal.ts";
import { type Client, type FindingLine, type Hop, openClient, readClient, type Status } from "./client.ts";

export interface Delivery {
  readonly file: string;
  readonly adapter: string;
  /** Path of the client configuration of the adapter's agency. */
  readonly client: string;
}

export interface HopResult {
  readonly node: string;
  readonly accepted: number;
  readonly root: string;
  /** "verified", or what is wrong. */
  readonly receipt: string;
  /** Why it was not handed on from here, if it was not. */
  readonly notForwarded?: string;
}

export interface BatchResult {
  readonly ok: boolean;
  readonly delivery: Delivery;
  readonly id: string;
  readonly status: Status | null;
  readonly refusal?: Refusal;
  readonly findings: readonly FindingLine[];
  readonly hops: readonly HopResult[];
  /** What the file's own expectation says, where it came out otherwise. */
  readonly promised?: Readonly<Record<"rows" | "accepted" | "rejected" | "duplicates", number>>;
}

const WAIT_MS = 120_000;
const LOOK_MS = 100;
const LONGEST_LOOK_MS = 600;

export async function deliver(delivery: Delivery, progress: (text: string) => void): Promise<BatchResult> {
  const client = openClient(readClient(delivery.client));
  try {
    const { id } = await client.upload(delivery.file, delivery.adapter);
    progress(delivery.adapter);
    const end = Date.now() + WAIT_MS;
    let status = await client.status(id, 20);
    while (status.state === "due" && Date.now() < end) status = await client.status(id, 20);
    if (status.state !== "done") return { ok: false, delivery, id, status, findings: [], hops: [] };
    const hops = await allHops(client, id, end, (node) => progress(`${delivery.adapter} → ${node}`));
    const roots = new Set(hops.map((hop) => hop.root));
    const ok = hops.every((hop) => hop.receipt === "verified") && roots.size === 1;
    return { ok, delivery, id: status.batch ?? id, status, findings: await client.findings(id), hops };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, delivery, id: "", status: null, refusal: error, findings: [], hops: [] };
  } finally {
    client.close();
  }
}

/** Receipts until the one that hands the batch on no further, or until the time is over. */
async function allHops(
  client: Client,
  id: string,
  end: number,
  arrived: (node: string) => void,
): Promise<HopResult[]> {
  // Asked ever more seldom: fifty batches that wait must not be what the nodes are busy with.
  for (let seen = 0, look = LOOK_MS; ; look = Math.min(look * 1.5, LONGEST_LOOK_MS)) {
    const hops = await client.hops(id);
    for (const hop of hops.slice(seen)) arrived(hop.node);
    seen = hops.length;
    const path = follow(client, hops);
    const missing = path.find((hop) => hop.receipt === "missing");
    if (!missing || Date.now() > end) return path;
    await pause(look);
  }
}

/** From this node's own receipt along the routes in the receipts. */
function follow(client: Client, hops: readonly Hop[]): HopResult[] {
  const path: HopResult[] = [];
  let next: string | undefined = client.config.node;
  while (next !== undefined) {
    const node: string = next;
    const hop = hops.find((one) => one.node === node);
    if (!hop) {
      path.push({ node, accepted: 0, root: "", receipt: "missing" });
      return path;
    }
    const receipt = verified(client, hop);
    if (typeof receipt === "string") {
      path.push({ node, accepted: 0, root: "", receipt });
      return path;
    }
    const refused = receipt.routes.find((route) => route.decision === "not-forwarded");
    const { accepted, root } = receipt;
    path.push({
      node,
      accepted,
      root,
      receipt: "verified",
      ...(refused?.reason && { notForwarded: refused.reason }),
    });
    next = receipt.routes.find((route) => route.decision === "forward")?.to;
    if (path.some((one) => one.node === next)) return path;
  }
  return path;
}

function verified(client: Client, hop: Hop): Receipt | string {
  try {
    return client.verify(hop.receipt, { node: hop.node });
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${String(error.params["detail"] ?? "")}`.trim();
    throw error;
  }
}
