/**
 * Tables of an agency's front-end database (前置机), PostgreSQL: rows read as text by a cursor column or
 * a status column, rows marked as taken, results written back. Names come from the settings, checked
 * there and quoted here. The traps: a row may be changed while we have it, so it is marked only in
 * the version that was read; and every value is text, so that no digit and no date is read in our way.
 */
import { Refusal } from "../model/refusal.ts";
import { type Client, connect, type Database, errorCode, isTransient } from "./connect.ts";

export interface FrontTable {
  /** schema.table or table. */
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: string;
  readonly limit: number;
}

export interface FrontRow {
  readonly key: string;
  /** cursor: the time of change; status: the version of the row. */
  readonly mark: string;
  readonly cells: readonly (string | null)[];
}

export interface FrontResult {
  readonly key: string;
  readonly result: "accepted" | "rejected";
  readonly code: string;
  readonly column: string;
  readonly message: string;
}

const AT_ONCE = 2000;
const ZONE = "Asia/Shanghai";

export async function withFrontDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = connect(url, { max: 1, applicationName: "xinqiao pull" });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Rows changed since a place, those of transactions that may still be under way left for the next time. */
export async function readChanged<T>(
  db: Database,
  front: FrontTable & { readonly changedAt: string; readonly lagSeconds: number },
  place: { readonly at: string; readonly key: string } | null,
  work: (rows: AsyncGenerator<readonly FrontRow[]>) => Promise<T>,
): Promise<T> {
  const [at, key] = [quoted(front.changedAt), `${quoted(front.key)}::text collate "C"`];
  const since = place === null ? "" : `and (${at}, ${key}) > ($2, $3)`;
  const query = `
    select ${quoted(front.key)}::text as "key", ${at}::text as mark, ${cellsOf(front)}
    from ${tableName(front.table)} where ${at} <= now() - make_interval(secs => $1) ${since}
    order by ${at}, ${key} limit ${Number(front.limit)}`;
  const values = [front.lagSeconds, ...(place === null ? [] : [place.at, place.key])];
  return await reading(db, query, values, work);
}

/** Rows that are due by their status. */
export async function readDue<T>(
  db: Database,
  front: FrontTable & { readonly status: string; readonly due: string },
  work: (rows: AsyncGenerator<readonly FrontRow[]>) => Promise<T>,
): Promise<T> {
  const key = `${quoted(front.key)}::text`;
  const query = `
    select ${key} as "key", xmin::text as mark, ${cellsOf(front)} from ${tableName(front.table)}
    where ${quoted(front.status)}::text = $1 order by ${key} collate "C" limit ${Number(front.limit)}`;
  return await reading(db, query, [front.due], work);
}

/** What was taken gets the status that says so, unless it has been changed since. */
export async function markTaken(
  db: Database,
  front: Pick<FrontTable, "table" | "key"> & {
    readonly status: string;
    readonly due: string;
    readonly taken: string;
  },
  rows: readonly (readonly [key: string, mark: string])[],
): Promise<void> {
  const [key, status] = [quoted(front.key), quoted(front.status)];
  const update = `
    update ${tableName(front.table)} as t set ${status} = $1
    from unnest($3::text[], $4::text[]) as taken (key, mark)
    where t.${key}::text = taken.key and t.xmin::text = taken.mark and t.${status}::text = $2`;
  const values = [front.taken, front.due, rows.map(([one]) => one), rows.map(([, mark]) => mark)];
  await told(db.query(update, values));
}

/** Results of a batch, each once: (batch_id, row_key) is the table's primary key. */
export async function writeResults(
  db: Database,
  table: string,
  batch: string,
  at: Date,
  results: readonly FrontResult[],
): Promise<void> {
  const insert = `
    insert into ${tableName(table)} (batch_id, row_key, result, code, column_name, message, decided_at)
    select $1, r.*, $2::timestamptz from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
      as r (row_key, result, code, column_name, message)
    on conflict do nothing`;
  for (let from = 0; from < results.length; from += AT_ONCE) {
    const some = results.slice(from, from + AT_ONCE);
    const columns = (["key", "result", "code", "column", "message"] as const).map((name) =>
      some.map((one) => one[name]),
    );
    await told(db.query(insert, [batch, at, ...columns]));
  }
}

async function reading<T>(
  db: Database,
  query: string,
  values: readonly unknown[],
  work: (rows: AsyncGenerator<readonly FrontRow[]>) => Promise<T>,
): Promise<T> {
  // Whether it is there at all: what a transaction begins with is not told apart from what it does.
  await told(db.query("select"));
  return await db.transaction(async (client) => {
    await told(client.query("set transaction isolation level repeatable read, read only"));
    await told(client.query(`set local timezone = '${ZONE}'`));
    await told(client.query("set local datestyle = 'ISO, YMD'"));
    await told(client.query(`declare pulled no scroll cursor for ${query}`, [...values]));
    return await work(pages(client));
  });
}

async function* pages(client: Client): AsyncGenerator<readonly FrontRow[]> {
  for (;;) {
    const { rows } = await told(
      client.query<{ key: string; mark: string; [cell: `c${number}`]: string | null }>(
        `fetch ${AT_ONCE} from pulled`,
      ),
    );
    if (rows.length === 0) return;
    yield rows.map(({ key, mark, ...cells }) => ({
      key,
      mark,
      cells: Object.keys(cells).map((_, at) => cells[`c${at}`] ?? null),
    }));
  }
}

function cellsOf({ columns }: FrontTable): string {
  return columns.map((name, at) => `${quoted(name)}::text as c${at}`).join(", ");
}

function tableName(name: string): string {
  return name.split(".").map(quoted).join(".");
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** What the other database says is its owner's to mend; that it is away is nobody's fault. */
async function told<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    const state = errorCode(cause);
    if (isTransient(cause) || state === undefined || !/^[0-9A-Z]{5}$/.test(String(state)))
      throw new Refusal("PULL_UNREACHABLE", {}, { cause });
    throw new Refusal("PULL_REFUSED", { detail: `SQLSTATE ${state}` }, { cause });
  }
}
