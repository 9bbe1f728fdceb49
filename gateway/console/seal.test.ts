/** What the batch page computes in the browser, on Node's own WebCrypto: a true seal holds, and one wrong byte anywhere does not. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";

import {
  authority,
  MANIFEST,
  manifest,
  NETWORK,
  NOW,
  network,
  PAYLOADS,
  receiptOf,
  seal,
  stranger,
} from "../evidence/test-batch.ts";
import { canonical } from "../model/canonical.ts";
import { issue } from "../seal/authority.ts";
import { signDetached } from "../seal/cms.ts";
import { manifestText } from "../seal/manifest.ts";
import { inclusionProof, saltedLeaf } from "../seal/proof.ts";
import { signRegistry } from "../seal/registry.ts";
import { createTree } from "../seal/tree.ts";
import { testKeys } from "../test-keys.ts";
import { rootByPath, rootOfBlocks } from "./src/pages/batch/seal/tree.ts";
import { type CheckName, leafHash, type Material, verifySeal } from "./src/pages/batch/seal/verify.ts";

const tree = createTree();
for (const [at, payload] of PAYLOADS.entries()) tree.push(saltedLeaf(Buffer.alloc(16, at + 1), payload), 0);

function material(change: Partial<Material> = {}): Material {
  const signed = signDetached(Buffer.from(manifest), seal.privateKey, seal.certificate, NOW);
  return {
    manifest,
    seal: signed.toString("base64"),
    blockRoots: tree.blockRoots().toString("base64"),
    leaves: 5,
    receipts: [receiptOf("370100"), receiptOf("370000")],
    network,
    now: new Date(NOW.getTime() + 60_000).toISOString(),
    ...change,
  };
}

async function failing(change: Partial<Material>): Promise<readonly [CheckName, string][]> {
  const { good, checks } = await verifySeal(material(change));
  const bad = checks.filter(({ state }) => state === "bad");
  assert.equal(good, bad.length === 0);
  return bad.map(({ check, detail }) => [check, detail]);
}

/** Sealed by another certificate of the same authority, or of another. */
async function sealedBy(
  order: Partial<Parameters<typeof issue>[1]>,
  by = authority,
  text = manifest,
): Promise<string> {
  const keys = await testKeys();
  const certificate = issue(by, {
    ...{ kind: "node-seal", id: "370100", publicKey: keys.publicKey, days: 90, now: NOW, ...order },
  });
  return signDetached(Buffer.from(text), keys.privateKey, certificate, NOW).toString("base64");
}

