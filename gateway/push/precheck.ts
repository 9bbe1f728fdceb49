/**
 * What would become of records, or of a file, if they were sent now: judged by the program
 * that judges in earnest, and nothing kept. What the node has already is not asked, so what is
 * new here may still be a duplicate there.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { exchangeable, standardHere } from "../admission.ts";
import { FIRST_ROW } from "../decode/keyed.ts";
import { dryRun } from "../dry-run.ts";
import type { Adapter } from "../model/adapter.ts";
import { dayInChina } from "../model/calendar.ts";
import type { Catalog } from "../model/catalog.ts";
import { explain } from "../model/codes.ts";
import type { Finding } from "../model/row.ts";
import { turnstile } from "../model/turnstile.ts";
import type { Pool } from "../piece/pool.ts";
import type { Asker } from "../rights/judge.ts";
import { readRecords } from "./body.ts";
import { type Counts, judgeGroup } from "./group.ts";
import type { RowReader } from "./rows.ts";
import { adapterOf } from "./submit.ts";

export interface PrecheckParts {
  readonly catalog: Catalog;
  readonly adapters: readonly Adapter[];
  reader(adapter: Adapter): RowReader;
  /** For the file while it is read; what a crash leaves of it is swept like other leftovers. */
  readonly spool: string;
  /** Threads for files. */
  pool(): Pool;
  clock(): Date;
  newId(): string;
}

export interface PrecheckRequest {
  readonly adapter: string;
  readonly body: Buffer;
  /** Media type, without parameters; application/octet-stream for a file. */
  readonly type: string;
}

/** Answers with the JSON text of the contract's answer. */
export type Precheck = (caller: Asker, request: PrecheckRequest) => Promise<string>;

const MOST_FINDINGS = 10_000;
const FILES_AT_ONCE = 2;
const FILES_WAITING = 16;

interface Judged {
  readonly counts: Counts;
  readonly findings: readonly Finding[];
  readonly unknownColumns: readonly string[];
}

export function openPrecheck(parts: PrecheckParts): Precheck {
  const files = turnstile(FILES_AT_ONCE, FILES_WAITING);
  return async (caller, { adapter: id, body, type }) => {
    const adapter = adapterOf(parts.adapters, caller, id);
    const item = exchangeable(parts.catalog, adapter.item);
    const standard = standardHere(parts.catalog, adapter.standard);
    const isFile = type === "application/octet-stream";
    const judged = isFile
      ? await files(() => judgeFile(parts, adapter, body))
      : judgeRecords(parts, adapter, body, type);
    const { rows, accepted, rejected, duplicates, warnings } = judged.counts;
    return JSON.stringify({
      item: item.id,
      standard: standard.id,
      counts: { rows, accepted, rejected, duplicates, warnings },
      findings: judged.findings.slice(0, MOST_FINDINGS).map(({ row, column, code, params }) => ({
        row,
        column,
        code,
        params,
        message: explain(code, params),
      })),
      more: judged.findings.length > MOST_FINDINGS,
      unknownColumns: judged.unknownColumns,
    });
  };
}

function judgeRecords(parts: PrecheckParts, adapter: Adapter, body: Buffer, type: string): Judged {
  const records = readRecords(body, type);
  const now = parts.clock();
  const { rows, unknown } = parts.reader(adapter)(records, dayInChina(now));
  const plan = { batchSeq: 0, item: adapter.item, origin: "", version: now.getTime() };
  const { counts, pushes } = judgeGroup([rows], plan, () => undefined);
  const findings = pushes.flatMap((push) => push.findings);
  return {
    counts,
    // As in a file of such records.
    findings: findings.map((finding) => ({ ...finding, row: finding.row - 1 + FIRST_ROW })),
    unknownColumns: unknown,
  };
}

async function judgeFile(parts: PrecheckParts, adapter: Adapter, body: Buffer): Promise<Judged> {
  const path = join(parts.spool, `${parts.newId()}.part`);
  const received = dayInChina(parts.clock());
  try {
    await mkdir(parts.spool, { recursive: true, mode: 0o700 });
    await writeFile(path, body, { mode: 0o600, flag: "wx" });
    const { catalog, adapters } = parts;
    const run = { path, bytes: body.length, adapter: adapter.id, received, pool: parts.pool() };
    const { found, unknownColumns, ...counts } = await dryRun(run, { catalog, adapters });
    return { counts, findings: found, unknownColumns };
  } finally {
    await rm(path, { force: true });
  }
}
