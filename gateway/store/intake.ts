/**
 * The queue of what arrived: one row for each body that is durable in a spool. Knows
 * nothing of what the bytes mean. A claim is a lease: a process that dies loses it by
 * time, and the claim itself counts as an attempt, so that a file which kills its
 * process becomes poison too and doesn't kill the next one for ever. The trap: files of one
 * sender and adapter must be worked in the order they came, or an older one would win.
 */
import type { Queryable } from "./connect.ts";

export type IntakeState = "due" | "done" | "refused" | "poison" | "cancelled";

export interface NewIntake {
  readonly intakeId: string;
  readonly kind: "file" | "sealed" | "push";
  readonly sender: string;
  readonly adapter: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly spool: string;
  readonly receivedAt: Date;
  /** How it came; http where nothing is said. */
  readonly door?: "http" | "tus" | "sftp" | "inbox" | "pull" | "push";
  readonly trace?: string | null;
  /** The detached signature it came with, as verified. */
  readonly signature?: Buffer | null;
  /** The release of the catalog that its sender says it was made by; null where nothing was said. */
  readonly catalog?: number | null;
}

export interface Intake extends Omit<NewIntake, "door" | "trace" | "signature" | "catalog"> {
  readonly catalog: number | null;
  /** The id of the trace in which it came, or a whole traceparent. */
  readonly trace: string | null;
  readonly door: NonNullable<NewIntake["door"]>;
  readonly state: IntakeState;
  /** "due": its sender's files are still to be made, and the spool file is needed for them. */
  readonly feedback: "none" | "due" | "made";
  readonly attempts: number;
  readonly batchSeq: number | null;
  /** Canonical JSON {code, params}. */
  readonly refusal: string | null;
  readonly lastError: string | null;
}

export interface Lease {
  readonly owner: string;
  readonly now: Date;
  readonly until: Date;
}

const COLUMNS = `intake_id as "intakeId", kind, sender, adapter, file_name as "fileName", bytes, sha256, spool,
  received_at as "receivedAt", door, feedback, state, attempts, batch_seq as "batchSeq", refusal, last_error as "lastError", catalog, trace`;

const RECORD = `
  insert into intake (intake_id, kind, sender, adapter, file_name, bytes, sha256, spool, received_at, state, due_at,
    door, trace, signature, catalog)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'due', $9, $10, $11, $12, $13)
  on conflict (sender, kind, adapter, sha256) where state <> 'cancelled' and kind <> 'push' do nothing
  returning ${COLUMNS}`;

const FIND_SAME = `
  select ${COLUMNS} from intake where sender = $1 and kind = $2 and adapter = $3 and sha256 = $4 and state <> 'cancelled'`;

const NAME = `
  insert into intake_name (intake_id, file_name, at) values ($1, $2, $3)
  on conflict (intake_id, file_name) do update set at = greatest(intake_name.at, excluded.at)`;

// Over HTTP its receipt was answer enough; by this door there are files to be laid out.
const ANSWER = `
  update intake set door = $2, feedback = case when state = 'done' and feedback = 'none' then 'due' else feedback end
  where intake_id = $1 and door = 'http'`;

/** The same bytes from the same sender are one intake: the second time the first is answered. */
export async function recordIntake(
  db: Queryable,
  intake: NewIntake,
): Promise<{ intake: Intake; isNew: boolean }> {
  const { intakeId, kind, sender, adapter, fileName, bytes, sha256, spool, receivedAt } = intake;
  const { door = "http", trace = null, signature = null, catalog = null } = intake;
  const made = await db.query<Intake>(RECORD, [
    intakeId,
    kind,
    sender,
    adapter,
    fileName,
    bytes,
    sha256,
    spool,
    receivedAt,
    door,
    trace,
    signature,
    catalog,
  ]);
  if (made.rows[0]) return { intake: made.rows[0], isNew: true };
  const same = await db.query<Intake>(FIND_SAME, [sender, kind, adapter, sha256]);
  if (!same.rows[0]) throw new Error("an intake conflicts with one that is not there");
  if (kind === "file") await db.query(NAME, [same.rows[0].intakeId, fileName, receivedAt]);
  if (kind === "file" && door !== "http") await db.query(ANSWER, [same.rows[0].intakeId, door]);
  return { intake: same.rows[0], isNew: false };
}

