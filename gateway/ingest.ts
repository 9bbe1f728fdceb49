/**
 * A source's file, row by row, to counted outcomes: pieces go through worker threads, and
 * their results, in order, through the heads, which say what is new. The gateway and the
 * pre-check share it, so that both judge alike; where rows go is the caller's business.
 *
 * The trap: a raw line found known by a worker is a hint until the heads confirm it, since
 * an earlier row of the same file may have changed that record meanwhile.
 */
import { bindColumns } from "./map/bind.ts";
import type { Adapter } from "./model/adapter.ts";
import type { Standard } from "./model/catalog.ts";
import { FINDINGS } from "./model/findings.ts";
import type { Finding } from "./model/row.ts";
import { type FilePlan, META, OUTCOME, type PieceResult } from "./piece/plan.ts";
import { type OpenPlan, type Pool, takeAll } from "./piece/pool.ts";
import { faultRefusal, openSource, type Source } from "./source.ts";
import { LEAF_INDEX_AT, WARNINGS_AT } from "./store/copy.ts";
import type { Heads } from "./store/heads.ts";

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
  const unknown = new Set(source.guessed ? [] : binding.unknown);
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
