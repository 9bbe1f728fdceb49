import assert from "node:assert/strict";
import { test } from "node:test";

import { keys, NOW, network } from "./evidence/test-batch.ts";
import { verifyFile } from "./evidence/verify.ts";
import { canonical } from "./model/canonical.ts";
import { type RefusalDocument, signRefusal } from "./receipt/refusal.ts";

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

function fileOf(document: RefusalDocument, signer: "370100" | "370000"): string {
  const key = { id: `${signer}-receipt-1`, privateKey: keys[signer].receipt };
  const refusal = signRefusal(document, key);
  return canonical({ format: "xinqiao.refusal-file/1", refusal, network });
}

test("a refusal file verifies offline and says what it is about", () => {
  const report = verifyFile(fileOf(DOCUMENT, "370100"), { now: NOW });
  assert.deepEqual([report.kind, report.ok, report.about["code"]], ["refusal", true, "DECODE_EMPTY"]);
});

test("a refusal that another node of the network signed is not that of the node it names", () => {
  for (const node of ["370100", "370000"]) {
    const report = verifyFile(fileOf({ ...DOCUMENT, node }, node === "370100" ? "370000" : "370100"), {
      now: NOW,
    });
    assert.deepEqual(
      report.checks.filter(({ ok }) => !ok).map(({ id }) => id),
      ["refusal"],
    );
  }
});

test("a refusal that was changed afterwards is found out", () => {
  const changed = fileOf(DOCUMENT, "370100").replace("DECODE_EMPTY", "ITEM_UNKNOWN");
  assert.equal(verifyFile(changed, { now: NOW }).ok, false);
});
