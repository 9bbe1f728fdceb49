/**
 * Collects what a piece becomes, in buffers that grow. Knows the layouts of plan.ts and
 * of a record tuple; decides nothing.
 */
import { hash, randomFillSync } from "node:crypto";

import type { Finding } from "../model/row.ts";
import { type RecordTuple, recordTupleBound, writeRecordHead } from "../store/copy.ts";
import { META, OUTCOME, type PieceResult } from "./plan.ts";

/** Bytes before the payload in the scratch buffer: room for a key, or for 0x00 and a salt. */
const BEFORE = 64;

export interface RecordParts {
  readonly identityText: string;
  readonly subject: string;
  readonly item: string;
  readonly origin: string;
  readonly batchSeq: number;
  readonly version: number;
  readonly withdrawn: boolean;
  readonly warnings: number;
}

export class PieceOutput {
  #rows = 0;
  #outcomes = new Uint8Array(4096);
  #rowNumbers = new Uint32Array(4096);
  #extra = new Uint32Array(4096);
  #meta = Buffer.allocUnsafeSlow(4096 * META.bytes);
  #tuples = Buffer.allocUnsafeSlow(1 << 20);
  #tupleBytes = 0;
  #scratch = Buffer.alloc(1 << 16);
  readonly #salts = Buffer.alloc(16 * 1024);
  #saltAt = this.#salts.length;
  readonly findings: Finding[] = [];
  readonly unknown: string[] = [];

  /** Place for the raw digest of the row that is written next. */
  readonly raw = Buffer.alloc(32);

  /** A row that became no record. */
  skip(outcome: number, rowNumber: number, extra = 0): void {
    this.#row(outcome, rowNumber, extra);
  }

  /** A leaf whose content stays out: only its hash (hex) is kept. */
  withheld(rowNumber: number, outcome: number, leafHex: string): void {
    const at = this.#row(outcome, rowNumber, 0);
    this.#meta.hexWrite(leafHex, at + META.leaf);
  }

  /** A record from a source's row: salted and hashed here. */
  record(rowNumber: number, payload: string, contentKey: Uint8Array, parts: RecordParts): void {
    const bytes = this.#put(payload);
    const at = this.#row(OUTCOME.record, rowNumber, 0);
    this.#scratch.set(contentKey, BEFORE - 32);
    const content = hash("sha256", this.#scratch.subarray(BEFORE - 32, BEFORE + bytes), "hex");
    this.#meta.hexWrite(content, at + META.content, 16);
    this.raw.copy(this.#meta, at + META.raw, 0, 12);
    this.#nextSalt().copy(this.#scratch, BEFORE - 16, this.#saltAt, this.#saltAt + 16);
    this.#saltAt += 16;
    this.#hashLeaf(at, bytes);
    this.#tuple(at, bytes, parts);
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
    const at = this.#row(OUTCOME.record, rowNumber, 0);
    this.#meta.hexWrite(leafHex, at + META.leaf);
    this.#tuple(at, payloadBytes, parts);
  }

  result(span: number, starts: Uint32Array, input: Uint8Array<ArrayBuffer>): PieceResult {
    const copy = (buffer: Buffer, length: number): Uint8Array<ArrayBuffer> => {
      const out = new Uint8Array(length);
      out.set(buffer.subarray(0, length));
      return out;
    };
    const result: PieceResult = {
      span,
      outcomes: this.#outcomes.slice(0, this.#rows),
      rowNumbers: this.#rowNumbers.slice(0, this.#rows),
      extra: this.#extra.slice(0, this.#rows),
      meta: copy(this.#meta, this.#rows * META.bytes),
      tuples: copy(this.#tuples, this.#tupleBytes),
      findings: this.findings.splice(0),
      unknown: this.unknown.splice(0),
      starts,
      input,
    };
    this.#rows = 0;
    this.#tupleBytes = 0;
    return result;
  }

  #row(outcome: number, rowNumber: number, extra: number): number {
    const row = this.#rows++;
    if (row === this.#outcomes.length) this.#growRows();
    this.#outcomes[row] = outcome;
    this.#rowNumbers[row] = rowNumber;
    this.#extra[row] = extra;
    return row * META.bytes;
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
    const meta = Buffer.allocUnsafeSlow(size * META.bytes);
    this.#meta.copy(meta);
    this.#meta = meta;
  }

  #reserve(payloadBytes: number): void {
    if (payloadBytes + BEFORE > this.#scratch.length) this.#scratch = Buffer.alloc((payloadBytes + BEFORE) * 2);
  }

  #put(payload: string): number {
    this.#reserve(payload.length * 3);
    return this.#scratch.utf8Write(payload, BEFORE);
  }

  #nextSalt(): Buffer {
    if (this.#saltAt === this.#salts.length) {
      randomFillSync(this.#salts);
      this.#saltAt = 0;
    }
    return this.#salts;
  }

  #hashLeaf(at: number, bytes: number): void {
    this.#scratch[BEFORE - 17] = 0;
    const leaf = hash("sha256", this.#scratch.subarray(BEFORE - 17, BEFORE + bytes), "hex");
    this.#meta.hexWrite(leaf, at + META.leaf);
  }

  /** The tuple of the payload in the scratch buffer, whose salt stands right before it. */
  #tuple(at: number, bytes: number, parts: RecordParts): void {
    this.#meta.hexWrite(hash("sha256", parts.identityText, "hex"), at + META.id, 16);
    this.#meta.writeDoubleLE(parts.version, at + META.version);
    const tuple: RecordTuple = {
      batchSeq: parts.batchSeq,
      version: parts.version,
      withdrawn: parts.withdrawn,
      warnings: parts.warnings,
      id: this.#meta,
      idAt: at + META.id,
      salt: this.#scratch,
      saltAt: BEFORE - 16,
      subject: parts.subject,
      item: parts.item,
      origin: parts.origin,
    };
    const need = this.#tupleBytes + recordTupleBound(tuple, bytes);
    if (need > this.#tuples.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(need, this.#tuples.length * 2));
      this.#tuples.copy(larger, 0, 0, this.#tupleBytes);
      this.#tuples = larger;
    }
    const payloadAt = writeRecordHead(this.#tuples, this.#tupleBytes, tuple, bytes);
    this.#scratch.copy(this.#tuples, payloadAt, BEFORE, BEFORE + bytes);
    this.#tupleBytes = payloadAt + bytes;
    this.#extra[this.#rows - 1] = this.#tupleBytes;
  }
}
