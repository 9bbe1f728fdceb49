/**
 * What a reader of another format than CSV gives, line by line, and the limits it keeps.
 * The same shape crosses the process boundary as NDJSON. Row numbers are a spreadsheet's:
 * the title line is row 1, so the first record of a format without titles is row 2.
 */
import type { DecodeOptions } from "../model/adapter.ts";
import type { FindingCode } from "../model/findings.ts";
import type { Params } from "../model/text.ts";

export type Line =
  /** `guessed`: no record could be read, so these are the adapter's titles and none of the file's. */
  | { readonly header: readonly string[]; readonly headerRow: number; readonly guessed?: true }
  | readonly [row: number, ...cells: (string | null)[]]
  | {
      readonly row: number;
      readonly code: FindingCode;
      readonly params: Params;
      /** Where they were asked for and there are any: a damaged number as a number, all else as text. */
      readonly cells?: readonly (string | number | null)[];
    }
  | { readonly unknown: readonly string[]; readonly rows: number };

export interface GivenRow {
  readonly row: number;
  readonly cells: readonly (string | number | null)[];
}

/** A row as it came, where its reader refused it too; undefined for what is no row. */
export function givenRow(line: Line): GivenRow | undefined {
  if ("header" in line || "unknown" in line) return undefined;
  if ("code" in line) return { row: line.row, cells: line.cells ?? [] };
  const [row, ...cells] = line;
  return { row, cells };
}

export interface ConvertLimits {
  /** V8 heap of the reading process. */
  readonly heapMiB: number;
  /** Time that the caller may spend waiting for it, all waits together. */
  readonly seconds: number;
  readonly maxRows: number;
  readonly maxColumns: number;
  /** Of one record, in characters. */
  readonly maxRecord: number;
  /** xlsx: of one part of the archive, expanded. */
  readonly maxExpandedBytes: number;
  /** xlsx: expanded to compressed, beyond `ratioFloorBytes`. */
  readonly maxRatio: number;
  readonly ratioFloorBytes: number;
  /** json, xml: nesting. */
  readonly maxDepth: number;
}

export const DEFAULT_LIMITS: ConvertLimits = {
  heapMiB: 768,
  seconds: 300,
  maxRows: 5_000_000,
  maxColumns: 1000,
  maxRecord: 8 << 20,
  maxExpandedBytes: 200 << 20,
  maxRatio: 100,
  ratioFloorBytes: 10 << 20,
  maxDepth: 64,
};

export interface ConvertJob {
  readonly path: string;
  readonly options: DecodeOptions;
  /** Titles that the adapter can place; keyed formats give no column to others. */
  readonly knownTitles: readonly string[];
  readonly limits: ConvertLimits;
  /** Give the cells also of rows that are refused here. */
  readonly refusedCells?: boolean;
}
