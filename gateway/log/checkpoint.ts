/**
 * Checkpoints (C2SP tlog-checkpoint): what a node says its log is, size and root,
 * signed; and cosignatures (C2SP tlog-cosignature), by which a neighbour says that it
 * saw this checkpoint follow from the one before.
 *
 * The trap: a witness must check consistency with what it cosigned last, before it
 * cosigns. A cosignature without that check says nothing.
 */
import { type KeyObject, sign, verify } from "node:crypto";

import { Refusal } from "../model/refusal.ts";
import {
  COSIGNATURE,
  ED25519,
  keyIdOf,
  type Note,
  parseNote,
  parseSignature,
  signatureBy,
  signatureLine,
  writeNote,
} from "./note.ts";
import { HASH_BYTES } from "./tiles.ts";

export interface Checkpoint {
  /** "xinqiao.log/370100" */
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

export interface Cosignature {
  readonly name: string;
  readonly at: Date;
}

/** The name of a node's log, and of its key in notes. */
export function logOrigin(node: string): string {
  return `xinqiao.log/${node}`;
}

/** The name under which a node cosigns the logs of others. */
export function witnessName(node: string): string {
  return `xinqiao.witness/${node}`;
}

/** A checkpoint with the log's own signature; cosignatures are added to it as they come. */
export function signCheckpoint(checkpoint: Checkpoint, privateKey: KeyObject): string {
  const text = checkpointText(checkpoint);
  const signature = sign(null, Buffer.from(text), privateKey);
  return writeNote(text, [
    signatureLine(checkpoint.origin, keyIdOf(checkpoint.origin, ED25519, privateKey), signature),
  ]);
}

/** The checkpoint of a note, nobody's signature checked. */
export function parseCheckpoint(note: string): Checkpoint {
  const [origin = "", size = "", root = "", ...rest] = parseNote(note).text.split("\n");
  const checkpoint = { origin, size: Number(size), root: Buffer.from(root, "base64") };
  // Written again it has to be the same text: no leading zeros, no other base64, no further lines.
  const isWhole =
    rest.length === 1 &&
    rest[0] === "" &&
    Number.isSafeInteger(checkpoint.size) &&
    checkpoint.size >= 0 &&
    checkpoint.root.length === HASH_BYTES;
  if (!isWhole || checkpointText(checkpoint) !== `${origin}\n${size}\n${root}\n`) refuse("checkpoint");
  return checkpoint;
}

/** The checkpoint, if one of the keys of the log of that name signed it. */
export function verifyCheckpoint(note: string, origin: string, keys: readonly KeyObject[]): Checkpoint {
  const checkpoint = parseCheckpoint(note);
  if (checkpoint.origin !== origin) refuse("origin");
  const parsed = parseNote(note);
  if (!keys.some((key) => isSignedBy(parsed, origin, key))) refuse("signature");
  return checkpoint;
}

/** Our line for another node's checkpoint, whose signature and consistency the caller has checked. */
export function cosign(note: string, name: string, privateKey: KeyObject, at: Date): string {
  const { text } = parseNote(note);
  const seconds = Math.floor(at.getTime() / 1000);
  const signature = sign(null, cosignedBytes(text, seconds), privateKey);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  return signatureLine(name, keyIdOf(name, COSIGNATURE, privateKey), Buffer.concat([time, signature]));
}

/** Who and when, if the line is a cosignature of this note by one of the keys of that name; LOG_INVALID if not. */
export function verifyCosignature(
  note: string,
  line: string,
  name: string,
  keys: readonly KeyObject[],
): Cosignature {
  const { text } = parseNote(note);
  const candidate = parseSignature(line);
  if (candidate.name !== name || candidate.signature.length !== 72) refuse("cosignature");
  const seconds = Number(candidate.signature.readBigUInt64BE(0));
  if (!Number.isSafeInteger(seconds * 1000)) refuse("cosignature");
  const bytes = cosignedBytes(text, seconds);
  const isRight = keys.some(
    (key) =>
      candidate.keyId === keyIdOf(name, COSIGNATURE, key) &&
      verify(null, bytes, key, candidate.signature.subarray(8)),
  );
  if (!isRight) refuse("cosignature");
  return { name, at: new Date(seconds * 1000) };
}

/** The note with further signature lines under it. */
export function withSignatures(note: string, lines: readonly string[]): string {
  const { text, signatures } = parseNote(note);
  return writeNote(text, [...signatures.map(({ line }) => line), ...lines]);
}

function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString("base64")}\n`;
}

function isSignedBy(note: Note, origin: string, key: KeyObject): boolean {
  const found = signatureBy(note, origin, keyIdOf(origin, ED25519, key));
  return (
    found !== null &&
    found.signature.length === 64 &&
    verify(null, Buffer.from(note.text), key, found.signature)
  );
}

function cosignedBytes(text: string, seconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}

function refuse(detail: string): never {
  throw new Refusal("LOG_INVALID", { detail });
}
