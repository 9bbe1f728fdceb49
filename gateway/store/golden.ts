/**
 * Golden copies: which files of an item's latest records there are, and reading those records for a
 * new one, all from one snapshot of the database. The trap: the end of the feed must come from the very
 * same snapshot, or the reader who goes on from there misses a batch, or a reader never learns of one.
 */
import { type Client, type Database, type Queryable, tryLock } from "./connect.ts";
import { SEEN, type SeenRow } from "./query-rows.ts";

export interface GoldenCopy {
  readonly item: string;
  readonly level: string;
  /** The feed goes on after this number. */
  readonly number: number;
  readonly folder: string;
  readonly bytes: number;
  /** Of the file as it lies there. */
  readonly sha256: Buffer;
  readonly records: number;
  readonly madeAt: Date;
}

const COLUMNS = `item, level, number, folder, bytes, sha256, records, made_at as "madeAt"`;
const NEWEST = `
  select ${COLUMNS} from golden_copy where item = $1 and level = $2 and folder = $3
  order by made_at desc, number desc limit 1`;

/** The newest copy that lies in this folder. */
export async function newestCopy(
  db: Queryable,
  item: string,
  level: string,
  folder: string,
): Promise<GoldenCopy | undefined> {
  return (await db.query<GoldenCopy>(NEWEST, [item, level, folder])).rows[0];
}

// The same number again, when nothing changed for a day: the file is the same but for its time.
const KEEP = `
  insert into golden_copy (item, level, number, folder, bytes, sha256, records, made_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (item, level, number) do update set folder = excluded.folder, bytes = excluded.bytes,
    sha256 = excluded.sha256, records = excluded.records, made_at = excluded.made_at`;

export async function keepCopy(db: Queryable, copy: GoldenCopy): Promise<void> {
  const { item, level, number, folder, bytes, sha256, records, madeAt } = copy;
  await db.query(KEEP, [item, level, number, folder, bytes, sha256, records, madeAt]);
}

const FORGET = `
  delete from golden_copy where item = $1 and level = $2 and folder = $3 and made_at < $4
  returning ${COLUMNS}`;

/** Those made before `than` are none any more; their files are for the caller to remove. */
export async function forgetCopies(
  db: Queryable,
  copy: GoldenCopy,
  than: Date,
): Promise<readonly GoldenCopy[]> {
  return (await db.query<GoldenCopy>(FORGET, [copy.item, copy.level, copy.folder, than])).rows;
}

const LATEST = `
  declare latest no scroll cursor for
  select ${SEEN}
  from (select distinct on (r.subject, r.record_id) r.* from record r where r.item = $1
        order by r.subject, r.record_id, r.version desc, r.batch_seq desc, r.leaf_index desc) r
  join batch b on b.batch_seq = r.batch_seq
  where not r.withdrawn`;
const FETCH = "fetch 1000 from latest";

export interface Snapshot {
  /** Number of the newest change in it. */
  readonly number: number;
  /** Every record's latest version that is not withdrawn. */
  readonly rows: AsyncIterable<readonly SeenRow[]>;
}

/** Do `work` on one snapshot of the item; undefined when another process is at it. */
export async function withSnapshot<T>(
  db: Database,
  item: string,
  lock: string,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T | undefined> {
  return await db.dedicated((client) =>
    tryLock(client, lock, async () => {
      await client.query("begin isolation level repeatable read read only");
      const { rows } = await client.query<{ last: number }>("select last from feed_head where item = $1", [
        item,
      ]);
      const result = await work({ number: rows[0]?.last ?? 0, rows: fetchAll(client, item) });
      await client.query("commit");
      return result;
    }),
  );
}

async function* fetchAll(client: Client, item: string): AsyncGenerator<readonly SeenRow[]> {
  await client.query(LATEST, [item]);
  for (;;) {
    const { rows } = await client.query<SeenRow>(FETCH);
    if (rows.length === 0) return;
    yield rows;
  }
}
