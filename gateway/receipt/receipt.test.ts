import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";

import type { Receipt, Signed } from "../model/batch.ts";
import { canonical } from "../model/canonical.ts";
import { Refusal } from "../model/refusal.ts";
import { digestFindings, findingsText } from "./findings.ts";
import { signReceipt, verifyReceipt } from "./receipt.ts";

const keys = generateKeyPairSync("ed25519");
const key = { id: "370100-receipt-1", privateKey: keys.privateKey };
const EMPTY = createHash("sha256").digest("hex");

const RECEIPT: Receipt = {
  format: "xinqiao.receipt/1",
  kind: "batch",
  node: "370100",
  batch: "00000000-0000-4000-8000-000000000001",
  origin: "370100",
  sender: "jinan-example",
  adapter: "cities/example",
  item: "XZCF",
  file: { bytes: 10, sha256: EMPTY },
  rows: 6,
  accepted: 3,
  rejected: 2,
  duplicates: 1,
  warnings: 0,
  root: EMPTY,
  manifest: EMPTY,
  findings: { count: 0, sha256: EMPTY },
  unknownColumns: ["备注"],
  routes: [{ to: "370000", decision: "not-forwarded", reason: "COLLECTED_ABOVE" }],
  receivedAt: "2026-11-23T04:00:00.000Z",
  at: "2026-11-23T04:00:01.000Z",
};

function refusedWith(detail?: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof Refusal &&
    error.code === "RECEIPT_INVALID" &&
    (detail === undefined || error.params["detail"] === detail);
}

/** The key signs whatever text it is given, as a dishonest or faulty node would. */
function signText(text: string): Signed {
  return {
    key: key.id,
    text,
    signature: sign(null, Buffer.from(`xinqiao.receipt/1\n${text}`), keys.privateKey).toString("base64"),
  };
}

test("a receipt verifies with the key that signed it and reads back as it was", () => {
  const signed = signReceipt(RECEIPT, key);
  assert.equal(signed.key, key.id);
  assert.deepEqual(
    verifyReceipt(signed, keys.publicKey, {
      root: EMPTY,
      batch: RECEIPT.batch,
      file: { sha256: EMPTY, bytes: 10 },
    }),
    RECEIPT,
  );
});

test("every bit flipped anywhere in a receipt's text or signature is found", () => {
  const signed = signReceipt(RECEIPT, key);
  for (const member of ["text", "signature"] as const) {
    const bytes = Buffer.from(signed[member]);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      // Latin-1 for what is no longer UTF-8: decoding must not turn two texts into one.
      const text = changed.toString("utf8").includes("\ufffd")
        ? changed.toString("latin1")
        : changed.toString("utf8");
      assert.throws(
        () => verifyReceipt({ ...signed, [member]: text }, keys.publicKey),
        refusedWith(),
        `${member} byte ${at}`,
      );
    }
  }
});

for (const spelling of [
  (s: string) => `${s}\n`,
  (s: string) => s.replace(/=+$/, ""),
  (s: string) => ` ${s}`,
  (s: string) => s.replaceAll("+", "-").replaceAll("/", "_").concat("\0"),
]) {
  test(`a signature spelt otherwise is not the signature: ${spelling}`, () => {
    const signed = signReceipt(RECEIPT, key);
    assert.throws(
      () => verifyReceipt({ ...signed, signature: spelling(signed.signature) }, keys.publicKey),
      refusedWith("signature"),
    );
  });
}

test("another node's key does not verify it", () => {
  assert.throws(
    () => verifyReceipt(signReceipt(RECEIPT, key), generateKeyPairSync("ed25519").publicKey),
    refusedWith("signature"),
  );
});

test("a signature over the bare text, without the domain, does not count", () => {
  const text = canonical(RECEIPT);
  const signature = sign(null, Buffer.from(text), keys.privateKey).toString("base64");
  assert.throws(
    () => verifyReceipt({ key: key.id, text, signature }, keys.publicKey),
    refusedWith("signature"),
  );
});

const FAULTY: readonly (readonly [string, string, string])[] = [
  ["counts that do not add up", canonical({ ...RECEIPT, accepted: 4 }), "counts"],
  ["a member too many", canonical({ ...RECEIPT, extra: 1 }), "form"],
  [
    "a member too few",
    canonical(Object.fromEntries(Object.entries(RECEIPT).filter(([name]) => name !== "root"))),
    "form",
  ],
  [
    "a reason that does not exist",
    canonical({ ...RECEIPT, routes: [{ to: "370000", decision: "not-forwarded", reason: "BECAUSE" }] }),
    "form",
  ],
  ["a negative count", canonical({ ...RECEIPT, rows: -1 }), "form"],
  ["members in another order", JSON.stringify(RECEIPT), "form"],
  ["white space", ` ${canonical(RECEIPT)}`, "form"],
  ["another format", canonical({ ...RECEIPT, format: "xinqiao.receipt/2" }), "form"],
];

for (const [name, text, detail] of FAULTY) {
  test(`a receipt with ${name} is refused although its signature is right`, () => {
    assert.throws(() => verifyReceipt(signText(text), keys.publicKey), refusedWith(detail));
  });
}

test("a receipt that says something else than expected is refused, and the member named", () => {
  const signed = signReceipt(RECEIPT, key);
  assert.throws(() => verifyReceipt(signed, keys.publicKey, { root: "0".repeat(64) }), refusedWith("root"));
  assert.throws(
    () => verifyReceipt(signed, keys.publicKey, { batch: "00000000-0000-4000-8000-000000000002" }),
    refusedWith("batch"),
  );
  assert.throws(
    () => verifyReceipt(signed, keys.publicKey, { file: { bytes: 11, sha256: EMPTY } }),
    refusedWith("file"),
  );
});

test("nothing that could not be verified is ever signed", () => {
  assert.throws(() => signReceipt({ ...RECEIPT, rows: 7 }, key), refusedWith("counts"));
  assert.throws(() => signReceipt({ ...RECEIPT, at: "today" }, key), refusedWith("form"));
});

test("the findings' digest is that of their text, however they were counted", () => {
  const findings = [
    { row: 2, column: "处罚决定书文号", code: "ROW_CHARSET", params: { charset: "utf-8" } },
    { row: 9, column: "", code: "VERSION_OLDER", params: {} },
  ] as const;
  const digest = digestFindings();
  const lines = findings.map((finding) => digest.add(finding));
  assert.equal(lines.join(""), findingsText(findings));
  assert.deepEqual(digest.end(), {
    count: 2,
    sha256: createHash("sha256").update(findingsText(findings)).digest("hex"),
  });
  assert.equal(lines[1], '{"code":"VERSION_OLDER","column":"","params":{},"row":9}\n');
});
