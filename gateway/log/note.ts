/**
 * Signed notes (C2SP signed-note): a text, an empty line, and one line a signature.
 * It knows the form and the Ed25519 key ids; what the text means is checkpoint.ts's.
 *
 * The trap: a note may carry signatures of keys that we don't know. They are passed
 * over, never believed.
 */
import { createPublicKey, hash, type KeyObject } from "node:crypto";

import { Refusal } from "../model/refusal.ts";

/** Signature types of C2SP: a log's own, and a witness's timestamped one. */
export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;

const MAX_BYTES = 16_384;
const MAX_SIGNATURES = 64;
const LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

export interface NoteSignature {
  readonly name: string;
  /** 4 bytes, hex. */
  readonly keyId: string;
  readonly signature: Buffer;
  /** The line as it stands, without LF. */
  readonly line: string;
}

export interface Note {
  /** The signed text, its last LF included. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export function parseNote(note: string): Note {
  const end = note.lastIndexOf("\n\n");
  if (note.length > MAX_BYTES || end < 0 || !note.endsWith("\n")) refuse("note");
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) refuse("note");
  return { text, signatures: lines.map(parseSignature) };
}

export function parseSignature(line: string): NoteSignature {
  const match = LINE.exec(line);
  const bytes = Buffer.from(match?.[2] ?? "", "base64");
  if (!match?.[1] || bytes.length < 5 || bytes.toString("base64") !== match[2]) refuse("signature-line");
  return { name: match[1], keyId: bytes.toString("hex", 0, 4), signature: bytes.subarray(4), line };
}

export function writeNote(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.map((line) => `${line}\n`).join("")}`;
}

export function signatureLine(name: string, keyId: string, signature: Buffer): string {
  return `\u2014 ${name} ${Buffer.concat([Buffer.from(keyId, "hex"), signature]).toString("base64")}`;
}

/** SHA-256(name, LF, type, public key), of which the first four bytes find the key again. */
export function keyIdOf(name: string, type: number, key: KeyObject): string {
  return hash(
    "sha256",
    Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), rawKey(key)]),
    "buffer",
  ).toString("hex", 0, 4);
}

/** The one-line form of a public key that tools of the log world take: name+id+base64(type, key). */
export function verifierKey(name: string, type: number, key: KeyObject): string {
  return `${name}+${keyIdOf(name, type, key)}+${Buffer.concat([Buffer.of(type), rawKey(key)]).toString("base64")}`;
}

/** The signatures in a note that claim to be by this key: none, or exactly one. */
export function signatureBy(note: Note, name: string, keyId: string): NoteSignature | null {
  const found = note.signatures.filter((candidate) => candidate.name === name && candidate.keyId === keyId);
  if (found.length > 1) refuse("signed-twice");
  return found[0] ?? null;
}

function rawKey(key: KeyObject): Buffer {
  const publicKey = key.type === "private" ? createPublicKey(key) : key;
  const { x } = publicKey.export({ format: "jwk" });
  const raw = Buffer.from(x ?? "", "base64url");
  if (publicKey.asymmetricKeyType !== "ed25519" || raw.length !== 32)
    throw new TypeError("notes are signed with Ed25519");
  return raw;
}

function refuse(detail: string): never {
  throw new Refusal("LOG_INVALID", { detail });
}
