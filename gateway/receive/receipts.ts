/**
 * The door for receipts that other nodes give: about a batch we hold, stored once,
 * sent on down the path it came. Checking signatures is the roof's to pass in. The
 * trap: a receipt with another root than ours is kept too; it is the evidence of the alarm.
 */
import type { Receipt, Signed } from "../model/batch.ts";
import { canonical } from "../model/canonical.ts";
import { readDocument, SIGNED } from "../model/document.ts";
import type { Identity } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import type { Probe } from "../model/steps.ts";
import { type Batch, findBatch, putReceipt } from "../store/batch-rows.ts";
import type { Database } from "../store/connect.ts";
import { appendLeaf } from "../store/log-rows.ts";
import { acknowledgeTransfer, planTransfer, transfersOfBatch } from "../store/transfer.ts";

export interface ReceiptDoor {
  readonly db: Database;
  readonly node: string;
  /** Throws RECEIPT_INVALID unless the registry's key of the node it names signed it. */
  verify(signed: Signed): Receipt;
  manifestDigest(manifest: string): string;
  /** Whether this node speaks with that one: parent or child. */
  isNode(id: string): boolean;
  clock(): Date;
  newId(): string;
  readonly probe: Probe;
  wake(): void;
  alarm(text: string): void;
}

export async function receiveReceipt(door: ReceiptDoor, from: Identity, text: string): Promise<object> {
  const signed = readSigned(text);
  const receipt = door.verify(signed);
  const batch = await findBatch(door.db, receipt.batch);
  // What was never handed to anyone has no receipt; and we give ours ourselves.
  if (!batch || receipt.node === door.node) throw new Refusal("NOT_FOUND");
  const agrees = agreement(receipt, batch, door.manifestDigest(batch.manifest));
  const now = door.clock();
  const isNew = await door.db.transaction(async (client) => {
    const receiptId = door.newId();
    const row = { receiptId, batchSeq: batch.batchSeq, node: receipt.node, body: signed.text };
    if (!(await putReceipt(client, { ...row, signature: signed.signature, receivedAt: now }))) return false;
    const data = {
      batch: batch.batchId,
      node: receipt.node,
      from: from.id,
      root: receipt.root,
      agrees: agrees ? "yes" : "no",
    };
    const kind = agrees ? "receipt" : "alarm";
    await appendLeaf(client, { leafId: door.newId(), at: now, kind, data: canonical(data) });
    if (agrees) await acknowledge(client, batch, receipt.node, now);
    // Receipts travel down the path that the batch came up.
    if (door.isNode(batch.receivedFrom)) {
      const transfer = {
        transferId: door.newId(),
        kind: "receipt" as const,
        batchSeq: batch.batchSeq,
        receiptId,
      };
      await planTransfer(client, { ...transfer, peer: batch.receivedFrom, lane: "", dueAt: now });
    }
    return true;
  });
  door.probe("receipt.received");
  if (isNew && !agrees)
    door.alarm(`the receipt of node ${receipt.node} for batch ${batch.batchId} differs from what was sent`);
  door.wake();
  return { batch: batch.batchId, node: receipt.node, stored: isNew };
}

/** The peer computed the root itself, so equal roots mean that it holds what we sent. */
function agreement(receipt: Receipt, batch: Batch, manifest: string): boolean {
  return (
    receipt.root === batch.root.toString("hex") &&
    receipt.manifest === manifest &&
    receipt.origin === batch.origin
  );
}

async function acknowledge(
  client: Parameters<typeof transfersOfBatch>[0],
  batch: Batch,
  peer: string,
  now: Date,
) {
  for (const transfer of await transfersOfBatch(client, batch.batchSeq)) {
    if (transfer.kind === "batch" && transfer.peer === peer)
      await acknowledgeTransfer(client, transfer.transferId, now);
  }
}

function readSigned(text: string): Signed {
  try {
    const { key, signature, text: body } = JSON.parse(text) as Signed;
    return readDocument(canonical({ key, signature, text: body }), SIGNED) as Signed;
  } catch (cause) {
    throw new Refusal("RECEIPT_INVALID", { detail: "form" }, { cause });
  }
}
