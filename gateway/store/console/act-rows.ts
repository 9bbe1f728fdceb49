/**
 * What operators did, in the order in which it was done. Written beside a leaf of the log, in one transaction.
 * The trap: names and details are for those who may read the audit; the log, which neighbours see, has the digest.
 */
import type { Queryable } from "../connect.ts";

export interface NewAct {
  readonly actId: string;
  readonly at: Date;
  /** Null: nobody who is known, or the command line. */
  readonly operatorId: string | null;
  readonly operator: string;
  readonly act: string;
  readonly target: string;
  readonly reason: string | null;
  /** JSON text. */
  readonly detail: string;
}

const INSERT = `
  insert into operator_act (act_id, at, operator_id, operator, act, target, reason, detail)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

export async function insertAct(db: Queryable, one: NewAct): Promise<void> {
  const { actId, at, operatorId, operator, act, target, reason, detail } = one;
  await db.query(INSERT, [actId, at, operatorId, operator, act, target, reason, detail]);
}
