/**
 * The files that people keep and hand on: the evidence of a record, a receipt, a refusal, a
 * seal. Their members as they stand in the JSON, and what each is built from. The
 * shapes themselves are in model/document.ts, the description in contracts/PROTOCOL.md.
 */
import type { KeyObject } from "node:crypto";

import type { Signed } from "../model/batch.ts";

export const EVIDENCE_FORMAT = "xinqiao.evidence/1";
export const RECEIPT_FORMAT = "xinqiao.receipt-file/1";
export const REFUSAL_FORMAT = "xinqiao.refusal-file/1";
export const SEAL_FORMAT = "xinqiao.seal-file/1";

/** The network registry with what proves it. */
export interface NetworkProof {
  /** PEM of the root certificate. */
  readonly root: string;
  /** Detached CMS over the text, base64. */
  readonly signature: string;
  readonly text: string;
}

export interface EvidenceFile {
  readonly format: typeof EVIDENCE_FORMAT;
  readonly record: {
    readonly id: string;
    /** Canonical array of item, subject and the values that make the record's identity: the id is its digest. */
    readonly identity: string;
  };
  /** Hashes and salt in hex; the payload is the exact text under the leaf. */
  readonly leaf: {
    readonly index: number;
    readonly path: readonly string[];
    readonly payload: string;
    readonly salt: string;
  };
  readonly manifest: string;
  readonly seal: string;
  readonly receipts: readonly Signed[];
  /** The issuing node's entry of having taken the batch; the checkpoint with all its signatures. */
  readonly log: {
    readonly checkpoint: string;
    readonly entry: string;
    readonly index: number;
    readonly path: readonly string[];
  };
  readonly network: NetworkProof;
  readonly issuer: { readonly at: string; readonly key: string; readonly node: string };
  readonly signature: string;
}

export interface ReceiptFile {
  readonly format: typeof RECEIPT_FORMAT;
  readonly receipt: Signed;
  /** The findings list, NDJSON. */
  readonly findings: string;
  readonly network: NetworkProof;
}

export interface RefusalFile {
  readonly format: typeof REFUSAL_FORMAT;
  readonly refusal: Signed;
  readonly network: NetworkProof;
}

export interface SealFile {
  readonly format: typeof SEAL_FORMAT;
  readonly manifest: string;
  readonly seal: string;
  readonly network: NetworkProof;
}

/** What evidence is built from, as the rooms hand it out. */
export interface EvidenceParts {
  readonly record: EvidenceFile["record"];
  readonly leaf: {
    readonly index: number;
    readonly path: readonly Buffer[];
    readonly payload: string;
    readonly salt: Buffer;
  };
  readonly manifest: string;
  readonly seal: Buffer;
  readonly receipts: readonly Signed[];
  readonly log: {
    readonly checkpoint: string;
    readonly entry: string;
    readonly index: number;
    readonly path: readonly Buffer[];
  };
  readonly network: NetworkProof;
  readonly issuer: {
    readonly node: string;
    readonly key: { readonly id: string; readonly privateKey: KeyObject };
    readonly at: Date;
  };
}

/** What the issuer signs: everything in the file but its own signature. */
export function issuedBytes(rest: string): Buffer {
  return Buffer.from(`${EVIDENCE_FORMAT}\n${rest}`);
}
