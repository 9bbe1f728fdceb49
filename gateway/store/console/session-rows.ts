/**
 * Sessions of operators, known by the digest of their token alone: who reads the database can open none. The
 * trap: a session holds only while its operator is active, so that is asked in the very same statement.
 */
import type { Queryable } from "../connect.ts";

export interface SessionRow {
  readonly operatorId: string;
  readonly login: string;
  readonly name: string;
  readonly way: "local" | "oidc";
  readonly roles: readonly string[];
  readonly scope: readonly string[] | null;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly endsAt: Date;
  /** Recovery codes that are left. */
  readonly recovery: number;
}

const FIND = `
  select o.operator_id as "operatorId", o.login, o.name, o.way, o.roles, o.scope, s.created_at as "createdAt",
         s.seen_at as "seenAt", s.ends_at as "endsAt", cardinality(o.recovery) as recovery
  from operator_session s join operator o using (operator_id)
  where s.token = $1 and s.ends_at > $2 and s.seen_at > $3 and o.state = 'active'`;

/** The session of this token, unless it has ended, or was last seen before `idleSince`. */
export async function findSession(
  db: Queryable,
  token: Buffer,
  now: Date,
  idleSince: Date,
): Promise<SessionRow | undefined> {
  return (await db.query<SessionRow>(FIND, [token, now, idleSince])).rows[0];
}

export async function insertSession(
  db: Queryable,
  session: { readonly token: Buffer; readonly operatorId: string; readonly at: Date; readonly endsAt: Date },
): Promise<void> {
  const { token, operatorId, at, endsAt } = session;
  await db.query(
    "insert into operator_session (token, operator_id, created_at, seen_at, ends_at) values ($1, $2, $3, $3, $4)",
    [token, operatorId, at, endsAt],
  );
}

export async function touchSession(db: Queryable, token: Buffer, at: Date): Promise<void> {
  await db.query("update operator_session set seen_at = greatest(seen_at, $2) where token = $1", [token, at]);
}

export async function deleteSession(db: Queryable, token: Buffer): Promise<void> {
  await db.query("delete from operator_session where token = $1", [token]);
}

/** All of an operator's, but the one of `except`. */
export async function deleteSessionsOf(
  db: Queryable,
  operatorId: string,
  except: Buffer | null = null,
): Promise<number> {
  const { rowCount } = await db.query(
    "delete from operator_session where operator_id = $1 and token is distinct from $2",
    [operatorId, except],
  );
  return rowCount ?? 0;
}

export async function deleteEndedSessions(db: Queryable, now: Date, idleSince: Date): Promise<void> {
  await db.query("delete from operator_session where ends_at <= $1 or seen_at <= $2", [now, idleSince]);
}
