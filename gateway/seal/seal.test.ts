import assert from "node:assert/strict";
import { test } from "node:test";

import type { Manifest } from "../model/batch.ts";
import { Refusal } from "../model/refusal.ts";
import { testAuthority, testKeys } from "../test-keys.ts";
import { issue } from "./authority.ts";
import { signDetached } from "./cms.ts";
import { manifestText } from "./manifest.ts";
import { verifySeal } from "./seal.ts";

const NOW = new Date("2025-06-02T04:00:00.789Z");
const DIGEST = "ab".repeat(32);
const [authority, keys] = await Promise.all([
  testAuthority({ name: "Test root", now: NOW, days: 30 }),
  testKeys(),
]);
const certificate = issue(authority, {
  kind: "node-seal",
  id: "370100",
  publicKey: keys.publicKey,
  days: 9,
  now: NOW,
});
const trust = { roots: [authority.certificate] };

function sealed(changes: Partial<Manifest>, at = NOW): [string, Buffer] {
  const text = manifestText({
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
    rows: 1,
    records: 1,
    rejected: 0,
    duplicates: 0,
    root: DIGEST,
    version: "1748836800000",
    receivedAt: NOW.toISOString(),
    sealedAt: NOW.toISOString(),
    ...changes,
  });
  return [text, signDetached(Buffer.from(text), keys.privateKey, certificate, at)];
}

function refusedWith(detail: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof Refusal && error.code === "SEAL_INVALID" && error.params["detail"] === detail;
}

test("a manifest sealed by its origin at the time it says is taken", () => {
  const { manifest, signer } = verifySeal(...sealed({}), trust);
  assert.equal(manifest.origin, signer.node);
});

test("a node cannot seal in another node's name", () => {
  assert.throws(() => verifySeal(...sealed({ origin: "370200" }), trust), refusedWith("signer"));
});

test("the time in the manifest is the time of the signature", () => {
  assert.throws(
    () => verifySeal(...sealed({}, new Date(NOW.getTime() + 1000)), trust),
    refusedWith("sealed-at"),
  );
});
