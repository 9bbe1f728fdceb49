/**
 * Collects what a piece becomes, in buffers that grow. Knows the layouts of plan.ts and
 * of a record tuple; decides nothing.
 *
 * The trap: V8 writes UTF-8 slowly. Payloads are gathered as one text, written as UTF-16
 * and turned into UTF-8 at once; only then are they hashed and put into their tuples. Too
 * many at once, and the garbage collector carries them about.
 *
 * Digests are passed on as latin1 text, a character a byte: the quickest form that
 * `hash` gives them in and that a buffer takes.
 */
import { transcode } from "node:buffer";
import { hash, randomFillSync } from "node:crypto";

import type { Finding } from "../model/row.ts";
import { recordTuples, type TupleWriter } from "../store/copy.ts";
import { type BatchPlan, META, OUTCOME, type PieceResult, type Spare } from "./plan.ts";

/** Bytes before a payload: room for a key, or for 0x00 and a salt. */
const BEFORE = 33;
const ROOM = " ".repeat(BEFORE);
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const LF = 10;
const AT_ONCE = 64;
const NONE: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(0);

export interface RecordParts {
  readonly identityText: string;
  readonly subject: string;
  readonly version: number;
  readonly withdrawn: boolean;
  readonly warnings: number;
}

/** Where a row's outcome goes. */
export interface RowOutput {
  readonly findings: Finding[];
  skip(outcome: number, rowNumber: number): void;
  record(rowNumber: number, payload: string, parts: RecordParts): void;
}

export class PieceOutput implements RowOutput {
  readonly #writer: TupleWriter;
  /** Null where contents are not compared: sealed batches. */
  readonly #contentKey: Uint8Array | null;
  #rows = 0;
  #outcomes = new Uint8Array(4096);
  #rowNumbers = new Uint32Array(4096);
  #extra = new Uint32Array(4096);
  #meta: Buffer<ArrayBuffer> = NONE;
  #tuples: Buffer<ArrayBuffer> = NONE;
  #tupleBytes = 0;
  #scratch = Buffer.alloc(1 << 16);
  /** Of waiting payloads, each with room before it and a line feed after it, which no canonical text has. */
  #text = "";
  #wide = Buffer.allocUnsafeSlow(1 << 18);
  readonly #salts = Buffer.alloc(16 * 1024);
  #saltAt = this.#salts.length;
  readonly #waiting: { readonly row: number; readonly parts: RecordParts }[] = [];
  readonly findings: Finding[] = [];
  readonly unknown: string[] = [];

  /** Digests of raw lines, and where among them that of the row stands that is written next. */
  raw: Buffer = NONE;
  rawAt = 0;

  constructor(batch: Pick<BatchPlan, "batchSeq" | "item" | "origin">, contentKey: Uint8Array | null) {
    this.#writer = recordTuples(batch.batchSeq, batch.item, batch.origin);
    this.#contentKey = contentKey;
  }

  /** A row that became no record. */
  skip(outcome: number, rowNumber: number, extra = 0): void {
    this.#row(outcome, rowNumber, extra);
  }

  /** A leaf whose content stays out: only its hash is kept. */
  withheld(rowNumber: number, outcome: number, leaf: string): void {
    const row = this.#row(outcome, rowNumber, 0);
    this.#meta.latin1Write(leaf, row * META.bytes + META.leaf);
  }

