/**
 * The rows of a batch in pages: rejected ones by their number in the file, accepted ones as records in the order of
 * the seal, all of them masked as for everybody. The trap: an accepted row leaves no row number behind, only its
 * leaf; so the two are two lists and not one.
 */
import { join } from "node:path";

import { encodePlace, isCount, readPlace } from "../../api/page.ts";
import type { Adapter } from "../../model/adapter.ts";
import type { Catalog } from "../../model/catalog.ts";
import { isCode } from "../../model/code-text.ts";
import { FINDINGS, type FindingCode } from "../../model/findings.ts";
import { Refusal } from "../../model/refusal.ts";
import { compileMask } from "../../rights/mask.ts";
import type { Batch } from "../../store/batch-rows.ts";
import type { Queryable } from "../../store/connect.ts";
import {
  findingsFrom,
  type LeafRecord,
  leavesAfter,
  type RowFinding,
} from "../../store/console/batch-rows.ts";
import { findFeedback } from "../../store/feedback-rows.ts";
import type { JsonAnswer } from "../admit.ts";
import { toldFinding } from "./findings.ts";
import { maskCells } from "./mask-cells.ts";
import { readRejectedValues, readRejectedWorkbook } from "./rejected-values.ts";

export type RowPage = JsonAnswer<"listBatchRows">;
type Row = RowPage["items"][number];

export interface RowReading {
  readonly db: Queryable;
  readonly catalog: Catalog;
  readonly adapters: readonly Adapter[];
  /** Where files made for senders lie. */
  readonly feedbackFolder: string;
}

