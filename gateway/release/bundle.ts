/**
 * A release as one file: the text that the network's certificate signs, the signature, and
 * every file that the text names by its digest. Made here, and read back here by whoever
 * takes it. The trap: content is named by digests alone; a number, a path or a text that the
 * signed list does not have has no place in a bundle, wherever it came from.
 */
import { createHash, type KeyObject } from "node:crypto";

import { canonical } from "../model/canonical.ts";
import { readDocument } from "../model/document.ts";
import { Refusal } from "../model/refusal.ts";
import { BUNDLE, type Bundle, RELEASE, type Release, type ReleasedFile } from "../model/release.ts";
import { signDetached, type Trust, verifyAs } from "../seal/cms.ts";

export type Files = Bundle["files"];

export interface Opened {
  readonly release: Release;
  /** The exact signed text. */
  readonly text: string;
  readonly signature: Buffer;
  readonly files: Files;
}

export type Plan = Pick<Release, "number" | "version" | "effectiveAt" | "graceUntil">;

/** The signed bundle of these files. `certificatePem` is of kind network. */
export function makeBundle(
  files: Files,
  plan: Plan,
  signer: { readonly key: KeyObject; readonly certificatePem: string; readonly at: Date },
): string {
  const inOrder = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const listed = inOrder.map(listedFile);
  const release: Release = {
    format: "xinqiao.release/1",
    ...plan,
    content: contentOf(listed),
    issuedAt: signer.at.toISOString(),
    files: listed,
  };
  const text = canonical(release);
  readRelease(text);
  const signature = signDetached(Buffer.from(text), signer.key, signer.certificatePem, signer.at);
  return bundleText({ text, signature, files: inOrder });
}

/** As it travels and is kept. */
export function bundleText({ text, signature, files }: Omit<Opened, "release">): string {
  const bundle: Bundle = {
    format: "xinqiao.bundle/1",
    release: text,
    signature: signature.toString("base64"),
    files,
  };
  return canonical(bundle);
}

/** What is in a bundle, if the network's certificate signed all of it; RELEASE_INVALID otherwise. */
export function readBundle(given: string, trust: Trust): Opened {
  let bundle: Bundle;
  try {
    bundle = readDocument(given, BUNDLE) as Bundle;
  } catch (cause) {
    throw new Refusal("RELEASE_INVALID", { detail: "bundle" }, { cause });
  }
  const { release: text, files } = bundle;
  const signature = Buffer.from(bundle.signature, "base64");
  try {
    verifyAs("network", Buffer.from(text), signature, trust);
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    throw new Refusal(
      "RELEASE_INVALID",
      { detail: String(cause.params["detail"] ?? "signature") },
      { cause },
    );
  }
  const release = readRelease(text);
  // In the same order, so that there is one bundle of a release and not many.
  if (canonical(files.map(listedFile)) !== canonical(release.files))
    throw new Refusal("RELEASE_INVALID", { detail: "files" });
  return { release, text, signature, files };
}

/** The name of what is in a release. */
export function contentOf(files: readonly ReleasedFile[]): string {
  return createHash("sha256").update(canonical(files)).digest("hex");
}

function readRelease(text: string): Release {
  let release: Release;
  try {
    release = readDocument(text, RELEASE) as Release;
  } catch (cause) {
    throw new Refusal("RELEASE_INVALID", { detail: "release" }, { cause });
  }
  const { files, content, effectiveAt, graceUntil } = release;
  if (new Set(files.map(({ path }) => path.toLowerCase())).size !== files.length)
    throw new Refusal("RELEASE_INVALID", { detail: "files" });
  if (contentOf(files) !== content) throw new Refusal("RELEASE_INVALID", { detail: "content-digest" });
  if (Number.isNaN(Date.parse(effectiveAt)) || !(Date.parse(graceUntil) >= Date.parse(effectiveAt)))
    throw new Refusal("RELEASE_INVALID", { detail: "dates" });
  return release;
}

function listedFile({ path, text }: Files[number]): ReleasedFile {
  const bytes = Buffer.from(text, "utf8");
  return { path, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
