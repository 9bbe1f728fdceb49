/**
 * For tests only: a PostgreSQL database of a test's own, cloned from the migrated
 * template that scripts/test.ts prepares (XINQIAO_TEST_DATABASE names it). Run a single
 * test file with `npm test -- <file>`, which prepares the same.
 */
import { randomBytes } from "node:crypto";
import type { TestContext } from "node:test";
import { after } from "node:test";
import { atEnd } from "../model/test-end.ts";
import { connect, type Database, databaseFor } from "./connect.ts";

export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
}

/** A fresh database; gone when the test (or, without one, the file) is over. */
export async function testDatabase(t?: TestContext): Promise<TestDatabase> {
  const { url, database, make } = plannedDatabase(t);
  await make();
  return { url, database };
}

export interface PlannedDatabase extends TestDatabase {
  /** Before its first use; once more does nothing. */
  make(): Promise<void>;
}

/** The same, made only when it is needed: one takes the server a sixth of a second. */
export function plannedDatabase(t?: TestContext): PlannedDatabase {
  const name = freshName();
  const target = new URL(testServer());
  target.pathname = `/${name}`;
  const url = target.href;
  const database = connect(url, { max: 4, applicationName: "xinqiao test" });
  const end = async () => {
    await database.close();
    await dropDatabase(url);
  };
  if (t) atEnd(t, end);
  else after(end);
  const make = async () => void (await databaseFor(testServer(), name, "xinqiao_template"));
  return { url, database, make };
}

/** A fresh database without our schema: for tests of migrations. The caller drops it. */
export async function emptyDatabase(t: TestContext): Promise<string> {
  const url = await databaseFor(testServer(), freshName(), "template0");
  atEnd(t, () => dropDatabase(url));
  return url;
}

/** The URL of the server that tests use. */
export function testServer(): string {
  const url = process.env.XINQIAO_TEST_DATABASE;
  if (url === undefined) throw new Error("run this test by `npm test -- <file>`: it prepares a PostgreSQL");
  return url;
}

const freshName = () => `xq_${randomBytes(8).toString("hex")}`;

async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const admin = connect(testServer(), { max: 1 });
  await admin.query(`drop database if exists "${name}" with (force)`).finally(() => admin.close());
}
