import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { canonical } from "./canonical.ts";
import { readDocument, SIGNED } from "./document.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const read = (signature: string): unknown =>
  readDocument(canonical({ key: "k", signature, text: "t" }), SIGNED);

test("base64 has one spelling: what Node writes is read, and no other text of the same bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat({ max: 63 }), (bytes, other) => {
      const text = Buffer.from(bytes).toString("base64");
      assert.deepEqual(read(text), { key: "k", signature: text, text: "t" });
      // The last letter before the padding has bits that decoding drops.
      const at = text.replace(/=+$/, "").length - 1;
      const changed = `${text.slice(0, at)}${ALPHABET[other] ?? ""}${text.slice(at + 1)}`;
      if (at < 0 || changed === text || !Buffer.from(changed, "base64").equals(Buffer.from(text, "base64")))
        return;
      assert.throws(() => read(changed), TypeError);
    }),
  );
});
