/**
 * Quarantine: what is held is neither worked nor delivered on, until it is released. The claims of
 * intake.ts, transfer.ts and push-rows.ts look here. The trap: a hold stops nothing that is under way
 * already, and what was delivered before it stays delivered.
 */
import type { Queryable } from "../connect.ts";

export interface Hold {
  readonly holdId: string;
  /** A batch with its arrival; or a lane: whatever this agency sends by this adapter. */
  readonly kind: "batch" | "lane";
  readonly intakeId: string | null;
  readonly batchSeq: number | null;
  readonly sender: string;
  readonly adapter: string;
  readonly reason: string;
  readonly byId: string;
  readonly byName: string;
  readonly at: Date;
  readonly releasedAt: Date | null;
}

const COLUMNS = `hold_id as "holdId", kind, intake_id as "intakeId", batch_seq as "batchSeq", sender, adapter, reason,
  by_id as "byId", by_name as "byName", at, released_at as "releasedAt"`;

const PUT = `
  insert into hold (hold_id, kind, intake_id, batch_seq, sender, adapter, reason, by_id, by_name, at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`;

/** False when it is held already. */
export async function putHold(db: Queryable, hold: Omit<Hold, "releasedAt">): Promise<boolean> {
  const { holdId, kind, intakeId, batchSeq, sender, adapter, reason, byId, byName, at } = hold;
  const values = [holdId, kind, intakeId, batchSeq, sender, adapter, reason, byId, byName, at];
  return (await db.query(PUT, values)).rowCount === 1;
}

const RELEASE = "update hold set released_at = $2 where hold_id = $1 and released_at is null";

/** False when it was released already. */
export async function releaseHold(db: Queryable, holdId: string, at: Date): Promise<boolean> {
  return (await db.query(RELEASE, [holdId, at])).rowCount === 1;
}

export async function findHold(db: Queryable, holdId: string): Promise<Hold | undefined> {
  return (await db.query<Hold>(`select ${COLUMNS} from hold where hold_id = $1`, [holdId])).rows[0];
}

const ON = `
  select ${COLUMNS} from hold
  where intake_id = $1 or batch_seq = $2 or (kind = 'lane' and sender = $3 and adapter = $4 and released_at is null)
  order by at desc`;

/** Those that hold a batch or its arrival, or held it; of its lane those in force. */
export async function holdsOn(
  db: Queryable,
  of: {
    readonly intakeId: string | null;
    readonly batchSeq: number | null;
    readonly sender: string;
    readonly adapter: string;
  },
): Promise<readonly Hold[]> {
  return (await db.query<Hold>(ON, [of.intakeId, of.batchSeq, of.sender, of.adapter])).rows;
}

const OPEN = `
  select ${COLUMNS}, (select b.batch_id from batch b where b.batch_seq = hold.batch_seq) as "batchId" from hold
  where released_at is null and ($1::text[] is null or sender = any ($1)) order by at desc limit $2`;

/** What is held now, of these agencies; of all where null. */
export async function openHolds(
  db: Queryable,
  scope: readonly string[] | null,
  limit: number,
): Promise<readonly (Hold & { readonly batchId: string | null })[]> {
  return (await db.query<Hold & { batchId: string | null }>(OPEN, [scope, limit])).rows;
}
