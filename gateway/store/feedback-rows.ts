/**
 * Files made for senders: which intakes still owe them, and which there are. The trap: an
 * intake that owes them keeps its spool file, so whoever marks them made must have them on disk.
 */
import type { Queryable } from "./connect.ts";
import { findIntake, type Intake, type Lease } from "./intake.ts";

export interface MadeFile {
  /** What follows the file's own name: ".receipt.json". */
  readonly suffix: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number;
}

export interface Feedback {
  readonly intakeId: string;
  readonly agency: string;
  /** As the sender called the file. */
  readonly fileName: string;
  readonly folder: string;
  readonly files: readonly MadeFile[];
  readonly madeAt: Date;
}

interface FeedbackRow extends Omit<Feedback, "files"> {
  readonly files: string;
}

const CLAIM = `
  update intake set lease_owner = $1, lease_until = $3, attempts = attempts + 1
  where intake_id = (
    select intake_id from intake
    where feedback = 'due' and due_at <= $2 and (lease_until is null or lease_until <= $2) and spool = any ($4)
    order by due_at, received_at, intake_id
    limit 1
    for update skip locked)
  returning intake_id as id`;

/** An intake whose files are to be made, out of one of our spools. */
export async function claimFeedback(
  db: Queryable,
  lease: Lease,
  spools: readonly string[],
): Promise<Intake | undefined> {
  const { rows } = await db.query<{ id: string }>(CLAIM, [lease.owner, lease.now, lease.until, spools]);
  return rows[0] && (await findIntake(db, rows[0].id));
}

const EXTEND =
  "update intake set lease_until = $3 where intake_id = $1 and lease_owner = $2 and feedback = 'due'";

export async function extendFeedback(db: Queryable, intakeId: string, lease: Lease): Promise<void> {
  await db.query(EXTEND, [intakeId, lease.owner, lease.until]);
}

const RELEASE = `
  update intake set lease_owner = null, lease_until = null, attempts = attempts - 1
  where lease_owner = $1 and feedback = 'due'`;

/** What this owner had claimed and did not end is free at once. */
export async function releaseFeedback(db: Queryable, owner: string): Promise<void> {
  await db.query(RELEASE, [owner]);
}

const FAIL = `
  update intake set lease_owner = null, lease_until = null, last_error = $3, due_at = $4
  where intake_id = $1 and lease_owner = $2 and feedback = 'due'`;

export async function failFeedback(
  db: Queryable,
  intakeId: string,
  owner: string,
  failure: { readonly error: string; readonly dueAt: Date },
): Promise<void> {
  await db.query(FAIL, [intakeId, owner, failure.error, failure.dueAt]);
}

const PUT = `
  insert into feedback (intake_id, agency, file_name, folder, files, made_at) values ($1, $2, $3, $4, $5, $6)
  on conflict (intake_id) do nothing`;
const MADE = `
  update intake set feedback = 'made', lease_owner = null, lease_until = null, last_error = null
  where intake_id = $1 and feedback = 'due'`;

/** The files are on disk: from now on they can be fetched, and the spool file is not needed. */
export async function markFeedbackMade(db: Queryable, made: Feedback): Promise<void> {
  const { intakeId, agency, fileName, folder, files, madeAt } = made;
  await db.query(PUT, [intakeId, agency, fileName, folder, JSON.stringify(files), madeAt]);
  await db.query(MADE, [intakeId]);
}

const COLUMNS = `intake_id as "intakeId", agency, file_name as "fileName", folder, files, made_at as "madeAt"`;
// Once for each name that its bytes came by.
const OF_AGENCY = `
  select f.intake_id as "intakeId", f.agency, n.file_name as "fileName", f.folder, f.files,
    max(greatest(n.at, f.made_at)) as "madeAt"
  from feedback f cross join lateral (
    select f.file_name, f.made_at as at
    union all select i.file_name, i.at from intake_name i where i.intake_id = f.intake_id) n
  where f.agency = $1 and f.gone_at is null
  group by f.intake_id, n.file_name
  order by "madeAt" desc, f.intake_id, n.file_name`;

/** The newest first. */
export async function feedbackOf(db: Queryable, agency: string): Promise<readonly Feedback[]> {
  return (await db.query<FeedbackRow>(OF_AGENCY, [agency])).rows.map(read);
}

const FIND = `select ${COLUMNS} from feedback where intake_id = $1 and gone_at is null`;

export async function findFeedback(db: Queryable, intakeId: string): Promise<Feedback | undefined> {
  const row = (await db.query<FeedbackRow>(FIND, [intakeId])).rows[0];
  return row && read(row);
}

const OLD = `select ${COLUMNS} from feedback 
  where gone_at is null and made_at < $1
    and not exists (select from intake_name n where n.intake_id = feedback.intake_id and n.at >= $1)
  order by made_at limit $2`;

export async function feedbackBefore(
  db: Queryable,
  before: Date,
  limit: number,
): Promise<readonly Feedback[]> {
  return (await db.query<FeedbackRow>(OLD, [before, limit])).rows.map(read);
}

const FORGET = "delete from intake_name where at < $1";

/** Names by which bytes came so long ago that nobody looks for their answer. */
export async function forgetNames(db: Queryable, before: Date): Promise<void> {
  await db.query(FORGET, [before]);
}

const GONE = "update feedback set gone_at = $2 where intake_id = $1";

export async function markFeedbackGone(db: Queryable, intakeId: string, at: Date): Promise<void> {
  await db.query(GONE, [intakeId, at]);
}

const COUNTS = `
  select column_title as "column", code, min(params) as params, count(*) as count from finding
  where batch_seq = $1 group by column_title, code order by count(*) desc, column_title, code limit $2`;

/** What was found most often in a batch. */
export async function mostFound(
  db: Queryable,
  batchSeq: number,
  limit: number,
): Promise<
  readonly {
    readonly column: string;
    readonly code: string;
    readonly params: string;
    readonly count: number;
  }[]
> {
  return (
    await db.query<{ column: string; code: string; params: string; count: number }>(COUNTS, [batchSeq, limit])
  ).rows;
}

function read({ files, ...row }: FeedbackRow): Feedback {
  return { ...row, files: JSON.parse(files) as readonly MadeFile[] };
}
