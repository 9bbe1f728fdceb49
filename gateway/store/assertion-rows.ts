/**
 * Client assertions that were used, until they expire of themselves. The trap: a key of
 * the table decides, not a look beforehand, or two processes would take one assertion at once.
 */
import type { Queryable } from "./connect.ts";

const REMEMBER = `
  insert into assertion_seen (client, jti, expires_at) values ($1, $2, $3)
  on conflict (client, jti) do nothing`;

/** Whether it is the first time. */
export async function rememberAssertion(
  db: Queryable,
  client: string,
  jti: string,
  expiresAt: Date,
): Promise<boolean> {
  return (await db.query(REMEMBER, [client, jti, expiresAt])).rowCount === 1;
}

const FORGET = "delete from assertion_seen where expires_at < $1";

/** What has expired by `before` cannot come again. */
export async function forgetAssertions(db: Queryable, before: Date): Promise<void> {
  await db.query(FORGET, [before]);
}
