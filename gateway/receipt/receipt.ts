/**
 * The signed answer: what a node says it took, refused and computed. Writes,
 * signs and checks receipts; it knows neither where they are stored nor who asks.
 *
 * The trap: a signature covers the exact text. It is never parsed and written
 * again on the way, and its base64 has one spelling only.
 */
import { type KeyObject, sign, verify } from "node:crypto";

import type { Receipt, Signed } from "../model/batch.ts";
import { canonical } from "../model/canonical.ts";
import { RECEIPT, readDocument } from "../model/document.ts";
import { Refusal } from "../model/refusal.ts";

export interface SigningKey {
  /** The id under which the network registry lists the public key. */
  readonly id: string;
  readonly privateKey: KeyObject;
}

/** What the asker knows and the receipt has to repeat; members left out are not compared. */
export type Expectation = Partial<
  Pick<Receipt, "kind" | "node" | "batch" | "origin" | "sender" | "item" | "root" | "manifest">
> & {
  readonly file?: Receipt["file"];
};

/** Signed first, so that a receipt's key can never be made to sign another kind of text. */
const DOMAIN = "xinqiao.receipt/1\n";

export function signReceipt(receipt: Receipt, key: SigningKey): Signed {
  const text = canonical(receipt);
  readReceipt(text);
  return { key: key.id, signature: sign(null, signedBytes(text), key.privateKey).toString("base64"), text };
}

/** The receipt, if the key signed this very text and it says what is expected; RECEIPT_INVALID if not. */
export function verifyReceipt(signed: Signed, publicKey: KeyObject, expect: Expectation = {}): Receipt {
  const signature = Buffer.from(signed.signature, "base64");
  if (signature.length !== 64 || signature.toString("base64") !== signed.signature) refuse("signature");
  if (
    publicKey.asymmetricKeyType !== "ed25519" ||
    !verify(null, signedBytes(signed.text), publicKey, signature)
  )
    refuse("signature");
  const receipt = readReceipt(signed.text);
  for (const name of Object.keys(expect) as (keyof Expectation)[]) {
    if (canonical(receipt[name]) !== canonical(expect[name])) refuse(name);
  }
  return receipt;
}

/** A receipt by its text, unsigned as yet: canonical, of the right form, its counts in agreement. */
export function readReceipt(text: string): Receipt {
  let receipt: Receipt;
  try {
    receipt = readDocument(text, RECEIPT) as Receipt;
  } catch (cause) {
    throw new Refusal("RECEIPT_INVALID", { detail: "form" }, { cause });
  }
  if (receipt.accepted + receipt.rejected + receipt.duplicates !== receipt.rows) refuse("counts");
  return receipt;
}

function signedBytes(text: string): Buffer {
  return Buffer.from(DOMAIN + text);
}

function refuse(detail: string): never {
  throw new Refusal("RECEIPT_INVALID", { detail });
}
