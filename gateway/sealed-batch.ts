/**
 * A sealed batch as it lies in the spool: its head is read and its seal verified before
 * anything else; then its leaves are taken, in order, through worker threads.
 */
import { createReadStream } from "node:fs";
import { createZstdDecompress } from "node:zlib";

import { chunkSource, cutRows } from "./decode/cut.ts";
import type { Manifest } from "./model/batch.ts";
import { FINDINGS } from "./model/findings.ts";
import { Refusal } from "./model/refusal.ts";
import type { Finding } from "./model/row.ts";
import { META, OUTCOME, type PieceResult, type SealedPlan } from "./piece/plan.ts";
import { createSpares, type Pool, takeAll } from "./piece/pool.ts";
import type { Trust } from "./seal/cms.ts";
import { verifySeal } from "./seal/seal.ts";
import { LEAF_INDEX_AT } from "./store/copy.ts";

const PIECE_BYTES = 512 * 1024;
const MAX_LINE_BYTES = 4 << 20;
const MAX_HEAD_BYTES = 1 << 20;
const LF = 10;

export interface SealedSinks {
  records(tuples: Uint8Array): Promise<void>;
  /** How many of the bytes given to `records` are still needed. */
  unsent(): number;
  leaf(from: Uint8Array, offset: number): void;
  findings(findings: readonly Finding[]): Promise<void>;
  progress(rows: number): void;
}

export interface SealedCounts {
  rows: number;
  accepted: number;
  rejected: number;
  warnings: number;
  readonly withheld: { readonly index: number; readonly leaf: Buffer; readonly reason: string }[];
}

export interface SealedBatch {
  readonly manifest: Manifest;
  /** The exact text that was sealed, and the seal over it. */
  readonly text: string;
  readonly seal: Buffer;
  take(pool: Pool, plan: SealedPlan, sinks: SealedSinks): Promise<SealedCounts>;
  close(): Promise<void>;
}

/** Throws a Refusal when the head is not whole or the seal is not that of the manifest's origin. */
export async function readSealedBatch(path: string, trust: Trust): Promise<SealedBatch> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  const zstd = createZstdDecompress({ chunkSize: 1 << 18 });
  file.once("error", (error) => zstd.destroy(error));
  const source = file.pipe(zstd)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    const [text, sealText, rest] = await readHead(source);
    const seal = Buffer.from(sealText, "base64");
    if (seal.toString("base64") !== sealText) throw new Refusal("SEAL_INVALID", { detail: "base64" });
    const { manifest } = verifySeal(text, seal, trust);
    const close = async (): Promise<void> => {
      await source.return?.();
      file.destroy();
    };
    return {
      manifest,
      text,
      seal,
      take: (pool, plan, sinks) => takeLeaves(source, rest, pool, plan, sinks),
      close,
    };
  } catch (error) {
    file.destroy();
    zstd.destroy();
    throw asRefusal(error);
  }
}

/** What zlib throws about the bytes is the sender's to mend. */
function asRefusal(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(ZSTD_|Z_|ERR_ZSTD|ERR_BUFFER)/.test(code)
    ? new Refusal("SEAL_INVALID", { detail: "zstd" }, { cause: error })
    : error;
}

/** The first two lines, and what was read beyond them. */
async function readHead(source: AsyncIterator<Buffer>): Promise<[string, string, Buffer]> {
  let head: Buffer = Buffer.alloc(0);
  for (;;) {
    const first = head.indexOf(LF);
    const second = first < 0 ? -1 : head.indexOf(LF, first + 1);
    if (second >= 0) {
      return [
        head.toString("utf8", 0, first),
        head.toString("latin1", first + 1, second),
        head.subarray(second + 1),
      ];
    }
    if (head.length > MAX_HEAD_BYTES) throw new Refusal("SEAL_INVALID", { detail: "head" });
    const next = await source.next();
    if (next.done === true) throw new Refusal("SEAL_INVALID", { detail: "head" });
    head = Buffer.concat([head, next.value]);
  }
}

async function takeLeaves(
  source: AsyncIterator<Buffer>,
  rest: Buffer,
  pool: Pool,
  plan: SealedPlan,
  sinks: SealedSinks,
): Promise<SealedCounts> {
  async function* bytes(): AsyncGenerator<Buffer> {
    if (rest.length > 0) yield rest;
    for (;;) {
      const next = await source.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  const counts: SealedCounts = { rows: 0, accepted: 0, rejected: 0, warnings: 0, withheld: [] };
  const open = pool.open(plan);
  const spares = createSpares();
  let handed = 0;
  try {
    const cut = { pieceBytes: PIECE_BYTES, maxRowBytes: MAX_LINE_BYTES, delimiter: null };
    for await (const taken of takeAll(
      cutRows(chunkSource(bytes()), cut, spares.input),
      open,
      pool.width,
      spares,
    )) {
      if ("fault" in taken) throw new Refusal("SEAL_INVALID", { detail: "line too long" });
      await takeResult(taken.result, counts, sinks);
      handed += taken.result.tupleBytes;
      spares.done(taken.result, handed);
      spares.left(handed - sinks.unsent());
      sinks.progress(counts.rows);
    }
  } catch (error) {
    throw asRefusal(error);
  } finally {
    open.close();
  }
  return counts;
}

async function takeResult(result: PieceResult, counts: SealedCounts, sinks: SealedSinks): Promise<void> {
  const meta = Buffer.from(result.meta);
  const tuples = Buffer.from(result.tuples, 0, result.tupleBytes);
  const first = counts.rows;
  let tupleAt = 0;
  for (let i = 0; i < result.outcomes.length; i++) {
    const index = counts.rows++;
    const leafAt = i * META.bytes + META.leaf;
    sinks.leaf(meta, leafAt);
    if (result.outcomes[i] === OUTCOME.record) {
      tuples.writeInt32BE(index, tupleAt + LEAF_INDEX_AT);
      tupleAt = result.extra[i] as number;
      counts.accepted++;
    } else {
      counts.rejected++;
      const reason = result.outcomes[i] === OUTCOME.refused ? "refused here" : "withheld by the sender";
      counts.withheld.push({ index, leaf: Buffer.from(meta.subarray(leafAt, leafAt + 32)), reason });
    }
  }
  if (tuples.length > 0) await sinks.records(tuples);
  if (result.findings.length === 0) return;
  for (const { code } of result.findings) if (FINDINGS[code].severity === "warn") counts.warnings++;
  // Leaf n of the batch is told as row n + 1, as everywhere a person counts from one.
  await sinks.findings(result.findings.map((finding) => ({ ...finding, row: first + finding.row + 1 })));
}
