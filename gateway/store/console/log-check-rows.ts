/**
 * Checks of the whole log: one at a time in a node, by the index on running ones. The trap: a process that dies leaves
 * its check running for ever, so each shows that it is alive, and one that has not for a while is stopped by the next.
 */
import type { Queryable } from "../connect.ts";

export type CheckState = "running" | "sound" | "broken" | "stopped";

export interface CheckRow {
  readonly checkId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly operator: string;
  readonly state: CheckState;
  readonly done: number;
  readonly whole: number;
  /** Canonical JSON. */
  readonly report: string | null;
}

const COLUMNS = `check_id as "checkId", started_at as "startedAt", ended_at as "endedAt", operator, state, done, whole, report`;

const STOP_DEAD = `
  update log_check set state = 'stopped', ended_at = $1::timestamptz where state = 'running' and seen_at < $1::timestamptz - interval '1 minute'`;
const BEGIN = `
  insert into log_check (check_id, started_at, operator, process, seen_at, state) values ($1, $2, $3, $4, $2, 'running')
  on conflict do nothing`;

/** False when one is running. */
export async function beginCheck(
  db: Queryable,
  check: {
    readonly checkId: string;
    readonly startedAt: Date;
    readonly operator: string;
    readonly process: string;
  },
): Promise<boolean> {
  await db.query(STOP_DEAD, [check.startedAt]);
  const values = [check.checkId, check.startedAt, check.operator, check.process];
  return (await db.query(BEGIN, values)).rowCount === 1;
}

const PROGRESS = `
  update log_check set done = $2, whole = $3, seen_at = $4 where check_id = $1 and state = 'running'`;

/** False when somebody stopped it. */
export async function noteProgress(
  db: Queryable,
  id: string,
  done: number,
  whole: number,
  now: Date,
): Promise<boolean> {
  return (await db.query(PROGRESS, [id, done, whole, now])).rowCount === 1;
}

const END = `
  update log_check set state = $2, report = $3, ended_at = $4, done = case when $2 = 'stopped' then done else whole end
  where check_id = $1 and state = 'running'`;

export async function endCheck(
  db: Queryable,
  id: string,
  state: Exclude<CheckState, "running">,
  report: string | null,
  now: Date,
): Promise<boolean> {
  return (await db.query(END, [id, state, report, now])).rowCount === 1;
}

const NEWEST = `select ${COLUMNS} from log_check order by started_at desc, check_id desc limit $1`;

export async function newestChecks(db: Queryable, limit: number): Promise<readonly CheckRow[]> {
  return (await db.query<CheckRow>(NEWEST, [limit])).rows;
}

const FIND = `select ${COLUMNS} from log_check where check_id = $1`;

export async function findCheck(db: Queryable, id: string): Promise<CheckRow | undefined> {
  return (await db.query<CheckRow>(FIND, [id])).rows[0];
}
