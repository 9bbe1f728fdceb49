/** What the rules of alarms ask of the node's tables, each by an index and no more than it needs. */
import type { Queryable } from "../connect.ts";

export interface GivenUpIntake {
  readonly intakeId: string;
  readonly kind: string;
  readonly sender: string;
  readonly attempts: number;
  readonly error: string | null;
}

export async function givenUpIntakes(db: Queryable, most = 200): Promise<readonly GivenUpIntake[]> {
  const { rows } = await db.query<GivenUpIntake>(
    `select intake_id as "intakeId", kind, sender, attempts, last_error as error from intake
      where state = 'poison' order by received_at desc limit $1`,
    [most],
  );
  return rows;
}

/** When the oldest entry was written that no checkpoint covers; null where all are. */
export async function oldestUnsealed(db: Queryable): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date | null }>(
    `select least(
       (select min(at) from (select at from log_leaf where log_index is null limit 1000) open),
       (select at from log_leaf where log_index >= coalesce((select max(size) from log_checkpoint), 0) order by log_index limit 1)) as at`,
  );
  return rows[0]?.at ?? null;
}

export interface ShownLast {
  readonly holder: string;
  readonly use: string;
  readonly until: Date;
}

/** Certificates that stood at a connection within these days. */
export async function shownSince(db: Queryable, since: Date): Promise<readonly ShownLast[]> {
  const { rows } = await db.query<ShownLast>(
    `select holder, side as use, max(valid_to) as until from shown_certificate where last_at >= $1 group by holder, side`,
    [since],
  );
  return rows;
}

/** Whether every final arrival is counted. */
export async function isCounted(db: Queryable): Promise<boolean> {
  const { rows } = await db.query(
    `select from journal where not counted and ended_at is not null and kind <> 'hop'
        and state in ('done', 'partial', 'refused', 'cancelled') limit 1`,
  );
  return rows.length === 0;
}
