/**
 * CMS and X.509, read: the only home of @peculiar/asn1-*. It takes structures apart
 * and judges nothing. cms.ts writes what was found here anew and compares the
 * bytes, so that nothing which this parser is lenient about can pass.
 */
import { ContentInfo, id_signedData, SignedData, SigningTime } from "@peculiar/asn1-cms";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import { Certificate } from "@peculiar/asn1-x509";

/** No seal is near this size; it bounds what the parser is given. */
const MAX_BYTES = 16_384;

const NULL = Buffer.of(5, 0);
const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const SIGNING_TIME = "1.2.840.113549.1.9.5";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";

export interface ParsedSeal {
  readonly certificates: readonly Buffer[];
  readonly signers: number;
  readonly messageDigest: Buffer | null;
  readonly signedAt: Date | null;
  readonly signature: Buffer;
}

/** A signature as any tool makes it; judged by agency-signature.ts. */
export interface ParsedSignature {
  readonly certificates: readonly Buffer[];
  readonly signers: number;
  readonly hasContent: boolean;
  readonly hasUnsigned: boolean;
  readonly contentType: string;
  /** Of the structure and of the signer. */
  readonly versions: readonly number[];
  /** Those announced, and the signer's own. */
  readonly digestAlgorithms: readonly string[];
  readonly signatureAlgorithm: string;
  /** Whether an algorithm came with parameters that say something. */
  readonly hasParameters: boolean;
  /** DER of the signer's issuer and the content of its serial; null where the signer is named by a key's id. */
  readonly issuer: Buffer | null;
  readonly serial: Buffer | null;
  /** Their types, one for each value. */
  readonly attributeTypes: readonly string[];
  /** DER of the object identifier. */
  readonly attributeContentType: Buffer | null;
  readonly messageDigest: Buffer | null;
  readonly signedAt: Date | null;
  readonly signature: Buffer;
}

export interface ParsedCertificate {
  /** DER of the issuer's Name. */
  readonly issuer: Buffer;
  /** Content of the serial number's INTEGER. */
  readonly serial: Buffer;
  readonly version: number;
  readonly signatureAlgorithms: readonly string[];
  readonly extensions: readonly {
    readonly oid: string;
    readonly critical: boolean;
    readonly value: Buffer;
  }[];
}

/** Throws for anything that is not a CMS SignedData with at least one signer. */
export function parseSeal(der: Buffer): ParsedSeal {
  if (der.length > MAX_BYTES) throw new TypeError("larger than any seal");
  const content = AsnConvert.parse(der, ContentInfo);
  if (content.contentType !== id_signedData) throw new TypeError("not a SignedData");
  const signedData = AsnConvert.parse(content.content, SignedData);
  const signer = signedData.signerInfos[0];
  if (!signer) throw new TypeError("nobody signed");
  const attribute = (type: string): ArrayBuffer | undefined =>
    signer.signedAttrs?.find((candidate) => candidate.attrType === type)?.attrValues[0];
  const digest = attribute(MESSAGE_DIGEST);
  const time = attribute(SIGNING_TIME);
  return {
    certificates: (signedData.certificates ?? []).flatMap(({ certificate }) =>
      certificate ? [Buffer.from(AsnConvert.serialize(certificate))] : [],
    ),
    signers: signedData.signerInfos.length,
    messageDigest: digest ? Buffer.from(AsnConvert.parse(digest, OctetString).buffer) : null,
    signedAt: time ? timeOf(AsnConvert.parse(time, SigningTime)) : null,
    signature: Buffer.from(signer.signature.buffer),
  };
}

/** Throws for anything that is not a CMS SignedData with at least one signer. */
export function parseSignature(der: Buffer): ParsedSignature {
  const { certificates, signers, messageDigest, signedAt, signature } = parseSeal(der);
  const signedData = AsnConvert.parse(AsnConvert.parse(der, ContentInfo).content, SignedData);
  const signer = signedData.signerInfos[0];
  if (!signer) throw new TypeError("nobody signed");
  const { issuerAndSerialNumber: name } = signer.sid;
  const types = (signer.signedAttrs ?? []).flatMap(({ attrType, attrValues }) =>
    attrValues.map(() => attrType),
  );
  const content = signer.signedAttrs?.find(({ attrType }) => attrType === CONTENT_TYPE)?.attrValues[0];
  return {
    certificates,
    signers,
    hasContent: signedData.encapContentInfo.eContent !== undefined,
    hasUnsigned: signer.unsignedAttrs !== undefined,
    contentType: signedData.encapContentInfo.eContentType,
    versions: [signedData.version, signer.version],
    digestAlgorithms: [...signedData.digestAlgorithms, signer.digestAlgorithm].map((one) => one.algorithm),
    signatureAlgorithm: signer.signatureAlgorithm.algorithm,
    hasParameters: [signer.signatureAlgorithm, signer.digestAlgorithm, ...signedData.digestAlgorithms].some(
      ({ parameters }) => parameters && !Buffer.from(parameters).equals(NULL),
    ),
    issuer: name ? Buffer.from(AsnConvert.serialize(name.issuer)) : null,
    serial: name ? Buffer.from(name.serialNumber) : null,
    attributeTypes: types,
    attributeContentType: content ? Buffer.from(content) : null,
    messageDigest,
    signedAt,
    signature,
  };
}

export function parseCertificate(der: Buffer): ParsedCertificate {
  const { tbsCertificate: body, signatureAlgorithm } = AsnConvert.parse(der, Certificate);
  return {
    issuer: Buffer.from(AsnConvert.serialize(body.issuer)),
    serial: Buffer.from(body.serialNumber),
    version: body.version + 1,
    signatureAlgorithms: [body.signature.algorithm, signatureAlgorithm.algorithm],
    extensions: (body.extensions ?? []).map(({ extnID, critical, extnValue }) => ({
      oid: extnID,
      critical: critical === true,
      value: Buffer.from(extnValue.buffer),
    })),
  };
}

function timeOf(time: SigningTime): Date | null {
  return time.utcTime ?? time.generalTime ?? null;
}
