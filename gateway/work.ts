/**
 * Role work: claims what lies in the spool, keeps the lease while exchange works on it,
 * and writes down how it ended. Knows nothing of rows and seals. The trap: a refusal
 * is the sender's, a defect is ours; only the first is answered, the second is tried again,
 * and a database that is away or full counts against nobody, however often it is met.
 */

import { type Loop, startLoop } from "./loop.ts";
import { canonical } from "./model/canonical.ts";
import { defectText } from "./model/defect.ts";
import { Refusal } from "./model/refusal.ts";
import { batchTrace } from "./model/trace.ts";
import { discard } from "./receive/spool.ts";
import type { Site } from "./site.ts";
import { isTransient } from "./store/connect.ts";
import {
  buryExhausted,
  claimIntake,
  extendLease,
  failIntake,
  findIntake,
  giveBackIntake,
  type Intake,
  refuseIntake,
  releaseIntakes,
} from "./store/intake.ts";
import { appendLeaf } from "./store/log-rows.ts";

/** Runs one intake to the end of its transaction; throws a Refusal for a file that is refused whole. */
export type Accept = (intake: Intake, owner: string) => Promise<void>;

const PAUSE_MS = 500;
const LONGEST_RETRY_MS = 5 * 60_000;
const LONGEST_TROUBLE_MS = 30_000;

/** One loop. */
interface Worker {
  readonly owner: string;
  /** A claim may stand under our name whose end could not be written: the database was away. */
  unsettled: boolean;
  /** Troubles of the database one after another. */
  troubles: number;
}

/** Several loops, so that a long file does not hold up the short ones behind it. */
export function startWork(
  site: Site,
  accept: Accept,
  loops: number,
): { wake(): void; stop(graceMs: number): Promise<void> } {
  const started: Loop[] = [];
  for (let at = 0; at < loops; at++) {
    const worker = { owner: `${site.processId}/work-${at}`, unsettled: false, troubles: 0 };
    started.push(
      startLoop(async () => await turn(site, accept, worker), { pauseMs: PAUSE_MS, note: site.note }),
    );
  }
  return {
    wake: () => {
      for (const loop of started) loop.wake();
    },
    stop: async (graceMs) => {
      const stopped = Promise.all(started.map((loop) => loop.stop()));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, graceMs);
      });
      await Promise.race([stopped, late]);
      clearTimeout(timer);
      // What is not done goes back: its transaction finds the lease gone and rolls back.
      for (let at = 0; at < loops; at++) await releaseIntakes(site.db, `${site.processId}/work-${at}`);
    },
  };
}

async function turn(site: Site, accept: Accept, worker: Worker): Promise<boolean> {
  const { leases } = site.config;
  const { owner } = worker;
  if (worker.unsettled) await releaseIntakes(site.db, owner);
  worker.unsettled = false;
  const now = site.clock();
  for (const dead of await buryExhausted(site.db, now, leases.workAttempts))
    await bury(site, dead, "its process died");
  const lease = { owner, now, until: new Date(now.getTime() + leases.workSeconds * 1000) };
  // Until the end of this turn is written; a claim may also stand whose answer never reached us.
  worker.unsettled = true;
  const intake = await claimIntake(site.db, lease, [site.config.spool], leases.workAttempts);
  if (intake) site.probe("work.claimed");
  const more = intake !== undefined && (await work(site, accept, worker, intake));
  worker.unsettled = false;
  return more;
}

async function work(site: Site, accept: Accept, worker: Worker, intake: Intake): Promise<boolean> {
  const { owner } = worker;
  const stopExtending = keepLease(site, intake, owner);
  try {
    await accept(intake, owner);
  } catch (error) {
    stopExtending();
    if (error instanceof Refusal) await refuse(site, intake, owner, error);
    else if (isTransient(error)) return await giveBack(site, worker, intake, error);
    else await fail(site, intake, owner, error);
    return true;
  } finally {
    stopExtending();
  }
  worker.troubles = 0;
  await letGo(site, intake);
  site.wake();
  return true;
}

