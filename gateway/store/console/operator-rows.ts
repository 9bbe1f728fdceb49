/**
 * Rows of operators. What belongs to signing in is read apart from what lists show, so that no list ever carries a
 * hash. The trap: a change is made upon the revision that its maker saw; another's change in between wins.
 */
import type { Queryable } from "../connect.ts";

export interface OperatorRow {
  readonly operatorId: string;
  readonly login: string;
  readonly name: string;
  readonly way: "local" | "oidc";
  readonly roles: readonly string[];
  readonly scope: readonly string[] | null;
  readonly state: "invited" | "active" | "locked" | "removed";
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly signedInAt: Date | null;
  /** Failed too often, and must wait until then. */
  readonly waitUntil: Date | null;
  readonly recovery: number;
  readonly revision: number;
}

/** What a sign-in is judged by. */
export interface Credentials extends OperatorRow {
  readonly password: string | null;
  readonly totp: Buffer | null;
  readonly totpStep: number;
  readonly recoveryCodes: readonly Buffer[];
  readonly failures: number;
}

const SHOWN = `operator_id as "operatorId", login, name, way, roles, scope, state, created_at as "createdAt",
  changed_at as "changedAt", signed_in_at as "signedInAt", wait_until as "waitUntil",
  cardinality(recovery) as recovery, revision`;
const ALL = `${SHOWN}, password, totp, totp_step as "totpStep", recovery as "recoveryCodes", failures`;

export async function listOperators(db: Queryable): Promise<readonly OperatorRow[]> {
  const { rows } = await db.query<OperatorRow>(
    `select ${SHOWN} from operator where state <> 'removed' order by login`,
  );
  return rows;
}

/** Locked for the rest of the transaction. */
export async function lockOperator(tx: Queryable, operatorId: string): Promise<OperatorRow | undefined> {
  const sql = `select ${SHOWN} from operator where operator_id = $1 and state <> 'removed' for update`;
  return (await tx.query<OperatorRow>(sql, [operatorId])).rows[0];
}

export async function findOperator(db: Queryable, login: string): Promise<OperatorRow | undefined> {
  const sql = `select ${SHOWN} from operator where login = $1 and state <> 'removed'`;
  return (await db.query<OperatorRow>(sql, [login])).rows[0];
}

export async function findCredentials(db: Queryable, login: string): Promise<Credentials | undefined> {
  return (await db.query<Credentials>(`select ${ALL} from operator where login = $1`, [login])).rows[0];
}

/** The same by its id, locked for the rest of the transaction. */
export async function lockCredentials(tx: Queryable, operatorId: string): Promise<Credentials | undefined> {
  const sql = `select ${ALL} from operator where operator_id = $1 for update`;
  return (await tx.query<Credentials>(sql, [operatorId])).rows[0];
}

/** By what the identity provider calls the operator; or by the sign-in name, when it was never there before. */
export async function lockProvided(
  tx: Queryable,
  providerId: string,
  login: string,
): Promise<OperatorRow | undefined> {
  const sql = `select ${SHOWN} from operator where way = 'oidc' and state in ('active', 'invited')
    and (provider_id = $1 or (provider_id is null and login = $2)) order by provider_id nulls last limit 1 for update`;
  return (await tx.query<OperatorRow>(sql, [providerId, login])).rows[0];
}

export interface NewOperator {
  readonly operatorId: string;
  readonly login: string;
  readonly name: string;
  readonly way: "local" | "oidc";
  readonly roles: readonly string[];
  readonly scope: readonly string[] | null;
  readonly at: Date;
}

/** Whether it is there now; not, when the name is taken, also by one who was removed. */
export async function insertOperator(tx: Queryable, one: NewOperator): Promise<boolean> {
  const { operatorId, login, name, way, roles, scope, at } = one;
  const { rowCount } = await tx.query(
    `insert into operator (operator_id, login, name, way, roles, scope, state, created_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, 'invited', $7, $7) on conflict (login) do nothing`,
    [operatorId, login, name, way, roles, scope, at],
  );
  return rowCount === 1;
}

export interface NewCredentials {
  readonly operatorId: string;
  readonly password: string;
  readonly totp: Buffer;
  readonly totpStep: number;
  readonly recovery: readonly Buffer[];
  readonly at: Date;
}

