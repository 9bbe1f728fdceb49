/**
 * A source's file, row by row, to counted outcomes: pieces go through worker threads, and
 * their results, in order, through the heads, which say what is new. The gateway and the
 * pre-check share it, so that both judge alike; where rows go is the caller's business.
 *
 * The trap: a raw line found known by a worker is a hint until the heads confirm it, since
 * an earlier row of the same file may have changed that record meanwhile.
 */
import { open } from "node:fs/promises";

import { knownTitles } from "./adapter/load.ts";
import { chunkSource, cutRows, fileSource, type Piece } from "./decode/cut.ts";
import { readCsvHead } from "./decode/head.ts";
import { bindColumns } from "./map/bind.ts";
import type { Adapter } from "./model/adapter.ts";
import type { Standard } from "./model/catalog.ts";
import { FINDINGS } from "./model/codes.ts";
import { Refusal } from "./model/refusal.ts";
import type { Finding } from "./model/row.ts";
import { type FilePlan, META, OUTCOME, type PieceResult } from "./piece/plan.ts";
import { createSpares, type OpenPlan, type Pool, type Spares, takeAll } from "./piece/pool.ts";
import { LEAF_INDEX_AT, WARNINGS_AT } from "./store/copy.ts";
import type { Heads } from "./store/heads.ts";

const PIECE_BYTES = 256 * 1024;
const MAX_ROW_BYTES = 8 << 20;

export interface Counts {
  rows: number;
  accepted: number;
  rejected: number;
  duplicates: number;
  warnings: number;
  findings: number;
  newHeads: number;
}

/** Where rows go. Each is awaited before the next piece, which is the back-pressure. */
export interface Sinks {
  /** Binary COPY tuples of accepted records, leaf numbers set; the bytes are the sink's to keep. */
  records(tuples: Uint8Array): Promise<void>;
  /** How many of the bytes given to `records` are still needed; without it, all are for good. */
  unsent?(): number;
  /** The leaf (32 bytes at `offset`) of the next accepted record. */
  leaf(from: Uint8Array, offset: number): void;
  findings(findings: readonly Finding[]): Promise<void>;
  /** Before a piece's rows are judged: make sure that the heads know its records. */
  prepare?(result: PieceResult): Promise<void>;
  progress?(counts: Readonly<Counts>): void;
}

export interface IngestJob {
  readonly path: string;
  readonly adapter: Adapter;
  readonly standard: Standard;
  readonly pool: Pool;
  readonly heads: Heads;
  /** Everything of the plan but what the file's head says. */
  readonly plan: Omit<
    FilePlan,
    "kind" | "header" | "width" | "charset" | "delimiter" | "adapter" | "lineKey"
  >;
  /** Key for raw lines under this header. */
  lineKey(header: readonly string[]): Uint8Array;
}

interface Source {
  readonly header: readonly string[];
  readonly width: number;
  /** Number of rows above the first data row; 0 where the reader numbers the rows itself. */
  readonly rowsAbove: number;
  readonly pieces: AsyncIterable<Piece>;
  readonly spares: Spares;
  close(): Promise<void>;
}

export async function ingestFile(
  job: IngestJob,
  sinks: Sinks,
): Promise<Counts & { readonly unknownColumns: string[] }> {
  const source = await openSource(job.path, job.adapter);
  try {
    return await takeSource(source, job, sinks);
  } finally {
    await source.close();
  }
}

async function takeSource(
  source: Source,
  job: IngestJob,
  sinks: Sinks,
): Promise<Counts & { readonly unknownColumns: string[] }> {
  const { adapter, standard } = job;
  // The coordinator binds too, so that a file without a mandatory column is refused before any work.
  const binding = bindColumns(adapter, standard, source.header);
  const opened = job.pool.open({
    ...job.plan,
    kind: adapter.decode.format === "csv" ? "csv" : "rows",
    adapter: adapter.id,
    header: source.header,
    width: source.width,
    charset: adapter.decode.charset,
    delimiter: adapter.decode.delimiter.charCodeAt(0),
    lineKey: job.lineKey(source.header),
  });
  const spares = source.spares;
  const handed = { bytes: 0 };
  const records = async (tuples: Uint8Array): Promise<void> => {
    handed.bytes += tuples.length;
    await sinks.records(tuples);
  };
  const counts: Counts = {
    rows: 0,
    accepted: 0,
    rejected: 0,
    duplicates: 0,
    warnings: 0,
    findings: 0,
    newHeads: 0,
  };
  const unknown = new Set(binding.unknown);
  let rowsAbove = source.rowsAbove;
  try {
    for await (const taken of takeAll(source.pieces, opened, job.pool.width, spares)) {
      if ("fault" in taken) throw faultRefusal(taken.fault, rowsAbove + 1);
      const { result } = taken;
      await sinks.prepare?.(result);
      await takeResult(
        result,
        rowsAbove + (result.starts.length > 0 ? 1 : 0),
        job,
        opened,
        { ...sinks, records },
        counts,
      );
      spares.done(result, handed.bytes);
      if (sinks.unsent !== undefined) spares.left(handed.bytes - sinks.unsent());
      rowsAbove += result.span;
      for (const title of result.unknown) unknown.add(title);
      sinks.progress?.(counts);
    }
  } finally {
    opened.close();
  }
  return { ...counts, unknownColumns: [...unknown] };
}

function faultRefusal(fault: NonNullable<Piece["fault"]>, row: number): Refusal {
  return fault === "unclosed-quote"
    ? new Refusal("DECODE_UNCLOSED_QUOTE", { row })
    : new Refusal("DECODE_ROW_TOO_LONG", { row, limit: MAX_ROW_BYTES });
}

