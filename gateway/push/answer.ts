/**
 * What a sender is told of its push: each record's outcome, its leaf with the path to the
 * root that the receipt names, and the receipt. Told at once, or again later from what was
 * stored: both come out the same, byte for byte.
 */
import type { Signed } from "../model/batch.ts";
import { explain } from "../model/codes.ts";
import { FINDINGS, type FindingCode } from "../model/findings.ts";
import type { Params } from "../model/text.ts";
import { type SmallTree, smallTree } from "../seal/paths.ts";
import { saltedLeaf } from "../seal/proof.ts";
import { findBatchBySeq, type ReceiptRow, receiptsOf } from "../store/batch-rows.ts";
import type { Queryable } from "../store/connect.ts";
import { findingsOfRows, type PushRow, recordsOfGroup } from "../store/push-rows.ts";
import type { Committed, StoredOutcome } from "./commit.ts";
import type { Counts, Result } from "./group.ts";

interface ToldFinding {
  readonly row: number;
  readonly column: string;
  readonly code: FindingCode;
  readonly params: Params;
}

interface Told {
  readonly position: number;
  readonly receivedAt: Date;
  readonly firstRow: number;
  readonly counts: Counts;
  readonly results: readonly Result[];
  readonly findings: readonly ToldFinding[];
  readonly unknown: readonly string[];
}

/** What the pushes of one batch have in common in their answers. */
interface BatchTold {
  readonly batch: string;
  readonly receipt: string;
  readonly tree: SmallTree;
  readonly leaves: Buffer;
}

/** Answers to all pushes of a group, by its place in it; `minimal` leaves out leaves and paths. */
export function freshAnswers({
  batch,
  receipt,
  judged,
  pushes,
}: Committed): (position: number, minimal: boolean) => string {
  const { tree, leaves } = judged;
  const common = { batch: batch.batchId, receipt: receiptText(receipt), tree, leaves };
  return (position, minimal) => {
    const push = pushes[position];
    const told = judged.pushes[position];
    if (push === undefined || told === undefined) throw new RangeError("no such push in the group");
    const { receivedAt, unknown } = push;
    return answerText(common, { ...told, position, receivedAt, unknown }, minimal);
  };
}

/** The answer that was given to this push, made again, and the adapter that it came by. */
export async function storedAnswer(
  db: Queryable,
  node: string,
  row: PushRow,
  signed: (receipt: ReceiptRow) => Signed,
  minimal: boolean,
): Promise<{ readonly adapter: string; readonly text: string }> {
  const batch = await findBatchBySeq(db, row.batchSeq);
  const receipt = (await receiptsOf(db, row.batchSeq)).find((one) => one.node === node);
  if (batch === undefined || receipt === undefined) throw new Error(`batch ${row.batchSeq} is not whole`);
  const records = await recordsOfGroup(db, batch.item, row.batchSeq);
  const leaves = Buffer.concat(records.map(({ salt, payload }) => saltedLeaf(salt, payload)));
  const found = await findingsOfRows(db, row.batchSeq, row.firstRow, row.firstRow + row.rows);
  const findings = found.map(({ row: number, column, code, params }) => ({
    row: number,
    column,
    code: code as FindingCode,
    params: JSON.parse(params) as Params,
  }));
  const outcome = JSON.parse(row.outcome) as StoredOutcome;
  const results = outcome.results.map((one): Result => {
    if (one === null) return null;
    if (typeof one !== "number") return { record: one[0], subject: one[1] };
    const record = records[one];
    if (record === undefined) throw new Error(`batch ${row.batchSeq} has no leaf ${one}`);
    return { leaf: one, record: record.recordId, subject: record.subject };
  });
  const common = {
    batch: batch.batchId,
    receipt: receiptText(signed(receipt)),
    tree: smallTree(leaves),
    leaves,
  };
  const { position, receivedAt, firstRow } = row;
  const counts = countsOf(results, findings);
  const told = { position, receivedAt, firstRow, counts, results, findings, unknown: outcome.unknown };
  return { adapter: batch.adapter, text: answerText(common, told, minimal) };
}

function countsOf(results: readonly Result[], findings: readonly ToldFinding[]): Counts {
  const accepted = results.filter((one) => one !== null && "leaf" in one).length;
  const rejected = results.filter((one) => one === null).length;
  return {
    rows: results.length,
    accepted,
    rejected,
    duplicates: results.length - accepted - rejected,
    warnings: findings.filter(({ code }) => FINDINGS[code].severity === "warn").length,
  };
}

/** The receipt is most of an answer, and the same for a whole group: written once. */
function receiptText({ key, signature, text }: Signed): string {
  return JSON.stringify({ key, signature, text });
}

function answerText(common: BatchTold, told: Told, minimal: boolean): string {
  const { rows, accepted, rejected, duplicates, warnings } = told.counts;
  const byRow = new Map<number, ToldFinding[]>();
  for (const finding of told.findings) {
    const there = byRow.get(finding.row);
    if (there === undefined) byRow.set(finding.row, [finding]);
    else there.push(finding);
  }
  const results = told.results.map((result, index) => ({
    index,
    outcome: result === null ? "rejected" : "leaf" in result ? "accepted" : "duplicate",
    ...(result !== null && { record: result.record, subject: result.subject }),
    ...(result !== null && "leaf" in result && !minimal && { leaf: leafOf(common, result.leaf) }),
    findings: (byRow.get(told.firstRow + index) ?? []).map(({ column, code, params }) => ({
      column,
      code,
      params,
      message: explain(code, params),
    })),
  }));
  const self = `/v1/batches/${common.batch}`;
  const head = JSON.stringify({
    batch: common.batch,
    position: told.position,
    receivedAt: told.receivedAt.toISOString(),
    counts: { rows, accepted, rejected, duplicates, warnings },
  });
  const tail = JSON.stringify({
    results,
    ...(told.unknown.length > 0 && { unknownColumns: told.unknown }),
    links: { self, receipt: `${self}/receipt`, findings: `${self}/findings`, hops: `${self}/hops` },
  });
  return `${head.slice(0, -1)},"receipt":${common.receipt},${tail.slice(1)}`;
}

function leafOf({ leaves, tree }: BatchTold, index: number): object {
  const hash = leaves.toString("hex", index * 32, index * 32 + 32);
  return { index, hash, path: tree.path(index).map((step) => step.toString("hex")) };
}
