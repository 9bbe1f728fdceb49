/**
 * What an operator's order changes in the queues, each in one statement whose condition says when it may be done:
 * what meets nothing changes nothing. The trap: none of it may touch what somebody holds by a lease, but cancelling,
 * whose worker finds its lease gone and rolls back.
 */
import type { Queryable } from "../connect.ts";

const RETRY_INTAKE = `
  update intake set state = 'due', attempts = case when state = 'poison' then 0 else attempts end, due_at = $2
  where intake_id = $1 and (state = 'poison' or state = 'due' and due_at > $2 and (lease_until is null or lease_until <= $2))`;

/** Given up, or waiting for its next attempt: due now. */
export async function retryIntake(tx: Queryable, intakeId: string, now: Date): Promise<number> {
  return (await tx.query(RETRY_INTAKE, [intakeId, now])).rowCount ?? 0;
}

const RETRY_HOP = `
  update transfer set state = 'due', ended_at = null, due_at = $3, attempts = case when state = 'abandoned' then 0 else attempts end
  where batch_seq = $1 and peer = $2 and kind = 'batch'
    and (state = 'abandoned' or state = 'due' and due_at > $3 and (lease_until is null or lease_until <= $3))`;

/** Abandoned, or waiting: due now. */
export async function retryHop(tx: Queryable, batchSeq: number, peer: string, now: Date): Promise<number> {
  return (await tx.query(RETRY_HOP, [batchSeq, peer, now])).rowCount ?? 0;
}

const REPLAY = `
  update transfer set state = 'due', ended_at = null, due_at = $3, attempts = 0, last_refusal = null
  where batch_seq = $1 and peer = $2 and kind = 'batch' and state = 'acknowledged'`;

/** Delivered and answered: is delivered again. The peer answers that it has it, or takes what it has lost. */
export async function replayHop(tx: Queryable, batchSeq: number, peer: string, now: Date): Promise<number> {
  return (await tx.query(REPLAY, [batchSeq, peer, now])).rowCount ?? 0;
}

const RECEIPT = `
  update transfer set state = 'due', ended_at = null, due_at = $2, attempts = 0
  where batch_seq = $1 and kind = 'receipt' and state in ('acknowledged', 'abandoned')
    and receipt_id in (select receipt_id from receipt where batch_seq = $1 and node = $3)`;

/** Our own receipt goes to the node that handed the batch over, once more. */
export async function resendReceipt(
  tx: Queryable,
  batchSeq: number,
  node: string,
  now: Date,
): Promise<number> {
  return (await tx.query(RECEIPT, [batchSeq, now, node])).rowCount ?? 0;
}

const MAKE = `
  update intake set feedback = 'due', due_at = $2 where intake_id = $1 and kind = 'file' and (
    feedback = 'none' and state in ('done', 'refused')
      and not exists (select from batch b where b.batch_seq = intake.batch_seq and b.rejected > 0)
    or feedback = 'due' and (lease_until is null or lease_until <= $2))`;
const AGAIN = `
  insert into intake_name (intake_id, file_name, at)
  select i.intake_id, i.file_name, $2 from intake i join feedback f on f.intake_id = i.intake_id
  where i.intake_id = $1 and i.feedback = 'made' and f.gone_at is null
  on conflict (intake_id, file_name) do update set at = greatest(intake_name.at, excluded.at)`;

/** The files for the sender are made, if there are none yet; else they lie in its out/ as new ones. */
export async function resendFeedback(tx: Queryable, intakeId: string, now: Date): Promise<number> {
  const made = (await tx.query(MAKE, [intakeId, now])).rowCount ?? 0;
  return made > 0 ? made : ((await tx.query(AGAIN, [intakeId, now])).rowCount ?? 0);
}

/**
 * The journal shows what is held, as long as it waits. Its triggers tell every later turn; this tells the hold
 * itself, whose row no trigger of the journal sees. What another hold keeps back stays held.
 */
const JOURNAL_HELD = `
  update journal set state = $2, changed = journal_now() where state = $3 and (at, entry_id) in (
    select i.received_at, i.intake_id from intake i where i.state = 'due' and (
      $1 = 'batch' and i.intake_id = $4 or $1 = 'lane' and i.sender = $6 and i.adapter = $7)
      and ($2 = 'held' or not exists (select from hold h where h.released_at is null and (
        h.intake_id = i.intake_id or h.kind = 'lane' and h.sender = i.sender and h.adapter = i.adapter)))
    union all
    select t.created_at, t.transfer_id from transfer t join batch b using (batch_seq)
    where t.state = 'due' and t.kind = 'batch' and (
      $1 = 'batch' and t.batch_seq = coalesce($5, (select batch_seq from intake where intake_id = $4))
      or $1 = 'lane' and b.sender = $6 and b.adapter = $7)
      and ($2 = 'held' or not exists (select from hold h where h.released_at is null and (
        h.batch_seq = t.batch_seq or h.kind = 'lane' and h.sender = b.sender and h.adapter = b.adapter
        or exists (select from intake i where i.intake_id = h.intake_id and i.batch_seq = t.batch_seq)))))`;

export interface Held {
  readonly kind: "batch" | "lane";
  readonly intakeId: string | null;
  readonly batchSeq: number | null;
  readonly sender: string;
  readonly adapter: string;
}

export async function tellJournal(tx: Queryable, held: Held, isHeld: boolean): Promise<void> {
  const [to, from] = isHeld ? ["held", "waiting"] : ["waiting", "held"];
  const { kind, intakeId, batchSeq, sender, adapter } = held;
  await tx.query(JOURNAL_HELD, [kind, to, from, intakeId, batchSeq, sender, adapter]);
}
