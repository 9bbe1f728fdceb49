/**
 * Certificates of the network by their closed profile (PROTOCOL.md 2.2): one root, one certificate under it, its
 * usage byte for byte, one name. Validity is judged at the time of signing. The trap: what a certificate says of itself
 * counts only after the root's signature over it was computed here.
 */
import {
  ascii,
  type Bytes,
  DerFault,
  equal,
  fromBase64,
  hexOf,
  membersOf,
  nothing,
  octets,
  oid,
  type Part,
  readOne,
  readTime,
  sequence,
  textOf,
  write,
} from "./der.ts";

const ARC = "2.25.209312197826256375656540499740185977200";
const SHA256_RSA = oid("1.2.840.113549.1.1.11");
const TRUE = Uint8Array.of(1, 1, 255);
const KEY_BITS = 3072;

export type Kind = "node-seal" | "network";
const PURPOSE: Readonly<Record<Kind, string>> = { "node-seal": `${ARC}.1`, network: `${ARC}.2` };
const NAME: Readonly<Record<Kind, RegExp>> = {
  "node-seal": /^urn:xinqiao:node:([a-z0-9][a-z0-9-]{0,63})$/,
  network: /^urn:xinqiao:network()$/,
};

export interface Certificate {
  readonly der: Bytes;
  readonly body: Bytes;
  readonly issuer: Bytes;
  readonly subject: Bytes;
  /** Content of the INTEGER. */
  readonly serial: Bytes;
  readonly from: Date;
  readonly until: Date;
  readonly key: Bytes;
  readonly signature: Bytes;
  readonly algorithms: readonly Bytes[];
  readonly version: number;
  readonly extensions: readonly { readonly id: Bytes; readonly whole: Bytes; readonly isCritical: boolean }[];
}

export function readCertificate(der: Bytes): Certificate {
  const [body, algorithm, signature, more] = membersOf(readOne(der));
  const [version, serial, own, issuer, validity, subject, key, ...rest] = membersOf(need(body));
  const [from, until] = membersOf(need(validity));
  const bits = need(signature);
  if (more !== undefined || version?.tag !== 0xa0 || bits.tag !== 0x03 || bits.content[0] !== 0)
    throw new DerFault("certificate");
  const extensions = rest.find(({ tag }) => tag === 0xa3);
  return {
    der,
    body: need(body).whole,
    issuer: need(issuer).whole,
    subject: need(subject).whole,
    serial: need(serial).content,
    from: readTime(need(from)),
    until: readTime(need(until)),
    key: need(key).whole,
    signature: bits.content.slice(1),
    algorithms: [need(own).whole, need(algorithm).whole],
    version: (membersOf(version)[0]?.content[0] ?? 0) + 1,
    extensions: (extensions ? membersOf(need(membersOf(extensions)[0])) : []).map((one) => {
      const members = membersOf(one);
      return { id: need(members[0]).whole, whole: one.whole, isCritical: members.length === 3 };
    }),
  };
}

export function fromPem(pem: string): Bytes {
  const match = /^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\n]+)\n-----END CERTIFICATE-----\n?$/.exec(pem);
  if (!match) throw new DerFault("pem");
  return fromBase64((match[1] ?? "").replaceAll("\n", ""));
}

/** Upper-case hex, as openssl and the registry write a serial. */
export function serialOf({ serial }: Certificate): string {
  return hexOf(serial[0] === 0 && serial.length > 1 ? serial.slice(1) : serial).toUpperCase();
}

/** SHA-256 of the certificate with colons, for people to compare. */
export async function fingerprintOf({ der }: Certificate): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
  return (hexOf(digest).toUpperCase().match(/../g) ?? []).join(":");
}

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

export async function rsaKey(key: Bytes): Promise<Key> {
  return await crypto.subtle.importKey("spki", key, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, false, [
    "verify",
  ]);
}

export async function rsaVerifies(key: Bytes, signature: Bytes, over: Bytes): Promise<boolean> {
  return await crypto.subtle.verify("RSASSA-PKCS1-v1_5", await rsaKey(key), signature, over);
}

async function isSignedBy(certificate: Certificate, { key, subject }: Certificate): Promise<boolean> {
  if (!equal(certificate.issuer, subject) || !certificate.algorithms.every(isSha256Rsa)) return false;
  return await rsaVerifies(key, certificate.signature, certificate.body);
}