test("a true seal holds in every check, and says who sealed, when, over which root", async () => {
  const verdict = await verifySeal(material());
  assert.deepEqual(
    verdict.checks.filter(({ state }) => state !== "good"),
    [],
  );
  assert.equal(verdict.good, true);
  assert.equal(verdict.signer, "370100");
  assert.equal(verdict.signedAt, NOW.toISOString());
  assert.equal(verdict.computedRoot, MANIFEST.root);
  assert.match(verdict.fingerprint, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
});

test("a manifest that was changed by one character is not the one that was sealed", async () => {
  const [first] = await failing({ manifest: manifest.replace('"rows":6', '"rows":7') });
  assert.deepEqual(first, ["content", "content"]);
  assert.ok((await failing({ manifest: `${manifest} ` })).some(([check]) => check === "manifest"));
});

test("any one wrong byte in the seal is found", async () => {
  const bytes = Buffer.from(material().seal, "base64");
  for (let at = 0; at < bytes.length; at += 61) {
    const wrong = Buffer.from(bytes);
    wrong[at] = (wrong[at] ?? 0) ^ 1;
    const found = await failing({ seal: wrong.toString("base64") });
    assert.ok(found.length > 0, `byte ${at} of ${bytes.length}`);
  }
});

test("any one wrong byte in the registry's signature or the root certificate is found", async () => {
  const bytes = Buffer.from(network.signature, "base64");
  const lines = network.root.split("\n");
  for (let at = 0; at < bytes.length; at += 173) {
    const wrong = Buffer.from(bytes);
    wrong[at] = (wrong[at] ?? 0) ^ 1;
    assert.ok(
      (await failing({ network: { ...network, signature: wrong.toString("base64") } })).length > 0,
      `byte ${at}`,
    );
  }
  for (const line of [2, 8, 14]) {
    const changed = lines.map((text, at) =>
      at === line ? text.replace(/^./, (one) => (one === "A" ? "B" : "A")) : text,
    );
    assert.ok(
      (await failing({ network: { ...network, root: changed.join("\n") } })).length > 0,
      `line ${line}`,
    );
  }
});

test("blocks that do not give the sealed root are found, and blocks that are missing", async () => {
  const wrong = randomBytes(32).toString("base64");
  assert.deepEqual(await failing({ blockRoots: wrong }), [["tree", "root"]]);
  assert.deepEqual(
    (await failing({ leaves: 2000 })).map(([check]) => check),
    ["tree"],
  );
});

test("a seal of another root, node, purpose, or of a revoked certificate does not count", async () => {
  assert.ok(
    (await failing({ seal: await sealedBy({}, stranger) })).some(
      ([check, why]) => check === "certificate" && why === "chain",
    ),
  );
  assert.ok(
    (await failing({ seal: await sealedBy({ id: "370000" }) })).some(
      ([check, why]) => check === "manifest" && why === "signer",
    ),
  );
  assert.ok(
    (await failing({ seal: await sealedBy({ kind: "node-server" }) })).some(
      ([check]) => check === "certificate",
    ),
  );
  const late = { now: new Date(NOW.getTime() - 3_600_000).toISOString() };
  assert.deepEqual((await failing(late))[0], ["registry", "time"]);
  const keys = await testKeys();
  const registrar = issue(authority, {
    kind: "network",
    id: "",
    publicKey: keys.publicKey,
    days: 90,
    now: NOW,
  });
  const { serial } = await verifySeal(material());
  const { text, p7s } = signRegistry({ ...NETWORK, revoked: [serial] }, keys.privateKey, registrar, NOW);
  const revoking = { root: authority.certificate, signature: p7s.toString("base64"), text };
  assert.deepEqual(await failing({ network: revoking }), [["certificate", "revoked"]]);
});

test("a registry that its registrar did not sign is none", async () => {
  const text = canonical({ ...NETWORK, nodes: NETWORK.nodes.slice(1) });
  const found = await failing({ network: { ...network, text } });
  assert.deepEqual(found[0], ["registry", "content"]);
});

test("a receipt of another batch, another root or another key is found", async () => {
  const [own] = material().receipts;
  const other = receiptOf("370000", { root: "0".repeat(64) });
  assert.deepEqual(await failing({ receipts: [other] }), [["receipts", "root 370000"]]);
  const changed = {
    ...receiptOf("370000"),
    text: receiptOf("370000").text.replace('"warnings":0', '"warnings":1'),
  };
  assert.deepEqual(await failing({ receipts: [changed] }), [["receipts", "signature 370000"]]);
  assert.deepEqual(await failing({ receipts: [{ ...receiptOf("370000"), key: own?.key ?? "" }] }), [
    ["receipts", "key 370000"],
  ]);
});

test("a manifest whose counts do not add up, or whose time is not that of the seal, is found", async () => {
  const late = manifestText({ ...MANIFEST, sealedAt: new Date(NOW.getTime() + 5000).toISOString() });
  assert.deepEqual(
    await failing({ manifest: late, seal: await sealedBy({}, authority, late), receipts: [] }),
    [["manifest", "sealed-at"]],
  );
});

test("roots of blocks fold to the root of the tree, whatever the number of leaves", async () => {
  for (const size of [0, 1, 1023, 1024, 1025, 2048, 5000, 7169]) {
    const many = createTree();
    for (let at = 0; at < size; at++) many.push(randomBytes(32), 0);
    const root = await rootOfBlocks(Uint8Array.from(many.blockRoots()), size);
    assert.equal(Buffer.from(root).toString("hex"), many.root().toString("hex"), `${size} leaves`);
  }
});

test("a record's leaf and path give the root, and another leaf does not", async () => {
  const leaves = PAYLOADS.map((payload, at) => saltedLeaf(Buffer.alloc(16, at + 1), payload));
  for (const [at, payload] of PAYLOADS.entries()) {
    const path = inclusionProof(at, 5, Buffer.concat(leaves), tree.blockRoots()).map((hash) =>
      Uint8Array.from(hash),
    );
    const leaf = await leafHash(new Uint8Array(16).fill(at + 1), payload);
    const root = await rootByPath(leaf, at, 5, path);
    assert.equal(Buffer.from(root ?? []).toString("hex"), MANIFEST.root);
    const wrong = await rootByPath(await leafHash(new Uint8Array(16), payload), at, 5, path);
    assert.notEqual(Buffer.from(wrong ?? []).toString("hex"), MANIFEST.root);
  }
});
