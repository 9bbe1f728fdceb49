/**
 * An invented batch of five records with everything that proves it: a network of three
 * nodes, seal, receipts, log. For tests of evidence; made anew with new keys each time.
 */
import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";

import { cosign, logOrigin, signCheckpoint, withSignatures, witnessName } from "../log/checkpoint.ts";
import { entryText } from "../log/entry.ts";
import { createFrontier } from "../log/frontier.ts";
import { inclusionProof as logProof } from "../log/proof.ts";
import { leafHash, readerOver } from "../log/tiles.ts";
import type { Manifest, Receipt, Signed } from "../model/batch.ts";
import { canonical } from "../model/canonical.ts";
import type { Network } from "../model/network.ts";
import { findingsText } from "../receipt/findings.ts";
import { signReceipt } from "../receipt/receipt.ts";
import { issue } from "../seal/authority.ts";
import { signDetached } from "../seal/cms.ts";
import { recordId } from "../seal/identity.ts";
import { manifestDigest, manifestText } from "../seal/manifest.ts";
import { inclusionProof, saltedLeaf } from "../seal/proof.ts";
import { registeredKey, signRegistry } from "../seal/registry.ts";
import { createTree } from "../seal/tree.ts";
import { testAuthority, testKeys } from "../test-keys.ts";
import type { EvidenceParts } from "./file.ts";

export const NOW = new Date("2025-06-02T04:00:00.000Z");
export const SUBJECT = "91370100MA3XXXXX0A";
export const EMPTY = createHash("sha256").digest("hex");

export const [authority, sealKeys, registrar] = await Promise.all([
  testAuthority({ name: "Test root", now: NOW, days: 365 }),
  testKeys(),
  testKeys(),
]);
export const stranger = await testAuthority({ name: "Test root", now: NOW, days: 365 });
export const seal = {
  privateKey: sealKeys.privateKey,
  certificate: issue(authority, {
    kind: "node-seal",
    id: "370100",
    publicKey: sealKeys.publicKey,
    days: 90,
    now: NOW,
  }),
};
const registrarCertificate = issue(authority, {
  kind: "network",
  id: "",
  publicKey: registrar.publicKey,
  days: 90,
  now: NOW,
});

const NODES = ["370100", "370000", "100000"] as const;
type NodeId = (typeof NODES)[number];
export const keys = Object.fromEntries(
  NODES.map((id) => [
    id,
    { receipt: generateKeyPairSync("ed25519").privateKey, log: generateKeyPairSync("ed25519").privateKey },
  ]),
) as Record<NodeId, { receipt: KeyObject; log: KeyObject }>;
export const NETWORK: Network = {
  format: "xinqiao.network/1",
  nodes: NODES.map((id, at) => ({
    id,
    parent: NODES[at + 1] ?? null,
    url: `https://127.0.0.1:${at + 1}`,
    receiptKeys: [registeredKey(`${id}-receipt-1`, keys[id].receipt)],
    logKeys: [registeredKey(`${id}-log-1`, keys[id].log)],
  })),
  agencies: [{ id: "example", node: "370100" }],
};
const registry = signRegistry(NETWORK, registrar.privateKey, registrarCertificate, NOW);
export const network = {
  root: authority.certificate,
  signature: registry.p7s.toString("base64"),
  text: registry.text,
};

/** A batch of five records, its seal and the receipts of two nodes; the third record is the one to prove. */
const SALTS = [1, 2, 3, 4, 5].map((n) => Buffer.alloc(16, n));
export const PAYLOADS = [1, 2, 3, 4, 5].map((n) =>
  canonical({ decisionNo: `虚构罚〔2026〕${n}号`, name: "虚构公司", uscc: SUBJECT }),
);
const leaves = SALTS.map((salt, at) => saltedLeaf(salt, PAYLOADS[at] ?? ""));
const tree = createTree();
for (const leaf of leaves) tree.push(leaf, 0);
export const MANIFEST: Manifest = {
  format: "xinqiao.manifest/1",
  batch: "00000000-0000-4000-8000-000000000001",
  origin: "370100",
  sequence: 1,
  previous: "",
  sender: "example",
  adapter: "cities/example",
  adapterDigest: EMPTY,
  item: "XZCF",
  standard: "administrative-penalty@1",
  catalog: EMPTY,
  file: { bytes: 10, sha256: EMPTY },
  rows: 6,
  records: 5,
  rejected: 1,
  duplicates: 0,
  root: tree.root().toString("hex"),
  version: "1795406400000",
  receivedAt: NOW.toISOString(),
  sealedAt: NOW.toISOString(),
};
export const manifest = manifestText(MANIFEST);
export const FINDINGS = findingsText([{ row: 4, column: "", code: "VERSION_OLDER", params: {} }]);

export function receiptOf(node: NodeId, changes: Partial<Receipt> = {}): Signed {
  const { batch, origin, sender, adapter, item, file, root } = MANIFEST;
  const receipt: Receipt = {
    format: "xinqiao.receipt/1",
    kind: node === "370100" ? "batch" : "transfer",
    node,
    batch,
    origin,
    sender,
    adapter,
    item,
    file,
    rows: 6,
    accepted: 5,
    rejected: 1,
    duplicates: 0,
    warnings: 0,
    root,
    manifest: manifestDigest(manifest),
    findings: { count: 1, sha256: createHash("sha256").update(FINDINGS).digest("hex") },
    unknownColumns: [],
    routes: [],
    receivedAt: NOW.toISOString(),
    at: NOW.toISOString(),
    ...changes,
  };
  return signReceipt(receipt, { id: `${node}-receipt-1`, privateKey: keys[node].receipt });
}

export async function partsOf(
  changes: Partial<EvidenceParts> = {},
  tell: (data: Record<string, string>) => Record<string, string> = (data) => data,
): Promise<EvidenceParts> {
  const receipts = [receiptOf("370100"), receiptOf("370000")];
  const receipt = createHash("sha256")
    .update(receipts[0]?.text ?? "")
    .digest("hex");
  const data = canonical(tell({ manifest: manifestDigest(manifest), receipt }));
  const entry = entryText({ leafId: "00000000-0000-4000-8000-000000000002", at: NOW, kind: "batch", data });
  const entries = ["first", "second", entry, "fourth"].map(leafHash);
  const frontier = createFrontier();
  for (const hash of entries) frontier.append(hash);
  const note = signCheckpoint(
    { origin: logOrigin("370100"), size: 4, root: frontier.root() },
    keys["370100"].log,
  );
  const read = readerOver({
    tile: async () => null,
    leaves: async (from, to) => Buffer.concat(entries.slice(from, to)),
  });
  return {
    record: identityOf(3),
    leaf: {
      index: 2,
      path: inclusionProof(2, 5, Buffer.concat(leaves), tree.blockRoots()),
      payload: PAYLOADS[2] ?? "",
      salt: SALTS[2] ?? Buffer.alloc(0),
    },
    manifest,
    seal: signDetached(Buffer.from(manifest), seal.privateKey, seal.certificate, NOW),
    receipts,
    log: {
      checkpoint: withSignatures(note, [cosign(note, witnessName("370000"), keys["370000"].log, NOW)]),
      entry,
      index: 2,
      path: await logProof(2, 4, read),
    },
    network,
    issuer: { node: "370100", key: { id: "370100-receipt-1", privateKey: keys["370100"].receipt }, at: NOW },
    ...changes,
  };
}

export function identityOf(n: number): EvidenceParts["record"] {
  const identity = canonical(["XZCF", SUBJECT, `虚构罚(2026)${n}号`]);
  return { id: recordId({ subject: SUBJECT, text: identity }), identity };
}
