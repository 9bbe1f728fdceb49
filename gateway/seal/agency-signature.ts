/**
 * The signature that an agency puts beside a file, as its own tools make it (`openssl cms -sign`,
 * USB tokens): CMS, detached, one signer, with a certificate of kind agency-seal. It holds
 * the digest of the file, so a file of any size is checked without reading it again.
 *
 * Unlike our own seal it cannot be written anew and compared, since tools differ in what they
 * add. So: DER in its one form, a closed list of attributes, and nothing but what is looked at.
 */
import { createHash, verify, X509Certificate } from "node:crypto";

import { Refusal } from "../model/refusal.ts";
import { checkCertificate, type Trust } from "./chain.ts";
import { type ParsedSignature, parseCertificate, parseSignature } from "./cms-parse.ts";
import { fromPem, oid, toDer } from "./der.ts";
import { OID } from "./profile.ts";
import { isStrictDer, membersOf } from "./strict-der.ts";

export interface AgencySignature {
  readonly agency: string;
  readonly signedAt: Date;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
}

const DATA = toDer(oid(OID.data));
const ECDSA_SHA256 = "1.2.840.10045.4.3.2";
const ATTRIBUTES: readonly string[] = [
  OID.contentType,
  OID.messageDigest,
  OID.signingTime,
  OID.signingCertificateV2,
  // signingCertificate, smimeCapabilities, cmsAlgorithmProtection: said by tools, and binding us to nothing.
  "1.2.840.113549.1.9.16.2.12",
  "1.2.840.113549.1.9.15",
  "1.2.840.113549.1.9.52",
];
const CERTIFICATES = 4;
const SET = 0x31;
const SIGNED_ATTRIBUTES = 0xa0;
const NONE = Buffer.of(0x30, 0);
const LABELS = ["CMS", "PKCS7"];

/** Who signed a file with this digest, and when. Refuses with SIGNATURE_INVALID unless it was `agency`. */
export function verifyAgencySignature(
  sha256: Buffer,
  p7s: Buffer,
  agency: string,
  trust: Trust,
): AgencySignature {
  const { signature, attributes } = read(derOf(p7s));
  const { messageDigest, signedAt, attributeTypes: types } = signature;
  if (signature.signers !== 1) refuse("not-one-signer");
  if (signature.hasContent || signature.contentType !== OID.data) refuse("not-detached");
  if (signature.hasUnsigned || types.some((type) => !ATTRIBUTES.includes(type))) refuse("attributes");
  if (new Set(types).size !== types.length || !signature.attributeContentType?.equals(DATA))
    refuse("attributes");
  if (!messageDigest || !signedAt) refuse("attributes");
  const { digestAlgorithms, versions } = signature;
  if (digestAlgorithms.length !== 2 || digestAlgorithms.some((id) => id !== OID.sha256)) refuse("algorithm");
  if (signature.hasParameters) refuse("algorithm");
  if (versions.some((version) => version !== 1)) refuse("form");
  if (!messageDigest.equals(sha256)) refuse("content");

  const { certificate, der } = signerOf(signature);
  const holder = judged(certificate, der, signedAt, trust);
  if (holder !== agency) refuse("name");
  if (!isAlgorithmOf(certificate, signature.signatureAlgorithm)) refuse("algorithm");
  if (!verify("sha256", attributes, certificate.publicKey, signature.signature)) refuse("signature");
  return { agency, signedAt, fingerprint: createHash("sha256").update(der).digest("hex") };
}

function derOf(p7s: Buffer): Buffer {
  if (p7s[0] === 0x30) return p7s;
  const text = `${p7s.toString("latin1").replaceAll("\r\n", "\n").trim()}\n`;
  for (const label of LABELS) {
    const der = text.startsWith(`-----BEGIN ${label}-----`) ? fromPem(label, text) : null;
    if (der) return der;
  }
  refuse("form");
}

/** `attributes`: the signed ones as they were signed, which is as a SET, whatever tag they travel under (RFC 5652 §5.4). */
function read(der: Buffer): { readonly signature: ParsedSignature; readonly attributes: Buffer } {
  try {
    if (!isStrictDer(der)) throw new TypeError("not DER");
    const signature = parseSignature(der);
    const tagged = signedAttributes(der);
    if (tagged === undefined) return { signature, attributes: Buffer.alloc(0) };
    const attributes = Buffer.concat([Buffer.of(SET), tagged.subarray(1)]);
    if (!isStrictDer(attributes)) throw new TypeError("not DER");
    return { signature, attributes };
  } catch (cause) {
    throw new Refusal("SIGNATURE_INVALID", { detail: "form" }, { cause });
  }
}

/** ContentInfo, [0], SignedData, its last member signerInfos, the first of them, its member [0]. */
function signedAttributes(der: Buffer): Buffer | undefined {
  const [, content = NONE] = membersOf(der);
  const [signedData = NONE] = membersOf(content);
  const [signer = NONE] = membersOf(membersOf(signedData).at(-1) ?? NONE);
  return membersOf(signer).find((member) => member[0] === SIGNED_ATTRIBUTES);
}

/** The certificate that the signer names by issuer and serial. */
function signerOf({ certificates, issuer, serial }: ParsedSignature): {
  readonly certificate: X509Certificate;
  readonly der: Buffer;
} {
  if (certificates.length > CERTIFICATES || !issuer || !serial) refuse("certificate");
  for (const der of certificates)
    try {
      const parsed = parseCertificate(der);
      const certificate = new X509Certificate(der);
      // OpenSSL reads some bytes leniently; what it would write otherwise is not what was signed.
      if (parsed.issuer.equals(issuer) && parsed.serial.equals(serial) && certificate.raw.equals(der))
        return { certificate, der };
    } catch {
      // Not one that we could judge.
    }
  refuse("certificate");
}

function judged(certificate: X509Certificate, der: Buffer, signedAt: Date, trust: Trust): string {
  try {
    return checkCertificate("agency-seal", certificate, parseCertificate(der), signedAt, trust);
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    throw new Refusal("SIGNATURE_INVALID", cause.params, { cause });
  }
}

function isAlgorithmOf({ publicKey }: X509Certificate, algorithm: string): boolean {
  if (publicKey.asymmetricKeyType === "ec") return algorithm === ECDSA_SHA256;
  return algorithm === OID.rsaEncryption || algorithm === OID.sha256WithRsa;
}

function refuse(detail: string): never {
  throw new Refusal("SIGNATURE_INVALID", { detail });
}
