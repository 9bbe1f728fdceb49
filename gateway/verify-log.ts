/**
 * Verifies a node's whole log from its database, believing no stored hash: every
 * entry is hashed again, every tile, checkpoint and cosignature compared, every batch
 * held against its entry. The trap: one root per size is what "append-only" means, so
 * a checkpoint kept elsewhere is compared by recomputing its size, not by asking.
 */
import {
  type Checkpoint,
  logOrigin,
  verifyCheckpoint,
  verifyCosignature,
  witnessName,
} from "./log/checkpoint.ts";
import { entryText } from "./log/entry.ts";
import { createFrontier } from "./log/frontier.ts";
import { leafHash } from "./log/tiles.ts";
import type { Network } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import type { Trust } from "./seal/cms.ts";
import { ed25519Key } from "./seal/registry.ts";
import { batchesAfter } from "./store/batch-rows.ts";
import type { Queryable } from "./store/connect.ts";
import { entriesAbout } from "./store/console/log-look.ts";
import {
  checkpointsFrom,
  cosignaturesOf,
  findTile,
  leavesBetween,
  type NumberedLeaf,
} from "./store/log-rows.ts";
import { countOpen } from "./store/log-search.ts";
import { actDigest, isLater, verifyActs } from "./verify-acts.ts";
import { type Believing, verifyBatch } from "./verify-batch.ts";

export interface Fault {
  /** leaf, tile, checkpoint, cosignature, batch, act, from */
  readonly what: string;
  readonly at: string;
  readonly detail: string;
}

export interface LogReport {
  readonly ok: boolean;
  readonly node: string;
  readonly size: number;
  readonly root: string;
  readonly open: number;
  readonly checkpoints: number;
  readonly cosignatures: number;
  readonly batches: number;
  readonly faults: readonly Fault[];
}

const PAGE = 2000;
const MOST_FAULTS = 100;

interface Entries {
  /** Of batches taken, by batch. */
  readonly batches: Map<string, NumberedLeaf>;
  /** Nodes whose receipts came, by batch. */
  readonly receipts: Map<string, Set<string>>;
  /** Digests of what operators did, by the entry's id. */
  readonly acts: Map<string, string>;
}

const NONE: ReadonlySet<string> = new Set();

/** `from` is a checkpoint that was kept elsewhere, as a signed note; without `trust` seals are not looked at. */
export async function verifyLog(
  db: Queryable,
  network: Network,
  node: string,
  from?: string,
  trust?: Trust,
  progress: (done: number) => void = () => {},
): Promise<LogReport> {
  const faults: Fault[] = [];
  const fault = (what: string, at: string | number, detail: string) => {
    if (faults.length < MOST_FAULTS) faults.push({ what, at: String(at), detail });
  };
  const keys = network.nodes.find((one) => one.id === node)?.logKeys.map(ed25519Key) ?? [];
  const kept =
    from === undefined
      ? undefined
      : attempt(
          () => verifyCheckpoint(from, logOrigin(node), keys),
          (detail) => fault("from", "", detail),
        );
  const checkpoints = await readCheckpoints(db, node, keys, fault);
  const bySize = new Map(checkpoints.map((one) => [one.size, one]));
  const entries: Entries = { batches: new Map(), receipts: new Map(), acts: new Map() };

  const frontier = createFrontier();
  for (;;) {
    const page = await leavesBetween(db, frontier.size, Number.MAX_SAFE_INTEGER, PAGE);
    for (const leaf of page) {
      if (leaf.logIndex !== frontier.size) fault("leaf", frontier.size, "missing");
      note(leaf, entries, fault);
      for (const tile of frontier.append(leafHash(entryText(leaf)))) {
        const stored = await findTile(db, tile.level, tile.tile);
        if (!stored?.equals(tile.data))
          fault("tile", `${tile.level}/${tile.tile}`, stored ? "differs" : "missing");
      }
      const checkpoint = bySize.get(frontier.size);
      if (checkpoint && !checkpoint.root.equals(frontier.root()))
        fault("checkpoint", checkpoint.size, "root");
      if (kept?.size === frontier.size && !kept.root.equals(frontier.root()))
        fault("from", kept.size, "root");
    }
    progress(frontier.size);
    if (page.length < PAGE) break;
  }
  for (const checkpoint of checkpoints)
    if (checkpoint.size > frontier.size) fault("checkpoint", checkpoint.size, "longer than the log");
  if (kept && kept.size > frontier.size) fault("from", kept.size, "longer than the log");
  const cosignatures = await checkCosignatures(db, network, checkpoints, fault);
  const counted = await checkBatches(
    db,
    { network, node, ...(trust ? { trust } : {}) },
    entries,
    frontier.size,
    fault,
    (count) => progress(frontier.size + count),
  );
  await verifyActs(db, entries.acts, frontier.size, (id, detail) => fault("act", id, detail));
  return {
    ok: faults.length === 0,
    node,
    size: frontier.size,
    root: frontier.root().toString("hex"),
    open: await countOpen(db),
    checkpoints: checkpoints.length,
    cosignatures,
    batches: counted,
    faults,
  };
}

