/**
 * What an order does, in the transaction that also keeps the order and its audit entry: so it happens once or not at
 * all. Also what can be ordered of a batch as it stands. The trap: an order that finds nothing to change is
 * refused and leaves nothing behind; it is not quietly called done.
 */
import { Refusal } from "../../model/refusal.ts";
import { cancelIntake } from "../../store/batch-list.ts";
import type { Batch } from "../../store/batch-rows.ts";
import type { Queryable } from "../../store/connect.ts";
import type { Arrival, Hop } from "../../store/console/batch-rows.ts";
import { findHold, type Hold, putHold, releaseHold } from "../../store/console/hold-rows.ts";
import type { ActName } from "../../store/console/proposal-rows.ts";
import {
  replayHop,
  resendFeedback,
  resendReceipt,
  retryHop,
  retryIntake,
  tellJournal,
} from "../../store/console/transfer-acts.ts";

/** What is named in an order, as it is kept: which hop, which hold, the lane or the batch. */
export interface Target {
  readonly act: ActName;
  readonly peer?: string;
  readonly hold?: string;
  readonly lane?: boolean;
}

/** What lets data flow, or throws it away, is seen by two. */
export const FOUR_EYES: readonly ActName[] = ["release", "cancel", "replay"];

/** A batch as it stands when it is ordered about. */
export interface Standing {
  readonly arrival: Arrival | undefined;
  readonly batch: Batch | undefined;
  readonly hops: readonly Hop[];
  readonly holds: readonly Hold[];
}

export interface Possible extends Target {
  readonly fourEyes: boolean;
}

/** What can be ordered now; `perform` asks the rows again. */
export function possibleActs({ arrival, batch, hops, holds }: Standing): readonly Possible[] {
  const found: Target[] = [];
  const inForce = holds.filter(({ releasedAt }) => releasedAt === null);
  const isDue = arrival?.state === "due";
  if (arrival?.state === "poison" || (isDue && !arrival.leased && arrival.attempts > 0))
    found.push({ act: "retry" });
  for (const { peer, state, leased } of hops) {
    if (state === "abandoned" || (state === "due" && !leased)) found.push({ act: "retry", peer });
    if (state === "acknowledged") found.push({ act: "replay", peer });
  }
  for (const hold of inForce) found.push({ act: "release", hold: hold.holdId });
  const flows = isDue || hops.some(({ state }) => state === "due");
  if (flows && !inForce.some(({ kind }) => kind === "batch")) found.push({ act: "quarantine" });
  const isOfAgency = arrival?.kind !== "sealed" || batch !== undefined;
  if (isOfAgency && !inForce.some(({ kind }) => kind === "lane"))
    found.push({ act: "quarantine", lane: true });
  if ((isDue || arrival?.state === "poison") && arrival.kind !== "sealed") found.push({ act: "cancel" });
  const isAnswerable = arrival?.kind === "file" && ["done", "refused"].includes(arrival.state);
  if (isAnswerable || (arrival?.kind === "sealed" && batch !== undefined)) found.push({ act: "feedback" });
  return found.map((target) => ({ ...target, fourEyes: FOUR_EYES.includes(target.act) }));
}

export interface Performing {
  readonly node: string;
  readonly now: Date;
  /** Id of the order; that of the hold which it makes. */
  readonly id: string;
  readonly reason: string;
  readonly by: { readonly id: string; readonly name: string };
}

/** How many things it changed; ACT_IMPOSSIBLE when there was nothing to change. */
export async function perform(
  tx: Queryable,
  target: Target,
  { arrival, batch, holds }: Omit<Standing, "hops">,
  performing: Performing,
): Promise<number> {
  const { now, node } = performing;
  const { act, peer } = target;
  const seq = batch?.batchSeq ?? null;
  const changed = async (): Promise<number> => {
    switch (act) {
      case "retry":
        if (peer !== undefined) return seq === null ? 0 : await retryHop(tx, seq, peer, now);
        return arrival ? await retryIntake(tx, arrival.intakeId, now) : 0;
      case "replay":
        return seq === null || peer === undefined ? 0 : await replayHop(tx, seq, peer, now);
      case "quarantine":
        return await quarantine(tx, target, { arrival, batch }, performing);
      case "release":
        return await release(tx, target, performing.now);
      case "cancel":
        return arrival && arrival.kind !== "sealed" && (await cancelIntake(tx, arrival.intakeId)) ? 1 : 0;
      case "feedback":
        if (arrival?.kind === "sealed") return seq === null ? 0 : await resendReceipt(tx, seq, node, now);
        return arrival ? await resendFeedback(tx, arrival.intakeId, now) : 0;
    }
  };
  const count = await changed();
  if (count === 0) throw new Refusal("ACT_IMPOSSIBLE", { detail: WHY_NOT[act] });
  // What is due again waits behind the holds that are in force.
  if (act === "retry" || act === "replay")
    for (const hold of holds) if (hold.releasedAt === null) await tellJournal(tx, hold, true);
  return count;
}

const WHY_NOT: Readonly<Record<ActName, string>> = {
  retry: "没有可重试的 nothing to retry",
  replay: "尚未送达此节点 not delivered there yet",
  quarantine: "已隔离，或已全部送达 held already, or all of it is delivered",
  release: "未隔离 not held",
  cancel: "已封签或已撤销 sealed or cancelled already",
  feedback: "没有可重发的反馈 no feedback that could be sent again",
};

async function quarantine(
  tx: Queryable,
  { lane = false }: Target,
  { arrival, batch }: Pick<Standing, "arrival" | "batch">,
  { id, now, reason, by }: Performing,
): Promise<number> {
  const hold = {
    holdId: id,
    kind: lane ? ("lane" as const) : ("batch" as const),
    intakeId: lane ? null : (arrival?.intakeId ?? null),
    batchSeq: lane ? null : (batch?.batchSeq ?? null),
    sender: batch?.sender ?? arrival?.sender ?? "",
    adapter: batch?.adapter ?? arrival?.adapter ?? "",
    ...{ reason, byId: by.id, byName: by.name, at: now },
  };
  if (!(await putHold(tx, hold))) return 0;
  await tellJournal(tx, hold, true);
  return 1;
}

async function release(tx: Queryable, target: Target, now: Date): Promise<number> {
  const hold = target.hold === undefined ? undefined : await findHold(tx, target.hold);
  if (!hold || !(await releaseHold(tx, hold.holdId, now))) return 0;
  await tellJournal(tx, hold, false);
  return 1;
}
