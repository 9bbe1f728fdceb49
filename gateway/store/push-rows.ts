/**
 * Rows of pushes: what a group asks before it is judged, and what it leaves beside its batch.
 * A push that must wait its turn is an intake of kind push. Knows nothing of answers.
 *
 * The trap: the opening of a group is one text of several statements, so that it costs one
 * round trip; whatever goes into it is quoted here and nowhere else.
 */
import type { Client, Queryable } from "./connect.ts";
import { type ItemState, NOTHING_YET, STATE_COLUMNS } from "./heads-rows.ts";
import type { Intake, NewIntake } from "./intake.ts";

export interface HeadRow {
  readonly version: number;
  readonly payload: string;
}

export interface OpenedGroup {
  readonly batchSeq: number;
  readonly state: ItemState;
  /** Whether something of the same sender and adapter that came earlier is still to be worked. */
  readonly behind: boolean;
  /** Latest versions of our own of the records asked for, by their place in that list. */
  readonly heads: ReadonlyMap<number, HeadRow>;
  /** Pushes that were stored under the keys asked for. */
  readonly known: readonly PushRow[];
}

export interface GroupOf {
  readonly item: string;
  readonly origin: string;
  readonly sender: string;
  readonly adapter: string;
  readonly now: Date;
  readonly records: readonly { readonly subject: string; readonly id: string }[];
  readonly keys: readonly string[];
  /** How long to wait for the item; null for as long as it takes. */
  readonly lockWaitMs: number | null;
}

/**
 * Begins a transaction: the item's lock, a batch number, and what the group is judged by, as the last batch
 * left it. Throws 55P03 when the wait is over.
 */
export async function openGroup(client: Client, group: GroupOf): Promise<OpenedGroup> {
  const quoted = (text: string): string => client.escapeLiteral(text);
  const list = (texts: readonly string[]): string => `array[${texts.map(quoted).join(",")}]::text[]`;
  const { item, origin, sender, adapter, records, keys } = group;
  const lane = `sender = ${quoted(sender)} and adapter = ${quoted(adapter)}`;
  const wanted = `unnest(${list(records.map(({ subject }) => subject))}, ${list(records.map(({ id }) => id))}::uuid[])`;
  const texts = [
    "begin",
    `set local lock_timeout = ${group.lockWaitMs ?? 0}`,
    ...(group.lockWaitMs === null ? ["set local statement_timeout = 0"] : []),
    `select pg_advisory_xact_lock(hashtextextended(${quoted(`item ${item}`)}, 0))`,
    "set local lock_timeout = 0",
    "select nextval('batch_seq') as seq",
    `select ${STATE_COLUMNS} from item_state where item = ${quoted(item)}`,
    `select exists (select from intake where state = 'due' and kind <> 'sealed' and ${lane}
       and (attempts = 0 or lease_until > ${quoted(group.now.toISOString())}))
       or exists (select from hold where kind = 'lane' and released_at is null and ${lane}) as behind`,
    `select wanted.at, latest.version, latest.payload
       from ${wanted} with ordinality as wanted (subject, id, at)
       join lateral (
         select version, payload from record r
          where r.subject = wanted.subject and r.item = ${quoted(item)} and r.record_id = wanted.id
            and r.origin = ${quoted(origin)}
          order by version desc, batch_seq desc, leaf_index desc limit 1
       ) latest on true`,
    `select ${COLUMNS} from push where sender = ${quoted(sender)} and idempotency_key = any (${list(keys)})`,
  ];
  const answers = (await client.query(texts.join("; "))) as unknown as readonly { readonly rows: object[] }[];
  const [sequence, state, behind, heads, known] = answers.slice(-5).map(({ rows }) => rows);
  return {
    batchSeq: (sequence as { seq: number }[])[0]?.seq ?? 0,
    state: (state as ItemState[])[0] ?? NOTHING_YET,
    behind: (behind as { behind: boolean }[])[0]?.behind === true,
    heads: new Map((heads as (HeadRow & { at: number })[]).map(({ at, ...head }) => [at - 1, head])),
    known: known as PushRow[],
  };
}

