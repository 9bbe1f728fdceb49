/**
 * Writes gateway/store/schema.sql from a migrated database, or with --check says whether
 * it is fresh. Runs on the embedded PostgreSQL, or on DATABASE_URL's: the text is the same.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { connect, databaseFor } from "../gateway/store/connect.ts";
import { startEmbedded } from "../gateway/store/embedded.ts";
import { migrate } from "../gateway/store/migrate.ts";
import { readSchema, schemaText } from "../gateway/store/schema.ts";

const FILE = join(import.meta.dirname, "../gateway/store/schema.sql");

const text = await migratedSchema();
if (process.argv.includes("--check")) {
  if (readFileSync(FILE, "utf8") !== text) {
    process.stderr.write("gateway/store/schema.sql is not what the migrations make: npm run generate\n");
    process.exitCode = 1;
  }
} else {
  writeFileSync(FILE, text);
}

async function migratedSchema(): Promise<string> {
  const dataFolder = mkdtempSync(join(tmpdir(), "xinqiao-schema-"));
  const given = process.env.DATABASE_URL;
  const embedded = given ? undefined : await startEmbedded({ dataFolder, throwAway: true });
  const server = given ?? embedded?.url ?? "";
  const name = `xinqiao_schema_${process.pid}`;
  try {
    const url = await databaseFor(server, name);
    await migrate(url);
    const database = connect(url, { max: 1 });
    return schemaText(await readSchema(database).finally(() => database.close()));
  } finally {
    const admin = connect(server, { max: 1 });
    await admin.query(`drop database if exists ${name} with (force)`).finally(() => admin.close());
    await embedded?.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
