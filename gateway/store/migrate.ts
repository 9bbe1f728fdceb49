/**
 * Brings a database to the schema of this program: numbered plain SQL, forward only.
 * What was applied is kept with its hash, so a migration that was edited afterwards is
 * refused. A program may meet a newer schema and go on (rolling upgrade), unless one of
 * the migrations it does not know says `--! breaking-change`. Any number of processes
 * may start at once: the first migrates, the others wait for its lock and find it done.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

import { Refusal } from "../model/refusal.ts";
import { assertServer, type Client, connect, withLock } from "./connect.ts";

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
  readonly breaking: boolean;
}

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
  readonly breaking: boolean;
}

const FOLDER = new URL("./migrations/", import.meta.url);

/** Migrations that this call applied, by name; none when the database was up to date. */
export async function migrate(url: string, migrations = loadMigrations()): Promise<readonly string[]> {
  const database = connect(url, { max: 1, statementTimeoutMs: 0, applicationName: "xinqiao migrate" });
  try {
    await assertServer(database);
    return await database.dedicated((client) =>
      withLock(client, "xinqiao migrate", async () => await applyMissing(client, migrations)),
    );
  } finally {
    await database.close();
  }
}

/** The migrations of a folder in their order: 0001_name.sql, without a gap. */
export function loadMigrations(folder: URL = FOLDER): readonly Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort();
  return names.map((name, index) => {
    const number = Number.parseInt(name, 10);
    if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name) || number !== index + 1)
      throw new Error(`migration out of order: ${name}`);
    const sql = readFileSync(new URL(name, folder), "utf8");
    const sha256 = createHash("sha256").update(sql).digest("hex");
    return { number, name, sql, sha256, breaking: /^--! breaking-change\s*$/m.test(sql) };
  });
}

async function applyMissing(client: Client, migrations: readonly Migration[]): Promise<readonly string[]> {
  await client.query(
    `create table if not exists migration (
       number     integer     primary key,
       name       text        not null,
       sha256     text        not null,
       breaking   boolean     not null,
       applied_at timestamptz not null
     )`,
  );
  const { rows: applied } = await client.query<Applied>(
    "select number, name, sha256, breaking from migration order by number",
  );
  assertKnown(applied, migrations);
  const missing = migrations.slice(applied.length);
  for (const migration of missing) await apply(client, migration);
  return missing.map(({ name }) => name);
}

function assertKnown(applied: readonly Applied[], migrations: readonly Migration[]): void {
  for (const row of applied) {
    const ours = migrations[row.number - 1];
    if (ours === undefined && row.breaking) throw new Refusal("SCHEMA_NEWER", { migration: row.name });
    if (ours !== undefined && ours.sha256 !== row.sha256)
      throw new Refusal("SCHEMA_CHANGED", { migration: row.name });
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(migration.sql);
    await client.query(
      "insert into migration (number, name, sha256, breaking, applied_at) values ($1, $2, $3, $4, now())",
      [migration.number, migration.name, migration.sha256, migration.breaking],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`migration ${migration.name} failed; nothing of it was kept`, { cause: error });
  }
}
