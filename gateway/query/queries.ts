/**
 * Queries about a subject, a list of subjects, or an item and a time. Each is judged, read, logged
 * with its purpose, and only then answered. The answers are text, since most of it is stored text.
 * The trap: the log counts what was found before anything is told, and no log means no answer.
 */

import type { Level } from "../model/access.ts";
import type { Caller } from "../model/caller.ts";
import { encodeCursor, readCursor } from "../model/change.ts";
import { Refusal } from "../model/refusal.ts";
import type { QueryEntry } from "../query-log.ts";
import type { Database } from "../store/connect.ts";
import { LAST_LEAF } from "../store/feed.ts";
import {
  FIRST_PLACE,
  latestOfSubject,
  latestOfSubjects,
  type RecordPlace,
  type SeenRow,
  versionsAccepted,
} from "../store/query-rows.ts";
import { type Mask, recordText, type Term, visible, WHOLE } from "./answer.ts";
import { type Permissions, type Scope, type Statement, scopeOf } from "./permission.ts";
import type { Subject } from "./subject.ts";
import type { ReadFirstPage } from "./together.ts";

/** What is logged of a request before it is answered. */
export interface Logged {
  readonly action: QueryEntry["action"];
  readonly items: readonly string[];
  /** Key of the one subject. */
  readonly subject?: string;
  /** Keys of a list of subjects. */
  readonly list?: readonly string[];
  readonly said: Statement;
  readonly level: Level;
  readonly records: number;
  readonly partial?: boolean;
}

export interface Desk {
  readonly db: Database;
  /** The same database, for the one question that is asked most: its plan is made once. */
  readonly quick: Database;
  /** First pages about one subject where all versions may be seen, which is most of all queries. */
  readonly firstPage: ReadFirstPage;
  readonly permissions: Permissions;
  subjectKey(subject: Subject): string;
  mask(standard: string, level: Level): Mask;
  /** How long a record of the item with this payload is shown; null where no term ends it. */
  term(item: string, payload: string): Term | null;
  /** The log of queries; resolves when the entry is durable, with its id. */
  log(entry: QueryEntry): Promise<string>;
  clock(): Date;
}

export interface SubjectQuery extends Statement {
  readonly subject: Subject;
  readonly items?: readonly string[];
  readonly withdrawn?: boolean;
  readonly federated?: boolean;
  readonly timeoutMilliseconds?: number;
  readonly cursor?: string;
  readonly limit?: number;
}

export interface SubjectsQuery extends Statement {
  readonly subjects: readonly Subject[];
  readonly items?: readonly string[];
  readonly withdrawn?: boolean;
}

export interface PeriodQuery extends Statement {
  readonly item: string;
  readonly from: string;
  readonly to: string;
  readonly cursor?: string;
  readonly limit?: number;
}

export async function logged(desk: Desk, caller: Caller, done: Logged): Promise<string> {
  const { action, items, subject, list, said, level, records, partial = false } = done;
  return await desk.log({
    ...{ agency: caller.id, via: caller.via, action, items, subject: subject ?? null },
    ...{ subjects: list?.length ?? (subject === undefined ? 0 : 1), list: list ?? [] },
    ...{ purpose: said.purpose, basis: said.basis, authorization: said.authorization ?? null },
    ...{ level, records, partial, trace: caller.trace.traceId },
  });
}

/** What another node answered. */
export interface Source {
  readonly node: string;
  readonly state: "answered" | "timeout" | "refused" | "unreachable";
  readonly code?: string;
  readonly records?: number;
  readonly milliseconds?: number;
}

/** Records of other nodes as texts, without those that are known; asked for the first page only. */
export type AskOthers = (
  query: SubjectQuery,
  key: string,
  scope: Scope,
  mine: readonly SeenRow[],
) => Promise<{ readonly records: readonly string[]; readonly sources: readonly Source[] }>;

/** A question that another node asks for an agency of its own, or passes on. */
export interface NodeQuery extends Statement {
  readonly agency: string;
  readonly node: string;
  readonly subject: string;
  readonly items?: readonly string[];
  readonly withdrawn?: boolean;
  readonly path: readonly string[];
  readonly timeoutMilliseconds: number;
}

const NO_OTHERS = { records: [], sources: [] } as const;

export async function answerSubject(
  desk: Desk,
  caller: Caller,
  query: SubjectQuery,
  others?: AskOthers,
): Promise<string> {
  const said = stated(query);
  const started = performance.now();
  const at = desk.clock();
  const key = desk.subjectKey(query.subject);
  const scope = scopeOf(desk.permissions, caller, said, { items: query.items, bulk: false });
  const limit = query.limit ?? 100;
  const after = query.cursor === undefined || query.cursor === "" ? FIRST_PLACE : readPlace(query.cursor);
  const { withdrawn = false } = query;
  const found =
    after === FIRST_PLACE && scope.sight.own.length === 0
      ? await desk.firstPage({ subject: key, items: scope.sight.items, withdrawn, limit: limit + 1 })
      : await latestOfSubject(desk.quick, key, scope.sight, withdrawn, after, limit + 1);
  const rows = found.slice(0, limit);
  const milliseconds = Math.round(performance.now() - started);
  const elsewhere = others && after === FIRST_PLACE ? await others(query, key, scope, rows) : NO_OTHERS;
  const partial = elsewhere.sources.some(({ state }) => state !== "answered");
  const records = [...rows.map((row) => seenText(desk, caller, scope, row)), ...elsewhere.records];
  const { items, level } = scope;
  const done: Logged = {
    action: "query",
    items,
    subject: key,
    said,
    level,
    records: records.length,
    partial,
  };
  const queryId = await logged(desk, caller, done);
  const here: Source = { node: desk.permissions.node, state: "answered", records: rows.length, milliseconds };
  const next = found.length > limit ? placeText(rows.at(-1)) : null;
  const sources = JSON.stringify([here, ...elsewhere.sources]);
  return `{"query":"${queryId}","at":"${at.toISOString()}","subject":"${key}","records":[${records.join(",")}],"next":${JSON.stringify(next)},"partial":${partial},"sources":${sources}}`;
}

