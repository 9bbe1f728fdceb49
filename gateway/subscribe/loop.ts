/**
 * Role subscribe: takes the next subscription that has something to deliver, delivers, and waits longer and
 * longer while a receiver is away. Several processes share the work by leases. The trap: a receiver that
 * answers slowly holds up one loop, so there are a few, and no subscription is in two of them.
 */
import { startLoop } from "../loop.ts";
import { canonical } from "../model/canonical.ts";
import type { Site } from "../site.ts";
import { isTransient } from "../store/connect.ts";
import { appendLeaf } from "../store/log-rows.ts";
import {
  claimSubscription,
  delaySubscription,
  holdSubscription,
  releaseSubscriptions,
  type Subscription,
  suspend,
} from "../store/subscription-rows.ts";
import { backOff } from "../store/transfer.ts";
import { deliverEvents } from "./deliver.ts";
import { layFiles } from "./files.ts";
import { type Post, Undelivered } from "./reader.ts";

const LOOPS = 4;
const PAUSE_MS = 500;
const GAP_MS = 100;
/** Extended while a delivery is under way. */
const LEASE_MS = 30_000;
/** At a quarter of an hour each: three days. */
const ATTEMPTS = 300;

export interface Deliveries {
  wake(): void;
  stop(): Promise<void>;
}

export function startDeliveries(post: Post): Deliveries {
  const { site } = post;
  const owners = Array.from({ length: LOOPS }, (_, at) => `${site.processId}/subscribe-${at}`);
  const loops = owners.map((owner) =>
    startLoop(async (signal) => await turn(post, owner, signal), {
      pauseMs: PAUSE_MS,
      gapMs: GAP_MS,
      note: site.note,
    }),
  );
  return {
    wake: () => {
      for (const loop of loops) loop.wake();
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      for (const owner of owners) await releaseSubscriptions(site.db, owner);
    },
  };
}

async function turn(post: Post, owner: string, signal: AbortSignal): Promise<boolean> {
  const { site } = post;
  const lease = () => {
    const now = site.clock();
    return { owner, now, until: new Date(now.getTime() + LEASE_MS) };
  };
  const one = await claimSubscription(site.db, lease());
  if (!one) return false;
  const hold = setInterval(
    () => void holdSubscription(site.db, one.subscriptionId, lease()).catch(site.note),
    LEASE_MS / 3,
  );
  try {
    await (one.kind === "sftp" ? layFiles(post, one, lease, signal) : deliverEvents(post, one, lease));
    await releaseSubscriptions(site.db, owner);
  } catch (error) {
    if (!(error instanceof Undelivered) && isTransient(error)) {
      await releaseSubscriptions(site.db, owner);
      throw error;
    }
    if (!(error instanceof Undelivered)) site.note(error);
    await afterFailure(site, one, owner, error instanceof Undelivered ? error : new Undelivered("DEFECT"));
  } finally {
    clearInterval(hold);
  }
  return true;
}

async function afterFailure(
  site: Site,
  one: Subscription,
  owner: string,
  failure: Undelivered,
): Promise<void> {
  const now = site.clock();
  const why = `${now.toISOString()} ${failure.code}`;
  if (!failure.final && one.attempts + 1 < ATTEMPTS) {
    const dueAt = backOff(one.attempts + 1, now, Math.random());
    await delaySubscription(site.db, one.subscriptionId, owner, dueAt, why);
    return;
  }
  const { subscriptionId: subscription, agency } = one;
  const stopped = await site.db.transaction(async (client) => {
    if (!(await suspend(client, one, owner, why))) return false;
    const data = canonical({ agency, kind: "subscription", subscription, why: failure.code });
    await appendLeaf(client, { leafId: site.newId(), at: now, kind: "alarm", data });
    return true;
  });
  if (stopped) site.alarm(`subscription ${subscription} of ${agency} is suspended: ${failure.code}`);
  else await releaseSubscriptions(site.db, owner);
}
