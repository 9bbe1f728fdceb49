import assert from "node:assert/strict";
import { test } from "node:test";

import { canonical } from "../model/canonical.ts";
import { Refusal } from "../model/refusal.ts";
import type { Bundle, Release } from "../model/release.ts";
import { issue } from "../seal/authority.ts";
import { signDetached } from "../seal/cms.ts";
import { testAuthority, testKeys } from "../test-keys.ts";
import { makeBundle, readBundle } from "./bundle.ts";

const NOW = new Date("2026-11-20T02:00:00.000Z");
const authority = await testAuthority({ name: "root", days: 30, now: NOW });
const other = await testAuthority({ name: "another root", days: 30, now: NOW });
const trust = { roots: [authority.certificate], at: NOW };

async function signerOf(from: typeof authority, kind: "network" | "node-seal", id: string) {
  const { publicKey, privateKey } = await testKeys();
  return {
    key: privateKey,
    certificatePem: issue(from, { kind, id, publicKey, days: 20, now: NOW }),
    at: NOW,
  };
}
const network = await signerOf(authority, "network", "");

const FILES = [
  { path: "catalog/catalog.yaml", text: 'version: "2"\n' },
  { path: "adapters/cities/jinan-penalties/adapter.yaml", text: "adapter: 济南\n" },
];
const PLAN = {
  ...{ number: 7, version: "2" },
  ...{ effectiveAt: "2026-12-01T00:00:00.000Z", graceUntil: "2026-12-31T00:00:00.000Z" },
};
const bundle = makeBundle(FILES, PLAN, network);

/** The bundle with something changed, everything around it as it should be. */
function changed(change: (bundle: { -readonly [K in keyof Bundle]: Bundle[K] }) => void): string {
  const value = JSON.parse(bundle) as Bundle;
  change(value);
  return canonical(value);
}

function resigned(change: (release: Release) => Release): string {
  return changed((value) => {
    value.release = canonical(change(JSON.parse(value.release) as Release));
    value.signature = signDetached(
      Buffer.from(value.release),
      network.key,
      network.certificatePem,
      NOW,
    ).toString("base64");
  });
}

function reason(text: string): unknown {
  try {
    readBundle(text, trust);
  } catch (error) {
    if (error instanceof Refusal && error.code === "RELEASE_INVALID") return error.params["detail"];
    throw error;
  }
  return "taken";
}

test("a release is read back as it was made, and is named by what is in it", () => {
  const opened = readBundle(bundle, trust);
  assert.deepEqual(opened.files, [FILES[1], FILES[0]]);
  assert.equal(opened.release.number, 7);
  assert.equal(
    makeBundle([...FILES].reverse(), PLAN, network),
    bundle,
    "the order in which files are given is no part of it",
  );
  const next = makeBundle(FILES, { ...PLAN, number: 8 }, network);
  assert.equal(readBundle(next, trust).release.content, opened.release.content);
});

test("a file that was changed, left out, added or renamed is refused", () => {
  const [first, second] = (JSON.parse(bundle) as Bundle).files;
  assert.ok(first && second);
  const files = (given: Bundle["files"]) => reason(changed((value) => void (value.files = given)));
  assert.equal(files([first, { ...second, text: 'version: "3"\n' }]), "files");
  assert.equal(files([first]), "files");
  assert.equal(files([first, second, { path: "catalog/x.yaml", text: "" }]), "files");
  assert.equal(files([second, first]), "files");
  assert.equal(files([first, { ...second, path: "catalog/../../x.yaml" }]), "bundle");
});

test("a signed text that was changed is refused, and so is a signature of anyone but the network", async () => {
  assert.equal(
    reason(changed((value) => void (value.release = value.release.replace('"number":7', '"number":9')))),
    "content",
  );
  assert.equal(reason(makeBundle(FILES, PLAN, await signerOf(authority, "node-seal", "100000"))), "name");
  assert.equal(reason(makeBundle(FILES, PLAN, await signerOf(other, "network", ""))), "chain");
  assert.equal(reason(changed((value) => void (value.signature = "MAA="))), "form");
});

test("what the network signs by mistake is refused as well", () => {
  assert.equal(reason(resigned((release) => ({ ...release, content: "0".repeat(64) }))), "content-digest");
  assert.equal(reason(resigned((release) => ({ ...release, graceUntil: release.issuedAt }))), "dates");
  assert.equal(reason(resigned((release) => ({ ...release, number: 0 }))), "release");
  const leading = resigned((release) => ({
    ...release,
    files: release.files.map((file) => ({ ...file, path: `catalog/../${file.path}` })),
  }));
  assert.equal(reason(leading), "release");
  assert.equal(reason(bundle), "taken");
});

test("a bundle that is not written canonically is refused", () => {
  assert.equal(reason(`${bundle}\n`), "bundle");
});