/** What a one-time link sets; the operator is active from then on. */
export async function setCredentials(tx: Queryable, one: NewCredentials): Promise<void> {
  const { operatorId, password, totp, totpStep, recovery, at } = one;
  await tx.query(
    `update operator set password = $2, totp = $3, totp_step = $4, recovery = $5, state = 'active', failures = 0,
       wait_until = null, changed_at = $6, signed_in_at = $6, revision = revision + 1
     where operator_id = $1`,
    [operatorId, password, totp, totpStep, recovery, at],
  );
}

export async function setPassword(
  tx: Queryable,
  operatorId: string,
  password: string,
  at: Date,
): Promise<void> {
  const sql =
    "update operator set password = $2, changed_at = $3, revision = revision + 1 where operator_id = $1";
  await tx.query(sql, [operatorId, password, at]);
}

export async function setRecovery(
  tx: Queryable,
  operatorId: string,
  codes: readonly Buffer[],
): Promise<void> {
  await tx.query("update operator set recovery = $2 where operator_id = $1", [operatorId, codes]);
}

/** What may not be used again: a step of the authenticator, a recovery code. */
export async function passedSignIn(
  tx: Queryable,
  operatorId: string,
  used: { readonly step?: number; readonly recoveryCode?: Buffer },
  at: Date,
): Promise<void> {
  await tx.query(
    `update operator set failures = 0, wait_until = null, signed_in_at = $2,
       totp_step = greatest(totp_step, coalesce($3, 0)), recovery = array_remove(recovery, $4)
     where operator_id = $1`,
    [operatorId, at, used.step ?? null, used.recoveryCode ?? null],
  );
}

export async function failedSignIn(
  tx: Queryable,
  operatorId: string,
  failures: number,
  waitUntil: Date | null,
): Promise<void> {
  const sql = "update operator set failures = $2, wait_until = $3 where operator_id = $1";
  await tx.query(sql, [operatorId, failures, waitUntil]);
}

/** Of an operator of the identity provider, at each sign-in. */
export async function providedSignIn(
  tx: Queryable,
  operatorId: string,
  providerId: string,
  at: Date,
): Promise<void> {
  await tx.query(
    "update operator set provider_id = $2, state = 'active', signed_in_at = $3 where operator_id = $1",
    [operatorId, providerId, at],
  );
}

export interface OperatorChange {
  readonly name: string;
  readonly roles: readonly string[];
  readonly scope: readonly string[] | null;
  readonly state: OperatorRow["state"];
}

/** All that an administrator sets, as it is to be. */
export async function changeOperator(
  tx: Queryable,
  operatorId: string,
  to: OperatorChange,
  at: Date,
): Promise<void> {
  await tx.query(
    `update operator set name = $2, roles = $3, scope = $4, state = $5, changed_at = $6, revision = revision + 1
     where operator_id = $1`,
    [operatorId, to.name, to.roles, to.scope, to.state, at],
  );
}

/** Nothing that was known before lets anybody in: what a reset and a removal do. */
export async function clearCredentials(tx: Queryable, operatorId: string): Promise<void> {
  await tx.query(
    `update operator set password = null, totp = null, recovery = '{}', provider_id = null, failures = 0,
       wait_until = null
     where operator_id = $1`,
    [operatorId],
  );
}

export async function endWait(tx: Queryable, operatorId: string): Promise<void> {
  await tx.query("update operator set failures = 0, wait_until = null where operator_id = $1", [operatorId]);
}

/** Whether there is, or was, an operator; a console without one wants its set-up link. */
export async function anyOperator(db: Queryable): Promise<boolean> {
  const { rows } = await db.query("select 1 from operator where state <> 'removed' limit 1");
  return rows.length > 0;
}

/** Changes of who may do what go one after the other. */
export async function lockKeepers(tx: Queryable): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('xinqiao operators', 0))");
}

/** Security administrators who can sign in, but this one. */
export async function otherKeepers(tx: Queryable, operatorId: string): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `select count(*) as n from operator
     where 'security' = any(roles) and state = 'active' and operator_id <> $1`,
    [operatorId],
  );
  return rows[0]?.n ?? 0;
}
