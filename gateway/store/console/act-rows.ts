/**
 * What operators did, in the order in which it was done. Written beside a leaf of the log, in one transaction.
 * The trap: names and details are for those who may read the audit; the log, which neighbours see, has the digest.
 */
import type { Queryable } from "../connect.ts";

export interface NewAct {
  readonly actId: string;
  readonly at: Date;
  /** Null: nobody who is known, or the command line. */
  readonly operatorId: string | null;
  readonly operator: string;
  readonly act: string;
  readonly target: string;
  readonly reason: string | null;
  /** JSON text. */
  readonly detail: string;
}

const INSERT = `
  insert into operator_act (act_id, at, operator_id, operator, act, target, reason, detail)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

export async function insertAct(db: Queryable, one: NewAct): Promise<void> {
  const { actId, at, operatorId, operator, act, target, reason, detail } = one;
  await db.query(INSERT, [actId, at, operatorId, operator, act, target, reason, detail]);
}

export interface ActRow extends NewAct {
  readonly actNo: number;
  readonly logIndex: number | null;
  /** What its leaf says, canonical JSON; null when there is no such leaf. */
  readonly leaf: string | null;
}

export interface ActFilter {
  readonly operatorId?: string | undefined;
  /** An act, or what it begins with. */
  readonly act?: string | undefined;
  readonly target?: string | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  /** Older than this one. */
  readonly before?: number | undefined;
}

const LIST = `
  select act_no as "actNo", act_id as "actId", a.at, operator_id as "operatorId", operator, act, target, reason,
         detail::text as detail, log_index as "logIndex", data as leaf
  from operator_act a left join log_leaf on leaf_id = act_id and kind = 'operator'
  where ($1::uuid is null or operator_id = $1)
    and ($2::text is null or act = $2 or (act > $2 || '.' and act < $2 || '/'))
    and ($3::text is null or target = $3)
    and ($4::timestamptz is null or a.at >= $4)
    and ($5::timestamptz is null or a.at < $5)
    and ($6::bigint is null or act_no < $6)
  order by act_no desc limit $7`;

/** Newest first. */
export async function listActs(db: Queryable, filter: ActFilter, limit: number): Promise<readonly ActRow[]> {
  const { operatorId, act, target, from, until, before } = filter;
  const values = [operatorId, act, target, from, until, before].map((one) => one ?? null);
  return (await db.query<ActRow>(LIST, [...values, limit])).rows;
}

export type PlainAct = Omit<ActRow, "logIndex" | "leaf">;

const ABOUT = `
  select act_no as "actNo", act_id as "actId", at, operator_id as "operatorId", operator, act, target, reason, detail::text as detail
  from operator_act where target = $1 order by act_no`;

/** Everything that was done to this target, oldest first: for what stands in the acts alone. */
export async function actsAbout(db: Queryable, target: string): Promise<readonly PlainAct[]> {
  return (await db.query<PlainAct>(ABOUT, [target])).rows;
}

const LATEST = `
  select distinct on (target) act_no as "actNo", act_id as "actId", at, operator_id as "operatorId", operator, act, target, reason,
         detail::text as detail
  from operator_act where act = $1 order by target, act_no desc`;

/** Of each target the act of this name that came last. */
export async function latestActs(db: Queryable, act: string): Promise<readonly PlainAct[]> {
  return (await db.query<PlainAct>(LATEST, [act])).rows;
}
