/**
 * Receipts and the registry: whose key must have signed, and under which id the key
 * of a stored signature is listed. The trap: a receipt is checked with the keys of the
 * node that it names, never with any other of the network.
 */
import type { Receipt, Signed } from "./model/batch.ts";
import type { Network } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import { publicKeyOf } from "./network.ts";
import { readReceipt, verifyReceipt } from "./receipt/receipt.ts";
import type { ReceiptRow } from "./store/batch-rows.ts";

/** A check of receipts by the keys of the registry as it stands then; refuses with RECEIPT_INVALID. */
export function receiptVerifier(
  network: () => Network,
): (signed: Signed, expect?: Parameters<typeof verifyReceipt>[2]) => Receipt {
  return (signed, expect) => {
    const { node } = readReceipt(signed.text);
    const key = publicKeyOf(network(), node, "receiptKeys", signed.key);
    if (!key) throw new Refusal("RECEIPT_INVALID", { detail: "key" });
    return verifyReceipt(signed, key, { ...expect, node });
  };
}

/** The stored receipt with the id of its key, which the row does not hold: that of its node's keys which fits. */
export function signedRow(network: Network, row: ReceiptRow): Signed {
  const keys = network.nodes.find((one) => one.id === row.node)?.receiptKeys ?? [];
  for (const { id } of keys) {
    const signed = { text: row.body, key: id, signature: row.signature };
    const key = publicKeyOf(network, row.node, "receiptKeys", id);
    try {
      if (key && verifyReceipt(signed, key)) return signed;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  throw new Refusal("RECEIPT_INVALID", { detail: "key" });
}
