/**
 * The loop that makes feedback: whatever a work loop ended, here or in a process that died since,
 * is claimed by lease out of the spools that this process reads. It also lets go what has
 * lain for thirty days. The trap: it never gives up, since a spool file waits on it; it only
 * comes back less and less often, and says so.
 */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { type FeedbackMaking, makeFeedback } from "./feedback.ts";
import { startLoop } from "./loop.ts";
import { defectText } from "./model/defect.ts";
import { ABSENT, type Feature, type NodeParts } from "./node-parts.ts";
import { signedRow } from "./receipts.ts";
import type { Site } from "./site.ts";
import { isTransient } from "./store/connect.ts";
import {
  claimFeedback,
  extendFeedback,
  failFeedback,
  feedbackBefore,
  forgetNames,
  markFeedbackGone,
  releaseFeedback,
} from "./store/feedback-rows.ts";

export const FEEDBACK_FOLDER = "feedback";

const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15 * 60_000;
const KEPT_MS = 30 * 86_400_000;
const LOOK_FOR_OLD_MS = 3_600_000;
const OLD_AT_ONCE = 100;

/** With role work, whose spool it reads. */
export async function startFeedback({ site, adapters }: NodeParts): Promise<Feature> {
  const { config, db } = site;
  if (!config.roles.includes("work")) return ABSENT;
  const folder = join(config.files, FEEDBACK_FOLDER);
  const making: FeedbackMaking = {
    db,
    node: config.node,
    folder,
    adapters,
    receiptKey: config.receiptKey,
    networkProof: () => site.registers().networkProof,
    signed: (row) => signedRow(site.registers().network, row),
    clock: site.clock,
    probe: site.probe,
  };
  const owner = `${site.processId}/feedback`;
  let unsettled = false;
  let oldAt = 0;
  const loop = startLoop(
    async () => {
      const now = site.clock();
      if (unsettled) await releaseFeedback(db, owner);
      unsettled = false;
      if (now.getTime() >= oldAt) {
        oldAt = now.getTime() + LOOK_FOR_OLD_MS;
        await letGo(site, folder, now);
      }
      unsettled = true;
      const more = await turn(site, making, owner, now);
      unsettled = false;
      return more;
    },
    { pauseMs: PAUSE_MS, note: site.note },
  );
  site.onWake((why) => why === "intake" && loop.wake());
  return {
    stop: async () => {
      await loop.stop();
      await releaseFeedback(db, owner);
    },
  };
}

async function turn(site: Site, making: FeedbackMaking, owner: string, now: Date): Promise<boolean> {
  const { db, config } = site;
  const { workSeconds, workAttempts } = config.leases;
  const lease = (from: Date) => ({ owner, now: from, until: new Date(from.getTime() + workSeconds * 1000) });
  const intake = await claimFeedback(db, lease(now), [config.spool]);
  if (intake === undefined) return false;
  const timer = setInterval(
    () => void extendFeedback(db, intake.intakeId, lease(site.clock())).catch(site.note),
    (workSeconds * 1000) / 3,
  );
  try {
    await makeFeedback(making, intake);
  } catch (error) {
    if (isTransient(error)) throw error;
    site.note(error);
    const pause = Math.min(1000 * 2 ** Math.min(intake.attempts, 20), LONGEST_PAUSE_MS);
    const dueAt = new Date(site.clock().getTime() + pause);
    await failFeedback(db, intake.intakeId, owner, { error: defectText(error).slice(0, 200), dueAt });
    if (intake.attempts % workAttempts === 0)
      site.alarm(`feedback of intake ${intake.intakeId} could not be made ${intake.attempts} times`);
  } finally {
    clearInterval(timer);
  }
  return true;
}

/** What has been there for thirty days, and what a crash left half made. */
async function letGo(site: Site, folder: string, now: Date): Promise<void> {
  const { db } = site;
  const before = new Date(now.getTime() - KEPT_MS);
  await forgetNames(db, before);
  for (;;) {
    const old = await feedbackBefore(db, before, OLD_AT_ONCE);
    for (const { intakeId } of old) {
      await rm(join(folder, intakeId), { recursive: true, force: true });
      await markFeedbackGone(db, intakeId, now);
    }
    if (old.length < OLD_AT_ONCE) break;
  }
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith(".part")) continue;
    const found = await stat(join(folder, name)).catch(() => null);
    if (found && now.getTime() - found.mtimeMs >= site.config.limits.leftoverSeconds * 1000)
      await rm(join(folder, name), { recursive: true, force: true });
  }
}