// An earlier file or push of the lane holds a later one back while it is worked on or has not been tried; one
// that failed and waits for its next attempt does not, so that it blocks nobody.
// What is held (migration 0007) is passed over and keeps its place: what comes later of its lane waits behind it.
const CLAIM = `
  update intake set lease_owner = $1, lease_until = $3, attempts = attempts + 1,
    claimed_at = coalesce(claimed_at, $2), worked_at = $2
  where intake_id = (
    select i.intake_id from intake i
    where i.state = 'due' and i.due_at <= $2 and (i.lease_until is null or i.lease_until <= $2)
      and i.spool = any ($4) and i.attempts < $5
      and not exists (
        select from intake e
        where e.state = 'due' and i.kind <> 'sealed' and e.kind <> 'sealed'
          and e.sender = i.sender and e.adapter = i.adapter
          and (e.received_at, e.intake_id) < (i.received_at, i.intake_id)
          and (e.attempts = 0 or e.lease_until > $2))
      and not exists (
        select from hold h
        where h.released_at is null
          and (h.intake_id = i.intake_id or h.kind = 'lane' and h.sender = i.sender and h.adapter = i.adapter))
    order by i.due_at, i.received_at, i.intake_id
    limit 1
    for update skip locked)
  returning ${COLUMNS}`;

/** Take the next due intake that lies in one of our spools; undefined when there is none. */
export async function claimIntake(
  db: Queryable,
  lease: Lease,
  spools: readonly string[],
  maxAttempts: number,
): Promise<Intake | undefined> {
  const { rows } = await db.query<Intake>(CLAIM, [lease.owner, lease.now, lease.until, spools, maxAttempts]);
  return rows[0];
}

const BURY = `
  update intake set state = 'poison', lease_owner = null, lease_until = null,
    last_error = coalesce(last_error, 'its process died')
  where state = 'due' and attempts >= $2 and (lease_until is null or lease_until <= $1)
  returning ${COLUMNS}`;

/** What used up its attempts without an answer, its process having died each time, becomes poison. */
export async function buryExhausted(
  db: Queryable,
  now: Date,
  maxAttempts: number,
): Promise<readonly Intake[]> {
  return (await db.query<Intake>(BURY, [now, maxAttempts])).rows;
}

const EXTEND = `
  update intake set lease_until = $3 where intake_id = $1 and lease_owner = $2 and state = 'due' and lease_until > $4`;

/** False when the lease is lost: the work must not be committed. */
export async function extendLease(db: Queryable, intakeId: string, lease: Lease): Promise<boolean> {
  const { rowCount } = await db.query(EXTEND, [intakeId, lease.owner, lease.until, lease.now]);
  return rowCount === 1;
}

// What came over HTTP whole and good is answered by its receipt; every other file has files made for its sender.
const FINISH = `
  update intake set state = 'done', batch_seq = $3, lease_owner = null, lease_until = null, last_error = null, steps = $4,
    feedback = case when kind = 'file' and (door <> 'http'
      or exists (select from batch where batch_seq = $3 and rejected > 0)) then 'due' else 'none' end
  where intake_id = $1 and lease_owner = $2 and state = 'due'`;

/** In the transaction that stores the batch; `steps` says when it reached what. False when another has the lease now: roll back. */
export async function finishIntake(
  db: Queryable,
  intakeId: string,
  owner: string,
  batchSeq: number,
  steps: string | null = null,
): Promise<boolean> {
  return (await db.query(FINISH, [intakeId, owner, batchSeq, steps])).rowCount === 1;
}

const REFUSE = `
  update intake set state = 'refused', refusal = $3, lease_owner = null, lease_until = null, last_error = null,
    feedback = case when kind = 'file' then 'due' else 'none' end
  where intake_id = $1 and lease_owner = $2 and state = 'due'`;

