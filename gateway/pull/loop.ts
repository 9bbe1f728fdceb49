/**
 * Scheduled pulls, role `pull`: what pulls.json lists is fetched when it is due, by one process
 * at a time. The file is read again when it changes. The trap: a source that fails is no
 * defect of ours; it is told once in a while and tried again, and holds up no other.
 */
import { statSync } from "node:fs";
import { join } from "node:path";

import { startLoop } from "../loop.ts";
import { canonical } from "../model/canonical.ts";
import { Refusal } from "../model/refusal.ts";
import { ABSENT, type Feature, type NodeParts } from "../node-parts.ts";
import { verifyAgencySignature } from "../seal/agency-signature.ts";
import { trustOf } from "../seal/registry.ts";
import { demandNotShut } from "../shut-items.ts";
import { isTransient } from "../store/connect.ts";
import {
  allPulls,
  claimPull,
  endPull,
  extendPull,
  type PullState,
  pausedPulls,
  putPull,
  releasePulls,
  reschedulePull,
} from "../store/pull-rows.ts";
import { pullFiles } from "./files.ts";
import { pullHttp } from "./http.ts";
import { makeResults } from "./results.ts";
import { nextTime } from "./schedule.ts";
import { type Pull, readPulls, readSecret } from "./settings.ts";
import { pullTable } from "./tables.ts";
import type { PullParts, Run } from "./take.ts";

const PAUSE_MS = 1000;
/** A source that did not answer is asked again so soon, should its next time be later. */
const AGAIN_MS = 5 * 60_000;
const LEASE_MS = 60_000;
const GRACE_MS = 5000;

export async function startPulls(parts: NodeParts): Promise<Feature> {
  const { site } = parts;
  const { pulls: file } = site.config;
  if (file === null || !site.config.roles.includes("pull")) return ABSENT;
  const listed = following(file);
  // At the start a fault of the file is the operator's to mend; later the list before goes on.
  listed.look();
  const owner = `${site.processId}/pull`;
  const under = new Map<string, Promise<void>>();
  const results = makeResults(partsOf(site, file));
  const loop = startLoop(
    async () => {
      try {
        if (listed.look()) site.say("pulls.json was read again");
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        site.alarm(`pulls.json: ${error.message}`);
      }
      const now = site.clock();
      const states = new Map((await allPulls(site.db)).map((state) => [state.pullId, state]));
      const paused = new Set((await pausedPulls(site.db)).map(({ pullId }) => pullId));
      for (const pull of listed.pulls()) {
        if (paused.has(pull.id)) continue;
        if (under.has(pull.id) || !(await isDue(parts, pull, states.get(pull.id), now))) continue;
        const run = runPull(parts, file, pull, `${owner}-${pull.id}`)
          .catch(site.note)
          .finally(() => under.delete(pull.id));
        under.set(pull.id, run);
      }
      for (const { code } of await results.turn(listed.pulls())) site.say(`results of a pull: ${code}`);
      return false;
    },
    { pauseMs: PAUSE_MS, note: site.note },
  );
  return {
    stop: async () => {
      await loop.stop();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, GRACE_MS);
      });
      await Promise.race([Promise.all(under.values()), late]);
      clearTimeout(timer);
      // What is not done goes back: its transaction finds the lease gone and rolls back.
      for (const id of under.keys()) await releasePulls(site.db, `${owner}-${id}`);
    },
  };
}

/** The file's list, read when the file is another than it was. `look` says whether it was. */
function following(file: string): { look(): boolean; pulls(): readonly Pull[] } {
  let pulls: readonly Pull[] = [];
  let seen = "";
  return {
    pulls: () => pulls,
    look: () => {
      const { mtimeMs, size, ino } = statSync(file);
      const now = `${mtimeMs} ${size} ${ino}`;
      if (now === seen) return false;
      seen = now;
      pulls = readPulls(file);
      return true;
    },
  };
}

async function isDue(
  { site }: NodeParts,
  pull: Pull,
  state: PullState | undefined,
  now: Date,
): Promise<boolean> {
  const next = nextTime(pull.schedule, now);
  if (next === null) return false;
  if (state === undefined) {
    await putPull(site.db, pull.id, next, canonical({ schedule: pull.schedule }));
    return false;
  }
  const { schedule, ...place } = placeOf(state);
  if (schedule !== pull.schedule) {
    await reschedulePull(site.db, state, next, canonical({ ...place, schedule: pull.schedule }));
    return false;
  }
  return state.nextAt !== null && state.nextAt <= now;
}

