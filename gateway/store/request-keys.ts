/**
 * Idempotency keys: what an agency was answered the first time it asked for an operation under a key. Keys do not
 * expire. The trap: two requests with one key at one time; the second waits for the first one's transaction.
 */
import type { Queryable } from "./connect.ts";

export interface RequestKey {
  readonly agency: string;
  readonly operation: string;
  readonly key: string;
  readonly bodySha256: Buffer;
  readonly status: number;
  readonly answer: string;
  readonly at: Date;
}

export type FirstAnswer = Pick<RequestKey, "bodySha256" | "status" | "answer">;

const FIND = `select body_sha256 as "bodySha256", status, answer from request_key
  where agency = $1 and operation = $2 and key = $3`;

export async function findRequestKey(
  db: Queryable,
  { agency, operation, key }: Pick<RequestKey, "agency" | "operation" | "key">,
): Promise<FirstAnswer | undefined> {
  return (await db.query<FirstAnswer>(FIND, [agency, operation, key])).rows[0];
}

const KEEP = `
  insert into request_key (agency, operation, key, body_sha256, status, answer, at)
  values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`;

/** In the transaction of the act. The answer that stands: this one, or that of whoever was first. */
export async function keepRequestKey(db: Queryable, given: RequestKey): Promise<FirstAnswer> {
  const { agency, operation, key, bodySha256, status, answer, at } = given;
  const { rowCount } = await db.query(KEEP, [agency, operation, key, bodySha256, status, answer, at]);
  return rowCount === 1 ? given : ((await findRequestKey(db, given)) ?? given);
}
