/**
 * Verifies the files that people keep, offline: evidence of a record, a receipt, a
 * seal. It needs nothing but the file and, better, a root certificate from elsewhere.
 *
 * The trap: a file proves nothing about a root that it brings itself. The report says
 * so, and names the fingerprint to compare.
 */
import { createHash, verify } from "node:crypto";
import { logOrigin, verifyCheckpoint, verifyCosignature, witnessName } from "../log/checkpoint.ts";
import { parseEntry } from "../log/entry.ts";
import { parseNote } from "../log/note.ts";
import { verifyInclusion as isInLog } from "../log/proof.ts";
import { leafHash } from "../log/tiles.ts";
import type { Manifest, Receipt, Signed } from "../model/batch.ts";
import { canonical, parseCanonical } from "../model/canonical.ts";
import {
  EVIDENCE,
  RECEIPT_FILE,
  REFUSAL_FILE,
  readDocument,
  SEAL_FILE,
  type Shape,
} from "../model/document.ts";
import { Refusal } from "../model/refusal.ts";
import { readReceipt, verifyReceipt } from "../receipt/receipt.ts";
import { verifyRefusal } from "../receipt/refusal.ts";
import { comparable, recordIdText } from "../seal/identity.ts";
import { manifestDigest } from "../seal/manifest.ts";
import { saltedLeaf, verifyInclusion } from "../seal/proof.ts";
import { verifySeal } from "../seal/seal.ts";
import { type Anchor, checkAnchor, logKeysOf, nodeOf, receiptKeyOf, type VerifyOptions } from "./anchor.ts";
import { type Check, type Checklist, createChecklist, fail } from "./checklist.ts";
import {
  EVIDENCE_FORMAT,
  type EvidenceFile,
  issuedBytes,
  RECEIPT_FORMAT,
  REFUSAL_FORMAT,
  type ReceiptFile,
  type RefusalFile,
  SEAL_FORMAT,
  type SealFile,
} from "./file.ts";

export type { VerifyOptions } from "./anchor.ts";

export interface Report {
  readonly kind: "evidence" | "receipt" | "refusal" | "seal";
  readonly ok: boolean;
  /** The root that was trusted; null when it could not even be read. */
  readonly anchor: { readonly fingerprint: string; readonly given: boolean } | null;
  /** What the file is about: ids, digests, counts and times, never the record. */
  readonly about: Readonly<Record<string, string | number>>;
  readonly checks: readonly Check[];
}

/** The node a receipt names, to show beside a check that may fail before the receipt is read. */
const NAMED_NODE = /"node":"([a-z0-9-]{1,64})"/;

/** Verify whichever of these files a text is; EVIDENCE_UNREADABLE when it is none of them. */
export function verifyFile(text: string, options: VerifyOptions = {}): Report {
  switch (formatOf(text)) {
    case EVIDENCE_FORMAT:
      return verifyEvidence(text, options);
    case RECEIPT_FORMAT:
      return verifyReceiptFile(text, options);
    case REFUSAL_FORMAT:
      return verifyRefusalFile(text, options);
    case SEAL_FORMAT:
      return verifySealFile(text, options);
    default:
      throw new Refusal("EVIDENCE_UNREADABLE");
  }
}

export function verifyEvidence(text: string, options: VerifyOptions = {}): Report {
  const list = createChecklist(options.hasty);
  const file = readFile<EvidenceFile>(list, text, EVIDENCE);
  const anchor = file && checkAnchor(list, file.network, options);
  if (!file || !anchor) return report("evidence", list, anchor, {});

  list.run("issuer", file.issuer.node, () => {
    const { signature, ...rest } = file;
    const key = receiptKeyOf(anchor, file.issuer.node, file.issuer.key);
    if (!verify(null, issuedBytes(canonical(rest)), key, Buffer.from(signature, "base64")))
      fail("the issuer's signature does not fit");
  });
  const manifest = checkSeal(list, anchor, file.manifest, file.seal);
  if (!manifest) return report("evidence", list, anchor, {});
  checkRecord(list, file, manifest);
  const receipts = file.receipts.map((signed) =>
    checkReceipt(list, anchor, signed, manifest, manifestDigest(file.manifest)),
  );
  checkLog(list, anchor, file, receipts);
  return report("evidence", list, anchor, {
    record: file.record.id,
    ...aboutManifest(manifest),
    issuer: file.issuer.node,
    issuedAt: file.issuer.at,
    receipts: receipts.map((receipt) => receipt?.node ?? "?").join(" "),
  });
}