type Tell = (what: string, at: string | number, detail: string) => void;
type Stored = Checkpoint & { readonly note: string };

async function readCheckpoints(
  db: Queryable,
  node: string,
  keys: Parameters<typeof verifyCheckpoint>[2],
  fault: Tell,
): Promise<readonly Stored[]> {
  const all: Stored[] = [];
  for (let size = 0; ; ) {
    const page = await checkpointsFrom(db, size, PAGE);
    for (const row of page) {
      const signed = attempt(
        () => verifyCheckpoint(row.note, logOrigin(node), keys),
        (detail) => fault("checkpoint", row.size, detail),
      );
      if (!signed) continue;
      if (signed.size !== row.size || !signed.root.equals(row.root))
        fault("checkpoint", row.size, "row differs from the note");
      all.push({ ...signed, note: row.note });
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return all;
    size = last.size + 1;
  }
}

async function checkCosignatures(
  db: Queryable,
  network: Network,
  checkpoints: readonly Stored[],
  fault: Tell,
): Promise<number> {
  let count = 0;
  for (const { size, note } of checkpoints) {
    for (const { node, signature } of await cosignaturesOf(db, size)) {
      const keys = network.nodes.find((one) => one.id === node)?.logKeys.map(ed25519Key) ?? [];
      attempt(
        () => verifyCosignature(note, signature, witnessName(node), keys),
        (detail) => fault("cosignature", `${size} ${node}`, detail),
      );
      count++;
    }
  }
  return count;
}

function note(leaf: NumberedLeaf, { batches, receipts, acts }: Entries, fault: Tell): void {
  if (leaf.kind === "operator") return void acts.set(leaf.leafId, actDigest(leaf));
  if (leaf.kind !== "batch" && leaf.kind !== "receipt") return;
  const { batch, node = "" } = JSON.parse(leaf.data) as { batch: string; node?: string };
  if (leaf.kind === "receipt") {
    receipts.set(batch, (receipts.get(batch) ?? new Set()).add(node));
    return;
  }
  if (batches.has(batch)) fault("batch", batch, "entered twice");
  batches.set(batch, leaf);
}

/** Every stored batch has its entry, every entry its batch, and both say the same. */
async function checkBatches(
  db: Queryable,
  believing: Believing,
  { batches, receipts }: Entries,
  size: number,
  fault: Tell,
  progress: (count: number) => void,
): Promise<number> {
  let count = 0;
  for (let after = 0; ; ) {
    const page = await batchesAfter(db, after, PAGE);
    for (const batch of page) {
      const entry = batches.get(batch.batchId);
      batches.delete(batch.batchId);
      const entered = entry && { data: entry.data, receipts: receipts.get(batch.batchId) ?? NONE };
      const tell = (detail: string): void => fault("batch", batch.batchId, detail);
      if (entered) await verifyBatch(db, batch, entered, believing, tell);
      else if (!(await cameLater(db, batch.batchId, size))) fault("batch", batch.batchId, "no entry");
      progress(++count);
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.batchSeq;
  }
  for (const batch of batches.keys()) fault("batch", batch, "entered, and not stored");
  return count;
}

/** A node goes on while its log is verified: what came after the entries that were looked at is left for the next time. */
async function cameLater(db: Queryable, batchId: string, size: number): Promise<boolean> {
  const about = await entriesAbout(db, batchId);
  return about.some((leaf) => leaf.kind === "batch" && isLater(leaf, size));
}

function attempt<T>(work: () => T, failed: (detail: string) => void): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    failed(String(error.params["detail"] ?? error.code));
    return undefined;
  }
}
