/**
 * Evidence: one file that proves a record to someone who has nothing else: record,
 * path to the seal, seal, receipts of every hop, the issuing node's log, and the
 * registry with whose keys all of it is checked. Built here, verified in evidence/verify.ts.
 *
 * Nothing is handed out that does not verify: a node checks its own evidence first.
 */
import { sign } from "node:crypto";

import {
  EVIDENCE_FORMAT,
  type EvidenceParts,
  issuedBytes,
  type NetworkProof,
  RECEIPT_FORMAT,
  SEAL_FORMAT,
} from "./evidence/file.ts";
import { type Report, verifyEvidence, verifyReceiptFile, verifySealFile } from "./evidence/verify.ts";
import type { Signed } from "./model/batch.ts";
import { canonical } from "./model/canonical.ts";

export type { EvidenceParts, NetworkProof } from "./evidence/file.ts";

/** The evidence file of one record, canonical JSON. */
export function buildEvidence(parts: EvidenceParts): string {
  const { issuer, leaf, log } = parts;
  const rest = {
    format: EVIDENCE_FORMAT,
    record: { id: parts.record.id, identity: parts.record.identity },
    leaf: { index: leaf.index, path: leaf.path.map(hex), payload: leaf.payload, salt: hex(leaf.salt) },
    manifest: parts.manifest,
    seal: parts.seal.toString("base64"),
    receipts: parts.receipts.map(({ key, signature, text }) => ({ key, signature, text })),
    log: { checkpoint: log.checkpoint, entry: log.entry, index: log.index, path: log.path.map(hex) },
    network: networkProof(parts.network),
    issuer: { at: issuer.at.toISOString(), key: issuer.key.id, node: issuer.node },
  };
  const signature = sign(null, issuedBytes(canonical(rest)), issuer.key.privateKey).toString("base64");
  const text = canonical({ ...rest, signature });
  demandGood(verifyEvidence(text, { now: issuer.at }));
  return text;
}

/** A receipt to keep: with its findings list (NDJSON) and the registry that proves its key. */
export function buildReceiptFile(receipt: Signed, findings: string, network: NetworkProof): string {
  const { key, signature, text } = receipt;
  const file = canonical({
    format: RECEIPT_FORMAT,
    receipt: { key, signature, text },
    findings,
    network: networkProof(network),
  });
  demandGood(verifyReceiptFile(file));
  return file;
}

/** A seal to keep: with the manifest under it. */
export function buildSealFile(manifest: string, seal: Buffer, network: NetworkProof): string {
  const file = canonical({
    format: SEAL_FORMAT,
    manifest,
    seal: seal.toString("base64"),
    network: networkProof(network),
  });
  demandGood(verifySealFile(file));
  return file;
}

function networkProof({ root, signature, text }: NetworkProof): NetworkProof {
  return { root, signature, text };
}

function demandGood(report: Report): void {
  const failed = report.checks.filter(({ ok }) => !ok).map(({ id, detail }) => `${id} (${detail ?? ""})`);
  if (!report.ok)
    throw new Error(`a file of kind ${report.kind} was built that does not verify: ${failed.join(", ")}`);
}

function hex(bytes: Buffer): string {
  return bytes.toString("hex");
}
