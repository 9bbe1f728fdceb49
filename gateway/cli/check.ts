/**
 * The pre-check: a file judged with production's own rules, by production's own code, but
 * without server or database. Nothing is stored and nothing is sent. Exit codes: 0 all rows
 * good, 1 some rejected, 2 not processable.
 */
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";

import { loadData } from "../data.ts";
import { dayInChina, lineKeyOf } from "../exchange.ts";
import { type Counts, ingestFile } from "../ingest.ts";
import type { Adapter } from "../model/adapter.ts";
import { explain, FINDINGS, type FindingCode, type Text } from "../model/codes.ts";
import { Refusal } from "../model/refusal.ts";
import type { Finding } from "../model/row.ts";
import type { Known } from "../piece/piece.ts";
import { createInlinePool, createPool } from "../piece/pool.ts";
import { Heads } from "../store/heads.ts";
import { needed, onlyArgument, readArguments } from "./arguments.ts";
import { shownCheck } from "./check-text.ts";

export interface ToldFinding {
  readonly row: number;
  readonly column: string;
  readonly code: FindingCode;
  readonly message: Text;
}

export interface CheckResult {
  readonly adapter: string;
  readonly item: string;
  readonly standard: string;
  readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string };
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly rejections: readonly ToldFinding[];
  readonly warnings: readonly ToldFinding[];
  readonly unknownColumns: readonly string[];
}

/** Below this a second thread costs more than it brings. */
const THREAD_FROM_BYTES = 4 << 20;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    adapter: { type: "string" },
    received: { type: "string" },
    json: { type: "boolean", default: false },
  });
  const file = onlyArgument(positionals, "file");
  const adapter = needed(values.adapter, "--adapter <id>");
  const received = values.received ?? dayInChina(new Date());
  if (!DAY.test(received) || Number.isNaN(Date.parse(received))) {
    throw new Refusal("COMMAND_INVALID", { detail: "--received YYYY-MM-DD" });
  }
  const known = loadData();
  const result = await checkFile(file, adapter, received, known);
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : shownCheck(result));
  return result.rejected === 0 ? 0 : 1;
}

/** `received` is the day from which the rules about dates count. */
export async function checkFile(path: string, adapterId: string, received: string, known: Known): Promise<CheckResult> {
  const adapter = known.adapters.find((one) => one.id === adapterId);
  if (adapter === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter: adapterId });
  const found: Finding[] = [];
  const file = await describeFile(path);
  const counts = await judge(path, adapter, received, known, file.bytes, found);
  const told = (severity: "reject" | "warn"): ToldFinding[] =>
    found
      .filter(({ code }) => FINDINGS[code].severity === severity)
      .map(({ row, column, code, params }) => ({ row, column, code, message: explain(code, params) }));
  const { rows, accepted, rejected, duplicates, unknownColumns } = counts;
  return {
    adapter: adapter.id,
    item: adapter.item,
    standard: adapter.standard,
    file,
    rows,
    accepted,
    rejected,
    duplicates,
    rejections: told("reject"),
    warnings: told("warn"),
    unknownColumns,
  };
}

async function judge(
  path: string,
  adapter: Adapter,
  received: string,
  known: Known,
  bytes: number,
  found: Finding[],
): Promise<Counts & { readonly unknownColumns: readonly string[] }> {
  const item = known.catalog.items.find((one) => one.id === adapter.item);
  if (item === undefined) throw new Refusal("ITEM_UNKNOWN", { item: adapter.item });
  if (item.status === "PROHIBITED" || item.status === "WITHDRAWN") throw new Refusal("ITEM_PROHIBITED", { item: item.id });
  const standard = known.catalog.standards.find((one) => one.id === adapter.standard);
  if (standard === undefined) throw new Refusal("ITEM_UNKNOWN", { item: adapter.item });
  const pool = bytes < THREAD_FROM_BYTES ? createInlinePool(known) : createPool(known, 1);
  // Digests are compared within this file only, so any secret will do.
  const contentKey = randomBytes(32);
  try {
    return await ingestFile(
      {
        path,
        adapter,
        standard,
        pool,
        heads: new Heads({ complete: true, expected: bytes / 400 }),
        plan: {
          item: item.id,
          origin: "",
          standard: standard.id,
          receivedOn: received,
          batchSeq: 0,
          version: 1,
          subjectKey: contentKey,
          contentKey,
          known: null,
        },
        lineKey: (header) => lineKeyOf(contentKey, known.catalog, adapter, header),
      },
      {
        records: () => Promise.resolve(),
        leaf: () => undefined,
        findings: (some) => {
          for (const finding of some) found.push(finding);
          return Promise.resolve();
        },
      },
    );
  } finally {
    await pool.close();
  }
}

async function describeFile(path: string): Promise<CheckResult["file"]> {
  let bytes: number;
  try {
    bytes = (await stat(path)).size;
  } catch (cause) {
    throw new Refusal("NOT_FOUND", {}, { cause });
  }
  const sha256 = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) sha256.update(chunk as Buffer);
  return { name: basename(path), bytes, sha256: sha256.digest("hex") };
}
