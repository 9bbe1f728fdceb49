import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { test } from "node:test";
import type { EvidenceFile } from "./evidence/file.ts";
import {
  authority,
  EMPTY,
  FINDINGS,
  identityOf,
  keys,
  MANIFEST,
  manifest,
  NETWORK,
  NOW,
  network,
  PAYLOADS,
  partsOf,
  receiptOf,
  registrar,
  SUBJECT,
  seal,
  sealKeys,
  stranger,
} from "./evidence/test-batch.ts";
import { type Report, verifyEvidence, verifyFile } from "./evidence/verify.ts";
import { buildEvidence, buildReceiptFile, buildSealFile } from "./evidence.ts";
import { cosign, logOrigin, signCheckpoint, withSignatures, witnessName } from "./log/checkpoint.ts";
import { leafHash } from "./log/tiles.ts";
import { canonical } from "./model/canonical.ts";
import type { Network } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import { issue } from "./seal/authority.ts";
import { signDetached } from "./seal/cms.ts";
import { manifestText } from "./seal/manifest.ts";
import { signRegistry } from "./seal/registry.ts";

const parts = await partsOf();
const evidence = buildEvidence(parts);

function failedOf(report: Report): string[] {
  assert.equal(
    report.ok,
    report.checks.every(({ ok }) => ok),
  );
  return report.checks.filter(({ ok }) => !ok).map(({ id }) => id);
}

/** The file with other content, signed anew by its issuer, as a dishonest node could. */
function reissue(change: (file: EvidenceFile) => Record<string, unknown>): string {
  const { signature: _, ...rest } = {
    ...(JSON.parse(evidence) as EvidenceFile),
    ...change(JSON.parse(evidence) as EvidenceFile),
  };
  const signature = sign(
    null,
    Buffer.from(`xinqiao.evidence/1\n${canonical(rest)}`),
    keys["370100"].receipt,
  ).toString("base64");
  return canonical({ ...rest, signature });
}

test("evidence verifies offline, check by check, and says that its root is its own", () => {
  const report = verifyEvidence(evidence);
  assert.deepEqual(failedOf(report), []);
  assert.equal(report.ok, true);
  assert.deepEqual(
    report.checks.map(({ id }) => id),
    [
      "form",
      "root",
      "registry",
      "issuer",
      "seal",
      "record",
      "identity",
      "receipt",
      "receipt",
      "checkpoint",
      "log",
      "cosignature",
    ],
  );
  assert.equal(report.anchor?.given, false);
  assert.equal(report.about["receipts"], "370100 370000");
  assert.equal(
    verifyEvidence(evidence, { trustedRoot: authority.certificate, now: NOW }).anchor?.given,
    true,
  );
});

test("no report repeats anything of the record", () => {
  const told = JSON.stringify(verifyEvidence(evidence));
  for (const value of [SUBJECT, "虚构公司", "虚构罚"]) assert.equal(told.includes(value), false);
});

test("a changed byte anywhere in an evidence file is found", () => {
  const bytes = Buffer.from(evidence);
  for (let at = 0; at < bytes.length; at++) assertFound(bytes, at);
});

test("in haste the answer is the same, with fewer words", () => {
  assert.equal(verifyEvidence(evidence, { hasty: true }).ok, true);
  const lie = reissue(({ leaf, log }) => ({ leaf: { ...leaf, index: 3 }, log: { ...log, index: 1 } }));
  assert.deepEqual(failedOf(verifyEvidence(lie)), ["record", "log"]);
  assert.deepEqual(failedOf(verifyEvidence(lie, { hasty: true })), ["record"]);
});

test("white space, a line feed at the end, or members in another order are changes as well", () => {
  const pretty = JSON.stringify(JSON.parse(evidence), null, 1);
  for (const text of [`${evidence}\n`, ` ${evidence}`, pretty])
    assert.deepEqual(failedOf(verifyEvidence(text)), ["form"]);
});

test("another root of the same name is not the one that was given", () => {
  assert.deepEqual(failedOf(verifyEvidence(evidence, { trustedRoot: stranger.certificate })), ["root"]);
});

test("a registry of one's own, with a later revocation, overrules the one in the file", () => {
  const revoked = [...(NETWORK.revoked ?? []), "00"];
  assert.equal(verifyEvidence(evidence, { trustedNetwork: canonical({ ...NETWORK, revoked }) }).ok, true);
  const withoutProvince = { ...NETWORK, nodes: NETWORK.nodes.filter(({ id }) => id !== "370000") };
  assert.deepEqual(failedOf(verifyEvidence(evidence, { trustedNetwork: canonical(withoutProvince) })), [
    "receipt",
  ]);
});