export function verifyReceiptFile(text: string, options: VerifyOptions = {}): Report {
  const list = createChecklist(options.hasty);
  const file = readFile<ReceiptFile>(list, text, RECEIPT_FILE);
  const anchor = file && checkAnchor(list, file.network, options);
  if (!file || !anchor) return report("receipt", list, anchor, {});
  const receipt = checkReceipt(list, anchor, file.receipt);
  if (!receipt) return report("receipt", list, anchor, {});
  list.run("findings", "", () => {
    const count = file.findings.split("\n").length - 1;
    const sha256 = createHash("sha256").update(file.findings).digest("hex");
    if (count !== receipt.findings.count || sha256 !== receipt.findings.sha256) fail("another list");
  });
  const { node, batch, item, sender, rows, accepted, rejected, duplicates, root, at } = receipt;
  return report("receipt", list, anchor, {
    node,
    batch,
    item,
    sender,
    rows,
    accepted,
    rejected,
    duplicates,
    root,
    at,
  });
}

export function verifyRefusalFile(text: string, options: VerifyOptions = {}): Report {
  const list = createChecklist(options.hasty);
  const file = readFile<RefusalFile>(list, text, REFUSAL_FILE);
  const anchor = file && checkAnchor(list, file.network, options);
  if (!file || !anchor) return report("refusal", list, anchor, {});
  const named = NAMED_NODE.exec(file.refusal.text)?.[1] ?? "";
  const refusal = list.run("refusal", named, () => {
    const document = verifyRefusal(file.refusal, receiptKeyOf(anchor, named, file.refusal.key));
    // The key is that of the node it names, and not of one that stands elsewhere in the text.
    if (document.node !== named) fail("another node");
    return document;
  });
  if (!refusal) return report("refusal", list, anchor, {});
  const { node, intake, sender, adapter, file: sent, code, at } = refusal;
  return report("refusal", list, anchor, { node, intake, sender, adapter, sha256: sent.sha256, code, at });
}

export function verifySealFile(text: string, options: VerifyOptions = {}): Report {
  const list = createChecklist(options.hasty);
  const file = readFile<SealFile>(list, text, SEAL_FILE);
  const anchor = file && checkAnchor(list, file.network, options);
  if (!file || !anchor) return report("seal", list, anchor, {});
  const manifest = checkSeal(list, anchor, file.manifest, file.seal);
  return report("seal", list, anchor, manifest ? aboutManifest(manifest) : {});
}

function readFile<File>(list: Checklist, text: string, shape: Shape): File | undefined {
  return list.run("form", "", () => readDocument(text, shape) as File);
}

function checkSeal(list: Checklist, anchor: Anchor, text: string, seal: string): Manifest | undefined {
  return list.run("seal", "", () => {
    const { manifest } = verifySeal(text, Buffer.from(seal, "base64"), anchor.trust);
    nodeOf(anchor, manifest.origin);
    return manifest;
  });
}

