/**
 * What became of rows that were read from a front-end database, written back into its table of
 * results: one line a row, accepted or rejected with codes and what to do. It follows the
 * decision by a moment, and is repeated until the other database has taken it.
 *
 * The trap: the same results may be written twice, by two processes or after a crash; the
 * table's primary key makes them one.
 */
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { type Fault, faultCells } from "../feedback/faults.ts";
import { explain } from "../model/codes.ts";
import { FINDINGS, type FindingCode } from "../model/findings.ts";
import { Refusal } from "../model/refusal.ts";
import type { RefusalCode } from "../model/refusals.ts";
import type { Params } from "../model/text.ts";
import { findingsPage } from "../store/batch-rows.ts";
import { type FrontResult, withFrontDatabase, writeResults } from "../store/front-tables.ts";
import { findIntake, type Intake } from "../store/intake.ts";
import type { Pull } from "./settings.ts";
import type { PullParts } from "./take.ts";

/** Numbers of rows in a file of JSON lines begin here, as a spreadsheet would count them under its titles. */
const FIRST_ROW = 2;
const PAGE = 5000;
const AGAIN_MS = 60_000;
const LEFTOVER_MS = 3_600_000;
const KEPT = /^([0-9a-f-]{36})\.([a-z0-9-]+)$/;

/** Looks at what is decided and not yet told; a source that does not answer is asked again a minute later. */
export function makeResults(parts: PullParts): { turn(pulls: readonly Pull[]): Promise<readonly Refusal[]> } {
  const notBefore = new Map<string, number>();
  return {
    turn: async (pulls) => {
      const faults: Refusal[] = [];
      for (const name of await readdir(parts.keysFolder).catch(() => [])) {
        const [, intakeId = "", pullId = ""] = KEPT.exec(name) ?? [];
        const pull = pulls.find(({ id }) => id === pullId);
        const now = parts.clock().getTime();
        if (pull === undefined || (notBefore.get(pullId) ?? 0) > now) continue;
        try {
          await tell(parts, pull, intakeId, join(parts.keysFolder, name));
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          notBefore.set(pullId, now + AGAIN_MS);
          faults.push(error);
        }
      }
      return faults;
    },
  };
}

async function tell(parts: PullParts, { source }: Pull, intakeId: string, file: string): Promise<void> {
  const intake = await findIntake(parts.db, intakeId);
  // The keys are there a moment before the intake is. None at all: a crash between the two, or the same bytes as before.
  const isWaiting =
    intake === undefined
      ? parts.clock().getTime() - (await stat(file)).mtimeMs < LEFTOVER_MS
      : intake.state === "due" || intake.state === "poison";
  if (isWaiting) return;
  const { feedback } = source.kind === "table" ? source : { feedback: null };
  if (intake && intake.state !== "cancelled" && source.kind === "table" && feedback !== null) {
    const keys = JSON.parse(await readFile(file, "utf8")) as readonly string[];
    const results = await resultsOf(parts, intake, keys);
    const url = parts.secret(source.databaseUrl);
    await withFrontDatabase(url, async (front) => {
      await writeResults(front, feedback, intakeId, parts.clock(), results);
    });
  }
  await rm(file, { force: true });
}

async function resultsOf(parts: PullParts, intake: Intake, keys: readonly string[]): Promise<FrontResult[]> {
  if (intake.batchSeq === null) {
    const { code, params } = JSON.parse(intake.refusal ?? "{}") as { code: RefusalCode; params: Params };
    const message = explain(code, params).zh;
    return keys.map((key) => ({ key, result: "rejected", code, column: "", message }));
  }
  const faults = new Map<number, Fault[]>();
  for (let after = -1; ; ) {
    const page = await findingsPage(parts.db, intake.batchSeq, after, PAGE);
    for (const { rowNumber, columnTitle, code, params } of page) {
      if (FINDINGS[code as FindingCode].severity !== "reject") continue;
      const told = faults.get(rowNumber) ?? [];
      told.push({ column: columnTitle, code: code as FindingCode, params: JSON.parse(params) as Params });
      faults.set(rowNumber, told);
    }
    after = page.at(-1)?.number ?? after;
    if (page.length < PAGE) break;
  }
  return keys.map((key, at) => {
    const told = faults.get(FIRST_ROW + at);
    if (told === undefined) return { key, result: "accepted", code: "", column: "", message: "" };
    const [, column, code, message] = faultCells(FIRST_ROW + at, told);
    return { key, result: "rejected", code, column, message };
  });
}
