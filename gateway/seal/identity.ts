/**
 * Who a record is about, and which record it is: the same at every node of a network.
 *
 * A natural person's number never stands in a key: the subject is then a digest keyed
 * with the network's secret, since an 18-digit number can be guessed from a plain hash.
 * Normative text: contracts/PROTOCOL.md, "Identity of a record".
 */
import { createHmac, hash } from "node:crypto";

import type { Standard } from "../model/catalog.ts";
import type { RecordFields } from "../model/row.ts";

const PLACEHOLDER = "00000000000000000X";
const NEEDS_ESCAPE = /["\\\u0000-\u001f]/;
const VARIES = /[\s\u3000\uff01-\uff5ea-z〔〕［］[\]【】（）]/;

/**
 * Spelling variants of document numbers made one: half-width, upper case, no white
 * space, every kind of bracket round. For comparing only; records keep what was received.
 */
export function comparable(text: string): string {
  if (!VARIES.test(text)) return text;
  let out = "";
  for (const char of text) {
    const c = char.charCodeAt(0);
    if (c === 0x3000 || /\s/.test(char)) continue;
    if ("〔［[【（".includes(char)) out += "(";
    else if ("〕］]】）".includes(char)) out += ")";
    else out += c >= 0xff01 && c <= 0xff5e ? String.fromCharCode(c - 0xfee0) : char;
  }
  return out.toUpperCase();
}

function quote(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

export interface Identity {
  readonly subject: string;
  /** The text whose SHA-256 begins with the record id (16 bytes). */
  readonly text: string;
}

/** Null when a field of the identity is missing. */
export type Identify = (record: RecordFields) => Identity | null;

export function compileIdentity(standard: Standard, item: string, subjectKey: Uint8Array): Identify {
  const { uscc, businessRegNo, certType, certNo, name } = standard.subject;
  const head = `[${JSON.stringify(item)},`;
  const fields = standard.identity;

  const keyed = (text: string): string =>
    createHmac("sha256", subjectKey).update(text).digest().subarray(0, 16).toString("base64url");

  function subjectOf(record: RecordFields): string | null {
    const code = record[uscc];
    if (typeof code === "string" && code !== PLACEHOLDER) return code;
    const number = certNo === undefined ? undefined : record[certNo];
    if (typeof number === "string") {
      const type = certType === undefined ? undefined : record[certType];
      return `p:${keyed(`${typeof type === "string" ? type : ""}|${comparable(number)}`)}`;
    }
    const registration = businessRegNo === undefined ? undefined : record[businessRegNo];
    if (typeof registration === "string") return `r:${registration}`;
    const called = record[name];
    return typeof called === "string" ? `n:${keyed(comparable(called))}` : null;
  }

  return (record) => {
    const subject = subjectOf(record);
    if (subject === null) return null;
    let text = head + quote(subject);
    for (const field of fields) {
      const value = record[field];
      if (typeof value !== "string") return null;
      text += `,${quote(comparable(value))}`;
    }
    return { subject, text: `${text}]` };
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
