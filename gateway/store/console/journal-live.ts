/**
 * What changed in the journal since somebody last looked, each change once and none left out. A row carries
 * the number of the transaction that changed it last; the mark is a snapshot of the database, which says of
 * every such number whether it was committed then.
 *
 * The trap: numbers are drawn in another order than they are committed. A reader that keeps the highest
 * number it has seen loses what an older, slower transaction commits afterwards (a batch of ten minutes);
 * one that waits for the oldest to end shows nothing for ten minutes. A snapshot names the ones under way.
 */
import type { Queryable } from "../connect.ts";
import { JOURNAL_COLUMNS, type JournalRow } from "./journal.ts";

export interface Changes {
  /** To be given next time. */
  readonly mark: string;
  /** As they are now; oldest change first. */
  readonly rows: readonly JournalRow[];
  /** More changed than was asked for: look at everything anew. */
  readonly isMore: boolean;
}

const MARK = /^(\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19})*)?)$/;

/** A mark that somebody kept. */
export function isMark(text: string): boolean {
  return text.length <= 4000 && MARK.test(text);
}

/** From now on. */
export async function journalMark(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ mark: string }>("select pg_current_snapshot()::text as mark");
  return rows[0]?.mark ?? "";
}

// A new number, or one of those that were under way then; apart, so that each goes by the index whatever the planner
// believes. All in one statement, which is one snapshot.
const CHANGED = `
  select pg_current_snapshot()::text as mark, found.* from (select) one
    left join (
      select ${JOURNAL_COLUMNS}, changed from (
        (select * from journal where changed >= $1::bigint order by changed limit $3)
        union all
        (select * from journal where changed = any ($2::bigint[]) order by changed limit $3)) recent
      order by changed limit $3) found on true`;

export async function changedSince(db: Queryable, mark: string, limit: number): Promise<Changes> {
  const [, , next = "0", underWay = ""] = MARK.exec(mark) ?? [];
  const running = underWay === "" ? [] : underWay.split(",");
  const { rows } = await db.query<JournalRow & { mark: string; changed: number }>(CHANGED, [
    next,
    running,
    limit + 1,
  ]);
  const found = rows.flatMap(({ mark: _mark, changed: _changed, ...row }) =>
    row.entryId === null ? [] : [row],
  );
  return { mark: rows[0]?.mark ?? mark, rows: found.slice(0, limit), isMore: found.length > limit };
}
