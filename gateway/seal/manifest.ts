/**
 * The manifest: the one text a seal is made over, which vouches for every record
 * of a batch through the Merkle root it carries. Written and read here and nowhere
 * else. What it says of the batch is checked by who has the batch.
 */
import { createHash } from "node:crypto";

import type { Manifest } from "../model/batch.ts";
import { canonical } from "../model/canonical.ts";
import { MANIFEST, readDocument } from "../model/document.ts";
import { Refusal } from "../model/refusal.ts";

export function manifestText(manifest: Manifest): string {
  const text = canonical(manifest);
  parseManifest(text);
  return text;
}

/** The manifest of a text that is exactly the canonical text of one; SEAL_INVALID if it is not. */
export function parseManifest(text: string): Manifest {
  let manifest: Manifest;
  try {
    manifest = readDocument(text, MANIFEST) as Manifest;
  } catch (cause) {
    throw new Refusal("SEAL_INVALID", { detail: "manifest" }, { cause });
  }
  // Records may be fewer than rows (refused, duplicates), never more than what is left of them.
  if (manifest.records + manifest.rejected + manifest.duplicates !== manifest.rows) {
    throw new Refusal("SEAL_INVALID", { detail: "manifest-counts" });
  }
  return manifest;
}

/** SHA-256 of the text, hex: how receipts and the origin's next manifest name this one. */
export function manifestDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
