/**
 * The newest register of each kind that this node took. The trap: a number never goes
 * back, not even after a restart, or an old copy with its valid signature would give
 * rights back that were taken away.
 */
import type { Queryable } from "./connect.ts";

export interface RegisterState {
  readonly number: number;
  readonly sha256: Buffer;
}

const FIND = "select number, sha256 from register_state where kind = $1";

export async function registerState(db: Queryable, kind: string): Promise<RegisterState | undefined> {
  return (await db.query<RegisterState>(FIND, [kind])).rows[0];
}

const ADVANCE = `
  insert into register_state as s (kind, number, sha256, at) values ($1, $2, $3, $4)
  on conflict (kind) do update set number = excluded.number, sha256 = excluded.sha256, at = excluded.at
  where s.number < excluded.number or (s.number = excluded.number and excluded.number = 0 and s.sha256 <> excluded.sha256)`;

/**
 * Whether this is news for the node. A register without numbers of its own (number 0) is news whenever it
 * differs; of one with numbers, only a higher one.
 */
export async function advanceRegister(
  db: Queryable,
  kind: string,
  { number, sha256 }: RegisterState,
  at: Date,
): Promise<boolean> {
  return (await db.query(ADVANCE, [kind, number, sha256, at])).rowCount === 1;
}
