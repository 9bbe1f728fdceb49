/** One-time links, known by the digest of their secret alone. The trap: a link is used in the transaction of what it does, once. */
import type { Queryable } from "../connect.ts";

export interface LinkRow {
  readonly kind: "setup" | "invitation" | "reset";
  /** Null: whoever uses it becomes the first operator. */
  readonly operatorId: string | null;
  readonly totp: Buffer | null;
  readonly endsAt: Date;
}

export async function insertLink(
  tx: Queryable,
  link: LinkRow & { readonly secret: Buffer; readonly at: Date },
): Promise<void> {
  const { secret, kind, operatorId, totp, at, endsAt } = link;
  await tx.query(
    `insert into operator_link (secret, kind, operator_id, totp, created_at, ends_at) values ($1, $2, $3, $4, $5, $6)`,
    [secret, kind, operatorId, totp, at, endsAt],
  );
}

/** Those of the same use that were not used yet are void: of an operator, or of the first set-up. */
export async function deleteLinks(tx: Queryable, operatorId: string | null): Promise<void> {
  await tx.query("delete from operator_link where used_at is null and operator_id is not distinct from $1", [
    operatorId,
  ]);
}

/** A link that may be used now, locked for the rest of the transaction. */
export async function lockLink(tx: Queryable, secret: Buffer, now: Date): Promise<LinkRow | undefined> {
  const { rows } = await tx.query<LinkRow>(
    `select kind, operator_id as "operatorId", totp, ends_at as "endsAt" from operator_link
     where secret = $1 and used_at is null and ends_at > $2 for update`,
    [secret, now],
  );
  return rows[0];
}

export async function useLink(tx: Queryable, secret: Buffer, at: Date): Promise<void> {
  await tx.query("update operator_link set used_at = $2, totp = null where secret = $1", [secret, at]);
}

/** How long an operator's open link counts; null where there is none. */
export async function openLinks(db: Queryable, now: Date): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await db.query<{ operatorId: string; endsAt: Date }>(
    `select operator_id as "operatorId", max(ends_at) as "endsAt" from operator_link
     where used_at is null and ends_at > $1 and operator_id is not null group by 1`,
    [now],
  );
  return new Map(rows.map((one) => [one.operatorId, one.endsAt]));
}

export async function offerTotp(tx: Queryable, secret: Buffer, totp: Buffer): Promise<void> {
  await tx.query("update operator_link set totp = $2 where secret = $1", [secret, totp]);
}
