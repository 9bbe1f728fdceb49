/**
 * Whether a certificate may do what it was used for: a closed profile in the place
 * of a general chain engine. One root, one certificate under it, the usage
 * extensions byte for byte as profile.ts writes them, one name.
 *
 * Validity is judged at the time of signing, so that a seal can still be checked when
 * its certificate has long run out; a stolen key is stopped by `revoked`, not by the date.
 */
import { X509Certificate } from "node:crypto";

import { Refusal } from "../model/refusal.ts";
import type { ParsedCertificate } from "./cms-parse.ts";
import { nameExtension, OID, usageExtensions } from "./profile.ts";

export interface Trust {
  /** PEM certificates of the roots. */
  readonly roots: readonly string[];
  /** The present: nothing may have been signed later than this. */
  readonly at?: Date;
  /** Serial numbers in upper-case hex, as X509Certificate.serialNumber gives them. */
  readonly revoked?: ReadonlySet<string>;
}

const SKEW_MS = 5 * 60_000;
/** What a certificate that signs may be: its holder's name, and its key. */
export type SigningKind = "node-seal" | "agency-seal" | "network";

const ID = "([a-z0-9][a-z0-9-]{0,63})";
const NAMES: Readonly<Record<SigningKind, RegExp>> = {
  "node-seal": new RegExp(`^URI:urn:xinqiao:node:${ID}$`),
  "agency-seal": new RegExp(`^URI:urn:xinqiao:agency:${ID}$`),
  network: /^URI:urn:xinqiao:network()$/,
};
/** Extensions whose content the profile fixes; of others only uncritical ones may stand beside them. */
const JUDGED: readonly string[] = [OID.basicConstraints, OID.keyUsage, OID.extKeyUsage, OID.subjectAltName];

/** The id of the node or agency the certificate names, "" for the network registry. */
export function checkCertificate(
  kind: SigningKind,
  leaf: X509Certificate,
  parsed: ParsedCertificate,
  signedAt: Date,
  trust: Trust,
): string {
  if (trust.at && signedAt.getTime() > trust.at.getTime() + SKEW_MS) refuse("time");
  const root = trust.roots
    .map(readRoot)
    .find((candidate) => leaf.checkIssued(candidate) && leaf.verify(candidate.publicKey));
  if (!root) refuse("chain");
  if (!validAt(root, signedAt) || !validAt(leaf, signedAt)) refuse("expired");
  if (trust.revoked?.has(leaf.serialNumber.toUpperCase())) refuse("revoked");
  return checkUsage(kind, leaf, parsed);
}

/** A root that is what the profile says of a root; throws for any other, since roots are our own configuration. */
export function readRoot(pem: string): X509Certificate {
  const root = new X509Certificate(pem);
  if (!root.ca || !root.checkIssued(root) || !root.verify(root.publicKey)) {
    throw new TypeError("a root certificate has to be a self-signed certificate of an authority");
  }
  return root;
}

function checkUsage(kind: SigningKind, leaf: X509Certificate, parsed: ParsedCertificate): string {
  const { version, signatureAlgorithms, extensions } = parsed;
  if (leaf.ca || version !== 3 || signatureAlgorithms.some((id) => id !== OID.sha256WithRsa))
    refuse("certificate");
  if (!isStrong(kind, leaf)) refuse("key");

  const match = NAMES[kind].exec(leaf.subjectAltName ?? "");
  if (!match) refuse("name");
  const holder = match[1] ?? "";

  const wanted = [
    ...usageExtensions(kind),
    nameExtension({ uri: (leaf.subjectAltName ?? "").slice("URI:".length) }),
  ];
  for (const { oid, critical, value } of wanted) {
    const found = extensions.filter((candidate) => candidate.oid === oid);
    if (found.length !== 1 || found[0]?.critical !== critical || !found[0].value.equals(value))
      refuse("usage");
  }
  if (extensions.some(({ oid, critical }) => critical && !JUDGED.includes(oid))) refuse("certificate");
  return holder;
}

/** Nodes and the network sign with RSA-3072; agencies with what their own tools make, if it is no weaker than that. */
function isStrong(kind: SigningKind, { publicKey }: X509Certificate): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKey;
  const bits = details?.modulusLength ?? 0;
  if (kind !== "agency-seal") return type === "rsa" && bits === 3072;
  if (type === "rsa") return bits >= 3072 && bits <= 8192;
  return type === "ec" && ["prime256v1", "secp384r1"].includes(details?.namedCurve ?? "");
}

function validAt(certificate: X509Certificate, at: Date): boolean {
  return certificate.validFromDate <= at && at <= certificate.validToDate;
}

function refuse(detail: string): never {
  throw new Refusal("SEAL_INVALID", { detail });
}
