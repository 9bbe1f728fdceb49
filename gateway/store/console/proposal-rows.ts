/**
 * Orders of operators about transfers: done at once, or open until a second operator decides. An order keeps the
 * id that who ordered it chose, so that a request that is sent twice is one order. The trap: an open one that is
 * past its time is over although no row says so; who decides locks the row first.
 */
import type { Queryable } from "../connect.ts";

export const ACTS = ["retry", "replay", "quarantine", "release", "cancel", "feedback"] as const;
export type ActName = (typeof ACTS)[number];

export interface Proposal {
  readonly proposalId: string;
  readonly act: ActName;
  readonly state: "open" | "done" | "declined" | "withdrawn";
  /** Canonical JSON. */
  readonly target: string;
  readonly intakeId: string | null;
  readonly batchSeq: number | null;
  readonly agency: string;
  readonly reason: string;
  readonly byId: string;
  readonly byName: string;
  readonly at: Date;
  /** Null for what needs no second pair of eyes. */
  readonly expiresAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedName: string | null;
  readonly decidedAt: Date | null;
  readonly decision: string | null;
  /** Canonical JSON. */
  readonly outcome: string | null;
}

export type Shown = Proposal & { readonly batchId: string | null };

const COLUMNS = `p.proposal_id as "proposalId", p.act, p.state, p.target, p.intake_id as "intakeId", p.batch_seq as "batchSeq",
  p.agency, p.reason, p.by_id as "byId", p.by_name as "byName", p.at, p.expires_at as "expiresAt",
  p.decided_by as "decidedBy", p.decided_name as "decidedName", p.decided_at as "decidedAt", p.decision, p.outcome`;

const SHOWN = `${COLUMNS}, coalesce(p.intake_id, (select b.batch_id from batch b where b.batch_seq = p.batch_seq)) as "batchId"`;

const PUT = `
  insert into proposal (proposal_id, act, state, target, intake_id, batch_seq, agency, reason, by_id, by_name, at, expires_at, outcome)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing`;

/** False when the id was used before; a request beside this one that uses it waits for the end of this transaction. */
export async function putProposal(
  tx: Queryable,
  one: Omit<Proposal, "decidedBy" | "decidedName" | "decidedAt" | "decision">,
): Promise<boolean> {
  const { proposalId, act, state, target, intakeId, batchSeq, agency, reason, byId, byName, at } = one;
  const values = [proposalId, act, state, target, intakeId, batchSeq, agency, reason, byId, byName, at];
  return (await tx.query(PUT, [...values, one.expiresAt, one.outcome])).rowCount === 1;
}

/** What an order that was done at once has changed, canonical JSON. */
export async function setOutcome(tx: Queryable, proposalId: string, outcome: string): Promise<void> {
  await tx.query("update proposal set outcome = $2 where proposal_id = $1", [proposalId, outcome]);
}

const FIND = `select ${SHOWN} from proposal p where p.proposal_id = $1 and ($2::text[] is null or p.agency = any ($2))`;

export async function findProposal(
  db: Queryable,
  proposalId: string,
  scope: readonly string[] | null,
): Promise<Shown | undefined> {
  return (await db.query<Shown>(FIND, [proposalId, scope])).rows[0];
}

/** As findProposal, and nobody else decides it until this transaction ends. */
export async function lockProposal(
  tx: Queryable,
  proposalId: string,
  scope: readonly string[] | null,
): Promise<Shown | undefined> {
  return (await tx.query<Shown>(`${FIND} for update of p`, [proposalId, scope])).rows[0];
}

const DECIDE = `
  update proposal set state = $2, decided_by = $3, decided_name = $4, decided_at = $5, decision = $6, outcome = $7
  where proposal_id = $1 and state = 'open'`;

export interface Decided {
  readonly proposalId: string;
  readonly state: "done" | "declined" | "withdrawn";
  readonly byId: string;
  readonly byName: string;
  readonly at: Date;
  readonly decision: string;
  readonly outcome: string | null;
}

export async function decideProposal(tx: Queryable, one: Decided): Promise<boolean> {
  const { proposalId, state, byId, byName, at, decision, outcome } = one;
  return (await tx.query(DECIDE, [proposalId, state, byId, byName, at, decision, outcome])).rowCount === 1;
}

export interface ProposalFilter {
  readonly scope: readonly string[] | null;
  readonly state: Proposal["state"] | "expired" | null;
  readonly now: Date;
  readonly before: { readonly at: Date; readonly id: string } | null;
  readonly limit: number;
}

const LIST = `
  select ${SHOWN} from proposal p
  where ($1::text[] is null or p.agency = any ($1))
    and ($2::text is null or p.state = case $2 when 'expired' then 'open' else $2 end)
    and ($2::text is null or $2 not in ('open', 'expired') or (p.expires_at <= $3) = ($2 = 'expired'))
    and ($4::timestamptz is null or (p.at, p.proposal_id) < ($4, $5::uuid))
  order by p.at desc, p.proposal_id desc limit $6`;

/** The newest first. */
export async function listProposals(db: Queryable, filter: ProposalFilter): Promise<readonly Shown[]> {
  const { scope, state, now, before, limit } = filter;
  const values = [scope, state, now, before?.at ?? null, before?.id ?? null, limit];
  return (await db.query<Shown>(LIST, values)).rows;
}

const OF_BATCH = `select ${SHOWN} from proposal p where p.intake_id = $1 or p.batch_seq = $2 order by p.at desc limit 50`;

export async function proposalsOn(
  db: Queryable,
  of: { readonly intakeId: string | null; readonly batchSeq: number | null },
): Promise<readonly Shown[]> {
  return (await db.query<Shown>(OF_BATCH, [of.intakeId, of.batchSeq])).rows;
}
