/**
 * A whole penalties file as a stream of bytes, with the answer key of what was
 * planted. Every row is drawn from (seed, row) alone, so the file of the next
 * night, or one with other shares, has the same rows but for what it says.
 * Memory stays flat: the key grows with the faults only.
 */
import type { FindingCode } from "../gateway/model/findings.ts";
import { FAULTS, FLAWS } from "./make-batch-faults.ts";
import type { Plant } from "./make-batch-plant.ts";
import { type Charset, type Row, type RowMaker, rowMaker } from "./make-batch-row.ts";
import { AT, COLUMNS } from "./make-batch-words.ts";
import { type Random, seeded } from "./make-identifiers.ts";

export interface BatchOptions {
  readonly rows: number;
  readonly seed?: number;
  readonly charset?: Charset;
  /** Shares of all rows, 0 to 1. */
  readonly rejected?: number;
  readonly duplicates?: number;
  readonly warned?: number;
  /** Share of the good rows whose content differs from the first night's. */
  readonly changed?: number;
  readonly titles?: "codes" | "chinese";
  readonly receivedOn?: string;
}

export interface KeyLine {
  /** As a spreadsheet counts: the title line is row 1. */
  readonly row: number;
  readonly column: string;
  readonly code: FindingCode;
}

export interface AnswerKey {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly changed: number;
  readonly rejections: readonly KeyLine[];
  readonly warnings: readonly KeyLine[];
}

export const RECEIVED_ON = "2026-11-20";

const PIECE = 1 << 20;
const REMEMBERED = 512;

/** The pieces of the file; the generator returns the answer key. */
export function* makeBatch(options: BatchOptions): Generator<Buffer, AnswerKey, void> {
  const { rows, seed = 1, charset = "gb18030", titles = "chinese", receivedOn = RECEIVED_ON } = options;
  const { rejected = 0.01, duplicates = 0.01, warned = 0.01, changed = 0 } = options;
  const make = rowMaker(charset, seed, receivedOn);
  const header = COLUMNS.map(([code, title]) => (titles === "codes" ? code : title));
  const titleOf = (plant: Plant) => (plant.column === "" ? "" : (header[AT[plant.column]] as string));
  const key = { duplicates: 0, changed: 0, rejections: [] as KeyLine[], warnings: [] as KeyLine[] };
  const remembered: string[] = [];
  const reject = plants(FAULTS, make);
  const warn = plants(FLAWS, make);

  /** One line, and what it adds to the key. */
  const line = (index: number, rowNumber: number): string => {
    const random = seeded(mix(seed, index));
    const chance = random();
    if (chance < rejected) {
      const { plant, text } = reject(index, random);
      key.rejections.push({ row: rowNumber, column: titleOf(plant), code: plant.code });
      return text;
    }
    if (chance < rejected + warned) {
      const { plant, text } = warn(index, random);
      key.warnings.push({ row: rowNumber, column: titleOf(plant), code: plant.code });
      return text;
    }
    if (chance < rejected + warned + duplicates && remembered.length > 0) {
      key.duplicates++;
      return remembered[Math.floor(random() * remembered.length)] as string;
    }
    const row = make.row(index, random);
    if (changed > 0 && seeded(mix(seed ^ 0x5bd1e995, index))() < changed) {
      change(row, make);
      key.changed++;
    }
    const text = lineOf(row);
    // Any earlier row may come again, but not all are kept: a slot is taken over now and then.
    if (remembered.length < REMEMBERED) remembered.push(text);
    else if (index % 37 === 0) remembered[(index / 37) % REMEMBERED] = text;
    return text;
  };

  let lines = [make.encode(header.join(","))];
  let length = 0;
  for (let index = 0; index < rows; index++) {
    const text = line(index, index + 2);
    lines.push(text);
    length += text.length;
    if (length >= PIECE) {
      yield bytesOf(lines);
      lines = [];
      length = 0;
    }
  }
  if (lines.length > 0) yield bytesOf(lines);
  const accepted = rows - key.rejections.length - key.duplicates;
  return { rows, accepted, rejected: key.rejections.length, ...key };
}

/** Rows spoilt by each plant of a list in turn, so that every kind comes up equally often. */
function plants(
  list: readonly Plant[],
  make: RowMaker,
): (index: number, random: Random) => { plant: Plant; text: string } {
  let next = 0;
  return (index, random) => {
    const plant = list[next++ % list.length] as Plant;
    const row = make.row(index, random, plant.wish);
    plant.spoil(row, make);
    return { plant, text: lineOf(row) };
  };
}

/** The same penalty with other content: what identifies it stays. */
function change({ cells }: Row, make: RowMaker): void {
  cells[AT.CF_NR] += make.encode("（已更正）");
}

function lineOf({ cells }: Row): string {
  return cells.join(",");
}

function bytesOf(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join("\r\n")}\r\n`, "latin1");
}

/** One number of seed and row, well mixed (murmur3's finaliser). */
function mix(seed: number, index: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
