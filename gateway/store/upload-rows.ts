/**
 * Uploads under way: one row for each, until its bytes are an intake. The bytes lie in a
 * folder of files, named by the row's id. `open` grows, `final` is whole and on its way
 * into the spool, `taken` is an intake, `gone` was given up. The trap: `final` is written before the
 * bytes move and `taken` after the intake is there, so that a crash between leaves what start redoes.
 */
import type { Queryable } from "./connect.ts";

export type UploadState = "open" | "final" | "taken" | "gone";

export interface NewUpload {
  readonly uploadId: string;
  readonly door: "tus" | "sftp";
  readonly agency: string;
  readonly adapter: string;
  /** As sent; never used as a path. */
  readonly name: string;
  readonly folder: string;
  /** How long it will be or is, if its sender has said so. */
  readonly length: number | null;
  readonly sha256: Buffer | null;
  readonly at: Date;
}

export interface UploadRow extends Omit<NewUpload, "at"> {
  readonly state: UploadState;
  readonly received: number;
  readonly leaseOwner: string | null;
  readonly leaseUntil: Date | null;
  readonly createdAt: Date;
  readonly touchedAt: Date;
  readonly intakeId: string | null;
}

export interface UploadLease {
  readonly owner: string;
  readonly now: Date;
  readonly until: Date;
}

const COLUMNS = `upload_id as "uploadId", door, agency, adapter, name, folder, length, sha256, state, received,
  lease_owner as "leaseOwner", lease_until as "leaseUntil", created_at as "createdAt", touched_at as "touchedAt",
  intake_id as "intakeId"`;

const INSERT = `
  insert into upload (upload_id, door, agency, adapter, name, folder, length, sha256, state, received, created_at, touched_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', 0, $9, $9)
  on conflict do nothing`;

/** False when by SFTP the agency has one of that name open. */
export async function insertUpload(db: Queryable, upload: NewUpload): Promise<boolean> {
  const { uploadId, door, agency, adapter, name, folder, length, sha256, at } = upload;
  const values = [uploadId, door, agency, adapter, name, folder, length, sha256, at];
  return (await db.query(INSERT, values)).rowCount === 1;
}

export async function findUpload(db: Queryable, uploadId: string): Promise<UploadRow | undefined> {
  return (await db.query<UploadRow>(`select ${COLUMNS} from upload where upload_id = $1`, [uploadId]))
    .rows[0];
}

const OPEN = `select ${COLUMNS} from upload
  where agency = $1 and adapter = $2 and door = 'sftp' and state = 'open' and ($3::text is null or name = $3)
  order by name`;

/** What an agency has open by SFTP for one adapter; of one name if asked so. */
export async function openUploads(
  db: Queryable,
  agency: string,
  adapter: string,
  name: string | null = null,
): Promise<readonly UploadRow[]> {
  return (await db.query<UploadRow>(OPEN, [agency, adapter, name])).rows;
}

// A sender who goes on writing has not finished, whatever was said before: the length is open again.
const HOLD = `
  update upload set lease_owner = $2, lease_until = $4, touched_at = $3, length = case when door = 'sftp' then null else length end
  where upload_id = $1 and state = 'open' and (lease_until is null or lease_until <= $3)`;

/** One writer at a time; false while another has it. */
export async function holdUpload(db: Queryable, uploadId: string, lease: UploadLease): Promise<boolean> {
  return (await db.query(HOLD, [uploadId, lease.owner, lease.now, lease.until])).rowCount === 1;
}

const EXTEND = `
  update upload set lease_until = $3, touched_at = $4
  where upload_id = any ($1::uuid[]) and lease_owner = $2 and state = 'open'`;

export async function extendUploads(
  db: Queryable,
  ids: readonly string[],
  lease: UploadLease,
): Promise<void> {
  await db.query(EXTEND, [ids, lease.owner, lease.until, lease.now]);
}

const RELEASE = `
  update upload set lease_owner = null, lease_until = null, received = $3, touched_at = $4
  where upload_id = $1 and lease_owner = $2 and state = 'open'`;

export async function releaseUpload(
  db: Queryable,
  uploadId: string,
  owner: string,
  received: number,
  now: Date,
): Promise<void> {
  await db.query(RELEASE, [uploadId, owner, received, now]);
}

const NOTE = "update upload set received = $3 where upload_id = $1 and lease_owner = $2 and state = 'open'";

/** So many bytes are durable, and more are coming. False when the lease is another's. */
export async function noteUpload(
  db: Queryable,
  uploadId: string,
  owner: string,
  received: number,
): Promise<boolean> {
  return (await db.query(NOTE, [uploadId, owner, received])).rowCount === 1;
}

const RENAME = `update upload set name = $2, length = $3, touched_at = $4
  where upload_id = $1 and state = 'open' and (lease_until is null or lease_until <= $4)`;

/** `length`: its size, where the new name says that it is whole. */
export async function renameUpload(
  db: Queryable,
  uploadId: string,
  name: string,
  length: number | null,
  now: Date,
): Promise<boolean> {
  return (await db.query(RENAME, [uploadId, name, length, now])).rowCount === 1;
}

