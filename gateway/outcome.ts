/**
 * What a judged batch leaves behind, in the one transaction that makes it visible: its row,
 * its withheld leaves, our signed receipt, what we owe to others now, and a leaf of the log.
 */
import { createHash, randomUUID } from "node:crypto";

import type { Manifest, Receipt, RouteLine, Signed } from "./model/batch.ts";
import { canonical } from "./model/canonical.ts";
import type { Finding } from "./model/row.ts";
import type { digestFindings } from "./receipt/findings.ts";
import { type SigningKey, signReceipt } from "./receipt/receipt.ts";
import { manifestDigest, parseManifest } from "./seal/manifest.ts";
import type { Tree } from "./seal/tree.ts";
import { type Batch, putReceipt, type ReceiptRow } from "./store/batch-rows.ts";
import type { Client } from "./store/connect.ts";
import { tuple, withCopy } from "./store/copy.ts";
import type { FindingsCopy } from "./store/findings-copy.ts";
import { appendLeaf, type LogLeaf } from "./store/log-rows.ts";
import { laneOf, type NewTransfer, planTransfer } from "./store/transfer.ts";

/** Who answers. */
export interface Answering {
  readonly here: { readonly id: string };
  readonly receiptKey: SigningKey;
  readonly clock: () => Date;
}

/** Findings into the receipt's digest, and towards the database. */
export async function keepFindings(
  found: readonly Finding[],
  digest: ReturnType<typeof digestFindings>,
  copy: FindingsCopy,
): Promise<void> {
  for (const finding of found) {
    digest.add(finding);
    copy.add({
      row: finding.row,
      column: finding.column,
      code: finding.code,
      params: canonical(finding.params),
    });
  }
  await copy.settle();
}

export type LocalPart = Pick<
  Batch,
  | "batchSeq"
  | "receivedFrom"
  | "receivedAt"
  | "committedAt"
  | "rows"
  | "accepted"
  | "rejected"
  | "duplicates"
  | "warnings"
> & {
  /** Where another node sealed: the catalog that this one judged by. */
  readonly catalog?: string;
};

export function batchRow(
  manifest: Manifest,
  text: string,
  seal: Buffer,
  tree: Pick<Tree, "size" | "root" | "blockRoots">,
  local: LocalPart,
): Batch {
  const { batchSeq, receivedFrom, receivedAt, committedAt, rows, accepted, rejected, duplicates, warnings } =
    local;
  return {
    batchSeq,
    batchId: manifest.batch,
    origin: manifest.origin,
    sender: manifest.sender,
    receivedFrom,
    adapter: manifest.adapter,
    item: manifest.item,
    standard: manifest.standard,
    version: Number(manifest.version),
    rows,
    accepted,
    rejected,
    duplicates,
    warnings,
    leaves: tree.size,
    root: tree.root(),
    blockRoots: tree.blockRoots(),
    manifest: text,
    seal,
    receivedAt,
    committedAt,
    catalog: local.catalog ?? manifest.catalog,
  };
}

export interface Outcome {
  readonly kind: Receipt["kind"];
  readonly routes: readonly RouteLine[];
  readonly findings: { readonly count: number; readonly sha256: string };
  readonly unknownColumns: readonly string[];
}

/** What a batch leaves beside its own row. */
export interface OutcomeRows {
  readonly signed: Signed;
  readonly receipt: ReceiptRow;
  readonly transfers: readonly NewTransfer[];
  readonly leaf: LogLeaf;
}

/** Our signed answer, what we owe to others now, and the leaf of the log. */
export function outcomeRows(node: Answering, batch: Batch, outcome: Outcome): OutcomeRows {
  const now = node.clock();
  const receipt: Receipt = {
    format: "xinqiao.receipt/1",
    kind: outcome.kind,
    node: node.here.id,
    batch: batch.batchId,
    origin: batch.origin,
    sender: batch.sender,
    adapter: batch.adapter,
    item: batch.item,
    file: parseManifest(batch.manifest).file,
    rows: batch.rows,
    accepted: batch.accepted,
    rejected: batch.rejected,
    duplicates: batch.duplicates,
    warnings: batch.warnings,
    root: batch.root.toString("hex"),
    manifest: manifestDigest(batch.manifest),
    findings: outcome.findings,
    unknownColumns: outcome.unknownColumns,
    routes: outcome.routes,
    receivedAt: batch.receivedAt.toISOString(),
    at: now.toISOString(),
  };
  const signed = signReceipt(receipt, node.receiptKey);
  const receiptId = randomUUID();
  const leafId = randomUUID();
  const { batchSeq } = batch;
  const plan = { batchSeq, dueAt: now };
  const transfers: NewTransfer[] = outcome.routes
    .filter(({ decision }) => decision === "forward")
    .map(({ to }) => ({
      ...plan,
      transferId: randomUUID(),
      kind: "batch",
      receiptId: null,
      peer: to,
      lane: laneOf(batch.origin, batch.item),
    }));
  if (outcome.kind === "transfer") {
    const peer = batch.receivedFrom;
    transfers.push({ ...plan, transferId: randomUUID(), kind: "receipt", receiptId, peer, lane: "" });
  }
  const data = canonical({
    accepted: batch.accepted,
    batch: batch.batchId,
    duplicates: batch.duplicates,
    from: batch.receivedFrom,
    item: batch.item,
    manifest: receipt.manifest,
    origin: batch.origin,
    receipt: createHash("sha256").update(signed.text).digest("hex"),
    rejected: batch.rejected,
    root: receipt.root,
    rows: batch.rows,
  });
  return {
    signed,
    receipt: {
      receiptId,
      batchSeq,
      node: node.here.id,
      body: signed.text,
      signature: signed.signature,
      receivedAt: now,
      leafId,
    },
    transfers,
    leaf: { leafId, at: now, kind: "batch", data },
  };
}

export async function storeOutcome(
  node: Answering,
  client: Client,
  batch: Batch,
  outcome: Outcome,
): Promise<void> {
  const { receipt, transfers, leaf } = outcomeRows(node, batch, outcome);
  await putReceipt(client, receipt);
  for (const transfer of transfers) await planTransfer(client, transfer);
  await appendLeaf(client, leaf);
}

export async function storeWithheld(
  client: Client,
  batchSeq: number,
  withheld: readonly { index: number; leaf: Buffer; reason: string }[],
): Promise<void> {
  if (withheld.length === 0) return;
  await withCopy(client, "withheld_leaf", "batch_seq, leaf_index, leaf, reason", async (copy) => {
    for (const { index, leaf, reason } of withheld)
      await copy.write(tuple([BigInt(batchSeq), index, leaf, reason]));
  });
}
