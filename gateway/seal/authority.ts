/**
 * A certificate authority of one level: root, end certificates of our six kinds,
 * revocation lists. The sandbox lives on a throw-away one; a real network brings its
 * own CA and keeps to the same profile (profile.ts, PROTOCOL.md).
 *
 * node:crypto makes keys and signatures; the names in a certificate come from the
 * registry of the authority, never from what a request asks for.
 */
import {
  createHash,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import { isIP } from "node:net";
import { promisify } from "node:util";

import {
  bits,
  explicit,
  integer,
  membersOf,
  type Node,
  nothing,
  oid,
  raw,
  sequence,
  setOf,
  time,
  toDer,
  toPem,
  utf8,
} from "./der.ts";
import {
  type AltNames,
  type CertificateKind,
  type Extension,
  extension,
  extensionNode,
  holderUri,
  keyIdExtensions,
  nameExtension,
  OID,
  rootExtensions,
  usageExtensions,
} from "./profile.ts";

export type { CertificateKind } from "./profile.ts";

export interface Authority {
  /** PEM. */
  readonly certificate: string;
  readonly privateKey: KeyObject;
}

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export interface CertificateOrder {
  readonly kind: CertificateKind;
  /** Id of the node or agency; "" for the network registry. */
  readonly id: string;
  /** Host names and addresses of a server. */
  readonly dns?: readonly string[];
  readonly ip?: readonly string[];
  readonly publicKey: KeyObject;
  readonly days: number;
  readonly now: Date;
}

export interface Revocation {
  /** Hex, as X509Certificate.serialNumber gives it. */
  readonly serial: string;
  readonly at: Date;
}

const DAY_MS = 86_400_000;
/** Certificates are valid from a little before they are made: clocks of two machines never agree. */
const SKEW_MS = 5 * 60_000;
const HOLDER_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

const generate = promisify(generateKeyPair);

/** An RSA-3072 key pair, made off the main thread: ask for several at once. */
export async function generateKeys(): Promise<KeyPair> {
  return generate("rsa", { modulusLength: 3072, publicExponent: 0x10001 });
}

export interface AuthorityOrder {
  readonly name: string;
  readonly days: number;
  readonly now: Date;
}

/** A root certificate for `keys`. */
export function createAuthority(order: AuthorityOrder, keys: KeyPair): Authority {
  const name = commonName(order.name);
  const certificate = signCertificate(keys.privateKey, {
    issuer: name,
    subject: name,
    publicKey: keys.publicKey,
    notBefore: new Date(order.now.getTime() - SKEW_MS),
    notAfter: new Date(order.now.getTime() + order.days * DAY_MS),
    extensions: rootExtensions(keyIdOf(keys.publicKey)),
  });
  return { certificate, privateKey: keys.privateKey };
}

/** An end certificate, PEM. Never valid for longer than the root. */
export function issue(authority: Authority, order: CertificateOrder): string {
  const root = new X509Certificate(authority.certificate);
  if (order.kind !== "network" && !HOLDER_ID.test(order.id))
    throw new TypeError("the id of a certificate's holder is not of the form the network uses");
  const uri = holderUri(order.kind, order.id);
  const names: AltNames = { uri, dns: order.dns ?? [], ip: (order.ip ?? []).map(addressBytes) };
  const end = Math.min(order.now.getTime() + order.days * DAY_MS, root.validToDate.getTime());
  return signCertificate(authority.privateKey, {
    issuer: subjectOf(root),
    subject: commonName(order.kind === "network" ? "network registry" : `${order.id} ${order.kind}`),
    publicKey: order.publicKey,
    notBefore: new Date(Math.max(order.now.getTime() - SKEW_MS, root.validFromDate.getTime())),
    notAfter: new Date(end),
    extensions: [
      ...usageExtensions(order.kind),
      nameExtension(names),
      ...keyIdExtensions(keyIdOf(order.publicKey), keyIdOf(root.publicKey)),
    ],
  });
}

/** A certificate revocation list, PEM, for the TLS stack; `number` grows with each list. */
export function createRevocationList(
  authority: Authority,
  list: {
    readonly revoked: readonly Revocation[];
    readonly number: number;
    readonly now: Date;
    readonly days: number;
  },
): string {
  const root = new X509Certificate(authority.certificate);
  const entries = list.revoked.map(({ serial, at }) =>
    sequence(integer(Buffer.from(serial, "hex")), time(at)),
  );
  const keyId = keyIdExtensions(Buffer.alloc(0), keyIdOf(root.publicKey)).slice(1);
  const extensions = [...keyId, extension(OID.crlNumber, false, integer(list.number))];
  const body = sequence(
    integer(1),
    algorithm(OID.sha256WithRsa),
    subjectOf(root),
    time(new Date(list.now.getTime() - SKEW_MS)),
    time(new Date(list.now.getTime() + list.days * DAY_MS)),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    explicit(0, sequence(...extensions.map(extensionNode))),
  );
  return toPem("X509 CRL", signed(body, authority.privateKey));
}

export function algorithm(id: string): Node {
  return sequence(oid(id), nothing());
}

export function commonName(text: string): Node {
  return sequence(setOf(sequence(oid(OID.commonName), utf8(text))));
}

/** SEQUENCE { body, sha256WithRSAEncryption, signature }: the shape of certificate, request and list alike. */
export function signed(body: Node, privateKey: KeyObject): Buffer {
  const signature = sign("sha256", toDer(body), privateKey);
  return toDer(sequence(body, algorithm(OID.sha256WithRsa), bits(signature)));
}

function signCertificate(
  privateKey: KeyObject,
  parts: {
    readonly issuer: Node;
    readonly subject: Node;
    readonly publicKey: KeyObject;
    readonly notBefore: Date;
    readonly notAfter: Date;
    readonly extensions: readonly Extension[];
  },
): string {
  const serial = randomBytes(16);
  // 128 random bits, the topmost cleared and the next set: positive, and of one length.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = sequence(
    explicit(0, integer(2)),
    integer(serial),
    algorithm(OID.sha256WithRsa),
    parts.issuer,
    sequence(time(parts.notBefore), time(parts.notAfter)),
    parts.subject,
    raw(parts.publicKey.export({ type: "spki", format: "der" })),
    explicit(3, sequence(...parts.extensions.map(extensionNode))),
  );
  return toPem("CERTIFICATE", signed(body, privateKey));
}

/** The subject of a certificate as it stands in its bytes: what an issuer field has to repeat exactly. */
function subjectOf(certificate: X509Certificate): Node {
  const subject = membersOf(membersOf(raw(certificate.raw))[0] ?? nothing())[5];
  if (!subject) throw new TypeError("the certificate of the authority has no subject");
  return subject;
}

/** RFC 5280 §4.2.1.2, method 1: SHA-1 of the key's bits; a name for the key, not a protection. */
function keyIdOf(publicKey: KeyObject): Buffer {
  const key = publicKey.type === "public" ? publicKey : createPublicKey(publicKey);
  const content = membersOf(raw(key.export({ type: "spki", format: "der" })))[1]?.value;
  if (typeof content !== "string") throw new TypeError("a public key is a BIT STRING");
  return createHash("sha1").update(Buffer.from(content, "latin1").subarray(1)).digest();
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  if (address === "::1") return Buffer.concat([Buffer.alloc(15), Buffer.of(1)]);
  throw new TypeError("a server certificate names IPv4 addresses, ::1 or host names");
}
