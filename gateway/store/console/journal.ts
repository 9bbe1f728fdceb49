/**
 * The journal: one row per arrival, refusal at a door and hop (migration 0005). Triggers keep it in the
 * transaction that changes what it tells, so nobody writes it but they, and insertJournal for histories
 * that never happened here. The trap: a row is found by (at, entry_id) in the partition of its month;
 * what asks without a time asks them all.
 */
import type { Queryable } from "../connect.ts";

export type JournalKind = "file" | "push" | "sealed" | "refusal" | "hop";

/** `delivered` and `abandoned` are said of hops, `done` to `cancelled` of arrivals, `waiting` and `held` of both. */
export type JournalState =
  | "waiting"
  | "working"
  | "done"
  | "partial"
  | "refused"
  | "failed"
  | "cancelled"
  | "held"
  | "delivered"
  | "abandoned";

export type JournalDoor = "http" | "tus" | "sftp" | "inbox" | "pull" | "push" | "node";

export interface JournalRow {
  readonly at: Date;
  readonly entryId: string;
  readonly kind: JournalKind;
  readonly batchId: string | null;
  readonly batchSeq: number | null;
  readonly intakeId: string | null;
  /** Who reported; "" until a sealed batch is read. */
  readonly agency: string;
  readonly origin: string;
  /** The node it came from or goes to; "" with agencies. */
  readonly peer: string;
  readonly item: string;
  readonly adapter: string;
  readonly door: string;
  readonly state: JournalState;
  readonly fileName: string;
  readonly bytes: number | null;
  readonly rows: number | null;
  readonly accepted: number | null;
  readonly rejected: number | null;
  readonly duplicates: number | null;
  readonly warnings: number | null;
  /** Why; "" where there is nothing to say. */
  readonly code: string;
  readonly attempts: number;
  readonly endedAt: Date | null;
  /** Made to look at, not lived through. */
  readonly demo: boolean;
}

export const JOURNAL_COLUMNS = `at, entry_id as "entryId", kind, batch_id as "batchId", batch_seq as "batchSeq",
  intake_id as "intakeId", agency, origin, peer, item, adapter, door, state, file_name as "fileName", bytes, rows, accepted,
  rejected, duplicates, warnings, code, attempts, ended_at as "endedAt", demo`;

const INSERT = `
  insert into journal (at, entry_id, kind, batch_id, batch_seq, intake_id, agency, origin, peer, item, adapter, door, state,
    file_name, bytes, rows, accepted, rejected, duplicates, warnings, code, attempts, ended_at, changed, demo)
  select at, "entryId", kind, "batchId", "batchSeq", "intakeId", agency, origin, peer, item, adapter, door, state, "fileName",
    bytes, rows, accepted, rejected, duplicates, warnings, code, attempts, "endedAt", journal_now(), demo
  from json_to_recordset($1::json) as given (at timestamptz, "entryId" uuid, kind text, "batchId" uuid, "batchSeq" bigint,
    "intakeId" uuid, agency text, origin text, peer text, item text, adapter text, door text, state text, "fileName" text,
    bytes bigint, rows integer, accepted integer, rejected integer, duplicates integer, warnings integer, code text,
    attempts integer, "endedAt" timestamptz, demo boolean)
  on conflict do nothing`;

const DEMO = `
  select ${JOURNAL_COLUMNS} from journal
  where demo and entry_id = $1 and kind <> 'refusal' and ($2::text[] is null or agency = any ($2)) limit 1`;

/** An arrival or hop of the demonstration history, by an index of its own. */
export async function demoEntry(
  db: Queryable,
  id: string,
  scope: readonly string[] | null,
): Promise<JournalRow | undefined> {
  return (await db.query<JournalRow>(DEMO, [id, scope])).rows[0];
}

const AT_ONCE = 5000;

/**
 * Rows as they are given, with the months that they need: a history for the demonstration or the bench. A
 * row that is there already stays as it is.
 */
export async function insertJournal(db: Queryable, rows: readonly JournalRow[]): Promise<void> {
  await makeMonths(
    db,
    rows.map(({ at }) => at),
  );
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await db.query(INSERT, [JSON.stringify(rows.slice(from, from + AT_ONCE))]);
}

const MAKE = `
  select make_journal_month(month) as made from (
    select min(day) as month from unnest($1::timestamptz[]) day
    group by date_trunc('month', day at time zone interval '08:00')) months`;

/** The months of China in which these times lie, made where they are missing. How many were. */
export async function makeMonths(db: Queryable, days: readonly Date[]): Promise<number> {
  const { rows } = await db.query<{ made: boolean }>(MAKE, [days]);
  return rows.filter(({ made }) => made).length;
}

export interface JournalMonth {
  readonly table: string;
  /** Its first moment and the first one after it; null for the default partition. */
  readonly from: Date | null;
  readonly to: Date | null;
  /** How many rows it may have, by its statistics or its size; a guess. */
  readonly estimate: number;
}

const MONTHS = `
  select c.relname as "table", 
    greatest(c.reltuples, pg_relation_size(c.oid) / 300, 0)::float8 as estimate,
    (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \\(''([^'']+)''\\)'))[1]::timestamptz as "from",
    (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([^'']+)''\\)'))[1]::timestamptz as "to"
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'journal'::regclass order by "from" desc nulls last`;

/** The newest first, the default partition last. */
export async function journalMonths(db: Queryable): Promise<readonly JournalMonth[]> {
  return (await db.query<JournalMonth>(MONTHS)).rows;
}

/** What fell into no month: how much, and when the first of it was. */
export async function strayRows(
  db: Queryable,
): Promise<{ readonly first: Date; readonly last: Date } | null> {
  const text = "select min(at) as first, max(at) as last from journal_default";
  const row = (await db.query<{ first: Date | null; last: Date | null }>(text)).rows[0];
  return row?.first && row.last ? { first: row.first, last: row.last } : null;
}

/** A month as a whole, for ever. */
export async function dropMonth(db: Queryable, month: JournalMonth): Promise<void> {
  if (!/^journal_\d{6}$/.test(month.table)) throw new Error("not a month of the journal");
  await db.query(`drop table ${month.table}`);
}

/** What each adapter of this node delivers: for rows that have no batch to say it. */
export async function tellAdapters(
  db: Queryable,
  node: string,
  adapters: readonly { readonly id: string; readonly item: string }[],
): Promise<void> {
  const text = `
    insert into adapter_item (adapter, item, node) select adapter, item, $1 from unnest($2::text[], $3::text[]) as given (adapter, item)
    on conflict (adapter) do update set item = excluded.item, node = excluded.node
      where (adapter_item.item, adapter_item.node) <> (excluded.item, excluded.node)`;
  const ids = adapters.map(({ id }) => id);
  const items = adapters.map(({ item }) => item);
  await db.query(text, [node, ids, items]);
}
