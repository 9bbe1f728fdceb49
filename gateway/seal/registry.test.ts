import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";

import { canonical } from "../model/canonical.ts";
import type { Network } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import { testAuthority, testKeys } from "../test-keys.ts";
import { issue } from "./authority.ts";
import { signDetached } from "./cms.ts";
import { ed25519Key, registeredKey, signRegistry, trustOf, verifyRegistry } from "./registry.ts";

const NOW = new Date("2026-11-23T04:00:00.000Z");
const [authority, keys] = await Promise.all([
  testAuthority({ name: "Test root", now: NOW, days: 365 }),
  testKeys(),
]);
const order = { kind: "network", id: "", publicKey: keys.publicKey, days: 90, now: NOW } as const;
const certificate = issue(authority, order);
const trust = { roots: [authority.certificate] };

function key(id: string): { id: string; publicKey: string } {
  return registeredKey(id, generateKeyPairSync("ed25519").privateKey);
}

const NETWORK: Network = {
  format: "xinqiao.network/1",
  nodes: [
    {
      id: "100000",
      parent: null,
      url: "https://127.0.0.1:1",
      receiptKeys: [key("100000-receipt-1")],
      logKeys: [key("100000-log-1")],
    },
    {
      id: "370000",
      parent: "100000",
      url: "https://127.0.0.1:2",
      receiptKeys: [key("370000-receipt-1")],
      logKeys: [key("370000-log-1")],
    },
  ],
  agencies: [{ id: "example", node: "370000" }],
  revoked: ["0A"],
};

function refusedWith(detail: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof Refusal && error.code === "SEAL_INVALID" && error.params["detail"] === detail;
}

test("a registry signed by the registrar verifies from the root alone", () => {
  const { text, p7s } = signRegistry(NETWORK, keys.privateKey, certificate, NOW);
  const { network, signer } = verifyRegistry(text, p7s, trust);
  assert.deepEqual(network, NETWORK);
  assert.deepEqual(signer.signedAt, NOW);
  assert.deepEqual(trustOf(network, trust.roots).revoked, new Set(["0A"]));
});

test("a node's own seal certificate cannot sign a registry", () => {
  const seal = issue(authority, { ...order, kind: "node-seal", id: "370000" });
  const text = canonical(NETWORK);
  assert.throws(
    () => verifyRegistry(text, signDetached(Buffer.from(text), keys.privateKey, seal, NOW), trust),
    refusedWith("name"),
  );
});

test("a registry with one more space is another registry", () => {
  const { text, p7s } = signRegistry(NETWORK, keys.privateKey, certificate, NOW);
  assert.throws(() => verifyRegistry(`${text} `, p7s, trust), refusedWith("content"));
});

const [first, second] = NETWORK.nodes;
assert.ok(first && second);
const FAULTY: readonly (readonly [string, unknown])[] = [
  ["one node twice", { ...NETWORK, nodes: [first, first] }],
  [
    "one key id for two keys",
    { ...NETWORK, nodes: [first, { ...second, receiptKeys: [key("100000-receipt-1")] }] },
  ],
  ["a key that is none", { ...NETWORK, nodes: [{ ...first, logKeys: [{ id: "x", publicKey: "AAAA" }] }] }],
  ["a member that nobody knows", { ...NETWORK, more: true }],
  [
    "a node without its parent",
    { ...NETWORK, nodes: [{ id: first.id, url: first.url, receiptKeys: [], logKeys: [] }] },
  ],
];

for (const [name, network] of FAULTY) {
  test(`a registry with ${name} is refused although it is signed`, () => {
    const text = canonical(network);
    assert.throws(
      () => signRegistry(network as Network, keys.privateKey, certificate, NOW),
      refusedWith("registry"),
    );
    assert.throws(
      () => verifyRegistry(text, signDetached(Buffer.from(text), keys.privateKey, certificate, NOW), trust),
      refusedWith("registry"),
    );
  });
}

test("a registered key comes back as the key it was", () => {
  const { publicKey } = generateKeyPairSync("ed25519");
  assert.ok(ed25519Key(registeredKey("k", publicKey)).equals(publicKey));
});