const FINAL = `
  update upload set state = 'final', received = $2, length = $2, sha256 = $3, touched_at = $4
  where upload_id = $1 and state = 'open' and (lease_until is null or lease_until <= $4 or lease_owner = $5)`;

/** Whole, with the digest of its bytes. False when another process was first, or somebody writes again. */
export async function finishUpload(
  db: Queryable,
  uploadId: string,
  content: { readonly bytes: number; readonly sha256: Buffer },
  now: Date,
  owner = "",
): Promise<boolean> {
  return (await db.query(FINAL, [uploadId, content.bytes, content.sha256, now, owner])).rowCount === 1;
}

const TAKEN = `update upload set state = 'taken', intake_id = $2, lease_owner = null, lease_until = null
  where upload_id = $1 and state = 'final'`;

export async function markTaken(db: Queryable, uploadId: string, intakeId: string): Promise<void> {
  await db.query(TAKEN, [uploadId, intakeId]);
}

const GONE = `update upload set state = 'gone', lease_owner = null, lease_until = null
  where upload_id = $1 and state = 'open' and ($2::timestamptz is null or lease_until is null or lease_until <= $2)`;

/** Given up; `now` where it must not be while somebody writes. */
export async function markGone(db: Queryable, uploadId: string, now: Date | null): Promise<boolean> {
  return (await db.query(GONE, [uploadId, now])).rowCount === 1;
}

const FINALS = `select ${COLUMNS} from upload where state = 'final' and folder = $1 and touched_at <= $2 order by touched_at, upload_id`;

/** Whole since before `before`, and not taken: a process died on the way, or the database was away. */
export async function untakenUploads(
  db: Queryable,
  folder: string,
  before: Date,
): Promise<readonly UploadRow[]> {
  return (await db.query<UploadRow>(FINALS, [folder, before])).rows;
}

const LEFT = `select ${COLUMNS} from upload
  where state = 'open' and folder = $1 and touched_at <= $2 and (lease_until is null or lease_until <= $3)
    and door = $4 and ($5::text is null or agency = $5)
  order by touched_at, upload_id limit 1000`;

/** Open ones that nobody has touched since `before` nor holds now. */
export async function leftUploads(
  db: Queryable,
  folder: string,
  door: "tus" | "sftp",
  before: Date,
  now: Date,
  agency: string | null = null,
): Promise<readonly UploadRow[]> {
  return (await db.query<UploadRow>(LEFT, [folder, before, now, door, agency])).rows;
}

const USAGE = `
  select (select count(*)::int from upload where agency = $1 and state = 'open') as "open",
    coalesce((select sum(received) from upload where agency = $1 and state in ('open', 'final')), 0)::float8
      + coalesce((select sum(bytes) from intake where sender = $1 and received_at > $2), 0)::float8 as bytes`;

/** What an agency has open, and its bytes: under way, and received since `since`. */
export async function usageOf(
  db: Queryable,
  agency: string,
  since: Date,
): Promise<{ readonly open: number; readonly bytes: number }> {
  const { rows } = await db.query<{ open: number; bytes: number }>(USAGE, [agency, since]);
  return rows[0] ?? { open: 0, bytes: 0 };
}

export interface DoorRefusal {
  readonly refusalId: string;
  readonly at: Date;
  readonly door: string;
  readonly agency: string;
  readonly adapter: string;
  readonly fileName: string;
  readonly bytes: number | null;
  readonly sha256: Buffer | null;
  readonly code: string;
  /** Canonical JSON. */
  readonly params: string;
}

const REFUSED = `
  insert into door_refusal (refusal_id, at, door, agency, adapter, file_name, bytes, sha256, code, params, feedback)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'due')`;

/** A file turned away before it became an intake: kept, so that its sender can be told. */
export async function insertDoorRefusal(db: Queryable, refusal: DoorRefusal): Promise<void> {
  const { refusalId, at, door, agency, adapter, fileName, bytes, sha256, code, params } = refusal;
  const values = [refusalId, at, door, agency, adapter, fileName, bytes, sha256, code, params];
  await db.query(REFUSED, values);
}

const REFUSALS = `
  select refusal_id as "refusalId", at, door, agency, adapter, file_name as "fileName", bytes, sha256, code, params
  from door_refusal where agency = $1 and at > $2 order by at desc, refusal_id limit 1000`;

/** Newest first. */
export async function doorRefusalsOf(
  db: Queryable,
  agency: string,
  since: Date,
): Promise<readonly DoorRefusal[]> {
  return (await db.query<DoorRefusal>(REFUSALS, [agency, since])).rows;
}

const KEPT =
  "select upload_id as id from upload where upload_id = any ($1::uuid[]) and state in ('open', 'final')";

/** Which of these files are of uploads that still need them. */
export async function uploadsThatNeedTheirFile(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ id: string }>(KEPT, [ids]);
  return new Set(rows.map(({ id }) => id));
}
