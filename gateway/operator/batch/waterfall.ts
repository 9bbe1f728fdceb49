/**
 * The life of a batch as stretches of time: at which node it waited for what, and where it was worked. Pure: times
 * in, spans out. The trap: the clocks of other nodes are theirs; a stretch that would end before it began is drawn
 * as a moment, and nothing is said to be known that no row and no receipt tells.
 */
import type { JsonAnswer } from "../admit.ts";

export type Span = JsonAnswer<"getBatch">["spans"][number];
type Step = Span["step"];

export interface IntakeTimes {
  readonly begun: Date | null;
  readonly received: Date;
  readonly claimed: Date | null;
  readonly worked: Date | null;
  readonly attempts: number;
  readonly steps: Steps | null;
  readonly state: "due" | "done" | "refused" | "poison" | "cancelled";
  readonly leased: boolean;
  readonly held: boolean;
  readonly code: string | null;
}

/** ISO times that the transaction of the batch left. */
export interface Steps {
  readonly opened: string;
  readonly judged: string;
  readonly sealed: string;
  readonly stored: string;
}

export interface HopTimes {
  readonly peer: string;
  readonly state: "due" | "acknowledged" | "abandoned";
  readonly planned: Date;
  readonly claimed: Date | null;
  readonly sent: Date | null;
  readonly ended: Date | null;
  readonly attempts: number;
  readonly held: boolean;
  readonly code: string | null;
}

/** What another node says in its receipt, and when that came here. */
export interface ReceiptTimes {
  readonly node: string;
  readonly received: string;
  readonly at: string;
  readonly here: Date;
}

export interface Times {
  readonly here: string;
  readonly origin: string;
  readonly from: string;
  /** Of the manifest: at the origin. */
  readonly manifest: { readonly receivedAt: string; readonly sealedAt: string } | null;
  readonly intake: IntakeTimes | null;
  readonly received: Date;
  readonly committed: Date | null;
  readonly hops: readonly HopTimes[];
  readonly receipts: readonly ReceiptTimes[];
  readonly log: { readonly leaf: Date; readonly signed: Date | null; readonly cosigned: Date | null } | null;
}

type At = Date | string | null;

export function spansOf(times: Times): readonly Span[] {
  const { here, origin, manifest } = times;
  const spans: Span[] = [];
  const add = (
    step: Step,
    kind: Span["kind"],
    from: At,
    to: At,
    more: Partial<Omit<Span, "step" | "kind" | "from" | "to">> = {},
  ): void => {
    if (from === null) return;
    const start = new Date(from);
    const end = to === null ? null : new Date(Math.max(start.getTime(), new Date(to).getTime()));
    spans.push({
      ...{ node: here, step, kind, from: start.toISOString(), to: end?.toISOString() ?? null },
      ...{ state: end === null ? "now" : "done", ...more },
    });
  };
  if (manifest && origin !== here) {
    add("origin", "work", manifest.receivedAt, manifest.sealedAt, { node: origin });
    add("onward", "wait", manifest.sealedAt, times.received, { node: times.from, peer: here });
  }
  if (times.intake) arrival(times.intake, times, add);
  else {
    // A group of pushes is judged while its senders wait.
    add("judge", "work", times.received, manifest?.sealedAt ?? times.committed);
    add("store", "work", manifest?.sealedAt ?? null, times.committed);
  }
  for (const hop of times.hops) outgoing(hop, times, add);
  onward(times, add);
  if (times.log) {
    const { leaf, signed, cosigned } = times.log;
    add("log", "wait", leaf, signed);
    if (cosigned !== null) add("cosign", "wait", signed, cosigned);
  }
  return spans;
}

type Add = (
  step: Step,
  kind: Span["kind"],
  from: At,
  to: At,
  more?: Partial<Omit<Span, "step" | "kind" | "from" | "to">>,
) => void;

function arrival(intake: IntakeTimes, { committed, origin, here }: Times, add: Add): void {
  const isOrigin = origin === here;
  const { begun, received, claimed, worked, attempts, steps, state, leased, held } = intake;
  const code = intake.code === null ? {} : { code: intake.code };
  add("receive", "work", begun ?? received, received);
  const waits = state === "due" && !leased;
  const how = held ? { state: "held" as const } : {};
  if (claimed === null) {
    const over = state === "cancelled" ? received : null;
    return add("queue", "wait", received, over, waits ? how : {});
  }
  add("queue", "wait", received, claimed);
  const last = worked ?? claimed;
  if (last > claimed) add("attempts", "wait", claimed, last, { attempts });
  if (steps === null) {
    const failed = state === "poison" || state === "refused";
    if (waits) return add("attempts", "wait", last, null, { attempts, ...how, ...code });
    // One that was refused or given up left no times of its own.
    const end = state === "due" ? null : (committed ?? last);
    return add("work", "work", last, end, { ...(failed && { state: "failed" }), ...code });
  }
  add("turn", "wait", last, steps.opened);
  add("judge", "work", steps.opened, steps.judged);
  if (isOrigin || steps.sealed !== steps.judged) add("seal", "work", steps.judged, steps.sealed);
  add("store", "work", steps.sealed, steps.stored);
}

function outgoing(hop: HopTimes, { receipts }: Times, add: Add): void {
  const { peer, state, planned, claimed, sent, ended, attempts, held } = hop;
  const code = hop.code === null ? {} : { code: hop.code };
  const answer = receipts.find(({ node }) => node === peer);
  if (claimed === null) {
    // Of before the times were kept: only its beginning and end are known.
    if (state !== "due") return add("send", "work", planned, sent ?? ended, { peer, ...failedIf(state) });
    return add("outbox", "wait", planned, null, { peer, ...(held && { state: "held" }) });
  }
  add("outbox", "wait", planned, claimed, { peer });
  if (state === "abandoned")
    return add("send", "work", claimed, ended, { peer, attempts, state: "failed", ...code });
  if (sent === null && state === "due")
    return add("send", "work", claimed, null, { peer, attempts, ...(held && { state: "held" }), ...code });
  // A receipt may be here before the peer's answer to the sending was written down.
  const arrived = answer && sent && new Date(answer.received) < sent ? answer.received : sent;
  add("send", "work", claimed, arrived, { peer, attempts });
  if (answer) {
    add("there", "work", answer.received, answer.at, { node: peer });
    add("return", "wait", answer.at, answer.here, { node: peer });
  } else if (state === "due") add("there", "wait", sent, null, { node: peer });
}

function failedIf(state: HopTimes["state"]): { readonly state?: "failed" } {
  return state === "abandoned" ? { state: "failed" } : {};
}

/** What nodes farther on told: each took it after the one before it had. */
function onward({ receipts, hops, here }: Times, add: Add): void {
  const neighbours = new Set([here, ...hops.map(({ peer }) => peer)]);
  const way = [...receipts].sort((a, b) => Date.parse(a.received) - Date.parse(b.received));
  for (const [place, receipt] of way.entries()) {
    if (neighbours.has(receipt.node)) continue;
    const before = way[place - 1];
    if (before) add("onward", "wait", before.at, receipt.received, { node: before.node, peer: receipt.node });
    add("there", "work", receipt.received, receipt.at, { node: receipt.node });
    add("return", "wait", receipt.at, receipt.here, { node: receipt.node });
  }
}
