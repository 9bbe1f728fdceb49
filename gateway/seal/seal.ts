/**
 * A seal as a whole: manifest text and signature, in agreement with each other. The
 * signature alone proves only that some node signed some text.
 */
import type { Manifest } from "../model/batch.ts";
import { Refusal } from "../model/refusal.ts";
import { type Trust, type Verified, verifyDetached } from "./cms.ts";
import { parseManifest } from "./manifest.ts";

/** The manifest, if its origin sealed this very text at the time it says; SEAL_INVALID if not. */
export function verifySeal(
  text: string,
  p7s: Buffer,
  trust: Trust,
): { manifest: Manifest; signer: Verified } {
  const manifest = parseManifest(text);
  const signer = verifyDetached(Buffer.from(text), p7s, trust);
  if (signer.node !== manifest.origin) throw new Refusal("SEAL_INVALID", { detail: "signer" });
  // CMS keeps time to the second, the manifest to the millisecond.
  if (Math.floor(Date.parse(manifest.sealedAt) / 1000) * 1000 !== signer.signedAt.getTime()) {
    throw new Refusal("SEAL_INVALID", { detail: "sealed-at" });
  }
  return { manifest, signer };
}
