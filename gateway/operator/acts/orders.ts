/**
 * Orders about transfers and decisions on them. One transaction holds the order, what it does, its audit entry and
 * that entry's leaf of the log; a crash leaves all of it or nothing. The trap: two operators at the same moment:
 * the row of the order is locked before it is judged, and its id is taken before anything is done.
 */
import { canonical } from "../../model/canonical.ts";
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import type { Probe } from "../../model/steps.ts";
import { findBatchBySeq } from "../../store/batch-rows.ts";
import type { Database, Queryable } from "../../store/connect.ts";
import { arrivalOf, findSeen, hopsOf, type Seen } from "../../store/console/batch-rows.ts";
import { holdsOn } from "../../store/console/hold-rows.ts";
import {
  decideProposal,
  findProposal,
  lockProposal,
  type Proposal,
  putProposal,
  type Shown,
  setOutcome,
} from "../../store/console/proposal-rows.ts";
import type { Audit } from "../audit.ts";
import { FOUR_EYES, perform, possibleActs, type Standing, type Target } from "./perform.ts";

export interface Ordering {
  readonly db: Database;
  readonly node: string;
  readonly audit: Audit;
  clock(): Date;
  readonly probe: Probe;
}

export interface NewOrder extends Target {
  readonly id: string;
  readonly reason: string;
}

export const EXPIRES_HOURS = 24;

/** The batch as it stands; NOT_FOUND for one that this operator may not see. */
export async function standingOf(
  db: Queryable,
  id: string,
  scope: readonly string[] | null,
  now: Date,
): Promise<Standing & { readonly seen: Seen }> {
  const seen = await findSeen(db, id, scope);
  if (!seen) throw new Refusal("NOT_FOUND");
  const arrival = seen.intakeId === null ? undefined : await arrivalOf(db, seen.intakeId, now);
  const batch = seen.batchSeq === null ? undefined : await findBatchBySeq(db, seen.batchSeq);
  const hops = seen.batchSeq === null ? [] : await hopsOf(db, seen.batchSeq, now);
  const sender = batch?.sender ?? arrival?.sender ?? "";
  const adapter = batch?.adapter ?? arrival?.adapter ?? "";
  const holds = await holdsOn(db, { ...seen, sender, adapter });
  return { seen, arrival, batch, hops, holds };
}

/** Ordered of the batch or arrival with this id: done at once, or open for another operator. */
export async function order(
  ordering: Ordering,
  operator: Operator,
  batchId: string,
  { id, reason, ...target }: NewOrder,
): Promise<Shown> {
  const { db } = ordering;
  const done = await db.transaction(async (tx) => {
    const now = ordering.clock();
    const standing = await standingOf(tx, batchId, operator.scope, now);
    const { seen, arrival, batch } = standing;
    const said = canonical({ ...target });
    const isOpen = FOUR_EYES.includes(target.act);
    const one: Parameters<typeof putProposal>[1] = {
      ...{ proposalId: id, act: target.act, state: isOpen ? "open" : "done", target: said },
      ...{ intakeId: seen.intakeId, batchSeq: seen.batchSeq, reason },
      agency: batch?.sender ?? (arrival?.kind === "sealed" ? "" : (arrival?.sender ?? "")),
      ...{ byId: operator.id, byName: operator.name, at: now },
      expiresAt: isOpen ? new Date(now.getTime() + EXPIRES_HOURS * 3_600_000) : null,
      outcome: null,
    };
    if (!(await putProposal(tx, one))) return await again(tx, operator, one);
    const isPossible = possibleActs(standing).some(
      ({ act, peer, hold, lane = false }) =>
        act === target.act && peer === target.peer && hold === target.hold && lane === (target.lane ?? false),
    );
    if (!isPossible && isOpen) throw new Refusal("ACT_IMPOSSIBLE", { detail: target.act });
    if (!isOpen) {
      const by = { id: operator.id, name: operator.name };
      const changed = await perform(tx, target, standing, { node: ordering.node, now, id, reason, by });
      await setOutcome(tx, id, canonical({ changed }));
    }
    const about = { ...one, batchId: batch?.batchId ?? null };
    await record(ordering, tx, operator, about, isOpen ? "propose" : "order", reason);
    ordering.probe("act.stored-before-commit");
    return undefined;
  });
  ordering.probe("act.committed");
  return done ?? (await shown(db, id));
}

export type Decision = "approve" | "decline" | "withdraw";

export async function decide(
  ordering: Ordering,
  operator: Operator,
  id: string,
  decision: Decision,
  reason: string,
): Promise<Shown> {
  const { db } = ordering;
  await db.transaction(async (tx) => {
    const now = ordering.clock();
    const one = await lockProposal(tx, id, operator.scope);
    if (!one || one.expiresAt === null) throw new Refusal("NOT_FOUND");
    const state = decision === "approve" ? "done" : decision === "decline" ? "declined" : "withdrawn";
    if (one.state === state && one.decidedBy === operator.id) return;
    if (one.state !== "open") throw new Refusal("PROPOSAL_DECIDED", { state: one.state });
    if (one.expiresAt <= now) throw new Refusal("PROPOSAL_EXPIRED", { hours: EXPIRES_HOURS });
    if ((one.byId === operator.id) !== (decision === "withdraw")) {
      if (decision === "withdraw")
        throw new Refusal("ACT_IMPOSSIBLE", { detail: "只能由提出者撤回 its proposer alone withdraws it" });
      throw new Refusal("OWN_PROPOSAL");
    }
    let outcome: string | null = null;
    if (decision === "approve") {
      const standing = await standingOf(tx, one.batchId ?? id, null, now);
      const target = JSON.parse(one.target) as Target;
      const by = { id: one.byId, name: one.byName };
      const performing = { node: ordering.node, now, id, reason: one.reason, by };
      outcome = canonical({ changed: await perform(tx, target, standing, performing) });
    }
    const decided = { proposalId: id, state, byId: operator.id, byName: operator.name, at: now } as const;
    await decideProposal(tx, { ...decided, decision: reason, outcome });
    await record(ordering, tx, operator, one, decision, reason);
    ordering.probe("act.stored-before-commit");
  });
  ordering.probe("act.committed");
  return await shown(db, id);
}

/** The same order once more: its answer. Another one under its id: a conflict. */
async function again(
  tx: Queryable,
  operator: Operator,
  one: Pick<Proposal, "proposalId" | "target" | "intakeId" | "batchSeq">,
): Promise<Shown> {
  const known = await shown(tx, one.proposalId);
  const isSame =
    known.byId === operator.id &&
    known.target === one.target &&
    (known.intakeId === null ? known.batchSeq === one.batchSeq : known.intakeId === one.intakeId);
  if (!isSame) throw new Refusal("ACT_CONFLICT");
  return known;
}

async function shown(db: Queryable, id: string): Promise<Shown> {
  const found = await findProposal(db, id, null);
  if (!found) throw new Error("an order is not there");
  return found;
}

async function record(
  { audit }: Ordering,
  tx: Queryable,
  operator: Operator,
  one: Pick<Shown, "proposalId" | "act" | "target" | "intakeId" | "batchId" | "agency">,
  verb: "order" | "propose" | Decision,
  reason: string,
): Promise<void> {
  const { act: _act, ...named } = JSON.parse(one.target) as Target;
  await audit.record(tx, operator, {
    act: `transfer.${one.act}${verb === "order" ? "" : `.${verb}`}`,
    target: `batch:${one.intakeId ?? one.batchId ?? ""}`,
    reason,
    detail: { order: one.proposalId, agency: one.agency, ...named },
  });
}
