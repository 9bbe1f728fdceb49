/**
 * Rows of the query log: who asked what, for which purpose, and how much came out. The
 * trap: `subject` is the key that records are found by, never a number as it was asked.
 */
import type { Queryable } from "./connect.ts";

export interface QueryRow {
  readonly queryId: string;
  readonly at: Date;
  readonly agency: string;
  /** How the asker showed who it is, or the node through which it asked. */
  readonly via: string;
  readonly action: "query" | "read" | "changes" | "copy";
  readonly items: readonly string[];
  /** Key of the one subject that was asked about. */
  readonly subject: string | null;
  readonly subjects: number;
  readonly purpose: string;
  readonly basis: string;
  readonly authorization: string | null;
  readonly level: string;
  readonly records: number;
  readonly partial: boolean;
  readonly trace: string;
}

export interface LoggedQuery extends QueryRow {
  readonly salt: Buffer;
  readonly groupId: string;
  readonly position: number;
}

const COLUMNS = `query_id, at, agency, via, action, items, subject, subjects, purpose, basis,
  authorization_ref, level, records, partial, trace, salt, group_id, position`;

const APPEND = `
  with entered as (
    insert into query_log (${COLUMNS})
    select ${COLUMNS} from json_to_recordset($1::json) as given (
      query_id uuid, at timestamptz, agency text, via text, action text, items text[], subject text, subjects integer,
      purpose text, basis text, authorization_ref text, level text, records integer, partial boolean, trace text,
      salt bytea, group_id uuid, position integer))
  insert into log_leaf (leaf_id, at, kind, data) values ($2, $3, $4, $5)`;

/** A group of queries and the leaf over them, in one statement: outside a transaction that is one way to the server. */
export async function appendQueries(
  db: Queryable,
  rows: readonly LoggedQuery[],
  leaf: { readonly leafId: string; readonly at: Date; readonly kind: string; readonly data: string },
): Promise<void> {
  const given = rows.map(({ queryId, authorization, salt, groupId, ...row }) => ({
    ...row,
    query_id: queryId,
    authorization_ref: authorization,
    salt: `\\x${salt.toString("hex")}`,
    group_id: groupId,
  }));
  await db.query(APPEND, [JSON.stringify(given), leaf.leafId, leaf.at, leaf.kind, leaf.data]);
}

const SUBJECTS = `
  insert into query_subject (subject, query_id, at)
  select distinct subject, $2::uuid, $3::timestamptz from unnest($1::text[]) as given (subject)`;

/** Whom a query about a list of subjects named. */
export async function appendSubjects(
  db: Queryable,
  queryId: string,
  subjects: readonly string[],
  at: Date,
): Promise<void> {
  await db.query(SUBJECTS, [subjects, queryId, at]);
}
