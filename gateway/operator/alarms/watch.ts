/**
 * Looks four times a minute what is wrong, opens alarms for it and closes those that are over; one process of a node at a
 * time. Beside it a loop takes to targets what they are owed. The trap: what could not be looked at (a disk that does
 * not answer, counts that are behind) closes nothing; only rules that were judged have their alarms brought up to date.
 */
import { X509Certificate } from "node:crypto";
import { statfs } from "node:fs/promises";

import { type Loop, startLoop } from "../../loop.ts";
import { readPulls } from "../../pull/settings.ts";
import { tryLock } from "../../store/connect.ts";
import { closeOthers, openThese } from "../../store/console/alarm-rows.ts";
import { givenUpIntakes, isCounted, oldestUnsealed, shownSince } from "../../store/console/alarm-state.ts";
import { pausedPulls } from "../../store/pull-rows.ts";
import type { ConsoleParts } from "../parts.ts";
import { namesOf } from "../today/names.ts";
import { neighbourStates } from "../today/neighbours.ts";
import { readNights } from "../today/read.ts";
import {
  type Certificate,
  type Disk,
  expiring,
  faultyReleases,
  fullDisks,
  givenUp,
  pausedLong,
  unsealed,
  type Wrong,
  wrongNeighbours,
  wrongNights,
} from "./judge.ts";
import { postDue } from "./post.ts";
import type { Rule } from "./rules.ts";
import { readThresholds, type Thresholds } from "./thresholds.ts";

const LOOK_MS = 15_000;
const POST_MS = 5000;
/** Whoever looks holds it, for the session. */
export const LOCK = "console alarms";
const SHOWN_DAYS = 14;

export function startAlarms(parts: ConsoleParts, dueHour: number): { stop(): Promise<void> } {
  const { site, catalog } = parts;
  const post = startLoop(
    async () => {
      const sender = { node: site.config.node, names: namesOf(catalog), publicUrl: parts.publicUrl() };
      return await postDue(site, sender);
    },
    { pauseMs: POST_MS, note: site.note },
  );
  const look: Loop = startLoop(
    async () => {
      const changed = await site.db.dedicated((client) =>
        tryLock(client, LOCK, async () => await bringUpToDate(parts, dueHour)),
      );
      if (changed === true) post.wake();
      return false;
    },
    { pauseMs: LOOK_MS, note: site.note },
  );
  return {
    stop: async () => {
      await Promise.all([look.stop(), post.stop()]);
    },
  };
}

/** What a look needs to see. */
export interface Looking extends Pick<ConsoleParts, "site" | "catalog" | "adapters"> {
  readonly editions: Pick<ConsoleParts["editions"], "taken">;
}

/** One look at everything; says whether an alarm was opened or closed. */
export async function bringUpToDate(parts: Looking, dueHour: number): Promise<boolean> {
  const { site } = parts;
  const { now: thresholds } = await readThresholds(site.db);
  const judged = await Promise.all(
    looks(parts, dueHour, thresholds).map(async ({ rules, look }) => {
      try {
        const found = await look();
        return found === null ? [] : [{ rules, found }];
      } catch (error) {
        site.note(error);
        return [];
      }
    }),
  );
  const rules = judged.flat().flatMap((one) => one.rules);
  const found = judged.flat().flatMap((one) => one.found);
  const at = site.clock();
  return await site.db.transaction(async (tx) => {
    const closed = await closeOthers(tx, rules, found, at);
    const opened = await openThese(
      tx,
      found.map((one) => ({ ...one, alarmId: site.newId() })),
      at,
    );
    return closed.length + opened.length > 0;
  });
}

interface Look {
  readonly rules: readonly Rule[];
  /** Null when it cannot be said now. */
  look(): Promise<readonly Wrong[] | null>;
}

function looks(parts: Looking, dueHour: number, by: Thresholds): readonly Look[] {
  const { site, editions } = parts;
  const { db } = site;
  const now = site.clock();
  return [
    {
      rules: ["missing", "refused", "acceptance"],
      look: async () => {
        if (!(await isCounted(db))) return null;
        const { lines, frame } = await readNights(parts, null, dueHour);
        return wrongNights(lines, frame, by);
      },
    },
    { rules: ["poison"], look: async () => givenUp(await givenUpIntakes(db)) },
    { rules: ["stuck"], look: async () => wrongNeighbours(await neighbourStates(parts), now, by) },
    {
      rules: ["certificate"],
      look: async () => {
        const since = new Date(now.getTime() - SHOWN_DAYS * 86_400_000);
        return expiring([...(await shownSince(db, since)), ...ownCertificates(parts)], now, by);
      },
    },
    { rules: ["checkpoint"], look: async () => unsealed(await oldestUnsealed(db), now, by) },
    { rules: ["disk"], look: async () => fullDisks(await disksOf(site.config), by) },
    { rules: ["paused"], look: async () => await wrongPauses(parts, now, by) },
    { rules: ["release"], look: async () => faultyReleases(editions.taken()) },
  ];
}

/** What is listed no more is paused no more. */
async function wrongPauses(
  { site, adapters }: Looking,
  now: Date,
  by: Thresholds,
): Promise<readonly Wrong[]> {
  const pauses = await pausedPulls(site.db);
  const { pulls: file } = site.config;
  if (pauses.length === 0 || file === null) return [];
  const listed = new Set(readPulls(file).map(({ id }) => id));
  const still = pauses.filter(({ pullId }) => listed.has(pullId));
  return pausedLong(still, now, (adapter) => adapters.find(({ id }) => id === adapter), by);
}

function ownCertificates({ site }: Looking): readonly Certificate[] {
  const { node, pem } = site.config;
  const own = [
    ["server", pem.serverCertificate],
    ["client", pem.clientCertificate],
    ["seal", pem.sealCertificate],
  ] as const;
  return own.map(([use, text]) => ({
    holder: `node:${node}`,
    use,
    until: new X509Certificate(text).validToDate,
  }));
}

async function disksOf({
  spool,
  files,
}: {
  readonly spool: string;
  readonly files: string;
}): Promise<readonly Disk[]> {
  const disks: Disk[] = [];
  for (const [use, folder] of [
    ["spool", spool],
    ["files", files],
  ] as const) {
    // A folder that nothing was put in yet need not be there.
    const found = await statfs(folder).catch(() => null);
    if (found && found.blocks > 0)
      disks.push({ use, free: found.bavail * found.bsize, size: found.blocks * found.bsize });
  }
  return disks;
}
