/**
 * What is read of a node's state again and again: for metrics and the network's page. Every statement goes by an
 * index and stops counting at a bound. The trap: a queue is long just when everything is slow, and a count(*) over it
 * would be one more load.
 */
import type { Queryable } from "../connect.ts";

/** Counting stops here. */
export const COUNTED = 10_000;

export interface Waiting {
  readonly count: number;
  readonly oldest: Date | null;
}

const INTAKE = `
  select count(*) as count, min(received_at) as oldest
  from (select received_at from intake where state = 'due' order by due_at limit ${COUNTED}) as waiting`;

export async function intakeWaiting(db: Queryable): Promise<Waiting> {
  return (await db.query<Waiting>(INTAKE)).rows[0] ?? { count: 0, oldest: null };
}

const POISONED = `
  select count(*) as count from (select from intake where state = 'poison' limit ${COUNTED}) as given_up`;

export async function intakePoisoned(db: Queryable): Promise<number> {
  return (await db.query<{ count: number }>(POISONED)).rows[0]?.count ?? 0;
}

export interface Queue extends Waiting {
  readonly kind: "batch" | "receipt";
  /** Of these, those that were delivered and wait for the receipt. */
  readonly delivered: number;
}

const QUEUE = `
  select kind, count(*) as count, min(created_at) as oldest, count(*) filter (where last_refusal = 'DELIVERED') as delivered
  from (select kind, created_at, last_refusal from transfer where peer = $1 and state = 'due' order by due_at limit ${COUNTED}) as owed
  group by kind`;

/** What is owed to a peer; a kind of which nothing is owed is left out. */
export async function queueOf(db: Queryable, peer: string): Promise<readonly Queue[]> {
  return (await db.query<Queue>(QUEUE, [peer])).rows;
}

const ABANDONED = `
  select count(*) as count from (
    select from transfer where peer = $1 and state = 'abandoned' limit ${COUNTED}) as given_up`;

export async function abandonedOf(db: Queryable, peer: string): Promise<number> {
  return (await db.query<{ count: number }>(ABANDONED, [peer])).rows[0]?.count ?? 0;
}

export interface LogState {
  readonly entries: number;
  readonly unnumbered: number;
  readonly checkpoint: { readonly size: number; readonly at: Date } | null;
  readonly cosigned: readonly { readonly node: string; readonly size: number; readonly at: Date }[];
}

const LOG = `
  select (select coalesce(max(log_index) + 1, 0) from log_leaf) as entries,
    (select count(*) from (select from log_leaf where log_index is null limit ${COUNTED}) as open) as unnumbered,
    newest.size, newest.at
  from (select 1) as one left join (select size, at from log_checkpoint order by size desc limit 1) as newest on true`;

const COSIGNED = `
  select one.node, cosigned.size, cosigned.at
  from unnest($1::text[]) as one (node), lateral (
    select size, at from log_cosignature c where c.node = one.node order by size desc limit 1) as cosigned`;

/** `witnesses`: who may have cosigned. */
export async function logState(db: Queryable, witnesses: readonly string[]): Promise<LogState> {
  const { rows } = await db.query<{
    entries: number;
    unnumbered: number;
    size: number | null;
    at: Date | null;
  }>(LOG);
  const { entries = 0, unnumbered = 0, size = null, at = null } = rows[0] ?? {};
  const cosigned = await db.query<{ node: string; size: number; at: Date }>(COSIGNED, [witnesses]);
  return {
    ...{ entries, unnumbered },
    checkpoint: size === null || at === null ? null : { size, at },
    cosigned: cosigned.rows,
  };
}

export interface EndedIntake {
  readonly intakeId: string;
  readonly kind: "file" | "sealed" | "push";
  readonly door: string;
  readonly sender: string;
  readonly adapter: string;
  /** Of the batch that it became; null for none, or for one that had come before. */
  readonly item: string | null;
  readonly accepted: number | null;
  readonly rejected: number | null;
  readonly duplicates: number | null;
}

// The same sealed batch in other wrapping ends as the batch of before, whose rows were counted then.
const ENDED = `
  select i.intake_id as "intakeId", i.kind, i.door, i.sender, i.adapter, b.item, b.accepted, b.rejected, b.duplicates
  from intake i left join batch b on b.batch_seq = i.batch_seq and b.received_at = i.received_at
  where i.intake_id = any ($1::uuid[])`;

export async function endedIntakes(db: Queryable, ids: readonly string[]): Promise<readonly EndedIntake[]> {
  return (await db.query<EndedIntake>(ENDED, [ids])).rows;
}

const ALARMS = `
  select count(*) as count from (
    select from alarm where closed_at is null and severity = $1 limit ${COUNTED}) as open`;

export async function alarmsOpen(db: Queryable, severity: "warning" | "critical"): Promise<number> {
  return (await db.query<{ count: number }>(ALARMS, [severity])).rows[0]?.count ?? 0;
}
