/**
 * Pages of the log of transfers: filters of the contract to those of the journal, cursors, entries. The trap: a
 * cursor carries a place and a direction and no right; scope goes into every search anew.
 */
import { Refusal } from "../../model/refusal.ts";
import { connect, type Database } from "../../store/connect.ts";
import { type JournalMonth, type JournalRow, journalMonths } from "../../store/console/journal.ts";
import type { JournalFilter } from "../../store/console/journal-filter.ts";
import { journalMark } from "../../store/console/journal-live.ts";
import {
  CUT_MS,
  estimateJournal,
  type Place,
  searchJournal,
  timesOf,
} from "../../store/console/journal-search.ts";
import type { JsonAnswer, TypedInputs } from "../admit.ts";
import { whyOf } from "./why.ts";

export type TransferPage = JsonAnswer<"listTransfers">;
export type TransferEntry = TransferPage["rows"][number];
/** As query or body have them. */
export type GivenFilter = Omit<TypedInputs<"listTransfers">["query"], "cursor" | "limit">;

const BUDGET_MS = 180;
const MONTHS_KEPT_MS = 30_000;

export interface Pages {
  page(
    filter: JournalFilter,
    asked: { readonly cursor?: string; readonly limit: number },
  ): Promise<TransferPage>;
  filter(given: GivenFilter, scope: readonly string[] | null): Promise<JournalFilter>;
  /** Everything that the filter means, newest first, up to `most`. */
  every(filter: JournalFilter, most: number): AsyncGenerator<readonly JournalRow[]>;
  close(): Promise<void>;
}

export function openPages({ db, clock }: { readonly db: Database; clock(): Date }): Pages {
  const quick = connect(db.url, {
    max: 4,
    applicationName: "xinqiao console search",
    statementTimeoutMs: CUT_MS,
  });
  let known: { readonly until: number; readonly months: Promise<readonly JournalMonth[]> } | undefined;
  const months = (): Promise<readonly JournalMonth[]> => {
    if (known === undefined || known.until < performance.now()) {
      known = { until: performance.now() + MONTHS_KEPT_MS, months: journalMonths(db) };
      known.months.catch(() => (known = undefined));
    }
    return known.months;
  };
  return {
    filter: async (given, scope) => {
      const { id, from, until } = given;
      return {
        ...{ scope, agencies: given.agency, items: given.item, origins: given.origin, peers: given.peer },
        ...{ kinds: given.kind, states: given.state, doors: given.door, code: given.code, name: given.name },
        since: from === undefined ? undefined : new Date(from),
        until: until === undefined ? undefined : new Date(until),
        id: id === undefined ? undefined : { id, times: await timesOf(db, id) },
      };
    },
    page: async (filter, { cursor, limit }) => {
      const start = cursor ? readCursor(cursor) : ({ direction: "older", place: null } as const);
      // Before the search: what changes while it goes on is told by the live stream, twice rather than never.
      const mark = await journalMark(db);
      const wanted = { filter, ...start, limit, budgetMs: BUDGET_MS, now: clock() };
      const known = await months();
      const [found, estimatedTotal] = await Promise.all([
        searchJournal(quick, known, wanted),
        cursor ? null : estimateJournal(db, filter),
      ]);
      const [first, last] = [found.rows[0], found.rows.at(-1)];
      const onward = found.next && cursorText(start.direction, found.next);
      const back =
        start.place === null ? null : (placeOf(start.direction === "older" ? first : last) ?? start.place);
      const backward = back && cursorText(start.direction === "older" ? "newer" : "older", back);
      const [older, newer] = start.direction === "older" ? [onward, backward] : [backward, onward];
      const searchedUntil = found.searchedUntil?.toISOString() ?? null;
      return { rows: found.rows.map(entryOf), older, newer, searchedUntil, estimatedTotal, mark };
    },
    close: () => quick.close(),
    every: async function* (filter, most) {
      let left = most;
      let place: Place | null = null;
      do {
        const limit = Math.min(left, 2000);
        const wanted = { filter, direction: "older", place, limit, budgetMs: null, now: clock() } as const;
        const page = await searchJournal(db, await months(), wanted);
        yield page.rows;
        left -= page.rows.length;
        place = page.next;
      } while (place !== null && left > 0);
    },
  };
}

function placeOf(row: JournalRow | undefined): Place | undefined {
  return row && { at: row.at, entryId: row.entryId };
}

const CURSOR = /^([on])(\d{1,15})\.([0-9a-f-]{36})$/;

function cursorText(direction: "older" | "newer", { at, entryId }: Place): string {
  return Buffer.from(`${direction === "older" ? "o" : "n"}${at.getTime()}.${entryId}`).toString("base64url");
}

function readCursor(text: string): { readonly direction: "older" | "newer"; readonly place: Place } {
  const [, way, at, entryId] = CURSOR.exec(Buffer.from(text, "base64url").toString("latin1")) ?? [];
  if (!way || !at || !entryId || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(entryId))
    throw new Refusal("CURSOR_INVALID");
  return { direction: way === "o" ? "older" : "newer", place: { at: new Date(Number(at)), entryId } };
}

export function entryOf(row: JournalRow): TransferEntry {
  const { entryId, at, batchId, endedAt, code, batchSeq: _seq, intakeId: _intake, ...told } = row;
  return {
    ...told,
    ...{ id: entryId, at: at.toISOString(), batch: batchId, code, why: whyOf(code) },
    endedAt: endedAt?.toISOString() ?? null,
  };
}