async function openSource(path: string, adapter: Adapter): Promise<Source> {
  const { decode } = adapter;
  const spares = createSpares();
  if (decode.format === "csv") {
    const head = await readCsvHead(path, decode);
    const file = await open(path, "r");
    const delimiter = decode.delimiter.charCodeAt(0);
    return {
      header: head.header,
      width: head.width,
      rowsAbove: head.rows,
      pieces: cutRows(
        fileSource(file, head.offset),
        { pieceBytes: PIECE_BYTES, maxRowBytes: MAX_ROW_BYTES, delimiter },
        spares.input,
      ),
      spares,
      close: () => file.close(),
    };
  }
  // Only files that are not CSV pay for the readers.
  const { convertRows } = await import("./decode/convert.ts");
  const rows = convertRows(path, decode, knownTitles(adapter));
  // A generator that was never begun does not end what it stands on, so the reader itself is ended.
  const close = async (): Promise<void> => void (await rows.return());
  const { header, rest } = await firstLine(rows);
  return {
    header,
    width: header.length,
    rowsAbove: 0,
    pieces: cutRows(
      chunkSource(rest),
      { pieceBytes: PIECE_BYTES, maxRowBytes: MAX_ROW_BYTES * 4, delimiter: null },
      spares.input,
    ),
    spares,
    close,
  };
}

/** The reader's first line tells the header; the rest are rows. */
async function firstLine(
  source: AsyncIterable<Buffer>,
): Promise<{ readonly header: readonly string[]; readonly rest: AsyncGenerator<Buffer> }> {
  const iterator = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let end = -1;
  while (end < 0) {
    const next = await iterator.next();
    if (next.done === true) throw new Refusal("DECODE_EMPTY");
    head = Buffer.concat([head, next.value]);
    end = head.indexOf(10);
  }
  const { header } = JSON.parse(head.toString("utf8", 0, end)) as { header: readonly string[] };
  async function* rest(): AsyncGenerator<Buffer> {
    try {
      if (head.length > end + 1) yield head.subarray(end + 1);
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { header, rest: rest() };
}

/** Judge the rows of one piece; `firstRow` is the number of its first row. */
async function takeResult(
  result: PieceResult,
  firstRow: number,
  job: IngestJob,
  open: OpenPlan,
  sinks: Sinks,
  counts: Counts,
): Promise<void> {
  const meta = Buffer.from(result.meta);
  const tuples = Buffer.from(result.tuples, 0, result.tupleBytes);
  const told: Finding[] = [];
  /** Tuples `keptFrom`…`tupleAt` are accepted and not yet handed on. */
  let keptFrom = 0;
  let tupleAt = 0;
  let nextFinding = 0;

  async function flush(upTo: number): Promise<void> {
    if (upTo > keptFrom) await sinks.records(tuples.subarray(keptFrom, upTo));
    keptFrom = upTo;
  }

  for (let i = 0; i < result.outcomes.length; i++) {
    const number = result.rowNumbers[i] as number;
    const firstFinding = nextFinding;
    while (result.findings[nextFinding]?.row === number) nextFinding++;
    counts.rows++;

    switch (result.outcomes[i]) {
      case OUTCOME.known:
        if (job.heads.isUntouched(result.extra[i] as number)) counts.duplicates++;
        else {
          // The line is known, but its record was changed by an earlier row of this file: read it in full.
          await flush(tupleAt);
          if (told.length > 0) await sinks.findings(told.splice(0));
          const bytes = result.input.slice(result.starts[number], result.starts[number + 1]);
          counts.rows--;
          await takeResult(await open.take(bytes, false), firstRow + number, job, open, sinks, counts);
        }
        break;
      case OUTCOME.refused:
        counts.rejected++;
        tell(firstFinding, nextFinding);
        break;
      case OUTCOME.record: {
        const start = tupleAt;
        tupleAt = result.extra[i] as number;
        const at = i * META.bytes;
        const verdict = job.heads.judge(
          meta,
          at + META.id,
          at + META.content,
          at + META.raw,
          meta.readDoubleLE(at + META.version),
        );
        if (verdict === "same" || verdict === "older") {
          await flush(start);
          keptFrom = tupleAt;
          if (verdict === "same") counts.duplicates++;
          else {
            counts.rejected++;
            told.push({ row: firstRow + number, column: "", code: "VERSION_OLDER", params: {} });
            counts.findings++;
          }
          break;
        }
        if (verdict === "changed-again") {
          const bit = 1 << FINDINGS.W_KEY_REPEATED.bit;
          tuples.writeInt32BE(tuples.readInt32BE(start + WARNINGS_AT) | bit, start + WARNINGS_AT);
          told.push({ row: firstRow + number, column: "", code: "W_KEY_REPEATED", params: {} });
          counts.findings++;
          counts.warnings++;
        }
        if (verdict === "new") counts.newHeads++;
        tuples.writeInt32BE(counts.accepted++, start + LEAF_INDEX_AT);
        sinks.leaf(meta, at + META.leaf);
        tell(firstFinding, nextFinding);
        break;
      }
      default:
        throw new Error(`a file's row cannot come out as ${result.outcomes[i]}`);
    }
  }
  await flush(tupleAt);
  if (told.length > 0) await sinks.findings(told);

  function tell(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const finding = result.findings[i] as Finding;
      told.push({ ...finding, row: firstRow + finding.row });
      counts.findings++;
      if (FINDINGS[finding.code].severity === "warn") counts.warnings++;
    }
  }
}