/** The bytes go, unless the sender's rejected rows are still to be read out of them: then feedback-loop.ts lets them go. */
async function letGo(site: Site, { intakeId }: Intake): Promise<void> {
  const ended = await findIntake(site.db, intakeId);
  if (ended?.feedback !== "due") await discard(site.config.spool, intakeId);
}

function keepLease(site: Site, intake: Intake, owner: string): () => void {
  const { workSeconds } = site.config.leases;
  const timer = setInterval(
    () => {
      const now = site.clock();
      const lease = { owner, now, until: new Date(now.getTime() + workSeconds * 1000) };
      // A lost lease needs no action here: the transaction that would finish the intake rolls back.
      extendLease(site.db, intake.intakeId, lease).catch(site.note);
    },
    (workSeconds * 1000) / 3,
  );
  return () => clearInterval(timer);
}

async function refuse(site: Site, intake: Intake, owner: string, refusal: Refusal): Promise<void> {
  const { code, params } = refusal;
  const now = site.clock();
  const refused = await site.db.transaction(async (client) => {
    if (!(await refuseIntake(client, intake.intakeId, owner, canonical({ code, params })))) return false;
    await appendLeaf(client, {
      leafId: site.newId(),
      at: now,
      kind: "refusal",
      data: leafOf(intake, { code }),
    });
    return true;
  });
  if (!refused) return;
  // A neighbour's sealed batch that does not verify is no slip of the pen.
  site.signal({ what: "intake", intakeId: intake.intakeId, outcome: "refused" });
  if (intake.kind === "sealed")
    site.alarm(`sealed batch ${intake.fileName} of node ${intake.sender} refused: ${code}`, traceOf(intake));
  else site.say(`refused ${intake.intakeId} ${code}`, traceOf(intake));
  await letGo(site, intake);
  site.wake();
}

/** The database's absence is nobody's fault: the same again, a little later, for as long as it lasts. */
async function giveBack(site: Site, worker: Worker, intake: Intake, error: unknown): Promise<false> {
  site.note(error, traceOf(intake));
  const pause = Math.min(PAUSE_MS * 2 ** Math.min(worker.troubles++, 20), LONGEST_TROUBLE_MS);
  const dueAt = new Date(site.clock().getTime() + pause);
  await giveBackIntake(site.db, intake.intakeId, worker.owner, {
    error: defectText(error).slice(0, 200),
    dueAt,
  });
  return false;
}

async function fail(site: Site, intake: Intake, owner: string, error: unknown): Promise<void> {
  // Its sender took it back in the meantime: whatever failed did so for that.
  if ((await findIntake(site.db, intake.intakeId))?.state === "cancelled") {
    await discard(site.config.spool, intake.intakeId);
    return site.wake();
  }
  site.note(error, traceOf(intake));
  const pause = Math.min(1000 * 2 ** (intake.attempts - 1), LONGEST_RETRY_MS);
  const failure = {
    error: defectText(error).slice(0, 200),
    dueAt: new Date(site.clock().getTime() + pause),
    maxAttempts: site.config.leases.workAttempts,
  };
  const state = await failIntake(site.db, intake.intakeId, owner, failure);
  if (state !== "poison") return;
  const buried = await findIntake(site.db, intake.intakeId);
  if (buried) await bury(site, buried, failure.error);
}

async function bury(site: Site, intake: Intake, why: string): Promise<void> {
  await appendLeaf(site.db, {
    leafId: site.newId(),
    at: site.clock(),
    kind: "poison",
    data: leafOf(intake, { why }),
  });
  site.signal({ what: "intake", intakeId: intake.intakeId, outcome: "poisoned" });
  site.alarm(`intake ${intake.intakeId} given up after ${intake.attempts} attempts: ${why}`, traceOf(intake));
}

/** The trace of a batch is its id, at every node; what another node sent came in that. */
function traceOf({ kind, trace, intakeId }: Intake): string {
  return kind === "sealed" && trace !== null ? trace : batchTrace(intakeId).traceId;
}

function leafOf(intake: Intake, more: Readonly<Record<string, string>>): string {
  const { intakeId, kind, sender, adapter, sha256 } = intake;
  return canonical({ intake: intakeId, kind, sender, adapter, sha256: sha256.toString("hex"), ...more });
}