export interface RowsAsked {
  readonly row?: number | undefined;
  readonly code?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const LOOK = 1000;
const READING_MS = 2000;
const REJECTED = { csv: ".rejected.csv", xlsx: ".rejected.xlsx" } as const;

export async function acceptedRows(
  reading: RowReading,
  batch: Batch,
  { cursor, limit }: RowsAsked,
): Promise<RowPage> {
  const { db, catalog } = reading;
  const after = (readPlace<[number]>("leaves", cursor, [isCount])?.[0] ?? 0) - 1;
  const found = await leavesAfter(db, batch, after, limit + 1);
  const page = found.slice(0, limit);
  const standard = catalog.standards.find(({ id }) => id === batch.standard);
  const names = standard?.fields.map(({ name }) => name) ?? [];
  const mask = standard && compileMask(standard, "open");
  const items = page.map((leaf) => acceptedRow(leaf, names, mask));
  const last = page.at(-1);
  const next = found.length > limit && last ? encodePlace("leaves", [last.leafIndex + 1]) : null;
  const columns = standard?.fields.map(({ title }) => title.zh) ?? [];
  return { items, next, columns, values: columns.length > 0 ? "shown" : "absent" };
}

function acceptedRow(
  leaf: LeafRecord,
  names: readonly string[],
  mask: ReturnType<typeof compileMask> | undefined,
): Row {
  const { leafIndex, recordId, subject, withdrawn, warnings, payload, reason } = leaf;
  if (recordId === null || payload === null) {
    const findings =
      reason !== null && isCode(FINDINGS, reason)
        ? [{ code: reason, column: "", ...toldFinding(reason, "{}") }]
        : [];
    return { number: leafIndex, state: "withheld", findings };
  }
  const shown = mask?.(payload);
  const fields = JSON.parse(shown?.fields ?? "{}") as Record<string, unknown>;
  return {
    ...{ number: leafIndex, state: "accepted", record: recordId, subject: subject ?? "" },
    ...(withdrawn === true && { withdrawn }),
    hidden: [...(shown?.withheld ?? []), ...(shown?.masked ?? [])],
    values: names.map((name) => textOf(fields[name])),
    findings: warningsOf(warnings ?? 0).map((code) => ({ code, column: "", ...toldFinding(code, "{}") })),
  };
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join("；") : typeof value === "string" ? value : "";
}

function warningsOf(bits: number): readonly string[] {
  return Object.entries(FINDINGS).flatMap(([code, row]) =>
    "bit" in row && (bits & (1 << row.bit)) !== 0 ? [code] : [],
  );
}

export async function rejectedRows(
  reading: RowReading,
  batch: Batch,
  intakeId: string | null,
  asked: RowsAsked,
): Promise<RowPage> {
  const [after = -1, offset = 0] = placeOf(asked.cursor);
  const { rows, end } = await faultyRows(reading.db, batch.batchSeq, asked, after);
  const numbers = [...rows.keys()];
  const read = await valuesOf(reading, batch, intakeId, numbers, offset);
  const masks = maskCells(
    read?.columns ?? [],
    reading.adapters.find(({ id }) => id === batch.adapter),
    reading.catalog.standards.find(({ id }) => id === batch.standard),
  );
  const items = numbers.map((number): Row => {
    const cells = read?.rows.get(number);
    const findings = (rows.get(number) ?? []).map(({ code, column, params }) => ({
      ...{ code, column },
      ...toldFinding(code, params),
    }));
    return {
      ...{ number, state: "rejected", findings },
      ...(cells && { values: masks.map((mask, at) => mask(cells[at] ?? "")) }),
    };
  });
  const next = end === null ? null : encodePlace("rejected", [end + 1, read?.offset ?? 0]);
  const values = numbers.length === 0 ? "none" : read ? "shown" : "absent";
  return { items, next, columns: [...(read?.columns ?? [])], values };
}

function placeOf(cursor: string | undefined): readonly [number?, number?] {
  const place = readPlace<[number, number]>("rejected", cursor, [isCount, isCount]);
  return place ? [place[0] - 1, place[1]] : [];
}

/** Rows with a finding that rejects them, whole; `end` is the number of the last finding of the page, null at the end of the list. */
async function faultyRows(
  db: Queryable,
  batchSeq: number,
  { row = 0, code, limit }: RowsAsked,
  from: number,
): Promise<{ readonly rows: ReadonlyMap<number, readonly RowFinding[]>; readonly end: number | null }> {
  const rows = new Map<number, RowFinding[]>();
  let after = from;
  let end = from;
  for (;;) {
    const page = await findingsFrom(db, batchSeq, { after, row }, LOOK);
    for (const finding of page) {
      after = finding.number;
      if (FINDINGS[finding.code as FindingCode].severity !== "reject") continue;
      if (!rows.has(finding.row)) {
        if (wanted(rows, code).size === limit) return { rows: wanted(rows, code), end };
        rows.set(finding.row, []);
      }
      rows.get(finding.row)?.push(finding);
      end = finding.number;
    }
    if (page.length < LOOK) return { rows: wanted(rows, code), end: null };
    // Rows that were passed over need not be kept.
    if (code !== undefined)
      for (const [number, found] of [...rows].slice(0, -1)) if (!has(found, code)) rows.delete(number);
  }
}

function wanted(rows: ReadonlyMap<number, readonly RowFinding[]>, code: string | undefined) {
  return code === undefined ? rows : new Map([...rows].filter(([, found]) => has(found, code)));
}

function has(found: readonly RowFinding[], code: string): boolean {
  return found.some((one) => one.code === code);
}

async function valuesOf(
  { db, adapters, feedbackFolder }: RowReading,
  batch: Batch,
  intakeId: string | null,
  numbers: readonly number[],
  offset: number,
) {
  if (intakeId === null || numbers.length === 0) return undefined;
  const adapter = adapters.find(({ id }) => id === batch.adapter);
  const feedback = await findFeedback(db, intakeId);
  const file = feedback?.files.find(({ suffix }) => suffix === REJECTED.csv || suffix === REJECTED.xlsx);
  if (!adapter || !feedback || !file) return undefined;
  const path = join(feedbackFolder, feedback.folder, file.suffix);
  try {
    return file.suffix === REJECTED.xlsx
      ? await readRejectedWorkbook(path, adapter.decode, numbers, READING_MS)
      : await readRejectedValues(path, adapter.decode, numbers, offset, performance.now() + READING_MS);
  } catch (error) {
    if (error instanceof Refusal && error.code === "NODE_BUSY") throw error;
    // Let go since its row was read; or a workbook so large that looking into it is not worth its time.
    if (error instanceof Refusal || (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
