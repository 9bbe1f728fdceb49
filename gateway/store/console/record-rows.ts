/**
 * Records for the console: the latest versions about a subject, all versions of one record. The trap: who is confined
 * to agencies sees the versions that these sent and no others, so for them the latest is the latest of those.
 */
import { type Database, errorCode, type Queryable } from "../connect.ts";
import { SEEN, type SeenRow } from "../query-rows.ts";

const NEWEST_FIRST = "r.item, r.record_id, r.version desc, r.batch_seq desc, r.leaf_index desc";
const SCOPE = `($2::text[] is null or exists (
  select from batch o where o.batch_seq = r.batch_seq and o.sender = any ($2)))`;

const LATEST = `
  select ${SEEN}
  from (select distinct on (r.item, r.record_id) r.* from record r
        where r.subject = $1 and ${SCOPE} and ($3::text[] is null or r.item = any ($3)) and ($4::uuid is null or r.record_id = $4)
        order by ${NEWEST_FIRST}) r
  join batch b on b.batch_seq = r.batch_seq
  order by r.item, r.record_id limit $5`;

export interface RecordsAsked {
  readonly subject: string;
  readonly scope: readonly string[] | null;
  readonly items: readonly string[] | null;
  readonly recordId: string | null;
  readonly limit: number;
}

/** The latest version of each record about a subject, withdrawn ones included. */
export async function latestOf(db: Queryable, asked: RecordsAsked): Promise<readonly SeenRow[]> {
  const { subject, scope, items, recordId, limit } = asked;
  return (await db.query<SeenRow>(LATEST, [subject, scope, items, recordId, limit])).rows;
}

const VERSIONS = `
  select ${SEEN}
  from record r join batch b on b.batch_seq = r.batch_seq
  where r.subject = $1 and ${SCOPE} and r.item = $3 and r.record_id = $4
  order by r.version desc, r.batch_seq desc, r.leaf_index desc limit $5`;

/** Newest first. */
export async function versionsOf(
  db: Queryable,
  name: { readonly subject: string; readonly item: string; readonly recordId: string },
  scope: readonly string[] | null,
  limit: number,
): Promise<readonly SeenRow[]> {
  return (await db.query<SeenRow>(VERSIONS, [name.subject, scope, name.item, name.recordId, limit])).rows;
}

const SALT =
  "select salt from record where subject = $1 and item = $2 and record_id = $3 and batch_seq = $4 and leaf_index = $5";

/** For hashing a leaf here: it never goes out beside what is masked. */
export async function saltOf(db: Queryable, row: SeenRow): Promise<Buffer> {
  const { subject, item, recordId, batchSeq, leafIndex } = row;
  const { rows } = await db.query<{ salt: Buffer }>(SALT, [subject, item, recordId, batchSeq, leafIndex]);
  if (!rows[0]) throw new Error("a version that was read is not there");
  return rows[0].salt;
}

const CANCELLED = "57014";

/**
 * Whom a record is about, by its id alone: no index serves that (one more would cost every batch a tenth of its
 * speed), so it is looked for `seconds` long; null when that was not enough.
 */
export async function subjectOfRecord(
  db: Database,
  recordId: string,
  seconds: number,
): Promise<readonly { readonly subject: string }[] | null> {
  try {
    return await db.transaction(async (tx) => {
      await tx.query(`set local statement_timeout = ${seconds * 1000}`);
      const found = await tx.query<{ subject: string }>(
        "select subject from record where record_id = $1 limit 1",
        [recordId],
      );
      return found.rows;
    });
  } catch (error) {
    if (errorCode(error) === CANCELLED) return null;
    throw error;
  }
}
