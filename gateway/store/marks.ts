/**
 * Local remarks on records, kept with their history; a mark set or lifted is a change of the item and takes
 * the next number of its feed. The trap: that number is locked until the commit, so it is taken last and
 * only written into the mark after it.
 */
import { nextBatchSeq } from "./batch-rows.ts";
import { appendChange } from "./changes.ts";
import type { Client, Database, Queryable } from "./connect.ts";
import type { RecordName } from "./record-rows.ts";

export interface Mark {
  readonly mark: string;
  readonly since: Date;
  readonly until: Date | null;
}

const NEWEST = `
  select mark, since, until from mark where subject = $1 and item = $2 and record_id = $3 and mark = $4
  order by since desc limit 1`;

async function newestMark(db: Queryable, { subject, item, recordId }: RecordName, mark: string) {
  return (await db.query<Mark>(NEWEST, [subject, item, recordId, mark])).rows[0];
}

const SET = `
  insert into mark (subject, item, record_id, mark, since, by, number) values ($1, $2, $3, $4, $5, $6, 0)`;
const LIFT = `
  update mark set until = $5
  where subject = $1 and item = $2 and record_id = $3 and mark = $4 and until is null`;
const NUMBER = `
  update mark set number = $5 where subject = $1 and item = $2 and record_id = $3 and mark = $4 and since = $6`;

/** The mark as it stands, and whether this made it so. */
export interface Marked {
  readonly mark: Mark;
  readonly changed: boolean;
}

export async function setMark(
  db: Database,
  name: RecordName,
  mark: string,
  by: string,
  at: Date,
): Promise<Marked> {
  return await db.transaction(async (client) => {
    await lock(client, name);
    const open = await newestMark(client, name, mark);
    if (open && open.until === null) return { mark: open, changed: false };
    await client.query(SET, [name.subject, name.item, name.recordId, mark, at, by]);
    await tell(client, name, mark, at, at);
    return { mark: { mark, since: at, until: null }, changed: true };
  });
}

/** Undefined when there never was one. */
export async function liftMark(
  db: Database,
  name: RecordName,
  mark: string,
  at: Date,
): Promise<Marked | undefined> {
  return await db.transaction(async (client) => {
    await lock(client, name);
    const found = await newestMark(client, name, mark);
    if (!found || found.until !== null) return found && { mark: found, changed: false };
    await client.query(LIFT, [name.subject, name.item, name.recordId, mark, at]);
    await tell(client, name, mark, found.since, at);
    return { mark: { ...found, until: at }, changed: true };
  });
}

async function lock(client: Client, { recordId }: RecordName): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`mark ${recordId}`]);
}

async function tell(client: Client, name: RecordName, mark: string, since: Date, at: Date): Promise<void> {
  const { subject, item, recordId } = name;
  const batchSeq = await nextBatchSeq(client);
  const number = await appendChange(client, { item, batchSeq, kind: "mark", at });
  await client.query(NUMBER, [subject, item, recordId, mark, number, since]);
}
