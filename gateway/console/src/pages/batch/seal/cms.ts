/**
 * The seal: a detached CMS SignedData over the manifest in its one form (PROTOCOL.md 3.3). Certificate, time and
 * signature are taken out, the one structure that may stand around them is written anew, and every byte is
 * compared. The trap: the signature is over the attributes as a SET, which stand in the structure under another tag.
 */
import { type Certificate, readCertificate, rsaVerifies } from "./certificate.ts";
import {
  type Bytes,
  DerFault,
  equal,
  integer,
  membersOf,
  nothing,
  octets,
  oid,
  type Part,
  readOne,
  readTime,
  sequence,
  setOf,
  time,
  write,
} from "./der.ts";

const DATA = oid("1.2.840.113549.1.7.1");
const SIGNED_DATA = oid("1.2.840.113549.1.7.2");
const CONTENT_TYPE = oid("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST = oid("1.2.840.113549.1.9.4");
const SIGNING_TIME = oid("1.2.840.113549.1.9.5");
const SIGNING_CERTIFICATE = oid("1.2.840.113549.1.9.16.2.47");
const SHA256 = oid("2.16.840.1.101.3.4.2.1");
const RSA = oid("1.2.840.113549.1.1.1");
const ONE = Uint8Array.of(1);

export interface Cms {
  readonly certificate: Certificate;
  readonly signedAt: Date;
  readonly digest: Bytes;
  readonly signature: Bytes;
  /** What the signature is over. */
  readonly attributes: Bytes;
  /** Whether the bytes are the one form that may be. */
  readonly isOneForm: boolean;
}

export async function readCms(der: Bytes): Promise<Cms> {
  const [, wrapped] = membersOf(readOne(der));
  const [, , , certificates, infos] = membersOf(only(wrapped));
  const certificate = readCertificate(only(certificates).whole);
  const [, , , attributes, , signature] = membersOf(only(infos));
  const values = new Map(
    membersOf(need(attributes)).map((one) => {
      const [type, set] = membersOf(one);
      return [String(need(type).whole), only(set)] as const;
    }),
  );
  const digest = need(values.get(String(MESSAGE_DIGEST))).content;
  const signedAt = readTime(need(values.get(String(SIGNING_TIME))));
  const signed = await attributesOf(certificate, digest, signedAt);
  const written = structureOf(certificate, signed, need(signature).content);
  return {
    ...{ certificate, signedAt, digest, signature: need(signature).content },
    attributes: setOf(signed),
    isOneForm: equal(written, der),
  };
}

/** Whether the holder of the certificate signed the attributes. */
export async function isSigned({ certificate, signature, attributes }: Cms): Promise<boolean> {
  return await rsaVerifies(certificate.key, signature, attributes);
}

async function attributesOf(certificate: Certificate, digest: Bytes, at: Date): Promise<readonly Bytes[]> {
  const own = new Uint8Array(await crypto.subtle.digest("SHA-256", certificate.der));
  const issuer = sequence(sequence(write(0xa4, certificate.issuer)), integer(certificate.serial));
  return [
    attribute(CONTENT_TYPE, DATA),
    attribute(SIGNING_TIME, time(at)),
    attribute(MESSAGE_DIGEST, octets(digest)),
    attribute(SIGNING_CERTIFICATE, sequence(sequence(sequence(octets(own), issuer)))),
  ];
}

function structureOf(certificate: Certificate, attributes: readonly Bytes[], signature: Bytes): Bytes {
  const algorithm = sequence(SHA256);
  const signer = sequence(
    integer(ONE),
    sequence(certificate.issuer, integer(certificate.serial)),
    algorithm,
    setOf(attributes, 0xa0),
    sequence(RSA, nothing()),
    octets(signature),
  );
  const data = sequence(
    integer(ONE),
    setOf([algorithm]),
    sequence(DATA),
    setOf([certificate.der], 0xa0),
    setOf([signer]),
  );
  return sequence(SIGNED_DATA, write(0xa0, data));
}

function attribute(type: Bytes, value: Bytes): Bytes {
  return sequence(type, setOf([value]));
}

function only(part: Part | undefined): Part {
  const members = part ? membersOf(part) : [];
  if (members.length !== 1) throw new DerFault("not exactly one");
  return need(members[0]);
}

function need(part: Part | undefined): Part {
  if (!part) throw new DerFault("a part is missing");
  return part;
}
