/**
 * What a worker thread is told about a batch before its first piece, and what it gives
 * back for each piece. Plain data, so that it crosses threads; arrays of bytes are
 * transferred, not copied.
 */
import type { Charset } from "../model/adapter.ts";
import type { Finding } from "../model/row.ts";
import type { RawIndex } from "../store/heads.ts";

export interface BatchPlan {
  readonly item: string;
  /** Node that sealed, or will seal, the batch. */
  readonly origin: string;
  readonly standard: string;
  /** The day the origin received the batch, YYYY-MM-DD in Asia/Shanghai: date rules count from it. */
  readonly receivedOn: string;
  readonly batchSeq: number;
  /** Version in ms of records that have no source time of their own. */
  readonly version: number;
  /** The network's secret for subjects that are persons. */
  readonly subjectKey: Uint8Array;
}

/** Rows of a source's file. */
export interface FilePlan extends BatchPlan {
  readonly kind: "csv" | "rows";
  readonly adapter: string;
  readonly header: readonly string[];
  /** Cells of the title row, with the empty ones that pad it at its end. */
  readonly width: number;
  readonly charset: Charset;
  /** Char code. */
  readonly delimiter: number;
  /** This node's secret for content digests, 32 bytes. */
  readonly contentKey: Uint8Array;
  /** Secret for raw lines, bound to adapter, catalog and header: another reading of a line is another line. */
  readonly lineKey: Uint8Array;
  /** Raw lines whose outcome is known; null when none is. */
  readonly known: RawIndex | null;
}

/** Lines of a sealed batch. */
export interface SealedPlan extends BatchPlan {
  readonly kind: "sealed";
}

export type Plan = FilePlan | SealedPlan;

/** What became of a row: a record; refused; known from its raw line alone; its content was not sent. */
export const OUTCOME = { record: 0, refused: 1, known: 2, withheld: 3 } as const;

/** Layout of one row's digests in `meta`. */
export const META = { id: 0, content: 16, raw: 32, leaf: 44, version: 76, bytes: 84 } as const;

export interface PieceResult {
  /** Rows of the file this piece spans, blank ones included. */
  readonly span: number;
  /** For each row that holds data, in order: an OUTCOME. */
  readonly outcomes: Uint8Array;
  /** … its number: relative to the piece for CSV (0 = the first), as given by the reader otherwise. */
  readonly rowNumbers: Uint32Array;
  /** … META.bytes each: digests and version (float64 LE). Only the leaf for what is not a record. */
  readonly meta: ArrayBuffer;
  /** … for a known row the number of its entry, for a record the end of its tuple in `tuples`, else 0. */
  readonly extra: Uint32Array;
  /** Binary COPY tuples of the records, in order: the first `tupleBytes` of the buffer. */
  readonly tuples: ArrayBuffer;
  readonly tupleBytes: number;
  /** Findings of the rows, in order; `row` as in rowNumbers. */
  readonly findings: readonly Finding[];
  /** rows: titles that the source sent and the adapter does not know, told at the end. */
  readonly unknown: readonly string[];
  /** Where each row of a CSV piece begins, so that one can be read again; empty otherwise. */
  readonly starts: Uint32Array;
  readonly input: Uint8Array<ArrayBuffer>;
}

/** Buffers that a result came in and that may be filled again. */
export interface Spare {
  readonly meta: ArrayBuffer;
  readonly tuples: ArrayBuffer;
}
