/**
 * Pages of the journal by any filter, newest first, in bounded time. Time is walked from the page's place
 * in windows, never over the border of a partition, each as long as the one before was cheap; when the
 * budget is spent the page ends where the search has come to and says so. So a filter that nothing
 * satisfies costs no more than one that everything does, and nothing is ever counted.
 *
 * The trap: a window that holds far more than expected (a night in which everything came) is cut off by the
 * server and tried again shorter, or the search would stand still before it for ever.
 */
import { errorCode, type Queryable } from "../connect.ts";
import { JOURNAL_COLUMNS, type JournalMonth, type JournalRow } from "./journal.ts";
import { conditionsOf, createValues, isNamed, type JournalFilter, statesOf } from "./journal-filter.ts";

/** Between two rows: everything that is newer than it lies on one side. */
export interface Place {
  readonly at: Date;
  readonly entryId: string;
}

export interface PageWanted {
  readonly filter: JournalFilter;
  /** Older rows than the place, or newer ones next to it. */
  readonly direction: "older" | "newer";
  /** Null: from the newest, or from the oldest. */
  readonly place: Place | null;
  readonly limit: number;
  /** Null for as long as it takes. */
  readonly budgetMs: number | null;
  readonly now: Date;
}

export interface JournalPage {
  /** Newest first, whichever way they were looked for. */
  readonly rows: readonly JournalRow[];
  /** Where to go on in the same direction; null: there is nothing more. */
  readonly next: Place | null;
  /** Set when the search stopped for want of time: up to here everything is told. */
  readonly searchedUntil: Date | null;
}

const NIL = "00000000-0000-0000-0000-000000000000";
const LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const FIRST_ROWS = 20_000;
const WINDOW_MS = 50;
/** The longest that one window may take before the server cuts it off. */
export const CUT_MS = 100;
const QUERY_CANCELED = "57014";
const SHORTEST_MS = 1000;
const DAY_MS = 86_400_000;
/** By how much the clocks of a node's processes may differ. */
const CLOCKS_MS = 300_000;

interface Span {
  readonly from: number;
  readonly to: number;
  /** Rows in a millisecond. */
  readonly density: number;
}

/** With a budget, `db` is one whose statements end after CUT_MS. */
export async function searchJournal(
  db: Queryable,
  months: readonly JournalMonth[],
  wanted: PageWanted,
): Promise<JournalPage> {
  const { filter, direction, limit, budgetMs } = wanted;
  const started = performance.now();
  const spent = () => performance.now() - started;
  const rows: JournalRow[] = [];
  const older = direction === "older";
  const spans = spansOf(months, wanted);
  let rest: number | null = null;
  /** How many rows a window should span, as the ones before were quick or slow. */
  let reachRows = FIRST_ROWS;

  for (const span of spans) {
    let edge = older ? span.to : span.from;
    while (older ? edge > span.from : edge < span.to) {
      if (rows.length > limit || (budgetMs !== null && spent() > budgetMs - WINDOW_MS && rest !== null))
        return page(wanted, rows, rest);
      const far = isNamed(filter) || budgetMs === null;
      const reach = Math.max(SHORTEST_MS, Math.floor(far ? span.to - span.from : reachRows / span.density));
      const window = older
        ? { from: Math.max(span.from, edge - reach), to: edge }
        : { from: edge, to: Math.min(span.to, edge + reach) };
      const at = performance.now();
      const left = limit + 1 - rows.length;
      const found = await readWindow(db, wanted, window, left);
      if (found === null) {
        if (reach <= SHORTEST_MS) throw new Error("a second of the journal takes too long to read");
        reachRows = (Math.min(reach, span.to - span.from) * span.density) / 8;
        if (budgetMs !== null && rest !== null && spent() > budgetMs - WINDOW_MS)
          return page(wanted, rows, rest);
        continue;
      }
      rows.push(...found);
      edge = older ? window.from : window.to;
      rest = edge;
      reachRows *= Math.min(8, Math.max(0.25, WINDOW_MS / Math.max(1, performance.now() - at)));
    }
  }
  return page(wanted, rows, null);
}

function page(
  { limit, direction }: PageWanted,
  found: readonly JournalRow[],
  rest: number | null,
): JournalPage {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const inOrder = direction === "older" ? rows : rows.toReversed();
  if (found.length > limit && last)
    return { rows: inOrder, next: { at: last.at, entryId: last.entryId }, searchedUntil: null };
  if (rest === null) return { rows: inOrder, next: null, searchedUntil: null };
  // A window takes its beginning and not its end: what is left lies before the one and from the other on.
  const at = new Date(direction === "older" ? rest : rest - 1);
  return {
    rows: inOrder,
    next: { at, entryId: direction === "older" ? NIL : LAST },
    searchedUntil: new Date(rest),
  };
}