const LIES: readonly (readonly [string, () => string, readonly string[]])[] = [
  [
    "another record's payload",
    () => reissue(({ leaf }) => ({ leaf: { ...leaf, payload: PAYLOADS[1] } })),
    ["record", "identity"],
  ],
  ["another place in the tree", () => reissue(({ leaf }) => ({ leaf: { ...leaf, index: 3 } })), ["record"]],
  ["another salt", () => reissue(({ leaf }) => ({ leaf: { ...leaf, salt: "00".repeat(16) } })), ["record"]],
  [
    "another record's id",
    () => reissue(({ record }) => ({ record: { ...record, id: identityOf(2).id } })),
    ["identity"],
  ],
  ["an identity that is not in the payload", () => reissue(() => ({ record: identityOf(2) })), ["identity"]],
  [
    "a manifest that nobody sealed",
    () => reissue(() => ({ manifest: manifestText({ ...MANIFEST, rows: 7, rejected: 2 }) })),
    ["seal"],
  ],
  [
    "a receipt about another root",
    () => reissue(({ receipts }) => ({ receipts: [receipts[0], receiptOf("370000", { root: EMPTY })] })),
    ["receipt"],
  ],
  [
    "a receipt signed by another node's key",
    () =>
      reissue(({ receipts }) => ({
        receipts: [receipts[0], { ...receiptOf("370000"), key: "100000-receipt-1" }],
      })),
    ["receipt"],
  ],
  ["no receipt of the issuing node", () => reissue(({ receipts }) => ({ receipts: [receipts[1]] })), ["log"]],
  ["another entry of the log", () => reissue(({ log }) => ({ log: { ...log, index: 1 } })), ["log"]],
  [
    "a checkpoint of another node's log",
    () =>
      reissue(({ log }) => ({
        log: {
          ...log,
          checkpoint: signCheckpoint(
            { origin: logOrigin("370000"), size: 4, root: leafHash("x") },
            keys["370000"].log,
          ),
        },
      })),
    ["checkpoint"],
  ],
  [
    "a cosignature under another checkpoint",
    () =>
      reissue(({ log }) => ({
        log: {
          ...log,
          checkpoint: withSignatures(log.checkpoint, [
            cosign(
              signCheckpoint(
                { origin: logOrigin("370100"), size: 5, root: leafHash("x") },
                keys["370100"].log,
              ),
              witnessName("100000"),
              keys["100000"].log,
              NOW,
            ),
          ]),
        },
      })),
    ["cosignature"],
  ],
  [
    "an issuer that did not sign",
    () => reissue(({ issuer }) => ({ issuer: { ...issuer, node: "370000", key: "370000-receipt-1" } })),
    ["issuer", "checkpoint"],
  ],
  ["a member that nobody knows", () => reissue(() => ({ more: 1 })), ["form"]],
];

for (const [name, lie, failed] of LIES) {
  test(`evidence with ${name} fails, although its issuer signed it`, () => {
    assert.deepEqual(failedOf(verifyEvidence(lie())), failed);
  });
}

test("an entry that tells of another batch is no proof for this one", async () => {
  await assert.rejects(
    async () => buildEvidence(await partsOf({}, (data) => ({ ...data, manifest: EMPTY }))),
    /log \(370100/,
  );
});

test("evidence that would not verify is not handed out", () => {
  assert.throws(
    () => buildEvidence({ ...parts, leaf: { ...parts.leaf, payload: "{}" } }),
    /does not verify: record/,
  );
});

test("a whole network made up by somebody verifies by itself, and fails with the root that one trusts", () => {
  const forged = issue(stranger, {
    kind: "network",
    id: "",
    publicKey: registrar.publicKey,
    days: 90,
    now: NOW,
  });
  const own = signRegistry(NETWORK, registrar.privateKey, forged, NOW);
  const certificate = issue(stranger, {
    kind: "node-seal",
    id: "370100",
    publicKey: sealKeys.publicKey,
    days: 90,
    now: NOW,
  });
  const text = buildEvidence({
    ...parts,
    seal: signDetached(Buffer.from(manifest), seal.privateKey, certificate, NOW),
    network: { root: stranger.certificate, signature: own.p7s.toString("base64"), text: own.text },
  });
  assert.equal(verifyEvidence(text).anchor?.given, false);
  assert.deepEqual(failedOf(verifyEvidence(text, { trustedRoot: authority.certificate })), ["root"]);
});

test("a receipt file verifies with its findings, and a changed byte anywhere in it is found", () => {
  const file = buildReceiptFile(receiptOf("370100"), FINDINGS, network);
  assert.equal(verifyFile(file).kind, "receipt");
  const bytes = Buffer.from(file);
  // The bytes of the registry and the seal were each tried above and in cms.test.ts; here every sixteenth.
  const from = bytes.indexOf('"network"');
  const to = bytes.indexOf('"receipt":{');
  for (let at = 0; at < bytes.length; at += at >= from && at < to ? 16 : 1) assertFound(bytes, at);
});

test("a seal file verifies, and a changed byte anywhere in it is found", () => {
  const bytes = Buffer.from(buildSealFile(manifest, parts.seal, network));
  assert.equal(verifyFile(bytes.toString()).kind, "seal");
  for (let at = 0; at < bytes.length; at += 16) assertFound(bytes, at);
});

test("what is none of these files is refused as unreadable", () => {
  for (const text of ["", "null", "{}", "[]", '{"format":"xinqiao.evidence/2"}', "{".repeat(200_000)]) {
    assert.throws(
      () => verifyFile(text),
      (error) => error instanceof Refusal && error.code === "EVIDENCE_UNREADABLE",
    );
  }
});

const verified = new Map<string, Network>();

function assertFound(bytes: Buffer, at: number): void {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
  assert.notEqual(verdict(changed), 0, `byte ${at} of ${bytes.length}`);
}

/** As the command would end: 0 good, 1 not, 2 unreadable. */
function verdict(bytes: Buffer): number {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return verifyFile(text, { hasty: true, verified }).ok ? 0 : 1;
  } catch (error) {
    if (error instanceof Refusal || (error as { code?: string }).code === "ERR_ENCODING_INVALID_ENCODED_DATA")
      return 2;
    throw error;
  }
}