/** With NULL or without parameters, and the same inside what is signed as outside. */
function isSha256Rsa(algorithm: Bytes): boolean {
  return equal(algorithm, sequence(SHA256_RSA, nothing())) || equal(algorithm, sequence(SHA256_RSA));
}

/** Why a root is none; null for one that signed itself and may sign others. */
export async function rootFault(root: Certificate): Promise<string | null> {
  if (!(await isSignedBy(root, root))) return "root-signature";
  const basic = extensionOf(root, "2.5.29.19");
  const isAuthority = basic?.isCritical === true && basic.whole.at(-1) === 0 && includes(basic.whole, TRUE);
  return isAuthority ? null : "root-usage";
}

function includes(bytes: Bytes, wanted: Uint8Array): boolean {
  return bytes.some((_byte, at) => equal(bytes.subarray(at, at + wanted.length), wanted));
}

export interface Signed {
  readonly fault: string | null;
  /** Of a seal: the node that the certificate names. */
  readonly holder: string;
}

/** Whether a certificate may have signed this at that time. */
export async function checkSigner(
  kind: Kind,
  certificate: Certificate,
  at: Date,
  trust: { readonly root: Certificate; readonly now: Date; readonly revoked: readonly string[] },
): Promise<Signed> {
  const name = nameOf(certificate);
  const holder = NAME[kind].exec(name)?.[1];
  const fault = await faultOf(kind, certificate, at, trust, name, holder);
  return { fault, holder: holder ?? "" };
}

async function faultOf(
  kind: Kind,
  certificate: Certificate,
  at: Date,
  { root, now, revoked }: Parameters<typeof checkSigner>[3],
  name: string,
  holder: string | undefined,
): Promise<string | null> {
  if (at.getTime() > now.getTime() + 5 * 60_000) return "time";
  if (!(await isSignedBy(certificate, root))) return "chain";
  for (const one of [root, certificate]) if (at < one.from || at > one.until) return "expired";
  if (revoked.includes(serialOf(certificate))) return "revoked";
  if (certificate.version !== 3) return "certificate";
  const { modulusLength } = (await rsaKey(certificate.key)).algorithm as { readonly modulusLength?: number };
  if (modulusLength !== KEY_BITS) return "key";
  if (holder === undefined) return "name";
  const wanted = usageOf(kind, name);
  for (const { id, whole } of wanted) {
    const found = certificate.extensions.filter((one) => equal(one.id, id));
    if (found.length !== 1 || !found[0] || !equal(found[0].whole, whole)) return "usage";
  }
  const isJudged = (id: Bytes) => wanted.some((one) => equal(one.id, id));
  return certificate.extensions.some(({ id, isCritical }) => isCritical && !isJudged(id))
    ? "certificate"
    : null;
}

/** Extensions as the profile writes them. */
function usageOf(kind: Kind, name: string): readonly { readonly id: Bytes; readonly whole: Bytes }[] {
  const extension = (dotted: string, isCritical: boolean, value: Bytes) => {
    const id = oid(dotted);
    return { id, whole: sequence(id, ...(isCritical ? [TRUE] : []), octets(value)) };
  };
  return [
    extension("2.5.29.19", true, sequence()),
    // digitalSignature and nonRepudiation: two bits, six unused.
    extension("2.5.29.15", true, write(0x03, Uint8Array.of(6, 0xc0))),
    extension("2.5.29.37", false, sequence(oid(PURPOSE[kind]))),
    extension("2.5.29.17", false, sequence(write(0x86, ascii(name)))),
  ];
}

function extensionOf(certificate: Certificate, dotted: string) {
  const id = oid(dotted);
  return certificate.extensions.find((one) => equal(one.id, id));
}

/** The one URI in the subject's alternative name; "" where there is none. */
function nameOf(certificate: Certificate): string {
  const found = extensionOf(certificate, "2.5.29.17");
  if (!found) return "";
  const value = membersOf(readOne(found.whole)).at(-1);
  const names = value ? membersOf(readOne(value.content)) : [];
  const [only] = names;
  return names.length === 1 && only?.tag === 0x86 ? textOf(only.content) : "";
}

function need(part: Part | undefined): Part {
  if (!part) throw new DerFault("a part is missing");
  return part;
}
