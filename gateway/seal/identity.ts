/**
 * Who a record is about, and which record it is: the same at every node of a network.
 *
 * A natural person's number never stands in a key: the subject is then a digest keyed
 * with the network's secret, since an 18-digit number can be guessed from a plain hash.
 * Normative text: contracts/PROTOCOL.md, "Identity of a record".
 */
import { hash } from "node:crypto";
import type { Standard } from "../model/catalog.ts";
import { fromLegacyResidentId } from "../model/identifier.ts";
import type { RecordFields } from "../model/row.ts";

const PLACEHOLDER = "00000000000000000X";
const NEEDS_ESCAPE = /["\\\u0000-\u001f]/;
const WHITE_SPACE = /\s/;
const VARIES = /[\s\u3000\uff01-\uff5ea-z〔〕［］[\]【】（）]/;

/**
 * Spelling variants of document numbers made one: ASCII half-width and upper case, no white
 * space, every kind of bracket round. For comparing only; records keep what was received.
 */
export function comparable(text: string): string {
  if (!VARIES.test(text)) return text;
  let out = "";
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const folded = fold(c);
    if (folded === c) continue;
    out += text.slice(from, i);
    if (folded !== NOTHING) out += String.fromCharCode(folded);
    from = i + 1;
  }
  return out + text.slice(from);
}

const NOTHING = -1;
const OPENING = new Set([..."〔［[【（"].map((char) => char.charCodeAt(0)));
const CLOSING = new Set([..."〕］]】）"].map((char) => char.charCodeAt(0)));

/** The char code that stands for `c` in a comparison. */
function fold(c: number): number {
  if (c < 0x80) {
    if (c <= 0x20) return c === 0x20 || (c >= 9 && c <= 13) ? NOTHING : c;
    if (c >= 0x61 && c <= 0x7a) return c - 0x20;
    return c === 0x5b ? 0x28 : c === 0x5d ? 0x29 : c;
  }
  if (c >= 0x3400 && c < 0xd800) return c;
  if (OPENING.has(c)) return 0x28;
  if (CLOSING.has(c)) return 0x29;
  if (c >= 0xff01 && c <= 0xff5e) return fold(c - 0xfee0);
  return WHITE_SPACE.test(String.fromCharCode(c)) ? NOTHING : c;
}

function quote(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

export interface Identity {
  readonly subject: string;
  /** The text whose SHA-256 begins with the record id (16 bytes). */
  readonly text: string;
}

/** The 15-digit resident number of before 1999 and the 18-digit one made of it are one person. */
function currentNumber(number: string): string {
  return number.length === 15 ? (fromLegacyResidentId(number) ?? number) : number;
}

/** The key of whom the record is about; null when it names nobody. */
export type NameSubject = (record: RecordFields) => string | null;

/** Also for who asks for a subject by its own numbers: a record with nothing but those is named by the same rule. */
export function compileSubject(standard: Standard, subjectKey: Uint8Array): NameSubject {
  const { uscc, businessRegNo, certType, certNo, name } = standard.subject;
  const mac = createMac(subjectKey);
  const keyed = (text: string): string => mac(text).subarray(0, 16).toString("base64url");

  return (record) => {
    const code = uscc === undefined ? undefined : record[uscc];
    if (typeof code === "string" && code !== PLACEHOLDER) return code;
    const number = certNo === undefined ? undefined : record[certNo];
    if (typeof number === "string") {
      const type = certType === undefined ? undefined : record[certType];
      return `p:${keyed(`${typeof type === "string" ? type : ""}|${currentNumber(comparable(number))}`)}`;
    }
    const registration = businessRegNo === undefined ? undefined : record[businessRegNo];
    if (typeof registration === "string") return `r:${registration}`;
    const called = record[name];
    return typeof called === "string" ? `n:${keyed(comparable(called))}` : null;
  };
}

/** Null when a field of the identity is missing. */
export type Identify = (record: RecordFields) => Identity | null;

export function compileIdentity(standard: Standard, item: string, subjectKey: Uint8Array): Identify {
  const head = `[${JSON.stringify(item)},`;
  // What is normalised already, by its format, needs no folding and no escaping.
  const settled = new Map(
    standard.fields.map((field) => [field.name, field.format === "uscc" || field.type === "date"]),
  );
  const fields = standard.identity.map((name) => ({ name, settled: settled.get(name) === true }));
  const subjectOf = compileSubject(standard, subjectKey);

  return (record) => {
    const subject = subjectOf(record);
    if (subject === null) return null;
    let text = head + quote(subject);
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i] as (typeof fields)[number];
      const value = record[field.name];
      if (typeof value !== "string") return null;
      text += field.settled ? `,"${value}"` : `,${quote(comparable(value))}`;
    }
    return { subject, text: `${text}]` };
  };
}

const BLOCK_BYTES = 64;

/** HMAC-SHA-256 (RFC 2104) with the key prepared once: several times quicker than createHmac for short texts. */
export function createMac(key: Uint8Array): (text: string) => Buffer {
  const padded = Buffer.alloc(BLOCK_BYTES);
  padded.set(key.length > BLOCK_BYTES ? hash("sha256", key, "buffer") : key);
  const inner = Buffer.alloc(1024, 0);
  const outer = Buffer.alloc(BLOCK_BYTES + 32);
  for (let i = 0; i < BLOCK_BYTES; i++) {
    inner[i] = (padded[i] as number) ^ 0x36;
    outer[i] = (padded[i] as number) ^ 0x5c;
  }
  return (text) => {
    const message =
      text.length * 3 <= inner.length - BLOCK_BYTES
        ? inner.subarray(0, BLOCK_BYTES + inner.utf8Write(text, BLOCK_BYTES))
        : Buffer.concat([inner.subarray(0, BLOCK_BYTES), Buffer.from(text)]);
    outer.hexWrite(hash("sha256", message, "hex"), BLOCK_BYTES);
    return hash("sha256", outer, "buffer");
  };
}

/** The record id as people and APIs write it: the first 16 bytes of the digest as a uuid. */
export function recordIdText(id: Buffer, offset = 0): string {
  const hex = id.toString("hex", offset, offset + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function recordId(identity: Identity): string {
  return recordIdText(hash("sha256", identity.text, "buffer"));
}