/** Of each subject at most so many; more are asked for one by one. */
const A_SUBJECT = 20;

export async function answerSubjects(desk: Desk, caller: Caller, query: SubjectsQuery): Promise<string> {
  const said = stated(query);
  const at = desk.clock();
  const scope = scopeOf(desk.permissions, caller, said, { items: query.items, bulk: true });
  const keys = query.subjects.map((subject) => keyOrCode(desk, subject));
  const good = [...new Set(keys.flatMap(({ key }) => (key === undefined ? [] : [key])))];
  const found = await latestOfSubjects(desk.db, good, scope.sight, query.withdrawn ?? false, A_SUBJECT + 1);
  const bySubject = new Map<string, SeenRow[]>(good.map((key) => [key, []]));
  for (const row of found) bySubject.get(row.subject)?.push(row);
  let records = 0;
  const answers = keys.map(({ key, code }, index) => {
    if (key === undefined) return `{"index":${index},"code":"${code}","records":[],"more":false}`;
    const rows = bySubject.get(key) ?? [];
    const told = rows.slice(0, A_SUBJECT).map((row) => seenText(desk, caller, scope, row));
    records += told.length;
    const more = rows.length > A_SUBJECT;
    return `{"index":${index},"subject":"${key}","records":[${told.join(",")}],"more":${more}}`;
  });
  const { items, level } = scope;
  const queryId = await logged(desk, caller, { action: "query", items, list: good, said, level, records });
  return `{"query":"${queryId}","at":"${at.toISOString()}","answers":[${answers.join(",")}]}`;
}

export async function answerPeriod(desk: Desk, caller: Caller, query: PeriodQuery): Promise<string> {
  const said = stated(query);
  const at = desk.clock();
  const period = { from: new Date(query.from), to: new Date(query.to) };
  if (!(period.from.getTime() < period.to.getTime())) throw new Refusal("PERIOD_INVALID");
  const scope = scopeOf(desk.permissions, caller, said, { items: [query.item], bulk: true });
  // One's own of a period are in one's own books; here the whole item is asked.
  if (!scope.levels.has(query.item)) throw new Refusal("NOT_GRANTED", { item: query.item, action: "query" });
  const limit = query.limit ?? 100;
  const after = query.cursor ? readCursor(query.cursor, query.item) : { number: 0, leaf: LAST_LEAF };
  const found = await versionsAccepted(desk.db, query.item, period, after, limit + 1);
  const rows = found.slice(0, limit);
  const records = rows.map((row) => seenText(desk, caller, scope, row));
  const { items, level } = scope;
  const queryId = await logged(desk, caller, {
    action: "query",
    items,
    said,
    level,
    records: records.length,
  });
  const last = found.length > limit ? rows.at(-1) : undefined;
  const next = last ? encodeCursor({ item: query.item, number: last.number, leaf: last.leafIndex }) : null;
  return `{"query":"${queryId}","at":"${at.toISOString()}","records":[${records.join(",")}],"next":${JSON.stringify(next)}}`;
}

/** The record as this caller may see it: one's own versions whole. */
export function seenText(desk: Desk, caller: Caller, scope: Scope, row: SeenRow, past = false): string {
  const term = desk.term(row.item, row.payload);
  return recordText(row, isOwn(desk, caller, row) ? WHOLE : maskOf(desk, scope, row, term), term, past);
}

export function isOwn(desk: Desk, caller: Caller, row: SeenRow): boolean {
  return caller.kind === "agency" && row.sender === caller.id && row.origin === desk.permissions.node;
}

function maskOf(desk: Desk, scope: Scope, row: SeenRow, term: Term | null): Mask {
  const level = scope.levels.get(row.item);
  if (level === undefined) throw new Error("a version was read that nobody granted");
  return visible(desk.mask(row.standard, level), level, term);
}

/** PURPOSE_REQUIRED unless something is said; what it is worth the grant and the log decide. */
export function stated({ purpose, basis, authorization }: Statement): Statement {
  if (purpose.trim() === "" || basis.trim() === "") throw new Refusal("PURPOSE_REQUIRED");
  return { purpose, basis, authorization };
}

function keyOrCode(desk: Desk, subject: Subject): { readonly key?: string; readonly code?: string } {
  try {
    return { key: desk.subjectKey(subject) };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code };
    throw error;
  }
}

function placeText(row: RecordPlace | undefined): string | null {
  return row ? Buffer.from(`q1.${row.item}.${row.recordId}`).toString("base64url") : null;
}

const PLACE = /^q1\.([A-Z][A-Z0-9-]{1,39})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

function readPlace(text: string): RecordPlace {
  const match = PLACE.exec(Buffer.from(text, "base64url").toString("latin1"));
  if (!match) throw new Refusal("CURSOR_INVALID");
  return { item: match[1] ?? "", recordId: match[2] ?? "" };
}
