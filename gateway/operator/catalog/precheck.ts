/**
 * What would become of a file if it were sent: judged by gateway/dry-run.ts as `xinqiao check` does, in a thread of its
 * own that ends with the answer. The bytes lie in the spool while they are read and nothing is kept. The trap: whoever
 * signs in may ask for it, so size, time and how many at once are bounded here.
 */
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";

import { dryRun } from "../../dry-run.ts";
import type { Adapter } from "../../model/adapter.ts";
import { dayInChina } from "../../model/calendar.ts";
import type { Catalog } from "../../model/catalog.ts";
import { explain } from "../../model/codes.ts";
import { FINDINGS } from "../../model/findings.ts";
import { Refusal } from "../../model/refusal.ts";
import { turnstile } from "../../model/turnstile.ts";
import { createPool } from "../../piece/pool.ts";
import type { JsonAnswer } from "../admit.ts";
import { type Guess, guessAdapter } from "./guess.ts";
import { precheckTable } from "./precheck-table.ts";

export interface PrecheckParts {
  readonly spool: string;
  clock(): Date;
  newId(): string;
}

export interface PrecheckAsk {
  readonly body: AsyncIterable<Buffer>;
  readonly catalog: Catalog;
  /** Undefined: it is to be told by the titles. */
  readonly adapter: Adapter | undefined;
  /** From which it may be told. */
  readonly adapters: readonly Adapter[];
  isAtHome(adapter: Adapter): boolean;
}

export type Precheck = (ask: PrecheckAsk) => Promise<JsonAnswer<"precheckFile", 200>>;

export const MOST_BYTES = 32 << 20;
const MOST_FINDINGS = 2000;
const MOST_SECONDS = 120;
/** Files that come in or wait for their turn: each keeps its bytes on the disk. */
const AT_ONCE = 6;

export function openPrecheck({ spool, clock, newId }: PrecheckParts): Precheck {
  const door = turnstile(AT_ONCE, 0);
  /** One at a time: a thread and a reading process each. */
  const inTurn = turnstile(1, AT_ONCE);
  const take = async (ask: PrecheckAsk) => {
    const path = join(spool, `${newId()}.part`);
    await mkdir(spool, { recursive: true, mode: 0o700 });
    try {
      const bytes = await keep(ask.body, path);
      return await inTurn(() => judge(ask, path, bytes, dayInChina(clock())));
    } finally {
      await rm(path, { force: true });
    }
  };
  return async (ask) => await door(() => take(ask));
}

async function keep(body: AsyncIterable<Buffer>, path: string): Promise<number> {
  const file = await open(path, "wx", 0o600);
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) throw new Refusal("RECEIVE_TOO_LARGE", { limit: MOST_BYTES });
      await file.write(chunk);
    }
  } finally {
    await file.close();
  }
  if (bytes === 0) throw new Refusal("DECODE_EMPTY");
  return bytes;
}

async function judge(ask: PrecheckAsk, path: string, bytes: number, received: string) {
  const guess: Guess =
    ask.adapter === undefined
      ? await guessAdapter(path, ask.adapters, ask.isAtHome)
      : { candidates: [], sure: ask.adapter };
  const told = {
    guessed: ask.adapter === undefined,
    candidates: guess.candidates.map(({ adapter, likeness }) => ({
      ...{ adapter: adapter.id, title: adapter.title, likeness: Math.round(likeness * 100) / 100 },
    })),
  };
  const adapter = guess.sure;
  if (adapter === undefined) return { adapter: null, ...told };
  const known = { catalog: ask.catalog, adapters: [adapter] };
  const pool = createPool(known, 1);
  try {
    const work = async () => {
      const run = await dryRun({ path, bytes, adapter: adapter.id, received, pool }, known);
      const listed = run.found.slice(0, MOST_FINDINGS);
      const table = await precheckTable(path, adapter, new Set(listed.map(({ row }) => row)));
      return { ...run, listed, table };
    };
    const { item, standard, found, listed, table, unknownColumns, ...counts } = await withinTime(work());
    const { rows, accepted, rejected, duplicates, warnings } = counts;
    return {
      ...{ adapter: adapter.id, ...told, item, standard, unknownColumns },
      counts: { rows, accepted, rejected, duplicates, warnings },
      findings: listed.map(({ row, column, code, params }) => ({
        ...{ row, column, code, severity: FINDINGS[code].severity, message: explain(code, params) },
      })),
      more: found.length > MOST_FINDINGS,
      table,
    };
  } finally {
    await pool.close();
  }
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const told = `${MOST_SECONDS} 秒 seconds`;
    timer = setTimeout(() => reject(new Refusal("DECODE_LIMIT", { detail: told })), MOST_SECONDS * 1000);
  });
  work.catch(() => {});
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
