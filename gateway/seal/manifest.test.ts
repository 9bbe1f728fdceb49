import assert from "node:assert/strict";
import { test } from "node:test";

import type { Manifest } from "../model/batch.ts";
import { canonical } from "../model/canonical.ts";
import { Refusal } from "../model/refusal.ts";
import { manifestDigest, manifestText, parseManifest } from "./manifest.ts";

const DIGEST = "ab".repeat(32);
const MANIFEST: Manifest = {
  format: "xinqiao.manifest/1",
  batch: "00000000-0000-4000-8000-000000000001",
  origin: "370100",
  sequence: 1,
  previous: "",
  sender: "example",
  adapter: "cities/example",
  adapterDigest: DIGEST,
  item: "XZCF",
  standard: "administrative-penalty@1",
  catalog: DIGEST,
  file: { bytes: 1, sha256: DIGEST },
  rows: 6,
  records: 3,
  rejected: 2,
  duplicates: 1,
  root: DIGEST,
  version: "1795406400000",
  receivedAt: "2026-11-23T04:00:00.000Z",
  sealedAt: "2026-11-23T04:00:01.000Z",
};

function refusedWith(detail: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof Refusal && error.code === "SEAL_INVALID" && error.params["detail"] === detail;
}

test("a manifest reads back from its text as it was", () => {
  assert.deepEqual(parseManifest(manifestText(MANIFEST)), MANIFEST);
  assert.match(manifestDigest(manifestText(MANIFEST)), /^[0-9a-f]{64}$/);
});

const FAULTY: readonly (readonly [string, string, string])[] = [
  ["of another spelling", JSON.stringify(MANIFEST), "manifest"],
  ["with a line feed after it", `${canonical(MANIFEST)}\n`, "manifest"],
  ["with a member more", canonical({ ...MANIFEST, note: "" }), "manifest"],
  ["with a member less", canonical(without("previous")), "manifest"],
  ["with a short root", canonical({ ...MANIFEST, root: "ab" }), "manifest"],
  ["with a root in capitals", canonical({ ...MANIFEST, root: DIGEST.toUpperCase() }), "manifest"],
  ["with a count as text", canonical({ ...MANIFEST, rows: "6" }), "manifest"],
  ["of another format", canonical({ ...MANIFEST, format: "xinqiao.manifest/2" }), "manifest"],
  ["that is no object", "[]", "manifest"],
  ["whose counts disagree", canonical({ ...MANIFEST, records: 4 }), "manifest-counts"],
];

function without(name: string): unknown {
  return Object.fromEntries(Object.entries(MANIFEST).filter(([member]) => member !== name));
}

for (const [name, text, detail] of FAULTY) {
  test(`a manifest ${name} is refused`, () => assert.throws(() => parseManifest(text), refusedWith(detail)));
}

test("a manifest that nobody could read is not written", () => {
  assert.throws(() => manifestText({ ...MANIFEST, rows: 7 }), refusedWith("manifest-counts"));
});
