/**
 * Where alarms go, and what is owed to each. A message is claimed by putting off when it is due again, so that one
 * that was being sent by a process that died is sent by another. The trap: it may then come twice; its id is the same.
 */
import type { Queryable } from "../connect.ts";
import type { AlarmRow } from "./alarm-rows.ts";

export interface TargetRow {
  readonly targetId: string;
  readonly kind: "email" | "webhook";
  readonly name: string;
  readonly address: string;
  readonly ca: string | null;
  readonly rules: readonly string[];
  readonly severity: "warning" | "critical";
  readonly active: boolean;
  readonly createdAt: Date;
  readonly by: string;
}

export interface TargetWithLast extends TargetRow {
  readonly lastState: "due" | "sent" | "failed" | null;
  readonly lastAt: Date | null;
  readonly lastWhy: string | null;
}

const COLUMNS = `t.target_id as "targetId", t.kind, t.name, t.address, t.ca, t.rules, t.severity, t.active, t.created_at as "createdAt",
  t.by_name as by`;

export async function listTargets(db: Queryable, targetId?: string): Promise<readonly TargetWithLast[]> {
  const { rows } = await db.query<TargetWithLast>(
    `select ${COLUMNS}, m.state as "lastState", coalesce(m.sent_at, m.due_at) as "lastAt", m.why as "lastWhy"
       from alarm_target t left join lateral (
         select state, sent_at, due_at, why from alarm_message where target_id = t.target_id
          order by coalesce(sent_at, due_at) desc limit 1) m on true
      where $1::uuid is null or t.target_id = $1 order by t.created_at, t.target_id`,
    [targetId ?? null],
  );
  return rows;
}

export async function putTarget(tx: Queryable, one: TargetRow): Promise<void> {
  const { targetId, kind, name, address, ca, rules, severity, active, createdAt, by } = one;
  await tx.query(
    `insert into alarm_target (target_id, kind, name, address, ca, rules, severity, active, created_at, by_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (target_id) do update set kind = excluded.kind, name = excluded.name, address = excluded.address,
       ca = excluded.ca, rules = excluded.rules, severity = excluded.severity, active = excluded.active, by_name = excluded.by_name`,
    [targetId, kind, name, address, ca, rules, severity, active, createdAt, by],
  );
}

/** With what it was owed. */
export async function removeTarget(tx: Queryable, targetId: string): Promise<boolean> {
  await tx.query("delete from alarm_message where target_id = $1", [targetId]);
  const { rowCount } = await tx.query("delete from alarm_target where target_id = $1", [targetId]);
  return rowCount === 1;
}

export interface DueMessage extends AlarmRow {
  readonly event: "opened" | "closed";
  readonly attempts: number;
}

/** All that is due for one target, the longest due first; nobody else takes them until `until`. */
export async function claimMessages(
  db: Queryable,
  now: Date,
  until: Date,
  most: number,
): Promise<{ readonly target: TargetRow; readonly messages: readonly DueMessage[] } | undefined> {
  const { rows } = await db.query<DueMessage & { readonly targetId: string }>(
    `with first as (
       select m.target_id from alarm_message m join alarm_target t using (target_id)
        where m.state = 'due' and m.due_at <= $1 and t.active order by m.due_at limit 1
     ), picked as (
       select m.alarm_id, m.target_id, m.event from alarm_message m join first f using (target_id)
        where m.state = 'due' and m.due_at <= $1 order by m.due_at, m.alarm_id limit $3 for update of m skip locked
     ), taken as (
       update alarm_message m set due_at = $2, attempts = m.attempts + 1 from picked p
        where m.alarm_id = p.alarm_id and m.target_id = p.target_id and m.event = p.event
       returning m.alarm_id, m.target_id, m.event, m.attempts
     )
     select k.target_id as "targetId", k.event, k.attempts, a.alarm_id as "alarmId", a.rule, a.subject, a.severity, a.agency, a.item,
            a.params, a.opened_at as "openedAt", a.closed_at as "closedAt", a.acknowledged_at as "acknowledgedAt", a.by_name as by, a.reason
       from taken k join alarm a using (alarm_id) order by k.event desc, a.severity, a.opened_at, a.alarm_id`,
    [now, until, most],
  );
  const id = rows[0]?.targetId;
  if (id === undefined) return undefined;
  const target = await db.query<TargetRow>(`select ${COLUMNS} from alarm_target t where t.target_id = $1`, [
    id,
  ]);
  const one = target.rows[0];
  return one && { target: one, messages: rows };
}

/** What became of them: sent, to be tried again at `again`, or given up where that is null. */
export async function settleMessages(
  db: Queryable,
  targetId: string,
  messages: readonly Pick<DueMessage, "alarmId" | "event">[],
  outcome: { readonly sentAt: Date } | { readonly why: string; readonly again: Date | null },
): Promise<void> {
  const sent = "sentAt" in outcome ? outcome : null;
  const failed = "why" in outcome ? outcome : null;
  await db.query(
    `update alarm_message m set state = $4, sent_at = $5, why = $6, due_at = coalesce($7, m.due_at)
       from unnest($2::uuid[], $3::text[]) as g(alarm_id, event)
      where m.target_id = $1 and m.alarm_id = g.alarm_id and m.event = g.event`,
    [
      targetId,
      messages.map(({ alarmId }) => alarmId),
      messages.map(({ event }) => event),
      sent ? "sent" : failed?.again ? "due" : "failed",
      sent?.sentAt ?? null,
      failed?.why ?? null,
      failed?.again ?? null,
    ],
  );
}