function placeOf(state: PullState): Readonly<Record<string, unknown>> {
  return JSON.parse(state.position) as Record<string, unknown>;
}

/** One run of a source that is due; nothing when another process has it. */
export async function runPull(
  { site, catalog, adapters, rights }: Pick<NodeParts, "site" | "catalog" | "adapters" | "rights">,
  file: string,
  pull: Pull,
  owner: string,
): Promise<void> {
  const { db } = site;
  const lease = () => {
    const now = site.clock();
    return { owner, now, until: new Date(now.getTime() + LEASE_MS) };
  };
  const state = await claimPull(db, pull.id, lease());
  if (state === undefined) return;
  const timer = setInterval(() => void extendPull(db, pull.id, lease()).catch(site.note), LEASE_MS / 3);
  try {
    const adapter = adapters.find(({ id }) => id === pull.adapter);
    if (adapter === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter: pull.adapter });
    await demandNotShut(
      { site, catalog, adapters },
      { door: "pull", sender: adapter.agency, adapter: adapter.id },
    );
    const asker = { kind: "agency", id: adapter.agency } as const;
    if (rights.may(asker, adapter.item, "send", site.clock()) === null)
      throw new Refusal("NOT_GRANTED", { item: adapter.item, action: "send" });
    const { kind } = pull.source;
    if (
      (kind === "table" || (kind === "http" && pull.source.mode === "pages")) &&
      adapter.decode.format !== "ndjson"
    )
      throw new Refusal("CONFIG_INVALID", { detail: `${pull.id}: ${adapter.id} does not read ndjson` });
    const { schedule: _, ...place } = placeOf(state);
    const taken = await fetchFrom(partsOf(site, file), pull, {
      ...{ pullId: pull.id, adapter: adapter.id, agency: adapter.agency, owner, place },
      positionOf: (moved) => canonical({ ...moved, schedule: pull.schedule }),
    });
    const now = site.clock();
    await endPull(db, pull.id, owner, { nextAt: nextTime(pull.schedule, now), why: null, okAt: now });
    if (taken > 0) site.say(`pull ${pull.id} took ${taken}`);
  } catch (error) {
    if (error instanceof Refusal) return await failed({ site }, pull, owner, error);
    const again = new Date(site.clock().getTime() + (isTransient(error) ? 0 : AGAIN_MS));
    await endPull(db, pull.id, owner, { nextAt: again, why: "DEFECT", okAt: null });
    throw error;
  } finally {
    clearInterval(timer);
  }
}

async function failed(
  { site }: Pick<NodeParts, "site">,
  pull: Pull,
  owner: string,
  refusal: Refusal,
): Promise<void> {
  const now = site.clock();
  const next = nextTime(pull.schedule, now);
  const again = new Date(now.getTime() + AGAIN_MS);
  const nextAt = refusal.retry && (next === null || again < next) ? again : next;
  await endPull(site.db, pull.id, owner, { nextAt, why: refusal.code, okAt: null });
  const line = `pull ${pull.id}: ${refusal.code}`;
  if (refusal.retry) site.say(line);
  else site.alarm(line);
}

async function fetchFrom(parts: PullParts, { source }: Pull, run: Run): Promise<number> {
  switch (source.kind) {
    case "sftp":
      return await pullFiles(parts, run, source);
    case "http":
      return await pullHttp(parts, run, source);
    case "table":
      return await pullTable(parts, run, source);
  }
}

function partsOf(site: NodeParts["site"], file: string): PullParts {
  const { config, db, clock, newId, probe, wake } = site;
  return {
    ...{ db, clock, newId, probe, wake, spool: config.spool, fileBytes: config.limits.fileBytes },
    egress: config.egress,
    keysFolder: join(config.files, "pulls"),
    sshClientKey: config.sshClientKey,
    demandSignature: (agency, sha256, signature) => {
      const { network, access } = site.registers();
      if (signature !== null)
        verifyAgencySignature(sha256, signature, agency, trustOf(network, [config.pem.ca], clock()));
      else if (access?.agencies.find(({ id }) => id === agency)?.signature === "required")
        throw new Refusal("SIGNATURE_REQUIRED");
    },
    secret: (name) => readSecret(file, name),
  };
}
