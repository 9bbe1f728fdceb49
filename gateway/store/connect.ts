/**
 * The one door to PostgreSQL: pools, transactions, locks, and what a server must be
 * for us to trust it with records. Home of the package pg. bigint columns come as
 * numbers (all of ours count things and stay below 2^53) and anything larger throws;
 * timestamps come as Date, bytea as Buffer. The trap: an idle or checked-out client
 * whose server goes away emits "error", and an "error" nobody hears ends the process.
 */
import pg from "pg";

import { Refusal } from "../model/refusal.ts";

/** A connection of its own, inside a transaction or not. Also what pg-copy-streams wants. */
export type Client = pg.PoolClient;

/** Where a query may run: the database at large, or the transaction under way. */
export interface Queryable {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>;
}

export interface Database extends Queryable {
  readonly url: string;
  /** As query, planned once a connection and kept under the name: for what is asked many times a second. */
  prepared<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<pg.QueryResult<Row>>;
  /** Commit what `work` does, or nothing of it. With `begun` the first statement of `work` begins the transaction itself. */
  transaction<T>(work: (client: Client) => Promise<T>, begun?: "by work"): Promise<T>;
  /** A connection without time limits, outside any transaction: COPY, locks held long. */
  dedicated<T>(work: (client: Client) => Promise<T>): Promise<T>;
  /** Connections of this pool, and who waits for one. */
  usage(): { readonly busy: number; readonly idle: number; readonly waiting: number };
  /** Resolves when the last connection is closed; what is checked out is waited for. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly max?: number;
  readonly applicationName?: string;
  /** For every statement but those of `dedicated`. */
  readonly statementTimeoutMs?: number;
  /** Plans of prepared statements that do not look at the values: for a few statements whose plan is always the same. */
  readonly fixedPlans?: boolean;
  /** Told when a connection breaks; the pool makes a new one by itself. */
  readonly onLost?: (error: Error) => void;
}

const INT8 = 20;

/** Opens lazily: no connection is made before the first query. See assertServer for the check at start. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const { max = 8, applicationName = "xinqiao", statementTimeoutMs = 60_000, onLost = () => {} } = options;
  const { fixedPlans = false } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 600_000,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    types: { getTypeParser },
    ...(fixedPlans && { options: "-c plan_cache_mode=force_generic_plan" }),
  });
  pool.on("error", onLost);
  pool.on("connect", (client) => client.on("error", onLost));

  async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken = true;
    try {
      const result = await work(client);
      broken = false;
      return result;
    } finally {
      // After an error nobody knows what state the session is in; a new connection costs a millisecond.
      client.release(broken);
    }
  }

  return {
    url,
    query: (text, values) => pool.query(text, values),
    prepared: (name, text, values) => pool.query({ name, text, values }),
    transaction: (work, begun) =>
      withClient(async (client) => {
        if (begun === undefined) await client.query("begin");
        try {
          const result = await work(client);
          await client.query("commit");
          return result;
        } catch (error) {
          await client.query("rollback").catch(() => undefined);
          throw error;
        }
      }),
    dedicated: (work) =>
      withClient(async (client) => {
        await client.query("set statement_timeout = 0");
        const result = await work(client);
        await client.query("reset statement_timeout");
        return result;
      }),
    usage: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => pool.end(),
  };
}

/** Wait for the lock of this name and hold it to the end of the transaction that `client` is in. */
export async function lockInTransaction(client: Client, name: string): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [name]);
}

/** Hold the lock of this name for the session while `work` runs; undefined when another holds it. */
export async function tryLock<T>(
  client: Client,
  name: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const { rows } = await client.query<{ held: boolean }>(
    "select pg_try_advisory_lock(hashtextextended($1, 0)) as held",
    [name],
  );
  if (rows[0]?.held !== true) return undefined;
  return await work().finally(() => unlock(client, name));
}

/** As tryLock, and wait for it. */
export async function withLock<T>(client: Client, name: string, work: () => Promise<T>): Promise<T> {
  await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [name]);
  return await work().finally(() => unlock(client, name));
}

/** A lock whose connection is gone is free already. */
async function unlock(client: Client, name: string): Promise<void> {
  await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [name]).catch(() => undefined);
}

/** The URL of database `name` on the same server; made if it is not there, always UTF-8 in code-point order. */
export async function databaseFor(url: string, name: string, template = "template0"): Promise<string> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name))
    throw new Refusal("CONFIG_INVALID", { detail: `database name ${name}` });
  const admin = connect(url, { max: 1, statementTimeoutMs: 0 });
  try {
    const { rowCount } = await admin.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) await createDatabase(admin, name, template);
  } finally {
    await admin.close();
  }
  const target = new URL(url);
  target.pathname = `/${name}`;
  return target.href;
}

async function createDatabase(admin: Database, name: string, template: string): Promise<void> {
  const shape =
    template === "template0" ? "encoding 'UTF8' locale_provider libc lc_collate 'C' lc_ctype 'C'" : "";
  try {
    await admin.query(`create database "${name}" template "${template}" ${shape}`);
  } catch (error) {
    // Several starts at once: one makes it, the others find it (duplicate_database, or the index under it).
    if (!["42P04", "23505"].includes(errorCode(error))) throw error;
  }
}

/** Refuse a server that we do not know, or that may forget what it has committed. */
export async function assertServer(database: Queryable): Promise<void> {
  const { rows } = await database.query<Record<string, string>>(
    `select current_setting('server_version_num') as version, current_setting('fsync') as fsync,
            current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit,
            current_setting('server_encoding') as encoding`,
  );
  const found = rows[0] ?? {};
  const major = Math.floor(Number(found.version) / 10_000);
  const wrong = [
    major < 15 || major > 18 ? `PostgreSQL ${major}, needed 15 to 18` : "",
    found.fsync === "on" ? "" : "fsync is off",
    found.pages === "on" ? "" : "full_page_writes is off",
    ["on", "remote_apply"].includes(found.commit ?? "") ? "" : `synchronous_commit is ${found.commit}`,
    found.encoding === "UTF8" ? "" : `server_encoding is ${found.encoding}`,
  ].filter((text) => text !== "");
  if (wrong.length > 0) throw new Refusal("CONFIG_INVALID", { detail: wrong.join("; ") });
}

/** SQLSTATE of a server's error, code of a socket's, "" for anything else. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

/**
 * Whether the same work may succeed when it is done again: the server went away or comes up,
 * is full, or two transactions stood in each other's way. pg reports a connection that broke
 * under a query as a plain Error without a code.
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = errorCode(error);
  if (/^(08|53|57P|40)/.test(code)) return true;
  if (["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"].includes(code))
    return true;
  return code === "" && /^(Connection terminated|timeout expired|Client has encountered)/.test(error.message);
}

const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: "text" | "binary") =>
  type === INT8 && format !== "binary" ? parseCount : pg.types.getTypeParser(type, format as "text");

function parseCount(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("a bigint of the database is over 2^53");
  return value;
}
