/** Orders, holds and what can be ordered, as the contract shows them. The trap: an open order past its time is shown as expired. */
import type { Operator } from "../../model/operator.ts";
import type { Hold } from "../../store/console/hold-rows.ts";
import type { Shown } from "../../store/console/proposal-rows.ts";
import type { JsonAnswer } from "../admit.ts";
import type { Target } from "./perform.ts";

export type OrderView = JsonAnswer<"listOrders">["items"][number];
export type HoldView = JsonAnswer<"listHolds">["items"][number];

export function orderView(one: Shown, operator: Pick<Operator, "id">, now: Date): OrderView {
  const { act: _act, ...named } = JSON.parse(one.target) as Target;
  const { changed } = JSON.parse(one.outcome ?? "{}") as { changed?: number };
  const isOver = one.state === "open" && one.expiresAt !== null && one.expiresAt <= now;
  return {
    id: one.proposalId,
    act: one.act,
    state: isOver ? "expired" : one.state,
    fourEyes: one.expiresAt !== null,
    ...(one.batchId !== null && { batch: one.batchId }),
    ...named,
    agency: one.agency,
    reason: one.reason,
    by: one.byName,
    own: one.byId === operator.id,
    at: one.at.toISOString(),
    ...(one.expiresAt !== null && { expiresAt: one.expiresAt.toISOString() }),
    ...(one.decidedName !== null && { decidedBy: one.decidedName }),
    ...(one.decidedAt !== null && { decidedAt: one.decidedAt.toISOString() }),
    ...(one.decision !== null && { decision: one.decision }),
    ...(changed !== undefined && { changed }),
  };
}

export function holdView(hold: Hold, batch: string | null): HoldView {
  const { holdId, kind, sender, adapter, reason, byName, at, releasedAt } = hold;
  const found = hold.intakeId ?? batch;
  return {
    ...{ id: holdId, kind, sender, adapter, reason, by: byName, at: at.toISOString() },
    ...(kind === "batch" && found !== null && { batch: found }),
    ...(releasedAt !== null && { releasedAt: releasedAt.toISOString() }),
  };
}
