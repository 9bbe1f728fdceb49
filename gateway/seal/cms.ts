/**
 * The seal: a detached CMS SignedData (RFC 5652) over a text, by RSA-3072 and
 * SHA-256, in one fixed form that any CMS tool can write and check.
 *
 * Verifying does not interpret what came: it takes certificate, time and signature
 * out, writes the one structure that may stand around them, and compares every
 * byte. What a lenient parser would let through has no place to be.
 */
import { createHash, type KeyObject, sign, verify, X509Certificate } from "node:crypto";

import { Refusal } from "../model/refusal.ts";
import { checkCertificate, type Trust } from "./chain.ts";
import { type ParsedCertificate, type ParsedSeal, parseCertificate, parseSeal } from "./cms-parse.ts";
import {
  explicit,
  implicitSetOf,
  integer,
  type Node,
  nothing,
  octets,
  oid,
  raw,
  sequence,
  setOf,
  time,
  toDer,
} from "./der.ts";
import { OID } from "./profile.ts";

export type { Trust } from "./chain.ts";

export interface Verified {
  /** Id of the node that sealed; "" where the network registry was signed. */
  readonly node: string;
  /** PEM. */
  readonly certificate: string;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  readonly signedAt: Date;
}

/** A detached signature, DER. `at` is kept to the second, as CMS does. */
export function signDetached(
  content: Buffer,
  privateKey: KeyObject,
  certificatePem: string,
  at: Date,
): Buffer {
  const certificate = new X509Certificate(certificatePem);
  if (!certificate.checkPrivateKey(privateKey)) throw new TypeError("the key is not that of the certificate");
  const signer = { der: certificate.raw, parsed: parseCertificate(certificate.raw) };
  const attributes = signedAttributes(sha256(content), signer, at);
  const signature = sign("sha256", toDer(setOf(...attributes)), privateKey);
  return structure(signer, attributes, signature);
}

/** Signs as signDetached does, in another thread: the loop goes on meanwhile. */
export type SealSigner = (content: Buffer, at: Date) => Promise<Buffer>;

/** Reads and checks key and certificate once. */
export function prepareSigner(privateKey: KeyObject, certificatePem: string): SealSigner {
  const certificate = new X509Certificate(certificatePem);
  if (!certificate.checkPrivateKey(privateKey)) throw new TypeError("the key is not that of the certificate");
  const signer = { der: certificate.raw, parsed: parseCertificate(certificate.raw) };
  return async (content, at) => {
    const attributes = signedAttributes(sha256(content), signer, at);
    const text = toDer(setOf(...attributes));
    const signature = await new Promise<Buffer>((resolve, reject) => {
      sign("sha256", text, privateKey, (error, made) => (error === null ? resolve(made) : reject(error)));
    });
    return structure(signer, attributes, signature);
  };
}

/** Who sealed this content, and when. Refuses with SEAL_INVALID unless every byte is as it must be. */
export function verifyDetached(content: Buffer, p7s: Buffer, trust: Trust): Verified {
  return verifyAs("node-seal", content, p7s, trust);
}

/** The same for the network registry, which only a certificate of its own kind may sign. */
export function verifyAs(
  kind: "node-seal" | "network",
  content: Buffer,
  p7s: Buffer,
  trust: Trust,
): Verified {
  const seal = read(p7s);
  const [certificateDer] = seal.certificates;
  if (seal.signers !== 1 || seal.certificates.length !== 1 || !certificateDer) refuse("not-one-signer");
  if (!seal.signedAt || !seal.messageDigest) refuse("attributes");
  if (!seal.messageDigest.equals(sha256(content))) refuse("content");

  const { certificate, signer, attributes } = expected(certificateDer, seal.messageDigest, seal.signedAt);
  if (!structure(signer, attributes, seal.signature).equals(p7s)) refuse("form");
  const node = checkCertificate(kind, certificate, signer.parsed, seal.signedAt, trust);
  if (!verify("sha256", toDer(setOf(...attributes)), certificate.publicKey, seal.signature))
    refuse("signature");
  return {
    node,
    certificate: certificate.toString(),
    fingerprint: createHash("sha256").update(certificateDer).digest("hex"),
    signedAt: seal.signedAt,
  };
}

function read(p7s: Buffer): ParsedSeal {
  try {
    return parseSeal(p7s);
  } catch (cause) {
    throw new Refusal("SEAL_INVALID", { detail: "form" }, { cause });
  }
}

interface Signer {
  readonly der: Buffer;
  readonly parsed: ParsedCertificate;
}

function expected(
  der: Buffer,
  digest: Buffer,
  at: Date,
): { certificate: X509Certificate; signer: Signer; attributes: Node[] } {
  try {
    const signer = { der, parsed: parseCertificate(der) };
    return {
      certificate: new X509Certificate(der),
      signer,
      attributes: signedAttributes(digest, signer, at),
    };
  } catch (cause) {
    throw new Refusal("SEAL_INVALID", { detail: "form" }, { cause });
  }
}

function signedAttributes(digest: Buffer, { der, parsed }: Signer, at: Date): Node[] {
  const issuerSerial = sequence(sequence(explicit(4, raw(parsed.issuer))), integer(parsed.serial));
  return [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.signingTime, time(at)),
    attribute(OID.messageDigest, octets(digest)),
    attribute(OID.signingCertificateV2, sequence(sequence(sequence(octets(sha256(der)), issuerSerial)))),
  ];
}

function structure({ der, parsed }: Signer, attributes: readonly Node[], signature: Buffer): Buffer {
  const signerInfo = sequence(
    integer(1),
    sequence(raw(parsed.issuer), integer(parsed.serial)),
    digestAlgorithm(),
    implicitSetOf(0, ...attributes),
    sequence(oid(OID.rsaEncryption), nothing()),
    octets(signature),
  );
  const signedData = sequence(
    integer(1),
    setOf(digestAlgorithm()),
    sequence(oid(OID.data)),
    implicitSetOf(0, raw(der)),
    setOf(signerInfo),
  );
  return toDer(sequence(oid(OID.signedData), explicit(0, signedData)));
}

/** SHA-256 without parameters, as RFC 5754 asks of writers and as openssl writes it. */
function digestAlgorithm(): Node {
  return sequence(oid(OID.sha256));
}

function attribute(type: string, value: Node): Node {
  return sequence(oid(type), setOf(value));
}

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function refuse(detail: string): never {
  throw new Refusal("SEAL_INVALID", { detail });
}
