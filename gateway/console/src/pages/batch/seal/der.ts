/**
 * DER, read and written, no more of it than a seal needs. Reading is strict: definite lengths in their shortest form,
 * nothing left over. The trap: what can be read in two ways can be signed in one and shown in the other; so cms.ts
 * writes anew what was read here and compares every byte.
 */

/** Bytes of its own, as WebCrypto wants them. */
export type Bytes = Uint8Array<ArrayBuffer>;

export interface Part {
  readonly tag: number;
  /** Tag, length and content. */
  readonly whole: Bytes;
  readonly content: Bytes;
}

export class DerFault extends Error {}

/** The one value that these bytes are. */
export function readOne(bytes: Bytes): Part {
  const part = partAt(bytes, 0);
  if (part.whole.length !== bytes.length) throw new DerFault("bytes after the end");
  return part;
}

/** The members of a constructed value. */
export function membersOf(part: Part): readonly Part[] {
  const members: Part[] = [];
  for (let at = 0; at < part.content.length; ) {
    const member = partAt(part.content, at);
    members.push(member);
    at += member.whole.length;
  }
  return members;
}

function partAt(bytes: Bytes, at: number): Part {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new DerFault("no value");
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 3) throw new DerFault("length");
    length = 0;
    for (const end = start + count; start < end; start++) length = length * 256 + (bytes[start] ?? 0);
    if (length < 0x80 || length < 256 ** (count - 1)) throw new DerFault("length");
  }
  if (start + length > bytes.length) throw new DerFault("length");
  return { tag, whole: bytes.slice(at, start + length), content: bytes.slice(start, start + length) };
}

export function write(tag: number, ...contents: readonly Uint8Array[]): Bytes {
  const content = join(...contents);
  const { length } = content;
  const sizes: number[] = [];
  for (let rest = length; length >= 0x80 && rest > 0; rest = Math.floor(rest / 256))
    sizes.unshift(rest % 256);
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 | sizes.length, ...sizes];
  return join(Uint8Array.from(head), content);
}

export const sequence = (...members: readonly Uint8Array[]): Bytes => write(0x30, ...members);
export const octets = (content: Uint8Array): Bytes => write(0x04, content);
export const integer = (content: Uint8Array): Bytes => write(0x02, content);
export const nothing = (): Bytes => write(0x05);

/** SET OF, in the order of its members' encodings; under another tag where it stands implicitly. */
export function setOf(members: readonly Uint8Array[], tag = 0x31): Bytes {
  return write(tag, ...[...members].sort(compare));
}

export function oid(dotted: string): Bytes {
  const [first = 0n, second = 0n, ...rest] = dotted.split(".").map(BigInt);
  return write(0x06, Uint8Array.from([first * 40n + second, ...rest].flatMap(base128)));
}

function base128(value: bigint): readonly number[] {
  const digits = [Number(value & 0x7fn)];
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) digits.unshift(Number(rest & 0x7fn) | 0x80);
  return digits;
}

/** UTCTime up to 2049, GeneralizedTime after it. */
export function time(at: Date): Bytes {
  const digits = at.toISOString().replace(/[-:T]|\.\d+/g, "");
  const isShort = at.getUTCFullYear() < 2050;
  return write(isShort ? 0x17 : 0x18, ascii(isShort ? digits.slice(2) : digits));
}

export function readTime({ tag, content }: Part): Date {
  const text = textOf(content);
  const digits = tag === 0x17 ? `${Number(text.slice(0, 2)) < 50 ? "20" : "19"}${text}` : text;
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits);
  if ((tag !== 0x17 && tag !== 0x18) || !match) throw new DerFault("time");
  const [, year, month, day, hour, minute, second] = match;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

export function join(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function compare(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && compare(a, b) === 0;

export function ascii(text: string): Bytes {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Base64 in its one spelling. */
export function fromBase64(text: string): Bytes {
  const bytes = ascii(atob(text));
  if (btoa(textIn(bytes)) !== text) throw new DerFault("base64");
  return bytes;
}

/** In pieces, since an argument list has an end. */
function textIn(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += textOf(bytes.subarray(at, at + 8192));
  return text;
}
