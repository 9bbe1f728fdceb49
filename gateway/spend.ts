/**
 * Counts requests against an agency's limits, which are the register's or else the node's.
 * Nodes are not limited: their traffic is the network's own.
 */
import type { AdmitParts } from "./api/admit.ts";
import { AGENCY_LIMITS } from "./config-limits.ts";
import { watchDays } from "./day-quota.ts";
import type { Limits } from "./model/access.ts";
import { createBuckets, type RateClass } from "./rights/limits.ts";
import type { Site } from "./site.ts";

const CLASSES: Readonly<Record<string, RateClass>> = {
  pushRecords: "push",
  precheck: "push",
  putBatch: "push",
  querySubjects: "bulk",
  queryPeriod: "bulk",
  getGoldenCopy: "bulk",
};

/** By which more comes in; uploads in parts look for themselves. */
const BRINGING = new Set(["pushRecords", "putBatch"]);

export function limitsOf(site: Site, agency: string): Limits {
  return { ...site.config.agencyLimits, ...listedLimits(site, agency) };
}

function listedLimits(site: Site, agency: string): Partial<Limits> {
  return site.registers().access?.agencies.find(({ id }) => id === agency)?.limits ?? {};
}

/** Of a day: what the register or the node's configuration says; the program's own are beyond what anybody sends. */
function dayLimits(site: Site, agency: string): Partial<Limits> {
  const { bytesPerDay, recordsPerDay } = site.config.agencyLimits;
  return {
    ...(bytesPerDay !== AGENCY_LIMITS.bytesPerDay[0] && { bytesPerDay }),
    ...(recordsPerDay !== AGENCY_LIMITS.recordsPerDay[0] && { recordsPerDay }),
    ...listedLimits(site, agency),
  };
}

/** Uploads in parts and by SFTP count with everything else of the day: asked as one begins. */
export function uploadDays(site: Site): (agency: string) => Promise<void> {
  const days = watchDays(site);
  return async (agency) => await days.demandKnown(agency, dayLimits(site, agency));
}

export function spending(site: Site): NonNullable<AdmitParts["spend"]> {
  const buckets = createBuckets();
  const days = watchDays(site);
  return (caller, operation) => {
    if (caller.kind === "node") return undefined;
    if (BRINGING.has(operation.id)) days.demand(caller.id, dayLimits(site, caller.id));
    const kind = CLASSES[operation.id] ?? "read";
    return buckets.take(caller.id, kind, limitsOf(site, caller.id), site.clock());
  };
}
