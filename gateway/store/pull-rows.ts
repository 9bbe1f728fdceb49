/**
 * What is fetched from others: when each source is due, how far it was read, and which of its
 * files were taken. The trap: place, files taken and intake are written in one transaction, or a
 * crash would fetch twice or never.
 */
import type { Queryable } from "./connect.ts";
import type { Lease } from "./intake.ts";

export interface PullState {
  readonly pullId: string;
  readonly nextAt: Date | null;
  readonly okAt: Date | null;
  /** Canonical JSON. */
  readonly position: string;
  readonly why: string | null;
  /** When it last began. */
  readonly startedAt: Date | null;
  /** Until then a process has it; null when none does. */
  readonly leaseUntil: Date | null;
}

const COLUMNS = `pull_id as "pullId", next_at as "nextAt", ok_at as "okAt", position, why, started_at as "startedAt",
  lease_until as "leaseUntil"`;

const PUT = `
  insert into pull (pull_id, next_at, position) values ($1, $2, $3) on conflict (pull_id) do nothing`;

/** A pull that is new here waits for its next time. */
export async function putPull(db: Queryable, pullId: string, nextAt: Date, position: string): Promise<void> {
  await db.query(PUT, [pullId, nextAt, position]);
}

const ALL = `select ${COLUMNS} from pull order by pull_id`;

export async function allPulls(db: Queryable): Promise<readonly PullState[]> {
  return (await db.query<PullState>(ALL)).rows;
}

const RESCHEDULE = "update pull set next_at = $2, position = $3 where pull_id = $1 and position = $4";

export async function reschedulePull(
  db: Queryable,
  { pullId, position: before }: PullState,
  nextAt: Date,
  position: string,
): Promise<void> {
  await db.query(RESCHEDULE, [pullId, nextAt, position, before]);
}

const CLAIM = `
  update pull set lease_owner = $2, lease_until = $4, started_at = $3
  where pull_id = $1 and next_at <= $3 and (lease_until is null or lease_until <= $3)
  returning ${COLUMNS}`;

/** Undefined when it isn't due, or another process runs it. */
export async function claimPull(db: Queryable, pullId: string, lease: Lease): Promise<PullState | undefined> {
  return (await db.query<PullState>(CLAIM, [pullId, lease.owner, lease.now, lease.until])).rows[0];
}

const EXTEND = "update pull set lease_until = $3 where pull_id = $1 and lease_owner = $2";

export async function extendPull(db: Queryable, pullId: string, lease: Lease): Promise<void> {
  await db.query(EXTEND, [pullId, lease.owner, lease.until]);
}

const END = `
  update pull set next_at = $3, why = $4, ok_at = coalesce($5, ok_at), lease_owner = null, lease_until = null
  where pull_id = $1 and lease_owner = $2`;

/** `why` is null when all went well. */
export async function endPull(
  db: Queryable,
  pullId: string,
  owner: string,
  end: { readonly nextAt: Date | null; readonly why: string | null; readonly okAt: Date | null },
): Promise<void> {
  await db.query(END, [pullId, owner, end.nextAt, end.why, end.okAt]);
}

const RELEASE = "update pull set lease_owner = null, lease_until = null where lease_owner = $1";

export async function releasePulls(db: Queryable, owner: string): Promise<void> {
  await db.query(RELEASE, [owner]);
}

const MOVE = "update pull set position = $3 where pull_id = $1 and lease_owner = $2";

/** In the transaction that records what was fetched. False when another has the lease now: roll back. */
export async function movePull(
  db: Queryable,
  pullId: string,
  owner: string,
  position: string,
): Promise<boolean> {
  return (await db.query(MOVE, [pullId, owner, position])).rowCount === 1;
}

const SOON = `
  update pull set next_at = $2 where pull_id = $1 and (lease_until is null or lease_until <= $2) and (next_at is null or next_at > $2)`;

/** Due now; false when it is known nowhere, under way, or due already. */
export async function makeDue(db: Queryable, pullId: string, now: Date): Promise<boolean> {
  return (await db.query(SOON, [pullId, now])).rowCount === 1;
}

export interface Pause {
  readonly pullId: string;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
  readonly adapter: string;
}

/** What an operator's act is called and done to; the acts are what is kept of a pause. */
export const PAUSE_ACTS = { pause: "pull.pause", resume: "pull.resume" } as const;
export const PAUSED = "pull:";

const PAUSES = `
  select substr(target, ${PAUSED.length + 1}) as "pullId", at, operator as by, coalesce(reason, '') as reason, coalesce(detail->>'adapter', '') as adapter
  from (select distinct on (target) * from operator_act where act in ('${PAUSE_ACTS.pause}', '${PAUSE_ACTS.resume}')
        order by target, act_no desc) latest
  where act = '${PAUSE_ACTS.pause}' order by at`;

/** Sources that operators have paused: the latest act upon each says so. Longest first. */
export async function pausedPulls(db: Queryable): Promise<readonly Pause[]> {
  return (await db.query<Pause>(PAUSES)).rows;
}

export interface TakenFile {
  readonly pullId: string;
  readonly name: string;
  readonly bytes: number;
  readonly modified: string;
  readonly sha256: Buffer;
  readonly intakeId: string;
  readonly at: Date;
}

const TOOK = `
  insert into pull_file (pull_id, name, bytes, modified, sha256, intake_id, at) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict do nothing`;

export async function rememberTaken(db: Queryable, file: TakenFile): Promise<void> {
  const { pullId, name, bytes, modified, sha256, intakeId, at } = file;
  await db.query(TOOK, [pullId, name, bytes, modified, sha256, intakeId, at]);
}

const TAKEN = "select from pull_file where pull_id = $1 and name = $2 and bytes = $3 and modified = $4";

export async function isTaken(
  db: Queryable,
  { pullId, name, bytes, modified }: Pick<TakenFile, "pullId" | "name" | "bytes" | "modified">,
): Promise<boolean> {
  return (await db.query(TAKEN, [pullId, name, bytes, modified])).rowCount === 1;
}
