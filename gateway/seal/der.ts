/**
 * DER, built: the only home of node-forge, which lays out the structures of X.509,
 * PKCS#10 and CMS for the files beside this one. It knows no algorithm and no key.
 *
 * The trap: forge speaks "binary strings", and its own fromDer interprets BIT
 * STRINGs and writes them back otherwise than they were, so raw() turns that off.
 */
import forge from "node-forge";

const { asn1 } = forge;

/** The types of forge know only the older form of its second parameter. */
const fromDer = asn1.fromDer as unknown as (
  bytes: string,
  options: Readonly<Record<string, boolean>>,
) => forge.asn1.Asn1;

export type Node = forge.asn1.Asn1;

const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;
const { Type } = asn1;

export function sequence(...members: readonly Node[]): Node {
  return asn1.create(UNIVERSAL, Type.SEQUENCE, true, [...members]);
}

/** SET OF, its members in the order that DER asks: that of their encodings. */
export function setOf(...members: readonly Node[]): Node {
  return asn1.create(UNIVERSAL, Type.SET, true, inDerOrder(members));
}

/** [tag] IMPLICIT SET OF. */
export function implicitSetOf(tag: number, ...members: readonly Node[]): Node {
  return asn1.create(CONTEXT_SPECIFIC, tag as forge.asn1.Type, true, inDerOrder(members));
}

/** [tag] EXPLICIT. */
export function explicit(tag: number, member: Node): Node {
  return asn1.create(CONTEXT_SPECIFIC, tag as forge.asn1.Type, true, [member]);
}

/** [tag] IMPLICIT over a primitive type. */
export function implicit(tag: number, content: Buffer): Node {
  return asn1.create(CONTEXT_SPECIFIC, tag as forge.asn1.Type, false, content.toString("latin1"));
}

/** A non-negative INTEGER from its big-endian bytes. */
export function integer(value: number | Buffer): Node {
  let bytes = typeof value === "number" ? Buffer.from(value.toString(16).padStart(8, "0"), "hex") : value;
  while (bytes.length > 1 && bytes[0] === 0) bytes = bytes.subarray(1);
  if ((bytes[0] ?? 0) >= 0x80) bytes = Buffer.concat([Buffer.of(0), bytes]);
  return asn1.create(UNIVERSAL, Type.INTEGER, false, bytes.toString("latin1"));
}

export function boolean(value: boolean): Node {
  return asn1.create(UNIVERSAL, Type.BOOLEAN, false, value ? "\xff" : "\0");
}

export function nothing(): Node {
  return asn1.create(UNIVERSAL, Type.NULL, false, "");
}

/** OBJECT IDENTIFIER; by BigInt, since arcs made from a UUID are longer than a number of JavaScript. */
export function oid(dotted: string): Node {
  const [first = 0n, second = 0n, ...rest] = dotted.split(".").map(BigInt);
  const bytes = [first * 40n + second, ...rest].flatMap(base128);
  return asn1.create(UNIVERSAL, Type.OID, false, Buffer.from(bytes).toString("latin1"));
}

export function octets(content: Buffer): Node {
  return asn1.create(UNIVERSAL, Type.OCTETSTRING, false, content.toString("latin1"));
}

export function bits(content: Buffer, unused = 0): Node {
  return asn1.create(
    UNIVERSAL,
    Type.BITSTRING,
    false,
    Buffer.concat([Buffer.of(unused), content]).toString("latin1"),
  );
}

export function utf8(text: string): Node {
  return asn1.create(UNIVERSAL, Type.UTF8, false, Buffer.from(text).toString("latin1"));
}

/** Time of X.509 and CMS: UTCTime up to 2049, GeneralizedTime after it. */
export function time(at: Date): Node {
  const digits = at.toISOString().replace(/[-:T]|\.\d+/g, "");
  const short = at.getUTCFullYear() < 2050;
  return asn1.create(
    UNIVERSAL,
    short ? Type.UTCTIME : Type.GENERALIZEDTIME,
    false,
    short ? digits.slice(2) : digits,
  );
}

/** A structure that is already DER, to stand inside another. */
export function raw(der: Buffer): Node {
  return fromDer(der.toString("latin1"), { strict: true, parseAllBytes: true, decodeBitStrings: false });
}

/** The members of a constructed structure. */
export function membersOf(node: Node): readonly Node[] {
  if (!Array.isArray(node.value)) throw new TypeError("a constructed structure was expected");
  return node.value;
}

export function toDer(node: Node): Buffer {
  return Buffer.from(asn1.toDer(node).getBytes(), "latin1");
}

export function toPem(label: string, der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** The bytes of a PEM text with exactly one block; null if it is anything else. */
export function fromPem(label: string, pem: string): Buffer | null {
  const body = pem.replace(`-----BEGIN ${label}-----\n`, "").replace(`-----END ${label}-----\n`, "");
  const der = Buffer.from(body, "base64");
  return toPem(label, der) === pem ? der : null;
}

function base128(arc: bigint): number[] {
  const bytes = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) bytes.unshift(Number(rest & 0x7fn) | 0x80);
  return bytes;
}

function inDerOrder(members: readonly Node[]): Node[] {
  return members
    .map((node) => ({ node, der: toDer(node) }))
    .sort((a, b) => Buffer.compare(a.der, b.der))
    .map(({ node }) => node);
}
