/**
 * How often an agency may ask, by class of operation: a token bucket each, in this
 * process. The trap: several processes of a node multiply what an agency gets; an operator
 * who runs many sets the register's numbers accordingly.
 */
import type { Limits } from "../model/access.ts";
import type { RateState } from "../model/rate.ts";

export type RateClass = "read" | "push" | "bulk";

export interface Buckets {
  /** Takes one; `left` below zero says that there was none. */
  take(
    name: string,
    kind: RateClass,
    limits: Pick<Limits, "requestsPerSecond" | "burst">,
    now: Date,
  ): RateState;
}

interface Bucket {
  left: number;
  at: number;
}

/** Queries of a thousand subjects weigh more than one of one. */
const SHARE: Readonly<Record<RateClass, number>> = { read: 1, push: 1, bulk: 0.1 };
/** Names that a stranger may choose must not fill the memory. */
const MOST = 10_000;

export function createBuckets(): Buckets {
  const buckets = new Map<string, Bucket>();
  return {
    take(name, kind, limits, now) {
      const rate = Math.max(limits.requestsPerSecond * SHARE[kind], 1);
      const quota = Math.max(Math.floor(limits.burst * SHARE[kind]), 1);
      const key = `${kind}:${name}`;
      const known = buckets.get(key) ?? { left: quota, at: now.getTime() };
      const passed = Math.max(0, now.getTime() - known.at) / 1000;
      const filled = Math.min(quota, known.left + passed * rate);
      const left = filled - 1;
      // A refused request costs nothing, or a client that goes on trying would never get through.
      const bucket = { left: left < 0 ? filled : left, at: now.getTime() };
      // Moved to the end, so that the first is the one least lately used.
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > MOST) for (const oldest of buckets.keys()) if (buckets.delete(oldest)) break;
      const seconds = left < 0 ? (1 - filled) / rate : (quota - left) / rate;
      return { name: kind, quota, windowSeconds: Math.max(1, Math.ceil(quota / rate)), left, seconds };
    },
  };
}
