/**
 * Events that a receiver refused by themselves while it took the others. Kept until they are asked for
 * again; the event itself is read from the feed anew, so that it is masked by the rights of that day.
 */
import type { Queryable } from "./connect.ts";

export interface DeadLetter {
  readonly eventId: string;
  readonly item: string;
  readonly number: number;
  readonly leaf: number;
  /** A code, or the receiver's status. */
  readonly why: string;
  readonly attempts: number;
  readonly at: Date;
  readonly replayedAt: Date | null;
}

const COLUMNS = `event_id as "eventId", item, number, leaf, why, attempts, at, replayed_at as "replayedAt"`;

const PUT = `
  insert into dead_letter (subscription_id, event_id, item, number, leaf, why, attempts, at)
  values ($1, $2, $3, $4, $5, $6, 1, $7)
  on conflict (subscription_id, event_id) do update set why = excluded.why, at = excluded.at,
    attempts = dead_letter.attempts + 1, replayed_at = null, due = false`;

export async function putDeadLetter(
  db: Queryable,
  subscriptionId: string,
  letter: Pick<DeadLetter, "eventId" | "item" | "number" | "leaf" | "why" | "at">,
): Promise<void> {
  const { eventId, item, number, leaf, why, at } = letter;
  await db.query(PUT, [subscriptionId, eventId, item, number, leaf, why, at]);
}

const PAGE = `
  select ${COLUMNS} from dead_letter
  where subscription_id = $1 and (item, number, leaf) > ($2, $3, $4)
  order by item, number, leaf limit $5`;

/** Those after a place, in the order of the feed. */
export async function deadLettersPage(
  db: Queryable,
  subscriptionId: string,
  after: { readonly item: string; readonly number: number; readonly leaf: number },
  limit: number,
): Promise<readonly DeadLetter[]> {
  return (await db.query<DeadLetter>(PAGE, [subscriptionId, after.item, after.number, after.leaf, limit]))
    .rows;
}

const COUNT = `
  select subscription_id as id, count(*) as count from dead_letter
  where subscription_id = any($1) and replayed_at is null group by subscription_id`;

/** How many each has that were not taken since. */
export async function countDeadLetters(
  db: Queryable,
  subscriptions: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ id: string; count: number }>(COUNT, [subscriptions]);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

const ASK = `
  update dead_letter set due = true
  where subscription_id = $1 and replayed_at is null and ($2::text[] is null or event_id = any($2))`;

/** To be sent again: all of them, or these. */
export async function askAgain(
  db: Queryable,
  subscriptionId: string,
  events: readonly string[] | null,
): Promise<number> {
  return (await db.query(ASK, [subscriptionId, events])).rowCount ?? 0;
}

const DUE = `
  select ${COLUMNS} from dead_letter where subscription_id = $1 and due order by item, number, leaf limit $2`;

/** Those that are asked for again, the first of them. */
export async function nextDue(
  db: Queryable,
  subscriptionId: string,
  limit: number,
): Promise<readonly DeadLetter[]> {
  return (await db.query<DeadLetter>(DUE, [subscriptionId, limit])).rows;
}

const TAKEN = `
  update dead_letter set due = false, replayed_at = $3, attempts = attempts + 1
  where subscription_id = $1 and event_id = $2`;

export async function deadLetterTaken(
  db: Queryable,
  subscriptionId: string,
  eventId: string,
  at: Date,
): Promise<void> {
  await db.query(TAKEN, [subscriptionId, eventId, at]);
}
