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
  const url = await emptyCopy("xinqiao_template");
  const database = connect(url, { max: 4, applicationName: "xinqiao test" });
  const end = async () => {
    await database.close();
    await dropDatabase(url);
  };
  if (t) atEnd(t, end);
  else after(end);
  return { url, database };
}

/** A fresh database without our schema: for tests of migrations. The caller drops it. */
export async function emptyDatabase(t: TestContext): Promise<string> {
  const url = await emptyCopy("template0");
  atEnd(t, () => dropDatabase(url));
  return url;
}

/** The URL of the server that tests use. */
export function testServer(): string {
  const url = process.env.XINQIAO_TEST_DATABASE;
  if (url === undefined) throw new Error("run this test by `npm test -- <file>`: it prepares a PostgreSQL");
  return url;
}

async function emptyCopy(template: string): Promise<string> {
  return await databaseFor(testServer(), `xq_${randomBytes(8).toString("hex")}`, template);
}

async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const admin = connect(testServer(), { max: 1 });
  await admin.query(`drop database if exists "${name}" with (force)`).finally(() => admin.close());
}
