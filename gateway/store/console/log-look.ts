/**
 * The log as people look through it: checkpoints and entries, newest first, page by page; checks of the whole. The
 * trap: entries tell of a batch only in their text, so those of one batch are found by the moments at which its
 * receipts were stored, which are the entries' own.
 */
import type { Queryable } from "../connect.ts";
import type { NumberedLeaf } from "../log-rows.ts";

export interface CheckpointRow {
  readonly size: number;
  readonly root: Buffer;
  readonly at: Date;
  readonly note: string;
}

const CHECKPOINTS = `
  select size, root, at, note from log_checkpoint where $1::bigint is null or size < $1 order by size desc limit $2`;

export async function checkpointsBefore(
  db: Queryable,
  size: number | null,
  limit: number,
): Promise<readonly CheckpointRow[]> {
  return (await db.query<CheckpointRow>(CHECKPOINTS, [size, limit])).rows;
}

const CHECKPOINT = "select size, root, at, note from log_checkpoint where size = $1";

export async function checkpointOf(db: Queryable, size: number): Promise<CheckpointRow | undefined> {
  return (await db.query<CheckpointRow>(CHECKPOINT, [size])).rows[0];
}

const COSIGNED = "select size, node, at from log_cosignature where size = any ($1::bigint[]) order by node";

export async function cosignaturesUnder(
  db: Queryable,
  sizes: readonly number[],
): Promise<readonly { readonly size: number; readonly node: string; readonly at: Date }[]> {
  return (await db.query<{ size: number; node: string; at: Date }>(COSIGNED, [sizes])).rows;
}

export type EntryRow = Omit<NumberedLeaf, "logIndex"> & { readonly logIndex: number | null };

const ENTRY = `leaf_id as "leafId", at, kind, data, log_index as "logIndex"`;

export interface EntryFilter {
  readonly kinds: readonly string[];
  readonly from: Date | null;
  readonly until: Date | null;
  /** After this one, going back. */
  readonly before: { readonly at: Date; readonly leafId: string } | null;
}

const OLDER = `($1::timestamptz is null or at >= $1) and ($2::timestamptz is null or at < $2)
    and ($3::timestamptz is null or (at, leaf_id) < ($3, $4::uuid))`;
const ALL = `select ${ENTRY} from log_leaf where ${OLDER} order by at desc, leaf_id desc limit $5`;
// Kind by kind, so that a rare one is not looked for among all.
const OF_KINDS = `
  select found.* from unnest($6::text[]) as one (kind)
  cross join lateral (
    select ${ENTRY} from log_leaf where log_leaf.kind = one.kind and ${OLDER} order by at desc, leaf_id desc limit $5) as found
  order by at desc, "leafId" desc limit $5`;

export async function entriesBefore(
  db: Queryable,
  { kinds, from, until, before }: EntryFilter,
  limit: number,
): Promise<readonly EntryRow[]> {
  const values = [from, until, before?.at ?? null, before?.leafId ?? null, limit];
  if (kinds.length === 0) return (await db.query<EntryRow>(ALL, values)).rows;
  return (await db.query<EntryRow>(OF_KINDS, [...values, kinds])).rows;
}

const NUMBERED = `select ${ENTRY} from log_leaf where log_index = $1`;

export async function entryNumbered(db: Queryable, number: number): Promise<readonly EntryRow[]> {
  return (await db.query<EntryRow>(NUMBERED, [number])).rows;
}

const ABOUT = `
  select ${ENTRY} from log_leaf where leaf_id = $1
  union
  select ${ENTRY} from log_leaf
  where at = any (array(select r.received_at from receipt r join batch b using (batch_seq) where b.batch_id = $1))
    and data like '%"' || $1 || '"%'
  union
  select ${ENTRY} from log_leaf, (select received_at from intake where intake_id = $1) as came
  where kind in ('refusal', 'poison') and at >= came.received_at and at < came.received_at + interval '3 days'
    and data like '%"' || $1 || '"%'
  order by at desc, "leafId" desc limit 200`;

/** The entry of this id, and those about the batch or the file of this id. */
export async function entriesAbout(db: Queryable, id: string): Promise<readonly EntryRow[]> {
  return (await db.query<EntryRow>(ABOUT, [id])).rows;
}

// From one kind to the next by the index: there are few kinds and many entries.
const KINDS = `
  with recursive found as (
    (select kind from log_leaf order by kind limit 1)
    union all
    select (select l.kind from log_leaf l where l.kind > found.kind order by l.kind limit 1) from found where found.kind is not null)
  select kind from found where kind is not null`;

export async function entryKinds(db: Queryable): Promise<readonly string[]> {
  return (await db.query<{ kind: string }>(KINDS)).rows.map(({ kind }) => kind);
}

export interface ActRow {
  readonly id: string;
  readonly at: Date;
  readonly operatorId: string | null;
  readonly operator: string;
  readonly act: string;
  readonly target: string;
  readonly reason: string | null;
  readonly detail: Record<string, string | number | boolean | null | readonly string[] | readonly number[]>;
}

const ACTS = `
  select act_id as id, at, operator_id as "operatorId", operator, act, target, reason, detail
  from operator_act where act_id = any ($1::uuid[])`;

/** What operators did, by the ids of its entries. */
export async function actsOf(db: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, ActRow>> {
  if (ids.length === 0) return new Map();
  return new Map((await db.query<ActRow>(ACTS, [ids])).rows.map((one) => [one.id, one]));
}

const AFTER = `
  select act_no as number, act_id as id, at, operator_id as "operatorId", operator, act, target, reason, detail
  from operator_act where act_no > $1 order by act_no limit $2`;

/** In the order in which it was done; none where the database is of before there was a console. */
export async function actsAfter(
  db: Queryable,
  number: number,
  limit: number,
): Promise<readonly (ActRow & { readonly number: number })[]> {
  const there = await db.query<{ name: string | null }>("select to_regclass('operator_act')::text as name");
  if (there.rows[0]?.name === null) return [];
  return (await db.query<ActRow & { number: number }>(AFTER, [number, limit])).rows;
}
