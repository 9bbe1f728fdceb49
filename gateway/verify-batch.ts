/**
 * A stored batch held against what was said of it: its entry in the log, its seal, its
 * leaves, the receipts of every node, the list of findings that our own receipt names. The trap: the
 * entry binds our receipt's text only, so signatures and the receipts of others are
 * checked by the keys of the registry.
 */
import { createHash } from "node:crypto";

import type { FindingCode } from "./model/findings.ts";
import type { Network } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import type { Params } from "./model/text.ts";
import { digestFindings } from "./receipt/findings.ts";
import { readReceipt } from "./receipt/receipt.ts";
import { signedRow } from "./receipts.ts";
import type { Trust } from "./seal/cms.ts";
import { manifestDigest } from "./seal/manifest.ts";
import { verifySeal } from "./seal/seal.ts";
import { type Batch, findingsPage, type ReceiptRow, receiptsOf } from "./store/batch-rows.ts";
import type { Queryable } from "./store/connect.ts";
import { verifyLeaves } from "./verify-leaves.ts";

const PAGE = 2000;

/** What the log says of a batch. */
export interface Entered {
  /** Data of the entry of having taken it. */
  readonly data: string;
  /** Nodes whose receipts were entered as having come. */
  readonly receipts: ReadonlySet<string>;
}

export interface Believing {
  readonly network: Network;
  /** Our node. */
  readonly node: string;
  /** Without it seals are not looked at. */
  readonly trust?: Trust;
}

/** Tells each thing that does not agree, by its name. */
export async function verifyBatch(
  db: Queryable,
  batch: Batch,
  entered: Entered,
  { network, node, trust }: Believing,
  fault: (detail: string) => void,
): Promise<void> {
  const receipts = await receiptsOf(db, batch.batchSeq);
  const own = receipts.find((receipt) => receipt.node === node);
  const told = JSON.parse(entered.data) as Readonly<Record<string, unknown>>;
  const found: Readonly<Record<string, unknown>> = {
    accepted: batch.accepted,
    duplicates: batch.duplicates,
    from: batch.receivedFrom,
    item: batch.item,
    manifest: manifestDigest(batch.manifest),
    origin: batch.origin,
    receipt: own && createHash("sha256").update(own.body).digest("hex"),
    rejected: batch.rejected,
    root: batch.root.toString("hex"),
    rows: batch.rows,
  };
  for (const [name, value] of Object.entries(found)) if (told[name] !== value) fault(name);

  if (trust && !stands(() => verifySeal(batch.manifest, batch.seal, trust))) fault("seal");
  for (const receipt of receipts) {
    if (!stands(() => isAbout(receipt, batch, network))) fault(`receipt of ${receipt.node}`);
  }
  for (const from of entered.receipts) {
    if (!receipts.some((receipt) => receipt.node === from)) fault(`receipt of ${from} is missing`);
  }
  if (own && !(await hasItsFindings(db, own))) fault("findings");
  try {
    await verifyLeaves(db, batch, fault);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    fault(`manifest: ${String(error.params["detail"] ?? error.code)}`);
  }
}

function isAbout(row: ReceiptRow, batch: Batch, network: Network): void {
  // One that disagrees was kept on purpose, with an alarm in the log; it only has to be genuine.
  if (readReceipt(signedRow(network, row).text).batch !== batch.batchId)
    throw new Refusal("RECEIPT_INVALID", { detail: "batch" });
}

async function hasItsFindings(db: Queryable, own: ReceiptRow): Promise<boolean> {
  const digest = digestFindings();
  for (let after = -1; ; ) {
    const page = await findingsPage(db, own.batchSeq, after, PAGE);
    for (const { rowNumber: row, columnTitle: column, code, params } of page)
      digest.add({ row, column, code: code as FindingCode, params: JSON.parse(params) as Params });
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.number;
  }
  const { count, sha256 } = digest.end();
  const told = JSON.parse(own.body) as { findings: { count: number; sha256: string } };
  return told.findings.count === count && told.findings.sha256 === sha256;
}

/** Whether a check throws no refusal; what else it throws is a defect. */
function stands(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof Refusal || error instanceof SyntaxError || error instanceof TypeError) return false;
    throw error;
  }
}
