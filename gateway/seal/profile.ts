/**
 * What our certificates say, as bytes: object identifiers, the extensions of each
 * kind of certificate and the names in them. Issuing writes these, verifying
 * compares with these, so that the two cannot drift apart. Normative: PROTOCOL.md.
 */
import { bits, boolean, implicit, integer, type Node, octets, oid, sequence, toDer } from "./der.ts";

/** Our own arc, made from a UUID (ITU-T X.667) and therefore in need of no registration. */
const ARC = "2.25.209312197826256375656540499740185977200";

export const OID = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  sha256: "2.16.840.1.101.3.4.2.1",
  rsaEncryption: "1.2.840.113549.1.1.1",
  sha256WithRsa: "1.2.840.113549.1.1.11",
  commonName: "2.5.4.3",
  basicConstraints: "2.5.29.19",
  keyUsage: "2.5.29.15",
  extKeyUsage: "2.5.29.37",
  subjectAltName: "2.5.29.17",
  subjectKeyIdentifier: "2.5.29.14",
  authorityKeyIdentifier: "2.5.29.35",
  crlNumber: "2.5.29.20",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  /** Extended key usage: seals batches for a node. */
  seal: `${ARC}.1`,
  /** Extended key usage: signs the network registry. */
  network: `${ARC}.2`,
  /** Extended key usage: signs an agency's files. */
  agencySeal: `${ARC}.3`,
} as const;

export type CertificateKind =
  | "node-server"
  | "node-client"
  | "node-seal"
  | "agency-client"
  | "agency-seal"
  | "network";

const DIGITAL_SIGNATURE = 0x80;
const NON_REPUDIATION = 0x40;
const KEY_ENCIPHERMENT = 0x20;
const KEY_CERT_SIGN = 0x04;
const CRL_SIGN = 0x02;

const USES: Readonly<Record<CertificateKind, { readonly keyUsage: number; readonly purpose: string }>> = {
  "node-server": { keyUsage: DIGITAL_SIGNATURE | KEY_ENCIPHERMENT, purpose: OID.serverAuth },
  "node-client": { keyUsage: DIGITAL_SIGNATURE, purpose: OID.clientAuth },
  "agency-client": { keyUsage: DIGITAL_SIGNATURE, purpose: OID.clientAuth },
  "agency-seal": { keyUsage: DIGITAL_SIGNATURE | NON_REPUDIATION, purpose: OID.agencySeal },
  "node-seal": { keyUsage: DIGITAL_SIGNATURE | NON_REPUDIATION, purpose: OID.seal },
  network: { keyUsage: DIGITAL_SIGNATURE | NON_REPUDIATION, purpose: OID.network },
};

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Buffer;
}

/** The URI by which a certificate names its holder. */
export function holderUri(kind: CertificateKind, id: string): string {
  if (kind === "network") return "urn:xinqiao:network";
  return `urn:xinqiao:${kind.startsWith("agency-") ? "agency" : "node"}:${id}`;
}

/** Extensions of the root: it signs end certificates and CRLs, and nothing below it signs certificates. */
export function rootExtensions(keyId: Buffer): Extension[] {
  return [
    extension(OID.basicConstraints, true, sequence(boolean(true), integer(0))),
    keyUsage(KEY_CERT_SIGN | CRL_SIGN),
    extension(OID.subjectKeyIdentifier, false, octets(keyId)),
  ];
}

/** What every end certificate of a kind carries, byte for byte: no CA, and one purpose only. */
export function usageExtensions(kind: CertificateKind): Extension[] {
  const use = USES[kind];
  return [
    extension(OID.basicConstraints, true, sequence()),
    keyUsage(use.keyUsage),
    extension(OID.extKeyUsage, false, sequence(oid(use.purpose))),
  ];
}

export interface AltNames {
  readonly uri: string;
  readonly dns?: readonly string[];
  readonly ip?: readonly Buffer[];
}

export function nameExtension(names: AltNames): Extension {
  return extension(
    OID.subjectAltName,
    false,
    sequence(
      implicit(6, Buffer.from(names.uri, "ascii")),
      ...(names.dns ?? []).map((name) => implicit(2, Buffer.from(name, "ascii"))),
      ...(names.ip ?? []).map((address) => implicit(7, address)),
    ),
  );
}

export function keyIdExtensions(ownKeyId: Buffer, issuerKeyId: Buffer): Extension[] {
  return [
    extension(OID.subjectKeyIdentifier, false, octets(ownKeyId)),
    extension(OID.authorityKeyIdentifier, false, sequence(implicit(0, issuerKeyId))),
  ];
}

export function extensionNode(item: Extension): Node {
  return sequence(oid(item.oid), ...(item.critical ? [boolean(true)] : []), octets(item.value));
}

export function extension(id: string, critical: boolean, value: Node): Extension {
  return { oid: id, critical, value: toDer(value) };
}

function keyUsage(flags: number): Extension {
  // DER drops trailing zero bits of a named bit list and says how many it dropped.
  let unused = 0;
  while (((flags >> unused) & 1) === 0) unused++;
  return extension(OID.keyUsage, true, bits(Buffer.of(flags), unused));
}
