/**
 * Alarms: opened once for each thing that is wrong, closed when it is over, acknowledged by people. A viewer who is
 * confined to agencies sees theirs alone, and none about the node. The trap: what is owed to targets is written in
 * the transaction that opens or closes, so that nothing is said twice or forgotten.
 */
import type { Queryable } from "../connect.ts";
import type { Scope } from "./tally-read.ts";

export interface AlarmRow {
  readonly alarmId: string;
  readonly rule: string;
  readonly subject: string;
  readonly severity: "warning" | "critical";
  readonly agency: string | null;
  readonly item: string | null;
  /** Canonical JSON. */
  readonly params: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly by: string | null;
  readonly reason: string | null;
}

const COLUMNS = `alarm_id as "alarmId", rule, subject, severity, agency, item, params, opened_at as "openedAt", closed_at as "closedAt",
  acknowledged_at as "acknowledgedAt", by_name as by, reason`;
const SCOPED = "($1::text[] is null or agency = any($1))";

/** The gravest first, then the newest. */
export async function openAlarms(db: Queryable, scope: Scope, most = 500): Promise<readonly AlarmRow[]> {
  const { rows } = await db.query<AlarmRow>(
    `select ${COLUMNS} from alarm where closed_at is null and ${SCOPED}
      order by severity = 'critical' desc, acknowledged_at is not null, opened_at desc, alarm_id limit $2`,
    [scope, most],
  );
  return rows;
}

export interface AlarmPlace {
  readonly openedAt: Date;
  readonly alarmId: string;
}

export async function listAlarms(
  db: Queryable,
  scope: Scope,
  {
    state,
    after,
    limit,
  }: { readonly state: "open" | "all"; readonly after: AlarmPlace | null; readonly limit: number },
): Promise<readonly AlarmRow[]> {
  const { rows } = await db.query<AlarmRow>(
    `select ${COLUMNS} from alarm where ${SCOPED} and ($2 = 'all' or closed_at is null)
        and ($3::timestamptz is null or (opened_at, alarm_id) < ($3, $4::uuid))
      order by opened_at desc, alarm_id desc limit $5`,
    [scope, state, after?.openedAt ?? null, after?.alarmId ?? null, limit],
  );
  return rows;
}

export async function findAlarm(db: Queryable, scope: Scope, alarmId: string): Promise<AlarmRow | undefined> {
  const { rows } = await db.query<AlarmRow>(
    `select ${COLUMNS} from alarm where ${SCOPED} and alarm_id = $2`,
    [scope, alarmId],
  );
  return rows[0];
}

/** False when it is closed, or somebody was first. */
export async function acknowledge(
  tx: Queryable,
  alarmId: string,
  {
    at,
    id,
    name,
    reason,
  }: { readonly at: Date; readonly id: string; readonly name: string; readonly reason: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update alarm set acknowledged_at = $2, by_id = $3, by_name = $4, reason = $5
      where alarm_id = $1 and closed_at is null and acknowledged_at is null`,
    [alarmId, at, id, name, reason],
  );
  return rowCount === 1;
}

export interface NewAlarm {
  readonly alarmId: string;
  readonly rule: string;
  readonly subject: string;
  readonly severity: "warning" | "critical";
  readonly agency: string | null;
  readonly item: string | null;
  readonly params: string;
}

const OWE = `
  insert into alarm_message (alarm_id, target_id, event, state, due_at)
  select a.alarm_id, t.target_id, $2, 'due', $3 from alarm a join alarm_target t on t.active
     and (cardinality(t.rules) = 0 or a.rule = any(t.rules)) and (t.severity = 'warning' or a.severity = 'critical')
   where a.alarm_id = any($1::uuid[])
     and ($2 <> 'closed' or exists (select from alarm_message m
       where m.alarm_id = a.alarm_id and m.target_id = t.target_id and m.event = 'opened'))
  on conflict do nothing`;

// Who hears of grave things alone has not heard of it yet.
const GRAVER = `
  update alarm a set severity = 'critical' from unnest($1::text[], $2::text[]) as now (rule, subject)
   where a.rule = now.rule and a.subject = now.subject and a.closed_at is null and a.severity <> 'critical'
  returning a.alarm_id as "alarmId"`;

/** What is open already has its words and severity brought up to date. Returns those that are new, or graver than before. */
export async function openThese(
  tx: Queryable,
  alarms: readonly NewAlarm[],
  at: Date,
): Promise<readonly string[]> {
  if (alarms.length === 0) return [];
  const grave = alarms.filter(({ severity }) => severity === "critical");
  const graver = await tx.query<{ alarmId: string }>(GRAVER, [
    grave.map(({ rule }) => rule),
    grave.map(({ subject }) => subject),
  ]);
  const { rows } = await tx.query<{ alarmId: string; isNew: boolean }>(
    `insert into alarm as a (alarm_id, rule, subject, severity, agency, item, params, opened_at)
       select *, $8::timestamptz from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
     on conflict (rule, subject) where closed_at is null
       do update set params = excluded.params, severity = excluded.severity
         where (a.params, a.severity) is distinct from (excluded.params, excluded.severity)
     returning alarm_id as "alarmId", xmax = 0 as "isNew"`,
    [
      ...(["alarmId", "rule", "subject", "severity", "agency", "item", "params"] as const).map((name) =>
        alarms.map((one) => one[name]),
      ),
      at,
    ],
  );
  const told = [...rows.filter(({ isNew }) => isNew), ...graver.rows].map(({ alarmId }) => alarmId);
  if (told.length > 0) await tx.query(OWE, [told, "opened", at]);
  return told;
}

/** Of these rules, every open one that is not listed. Returns their ids. */
export async function closeOthers(
  tx: Queryable,
  rules: readonly string[],
  still: readonly { readonly rule: string; readonly subject: string }[],
  at: Date,
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ alarmId: string }>(
    `update alarm a set closed_at = $4 where closed_at is null and rule = any($1) and not exists (
       select from unnest($2::text[], $3::text[]) as s(rule, subject) where s.rule = a.rule and s.subject = a.subject)
     returning alarm_id as "alarmId"`,
    [rules, still.map(({ rule }) => rule), still.map(({ subject }) => subject), at],
  );
  const closed = rows.map(({ alarmId }) => alarmId);
  if (closed.length > 0) await tx.query(OWE, [closed, "closed", at]);
  return closed;
}
