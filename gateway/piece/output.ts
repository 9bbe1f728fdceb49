/**
 * Collects what a piece becomes, in buffers that grow. Knows the layouts of plan.ts and
 * of a record tuple; decides nothing.
 *
 * The trap: V8 writes UTF-8 slowly. Payloads are gathered as UTF-16 and turned into UTF-8
 * many at once; only then are they hashed and put into their tuples. Too many at once, and
 * the garbage collector carries them about.
 */
import { transcode } from "node:buffer";
import { hash, randomFillSync } from "node:crypto";

import type { Finding } from "../model/row.ts";
import { recordTuples, type TupleWriter } from "../store/copy.ts";
import { type BatchPlan, META, OUTCOME, type PieceResult, type Spare } from "./plan.ts";

/** Bytes before the payload in the scratch buffer: room for a key, or for 0x00 and a salt. */
const BEFORE = 64;
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

export class PieceOutput {
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
  readonly #salts = Buffer.alloc(16 * 1024);
  #saltAt = this.#salts.length;
  /** Payloads in UTF-16, each followed by a line feed, which no canonical text has. */
  #wide = Buffer.allocUnsafeSlow(1 << 20);
  #wideBytes = 0;
  readonly #waiting: { readonly row: number; readonly parts: RecordParts }[] = [];
  readonly findings: Finding[] = [];
  readonly unknown: string[] = [];

  /** Place for the raw digest of the row that is written next. */
  readonly raw = Buffer.alloc(32);

  constructor(batch: Pick<BatchPlan, "batchSeq" | "item" | "origin">, contentKey: Uint8Array | null) {
    this.#writer = recordTuples(batch.batchSeq, batch.item, batch.origin);
    this.#contentKey = contentKey;
  }

  /** A row that became no record. */
  skip(outcome: number, rowNumber: number, extra = 0): void {
    this.#row(outcome, rowNumber, extra);
  }

  /** A leaf whose content stays out: only its hash (hex) is kept. */
  withheld(rowNumber: number, outcome: number, leafHex: string): void {
    const row = this.#row(outcome, rowNumber, 0);
    this.#meta.hexWrite(leafHex, row * META.bytes + META.leaf);
  }

  /** A record from a source's row: salted and hashed when the piece is whole. */
  record(rowNumber: number, payload: string, parts: RecordParts): void {
    const row = this.#row(OUTCOME.record, rowNumber, 0);
    this.raw.copy(this.#meta, row * META.bytes + META.raw, 0, 12);
    const need = this.#wideBytes + payload.length * 2 + 2;
    if (need > this.#wide.length) this.#wide = grown(this.#wide, this.#wideBytes, need);
    this.#wideBytes += this.#wide.ucs2Write(payload, this.#wideBytes);
    this.#wide[this.#wideBytes++] = LF;
    this.#wide[this.#wideBytes++] = 0;
    this.#waiting.push({ row, parts });
    if (this.#waiting.length === AT_ONCE) this.#settle();
  }

  /** A line of a sealed batch: hash the leaf of salt and payload, before anything is believed. Returns it as hex. */
  leafOf(saltHex: string, payload: Uint8Array): string {
    this.#reserve(payload.length);
    this.#scratch.set(payload, BEFORE);
    this.#scratch.hexWrite(saltHex, BEFORE - 16);
    this.#scratch[BEFORE - 17] = 0;
    return hash("sha256", this.#scratch.subarray(BEFORE - 17, BEFORE + payload.length), "hex");
  }

  /** The record of the line given to `leafOf` just before. */
  sealedRecord(rowNumber: number, leafHex: string, payloadBytes: number, parts: RecordParts): void {
    const row = this.#row(OUTCOME.record, rowNumber, 0);
    this.#meta.hexWrite(leafHex, row * META.bytes + META.leaf);
    this.#tuple(row, payloadBytes, parts);
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
    this.#meta = spare === undefined ? Buffer.allocUnsafeSlow(this.#outcomes.length * META.bytes) : Buffer.from(spare.meta);
    this.#tuples = spare === undefined ? Buffer.allocUnsafeSlow(1 << 20) : Buffer.from(spare.tuples);
  }

  /** Digests, leaves and tuples of the records that wait, in their order. */
  #settle(): void {
    if (this.#waiting.length === 0) return;
    const utf8 = transcode(this.#wide.subarray(0, this.#wideBytes), "ucs2", "utf8");
    const contentKey = this.#contentKey;
    let from = 0;
    for (const { row, parts } of this.#waiting) {
      const to = utf8.indexOf(LF, from);
      const bytes = to - from;
      const at = row * META.bytes;
      this.#reserve(bytes);
      utf8.copy(this.#scratch, BEFORE, from, to);
      from = to + 1;
      if (contentKey !== null) {
        this.#scratch.set(contentKey, BEFORE - 32);
        const content = hash("sha256", this.#scratch.subarray(BEFORE - 32, BEFORE + bytes), "hex");
        this.#meta.hexWrite(content, at + META.content, 16);
      }
      this.#nextSalt().copy(this.#scratch, BEFORE - 16, this.#saltAt, this.#saltAt + 16);
      this.#saltAt += 16;
      this.#scratch[BEFORE - 17] = 0;
      const leaf = hash("sha256", this.#scratch.subarray(BEFORE - 17, BEFORE + bytes), "hex");
      this.#meta.hexWrite(leaf, at + META.leaf);
      this.#tuple(row, bytes, parts);
    }
    this.#waiting.length = 0;
    this.#wideBytes = 0;
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

  #reserve(payloadBytes: number): void {
    if (payloadBytes + BEFORE > this.#scratch.length) this.#scratch = Buffer.alloc((payloadBytes + BEFORE) * 2);
  }

  #nextSalt(): Buffer {
    if (this.#saltAt === this.#salts.length) {
      randomFillSync(this.#salts);
      this.#saltAt = 0;
    }
    return this.#salts;
  }

  /** The tuple of the payload in the scratch buffer, whose salt stands right before it. */
  #tuple(row: number, bytes: number, parts: RecordParts): void {
    const at = row * META.bytes;
    const idHex = hash("sha256", parts.identityText, "hex");
    this.#meta.hexWrite(idHex, at + META.id, 16);
    this.#meta.writeDoubleLE(parts.version, at + META.version);
    const need = this.#tupleBytes + this.#writer.bound(parts.subject, bytes);
    if (need > this.#tuples.length) this.#tuples = grown(this.#tuples, this.#tupleBytes, need);
    const head = {
      version: parts.version,
      withdrawn: parts.withdrawn,
      warnings: parts.warnings,
      idHex,
      salt: this.#scratch,
      saltAt: BEFORE - 16,
      subject: parts.subject,
    };
    const payloadAt = this.#writer.write(this.#tuples, this.#tupleBytes, head, bytes);
    this.#scratch.copy(this.#tuples, payloadAt, BEFORE, BEFORE + bytes);
    this.#tupleBytes = payloadAt + bytes;
    this.#extra[row] = this.#tupleBytes;
  }
}

/** A larger buffer with the first `used` bytes of this one. */
function grown(buffer: Buffer<ArrayBuffer>, used: number, need: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafeSlow(Math.max(need, buffer.length * 2));
  buffer.copy(larger, 0, 0, used);
  return larger;
}