/** Whether something of this sender and adapter waits to be worked. */
export async function isBehind(db: Queryable, sender: string, adapter: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from intake where state = 'due' and kind <> 'sealed' and sender = $1 and adapter = $2
       and (attempts = 0 or lease_until > $3)
     union all select from hold where kind = 'lane' and released_at is null and sender = $1 and adapter = $2
     limit 1`,
    [sender, adapter, now],
  );
  return rowCount === 1;
}

export interface PushRow {
  readonly batchSeq: number;
  readonly position: number;
  readonly sender: string;
  readonly key: string | null;
  readonly bodySha256: Buffer;
  readonly bytes: number;
  readonly firstRow: number;
  readonly rows: number;
  /** Canonical JSON. */
  readonly outcome: string;
  readonly receivedAt: Date;
}

const COLUMNS = `batch_seq as "batchSeq", position, sender, idempotency_key as key, body_sha256 as "bodySha256", bytes,
  first_row as "firstRow", rows, outcome, received_at as "receivedAt"`;

const OF_BATCH = `select ${COLUMNS} from push where batch_seq = $1 order by position`;

export async function pushesOfBatch(db: Queryable, batchSeq: number): Promise<readonly PushRow[]> {
  return (await db.query<PushRow>(OF_BATCH, [batchSeq])).rows;
}

const WAIT = `
  insert into intake (intake_id, kind, sender, adapter, file_name, bytes, sha256, spool, received_at, state, due_at, door, idempotency_key, catalog)
  values ($1, 'push', $2, $3, $4, $5, $6, $7, $8, 'due', $8, 'push', $9, $10)
  on conflict (sender, idempotency_key) where idempotency_key is not null and state <> 'cancelled' do nothing`;

/** False when a push with this key waits, or waited, already. */
export async function recordWaitingPush(
  db: Queryable,
  intake: Omit<NewIntake, "kind">,
  key: string | null,
): Promise<boolean> {
  const { intakeId, sender, adapter, fileName, bytes, sha256, spool, receivedAt, catalog = null } = intake;
  const { rowCount } = await db.query(WAIT, [
    ...[intakeId, sender, adapter, fileName, bytes, sha256, spool, receivedAt, key, catalog],
  ]);
  return rowCount === 1;
}

export type WaitingPush = Pick<
  Intake,
  "intakeId" | "adapter" | "sha256" | "state" | "batchSeq" | "refusal" | "attempts"
>;

const WAITING = `
  select intake_id as "intakeId", adapter, sha256, state, batch_seq as "batchSeq", refusal, attempts from intake
  where sender = $1 and idempotency_key = $2 and state <> 'cancelled'`;

export async function findWaitingPush(
  db: Queryable,
  sender: string,
  key: string,
): Promise<WaitingPush | undefined> {
  return (await db.query<WaitingPush>(WAITING, [sender, key])).rows[0];
}

const KEY_OF_INTAKE = "select idempotency_key as key from intake where intake_id = $1";

export async function keyOfIntake(db: Queryable, intakeId: string): Promise<string | null> {
  return (await db.query<{ key: string | null }>(KEY_OF_INTAKE, [intakeId])).rows[0]?.key ?? null;
}

export interface LeafRow {
  readonly leafIndex: number;
  readonly recordId: string;
  readonly subject: string;
  readonly salt: Buffer;
  readonly payload: string;
}

const LEAVES = `
  select leaf_index as "leafIndex", record_id as "recordId", subject, salt, payload from record
  where item = $1 and batch_seq = $2 order by leaf_index`;

/** All records of a group's batch. */
export async function recordsOfGroup(
  db: Queryable,
  item: string,
  batchSeq: number,
): Promise<readonly LeafRow[]> {
  return (await db.query<LeafRow>(LEAVES, [item, batchSeq])).rows;
}

export interface RowFinding {
  readonly row: number;
  readonly column: string;
  readonly code: string;
  /** Canonical JSON. */
  readonly params: string;
}

const FINDINGS = `
  select row_number as row, column_title as column, code, params from finding
  where batch_seq = $1 and row_number >= $2 and row_number < $3 order by number`;

/** Findings of the rows from `from` up to, without, `to`. */
export async function findingsOfRows(
  db: Queryable,
  batchSeq: number,
  from: number,
  to: number,
): Promise<readonly RowFinding[]> {
  return (await db.query<RowFinding>(FINDINGS, [batchSeq, from, to])).rows;
}
