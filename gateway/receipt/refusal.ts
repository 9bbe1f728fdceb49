/**
 * The signed answer to a file that was refused whole: a receipt's counterpart, so that a sender
 * has something to show in either case. The trap: it is signed by the key of receipts, so its
 * domain keeps the one from ever being taken for the other.
 */
import { type KeyObject, sign, verify } from "node:crypto";

import type { Signed } from "../model/batch.ts";
import { canonical } from "../model/canonical.ts";
import { REFUSAL_DOCUMENT, readDocument } from "../model/document.ts";
import { Refusal } from "../model/refusal.ts";
import type { SigningKey } from "./receipt.ts";

export interface RefusalDocument {
  readonly format: "xinqiao.refusal/1";
  readonly node: string;
  readonly intake: string;
  readonly sender: string;
  readonly adapter: string;
  readonly file: { readonly bytes: number; readonly sha256: string };
  readonly code: string;
  /** Canonical JSON of the code's parameters. */
  readonly params: string;
  readonly receivedAt: string;
  readonly at: string;
}

const DOMAIN = "xinqiao.refusal/1\n";

export function signRefusal(document: RefusalDocument, key: SigningKey): Signed {
  const text = canonical(document);
  readDocument(text, REFUSAL_DOCUMENT);
  return { key: key.id, signature: sign(null, signedBytes(text), key.privateKey).toString("base64"), text };
}

/** The document, if the key signed this very text; RECEIPT_INVALID if not. */
export function verifyRefusal(signed: Signed, publicKey: KeyObject): RefusalDocument {
  const signature = Buffer.from(signed.signature, "base64");
  if (
    publicKey.asymmetricKeyType !== "ed25519" ||
    signature.toString("base64") !== signed.signature ||
    !verify(null, signedBytes(signed.text), publicKey, signature)
  )
    throw new Refusal("RECEIPT_INVALID", { detail: "signature" });
  try {
    return readDocument(signed.text, REFUSAL_DOCUMENT) as RefusalDocument;
  } catch (cause) {
    throw new Refusal("RECEIPT_INVALID", { detail: "form" }, { cause });
  }
}

function signedBytes(text: string): Buffer {
  return Buffer.from(DOMAIN + text);
}