function checkRecord(list: Checklist, file: EvidenceFile, manifest: Manifest): void {
  const { leaf, record } = file;
  list.run("record", "", () => {
    const path = leaf.path.map((step) => Buffer.from(step, "hex"));
    const hash = saltedLeaf(Buffer.from(leaf.salt, "hex"), leaf.payload);
    if (!verifyInclusion(hash, leaf.index, manifest.records, path, Buffer.from(manifest.root, "hex")))
      fail("the path does not lead to the root");
  });
  list.run("identity", "", () => {
    const digest = createHash("sha256").update(record.identity).digest();
    if (recordIdText(digest) !== record.id) fail("the id is not the digest of the identity");
    const identity = parseCanonical(record.identity);
    if (!Array.isArray(identity) || identity.length < 2 || identity[0] !== manifest.item)
      fail("another item");
    const payload = parseCanonical(leaf.payload);
    if (typeof payload !== "object" || payload === null) fail("the payload is no record");
    const values = new Set(
      Object.values(payload).flatMap((value) => (typeof value === "string" ? [comparable(value)] : [])),
    );
    // A subject with a colon is a keyed digest, which only a holder of the network's key could make again.
    const [subject, ...rest] = identity.slice(1).map(String);
    const wanted = subject?.includes(":") ? rest : [subject ?? "", ...rest];
    if (wanted.some((value) => !values.has(comparable(value))))
      fail("the identity is not that of the payload");
  });
}

function checkReceipt(
  list: Checklist,
  anchor: Anchor,
  signed: Signed,
  manifest?: Manifest,
  digest?: string,
): Receipt | undefined {
  const about = NAMED_NODE.exec(signed.text)?.[1] ?? "";
  return list.run("receipt", about, () => {
    const { node } = readReceipt(signed.text);
    const expect =
      manifest && digest
        ? {
            batch: manifest.batch,
            origin: manifest.origin,
            sender: manifest.sender,
            item: manifest.item,
            file: manifest.file,
            root: manifest.root,
            manifest: digest,
          }
        : {};
    return verifyReceipt(signed, receiptKeyOf(anchor, node, signed.key), expect);
  });
}

function checkLog(
  list: Checklist,
  anchor: Anchor,
  file: EvidenceFile,
  receipts: readonly (Receipt | undefined)[],
): void {
  const { log, issuer } = file;
  const checkpoint = list.run("checkpoint", issuer.node, () =>
    verifyCheckpoint(log.checkpoint, logOrigin(issuer.node), logKeysOf(anchor, issuer.node)),
  );
  if (!checkpoint) return;
  list.run("log", issuer.node, () => {
    const path = log.path.map((step) => Buffer.from(step, "hex"));
    if (!isInLog(leafHash(log.entry), log.index, checkpoint.size, path, checkpoint.root))
      fail("the path does not lead to the checkpoint");
    const at = receipts.findIndex((receipt) => receipt?.node === issuer.node);
    const own = file.receipts[at] ?? fail("the issuing node's own receipt is missing");
    const { kind, data } = parseEntry(log.entry);
    const told = JSON.parse(data) as Readonly<Record<string, unknown>>;
    const receipt = createHash("sha256").update(own.text).digest("hex");
    if (kind !== "batch" || told["manifest"] !== manifestDigest(file.manifest) || told["receipt"] !== receipt)
      fail("the entry is about something else");
  });
  for (const { name, line } of parseNote(log.checkpoint).signatures) {
    const witness = anchor.network.nodes.find(({ id }) => witnessName(id) === name);
    // Lines of keys that the registry does not know are passed over: they prove nothing to us.
    if (witness)
      list.run("cosignature", witness.id, () =>
        verifyCosignature(log.checkpoint, line, name, logKeysOf(anchor, witness.id)),
      );
  }
}

function aboutManifest({ batch, item, origin, sender, records, root, sealedAt }: Manifest): Report["about"] {
  return { batch, item, origin, sender, records, root, sealedAt };
}

function report(
  kind: Report["kind"],
  list: Checklist,
  anchor: Anchor | undefined,
  about: Report["about"],
): Report {
  return {
    kind,
    ok: list.ok,
    anchor: anchor ? { fingerprint: anchor.fingerprint, given: anchor.given } : null,
    about,
    checks: list.checks,
  };
}

function formatOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as { format?: unknown }).format : undefined;
  } catch (cause) {
    throw new Refusal("EVIDENCE_UNREADABLE", {}, { cause });
  }
}
