/**
 * What one sender has sent, newest first: intakes, and batches that were made of pushes and had no intake. The
 * trap: keyset paging over both at once; each half is limited by itself, so that neither index is read whole.
 */
import type { Queryable } from "./connect.ts";
import type { IntakeState } from "./intake.ts";

export interface Sent {
  /** Of the intake, or of the batch where there is none. */
  readonly id: string;
  readonly at: Date;
  readonly isIntake: boolean;
}

export interface SentFilter {
  readonly sender: string;
  /** This node: batches of pushes were sealed here. */
  readonly origin: string;
  readonly state: IntakeState | null;
  /** Only by these adapters. */
  readonly adapters: readonly string[] | null;
  readonly since: Date | null;
  /** Older than this place. */
  readonly before: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
}

const SENT = `
  select id, at, "isIntake" from (
    (select i.intake_id as id, i.received_at as at, true as "isIntake" from intake i
      where i.sender = $1 and ($3::text is null or i.state = $3) and ($4::text[] is null or i.adapter = any ($4))
        and ($5::timestamptz is null or i.received_at >= $5)
        and ($6::timestamptz is null or (i.received_at, i.intake_id) < ($6, $7::uuid))
      order by i.received_at desc, i.intake_id desc limit $8)
    union all
    (select b.batch_id, b.received_at, false from batch b
      where b.sender = $1 and b.origin = $2 and ($3::text is null or $3 = 'done') and ($4::text[] is null or b.adapter = any ($4))
        and ($5::timestamptz is null or b.received_at >= $5)
        and ($6::timestamptz is null or (b.received_at, b.batch_id) < ($6, $7::uuid))
        and not exists (select from intake i where i.sender = b.sender and i.batch_seq = b.batch_seq)
      order by b.received_at desc, b.batch_id desc limit $8)) sent
  order by at desc, id desc limit $8`;

export async function sentBy(db: Queryable, filter: SentFilter): Promise<readonly Sent[]> {
  const { sender, origin, state, adapters, since, before, limit } = filter;
  const values = [sender, origin, state, adapters, since, before?.at ?? null, before?.id ?? null, limit];
  return (await db.query<Sent>(SENT, values)).rows;
}

const PROGRESS = "select rows_done as rows from intake where intake_id = $1";

/** Rows that the work has passed, a few seconds old. */
export async function progressOf(db: Queryable, intakeId: string): Promise<number> {
  return (await db.query<{ rows: number }>(PROGRESS, [intakeId])).rows[0]?.rows ?? 0;
}

const NOTE = "update intake set rows_done = $2 where intake_id = $1 and state = 'due'";

export async function noteProgress(db: Queryable, intakeId: string, rows: number): Promise<void> {
  await db.query(NOTE, [intakeId, rows]);
}

const CANCEL = `
  update intake set state = 'cancelled', lease_owner = null, lease_until = null
  where intake_id = $1 and state in ('due', 'poison')`;

/** False when it has ended already. Who is working on it finds its lease gone and rolls back. */
export async function cancelIntake(db: Queryable, intakeId: string): Promise<boolean> {
  return (await db.query(CANCEL, [intakeId])).rowCount === 1;
}

const OF_BATCH = "select intake_id as id from intake where sender = $1 and batch_seq = $2 and kind = 'file'";

/** The id of the file that became a batch; undefined for a batch of pushes and for one of another node. */
export async function intakeOfBatch(
  db: Queryable,
  sender: string,
  batchSeq: number,
): Promise<string | undefined> {
  return (await db.query<{ id: string }>(OF_BATCH, [sender, batchSeq])).rows[0]?.id;
}