/** Pieces of time to look through, in order: months, with what lies between and around them; small neighbours as one. */
function spansOf(
  months: readonly JournalMonth[],
  { filter, place, direction, now }: PageWanted,
): readonly Span[] {
  // What is left of this month is as empty as the next ones.
  const present = now.getTime() + CLOCKS_MS;
  const known = months.flatMap(({ from: first, to: end, estimate }) => {
    const [from, to] = [first?.getTime(), end?.getTime()];
    if (from === undefined || to === undefined) return [];
    if (from >= present || to <= present) return [{ from, to, rows: from >= present ? 0 : estimate }];
    return [
      { from, to: present, rows: estimate },
      { from: present, to, rows: 0 },
    ];
  });
  known.sort((a, b) => a.from - b.from);
  // Nothing is older than a gateway can be, and clocks may be a year ahead.
  const first = Date.parse("2000-01-01T00:00:00Z");
  const last = Math.max(now.getTime() + 366 * DAY_MS, (known.at(-1)?.to ?? 0) + 1);
  // Outside the months lies only what fell into the default partition: nothing, as a rule.
  const all: { from: number; to: number; rows: number }[] = [];
  for (const { from, to, rows } of [...known, { from: last, to: last, rows: 0 }]) {
    const edge = all.at(-1)?.to ?? first;
    if (from > edge) all.push({ from: edge, to: from, rows: 0 });
    if (to > from) all.push({ from, to, rows });
  }
  // Of a place that no row has (where a search stopped) the whole moment lies behind.
  const here = place ? place.at.getTime() : 0;
  const older = direction === "older";
  const low = Math.max(
    filter.since?.getTime() ?? first,
    older || !place ? first : here + (place.entryId === LAST ? 1 : 0),
  );
  const high = Math.min(
    filter.until?.getTime() ?? last,
    older && place ? here + (place.entryId === NIL ? 0 : 1) : last,
  );
  const merged: { from: number; to: number; rows: number }[] = [];
  for (const span of all) {
    const before = merged.at(-1);
    if (before && (isNamed(filter) || before.rows + span.rows <= FIRST_ROWS)) {
      before.to = span.to;
      before.rows += span.rows;
    } else merged.push({ ...span });
  }
  const cut = merged.flatMap(({ from, to, rows }) => {
    const density = rows <= FIRST_ROWS ? 1e-12 : rows / (to - from);
    const span = { from: Math.max(from, low), to: Math.min(to, high), density };
    return span.from < span.to ? [span] : [];
  });
  return older ? cut.reverse() : cut;
}

/** Null when the server cut it off. */
async function readWindow(
  db: Queryable,
  wanted: PageWanted,
  window: { readonly from: number; readonly to: number },
  limit: number,
): Promise<readonly JournalRow[] | null> {
  const { text, values } = windowQuery(wanted, window, limit);
  try {
    return (await db.query<JournalRow>(text, values)).rows;
  } catch (error) {
    if (wanted.budgetMs !== null && errorCode(error) === QUERY_CANCELED) return null;
    throw error;
  }
}

function windowQuery(
  { filter, direction, place }: PageWanted,
  window: { readonly from: number; readonly to: number },
  limit: number,
): { readonly text: string; readonly values: unknown[] } {
  const values = createValues();
  const conditions = conditionsOf(filter, values);
  conditions.push(`at >= ${values.add(new Date(window.from), "timestamptz")}`);
  conditions.push(`at < ${values.add(new Date(window.to), "timestamptz")}`);
  if (place !== null) {
    const sign = direction === "older" ? "<" : ">";
    conditions.push(
      `(at, entry_id) ${sign} (${values.add(place.at, "timestamptz")}, ${values.add(place.entryId, "uuid")})`,
    );
  }
  const order = direction === "older" ? "at desc, entry_id desc" : "at, entry_id";
  const most = values.add(limit, "bigint");
  const parts = statesOf(filter).map(
    (state) =>
      `(select * from journal where ${[...conditions, ...(state ? [state] : [])].join(" and ")} order by ${order} limit ${most})`,
  );
  const from = parts.length === 1 ? parts[0] : `(${parts.join(" union all ")})`;
  return {
    text: `select ${JOURNAL_COLUMNS} from ${from} as found order by ${order} limit ${most}`,
    values: values.list,
  };
}

/** How many rows the planner expects the whole filter to have: a guess, and to be called one. */
export async function estimateJournal(db: Queryable, filter: JournalFilter): Promise<number> {
  const values = createValues();
  const conditions = conditionsOf(filter, values);
  if (filter.since) conditions.push(`at >= ${values.add(filter.since, "timestamptz")}`);
  if (filter.until) conditions.push(`at < ${values.add(filter.until, "timestamptz")}`);
  const states = statesOf(filter).filter((state) => state !== "");
  if (states.length > 0) conditions.push(`(${states.join(" or ")})`);
  const where = conditions.length > 0 ? `where ${conditions.join(" and ")}` : "";
  const text = `explain (format json) select from journal ${where}`;
  const { rows } = await db.query<{
    "QUERY PLAN": readonly [{ readonly Plan: { readonly "Plan Rows": number } }];
  }>(text, values.list);
  return rows[0]?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 0;
}

const TIMES = `
  select received_at as at from intake where intake_id = $1
  union select created_at from transfer where transfer_id = $1
  union select at from door_refusal where refusal_id = $1`;

/** Where entries of this id may stand, besides those of the batch of this id. */
export async function timesOf(db: Queryable, id: string): Promise<readonly Date[]> {
  return (await db.query<{ at: Date }>(TIMES, [id])).rows.map(({ at }) => at);
}

// The newest of those that may be seen: others must not use up what may be told.
const OF_SUBJECT = `
  select b.batch_id as id from (
    select distinct batch_seq from record where subject = $1 and ($2::text[] is null or item = any ($2))
      and ($3::uuid is null or record_id = $3)) r
  join batch b using (batch_seq) where $5::text[] is null or b.sender = any ($5)
  order by b.batch_seq desc limit $4`;

/** Batches with a version of a record about the subject, the newest. By the key that records are found by, never by a number. */
export async function batchesAbout(
  db: Queryable,
  about: {
    readonly subject: string;
    readonly items: readonly string[] | null;
    readonly record: string | null;
    readonly scope: readonly string[] | null;
    readonly limit: number;
  },
): Promise<readonly string[]> {
  const { subject, items, record, scope, limit } = about;
  return (await db.query<{ id: string }>(OF_SUBJECT, [subject, items, record, limit, scope])).rows.map(
    ({ id }) => id,
  );
}