  /** A record from a source's row: salted and hashed when the piece is whole. */
  record(rowNumber: number, payload: string, parts: RecordParts): void {
    const row = this.#row(OUTCOME.record, rowNumber, 0);
    copyBytes(this.raw, this.rawAt, this.#meta, row * META.bytes + META.raw, 12);
    this.#text += `${ROOM}${payload}\n`;
    this.#waiting.push({ row, parts });
    if (this.#waiting.length === AT_ONCE) this.#settle();
  }

  /** A line of a sealed batch: hash the leaf of salt and payload, before anything is believed. */
  leafOf(saltHex: string, payload: Uint8Array): string {
    const end = BEFORE + payload.length;
    if (end > this.#scratch.length) this.#scratch = Buffer.alloc(end * 2);
    this.#scratch.set(payload, BEFORE);
    this.#scratch.hexWrite(saltHex, BEFORE - SALT_BYTES);
    return leafAt(this.#scratch, BEFORE, end);
  }

  /** The record of the line given to `leafOf` just before. */
  sealedRecord(rowNumber: number, leaf: string, payloadBytes: number, parts: RecordParts): void {
    const row = this.#row(OUTCOME.record, rowNumber, 0);
    this.#meta.latin1Write(leaf, row * META.bytes + META.leaf);
    this.#tuple(row, this.#scratch, BEFORE, BEFORE + payloadBytes, parts);
  }

  result(span: number, starts: Uint32Array, input: Uint8Array<ArrayBuffer>): PieceResult {
    this.#settle();
    const result: PieceResult = {
      span,
      outcomes: this.#outcomes.slice(0, this.#rows),
      rowNumbers: this.#rowNumbers.slice(0, this.#rows),
      extra: this.#extra.slice(0, this.#rows),
      meta: this.#meta.buffer,
      tuples: this.#tuples.buffer,
      tupleBytes: this.#tupleBytes,
      findings: this.findings.splice(0),
      unknown: this.unknown.splice(0),
      starts,
      input,
    };
    // The buffers go with the result; `reuse` brings others before the next row.
    this.#meta = NONE;
    this.#tuples = NONE;
    this.#rows = 0;
    this.#tupleBytes = 0;
    return result;
  }

  /** Buffers for the next piece; new ones where there are none to use again. */
  reuse(spare?: Spare): void {
    this.#meta =
      spare === undefined
        ? Buffer.allocUnsafeSlow(this.#outcomes.length * META.bytes)
        : Buffer.from(spare.meta);
    this.#tuples = spare === undefined ? Buffer.allocUnsafeSlow(1 << 20) : Buffer.from(spare.tuples);
  }

  /** Digests, leaves and tuples of the records that wait, in their order. */
  #settle(): void {
    if (this.#waiting.length === 0) return;
    const wideBytes = this.#text.length * 2;
    if (wideBytes > this.#wide.length) this.#wide = Buffer.allocUnsafeSlow(wideBytes * 2);
    this.#wide.ucs2Write(this.#text, 0);
    this.#text = "";
    const utf8 = transcode(this.#wide.subarray(0, wideBytes), "ucs2", "utf8");
    const contentKey = this.#contentKey;
    let from = BEFORE;
    for (const { row, parts } of this.#waiting) {
      const to = utf8.indexOf(LF, from);
      const at = row * META.bytes;
      if (contentKey !== null) {
        utf8.set(contentKey, from - KEY_BYTES);
        const content = hash("sha256", utf8.subarray(from - KEY_BYTES, to), "binary");
        this.#meta.latin1Write(content, at + META.content, 16);
      }
      this.#writeSalt(utf8, from - SALT_BYTES);
      this.#meta.latin1Write(leafAt(utf8, from, to), at + META.leaf);
      this.#tuple(row, utf8, from, to, parts);
      from = to + 1 + BEFORE;
    }
    this.#waiting.length = 0;
  }

  #row(outcome: number, rowNumber: number, extra: number): number {
    const row = this.#rows++;
    if (row === this.#outcomes.length) this.#growRows();
    const metaBytes = this.#rows * META.bytes;
    if (metaBytes > this.#meta.length) this.#meta = grown(this.#meta, row * META.bytes, metaBytes);
    this.#outcomes[row] = outcome;
    this.#rowNumbers[row] = rowNumber;
    this.#extra[row] = extra;
    return row;
  }

  #growRows(): void {
    const size = this.#outcomes.length * 2;
    const outcomes = new Uint8Array(size);
    outcomes.set(this.#outcomes);
    this.#outcomes = outcomes;
    const rowNumbers = new Uint32Array(size);
    rowNumbers.set(this.#rowNumbers);
    this.#rowNumbers = rowNumbers;
    const extra = new Uint32Array(size);
    extra.set(this.#extra);
    this.#extra = extra;
  }

  #writeSalt(out: Buffer, at: number): void {
    if (this.#saltAt === this.#salts.length) {
      randomFillSync(this.#salts);
      this.#saltAt = 0;
    }
    copyBytes(this.#salts, this.#saltAt, out, at, SALT_BYTES);
    this.#saltAt += SALT_BYTES;
  }

  /** The tuple of the payload that stands in `bytes` from `from` to `to`, its salt right before it. */
  #tuple(row: number, bytes: Buffer, from: number, to: number, parts: RecordParts): void {
    const at = row * META.bytes;
    const id = hash("sha256", parts.identityText, "binary");
    this.#meta.latin1Write(id, at + META.id, 16);
    this.#meta.writeDoubleLE(parts.version, at + META.version);
    const need = this.#tupleBytes + this.#writer.bound(parts.subject, to - from);
    if (need > this.#tuples.length) this.#tuples = grown(this.#tuples, this.#tupleBytes, need);
    const head = {
      version: parts.version,
      withdrawn: parts.withdrawn,
      warnings: parts.warnings,
      id,
      salt: bytes,
      saltAt: from - SALT_BYTES,
      subject: parts.subject,
    };
    const payloadAt = this.#writer.write(this.#tuples, this.#tupleBytes, head, to - from);
    this.#tuples.set(bytes.subarray(from, to), payloadAt);
    this.#tupleBytes = payloadAt + to - from;
    this.#extra[row] = this.#tupleBytes;
  }
}

/** The leaf of the payload from `from` to `to`, whose salt stands right before it. */
function leafAt(bytes: Buffer, from: number, to: number): string {
  bytes[from - SALT_BYTES - 1] = 0;
  return hash("sha256", bytes.subarray(from - SALT_BYTES - 1, to), "binary");
}

/** For a few bytes quicker than Buffer.copy. */
function copyBytes(source: Buffer, sourceAt: number, target: Buffer, targetAt: number, length: number): void {
  for (let i = 0; i < length; i++) target[targetAt + i] = source[sourceAt + i] as number;
}

/** A larger buffer with the first `used` bytes of this one. */
function grown(buffer: Buffer<ArrayBuffer>, used: number, need: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafeSlow(Math.max(need, buffer.length * 2));
  buffer.copy(larger, 0, 0, used);
  return larger;
}
