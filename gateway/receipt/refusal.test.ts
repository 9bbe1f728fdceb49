import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";

import { Refusal } from "../model/refusal.ts";
import { verifyReceipt } from "./receipt.ts";
import { type RefusalDocument, signRefusal, verifyRefusal } from "./refusal.ts";

const keys = generateKeyPairSync("ed25519");
const key = { id: "370100-receipt-1", privateKey: keys.privateKey };
const DOCUMENT: RefusalDocument = {
  format: "xinqiao.refusal/1",
  node: "370100",
  intake: "00000000-0000-4000-8000-000000000001",
  sender: "jinan-example",
  adapter: "cities/example",
  file: { bytes: 10, sha256: "0".repeat(64) },
  code: "DECODE_EMPTY",
  params: "{}",
  receivedAt: "2026-11-23T04:00:00.000Z",
  at: "2026-11-23T04:00:01.000Z",
};

function isInvalid(error: unknown): boolean {
  return error instanceof Refusal && error.code === "RECEIPT_INVALID";
}

test("a refusal verifies with the key that signed it, and with no other", () => {
  const signed = signRefusal(DOCUMENT, key);
  assert.deepEqual(verifyRefusal(signed, keys.publicKey), DOCUMENT);
  assert.throws(() => verifyRefusal(signed, generateKeyPairSync("ed25519").publicKey), isInvalid);
});

test("a refusal that was changed, or whose signature is spelt otherwise, is none", () => {
  const signed = signRefusal(DOCUMENT, key);
  const text = signed.text.replace("DECODE_EMPTY", "ITEM_UNKNOWN");
  assert.throws(() => verifyRefusal({ ...signed, text }, keys.publicKey), isInvalid);
  const signature = signed.signature.replace(/=+$/, "");
  assert.throws(() => verifyRefusal({ ...signed, signature }, keys.publicKey), isInvalid);
});

test("a refusal is no receipt, though one key signs both", () => {
  assert.throws(() => verifyReceipt(signRefusal(DOCUMENT, key), keys.publicKey), isInvalid);
});