/** The file is refused whole, for a reason its sender can mend. */
export async function refuseIntake(
  db: Queryable,
  intakeId: string,
  owner: string,
  refusal: string,
): Promise<boolean> {
  return (await db.query(REFUSE, [intakeId, owner, refusal])).rowCount === 1;
}

const FAIL = `
  update intake set lease_owner = null, lease_until = null, last_error = $3, due_at = $4,
    state = case when attempts >= $5 then 'poison' else 'due' end
  where intake_id = $1 and lease_owner = $2 and state = 'due'
  returning state`;

/** A defect of ours: try again at `dueAt`, or give up after `maxAttempts`. `error` names class and place, never data. */
export async function failIntake(
  db: Queryable,
  intakeId: string,
  owner: string,
  failure: { readonly error: string; readonly dueAt: Date; readonly maxAttempts: number },
): Promise<IntakeState | undefined> {
  const { error, dueAt, maxAttempts } = failure;
  const { rows } = await db.query<{ state: IntakeState }>(FAIL, [intakeId, owner, error, dueAt, maxAttempts]);
  return rows[0]?.state;
}

const GIVE_BACK = `
  update intake set lease_owner = null, lease_until = null, attempts = attempts - 1, last_error = $3, due_at = $4
  where intake_id = $1 and lease_owner = $2 and state = 'due'`;

/** A trouble of the surroundings, which says nothing about the file: later, and the attempt doesn't count. */
export async function giveBackIntake(
  db: Queryable,
  intakeId: string,
  owner: string,
  trouble: { readonly error: string; readonly dueAt: Date },
): Promise<boolean> {
  return (await db.query(GIVE_BACK, [intakeId, owner, trouble.error, trouble.dueAt])).rowCount === 1;
}

const RELEASE = `
  update intake set lease_owner = null, lease_until = null, attempts = attempts - 1
  where lease_owner = $1 and state = 'due'`;

/** An orderly stop, or a claim whose end could not be written: what we had claimed is free at once, and the attempt doesn't count. */
export async function releaseIntakes(db: Queryable, owner: string): Promise<number> {
  return (await db.query(RELEASE, [owner])).rowCount ?? 0;
}

const REVIVE = `
  update intake set state = 'due', attempts = 0, due_at = $2, last_error = null
  where intake_id = $1 and state = 'poison'`;

/** An operator's order, after what was wrong on our side is mended. The bytes of a refused file are gone, those of a poisoned one are kept. */
export async function reviveIntake(db: Queryable, intakeId: string, dueAt: Date): Promise<boolean> {
  return (await db.query(REVIVE, [intakeId, dueAt])).rowCount === 1;
}

const POISON = `select ${COLUMNS} from intake where state = 'poison' order by received_at, intake_id`;

/** Given up, their bytes kept in the spool. */
export async function poisonIntakes(db: Queryable): Promise<readonly Intake[]> {
  return (await db.query<Intake>(POISON)).rows;
}

const FIND = `select ${COLUMNS} from intake where intake_id = $1`;

export async function findIntake(db: Queryable, intakeId: string): Promise<Intake | undefined> {
  return (await db.query<Intake>(FIND, [intakeId])).rows[0];
}

// An upload that is final lies in the spool a moment before its intake is recorded.
const KNOWN = `
  select intake_id as id from intake where intake_id = any ($1::uuid[]) and (state in ('due', 'poison') or feedback = 'due')
  union all select upload_id from upload where upload_id = any ($1::uuid[]) and state = 'final'`;

/** Which of these still need their spool file: sweeping may remove the others. */
export async function intakesThatNeedTheirFile(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ id: string }>(KNOWN, [ids]);
  return new Set(rows.map(({ id }) => id));
}

const COUNT = "select state, count(*) as count, min(received_at) as oldest from intake group by state";

/** For health, metrics and the console. */
export async function countIntakes(
  db: Queryable,
): Promise<readonly { readonly state: IntakeState; readonly count: number; readonly oldest: Date }[]> {
  return (await db.query<{ state: IntakeState; count: number; oldest: Date }>(COUNT)).rows;
}
