/**
 * What a sample promises, held against what the city made of it. The promise stands beside
 * the sample, as of the day it was made for; where the rules about dates say otherwise by
 * now, the pre-check of the day is the promise. Sent once before, rows may be duplicates.
 */
import { existsSync, readFileSync, statSync } from "node:fs";

import { dryRun } from "../dry-run.ts";
import { dayInChina } from "../model/calendar.ts";
import type { Known } from "../piece/piece.ts";
import type { BatchResult } from "./sandbox-run.ts";

export interface Tally {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
}

/** The promise that was broken; undefined where it was kept, or where none was made. */
export async function brokenPromise(
  result: BatchResult,
  known: Known,
  now: Date,
  isFresh: boolean,
): Promise<Tally | undefined> {
  const { file, adapter } = result.delivery;
  const beside = file.replace(/\.[^.]+$/, ".expected.json");
  const counts = result.status?.counts;
  if (counts === undefined || beside === file || !existsSync(beside)) return undefined;
  const promised = JSON.parse(readFileSync(beside, "utf8")) as Tally;
  if (isKept(promised, counts, isFresh)) return undefined;
  const today = await dryRun(
    { path: file, bytes: statSync(file).size, adapter, received: dayInChina(now) },
    known,
  );
  return isKept(today, counts, isFresh) ? undefined : promised;
}

function isKept(promised: Tally, counts: Tally, isFresh: boolean): boolean {
  if (promised.rows !== counts.rows || promised.rejected !== counts.rejected) return false;
  const good = promised.accepted + promised.duplicates === counts.accepted + counts.duplicates;
  return good && (promised.accepted === counts.accepted || (!isFresh && counts.accepted < promised.accepted));
}
