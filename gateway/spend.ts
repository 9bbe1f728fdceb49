/**
 * Counts requests against an agency's limits, which are the register's or else the node's.
 * Nodes are not limited: their traffic is the network's own.
 */
import type { AdmitParts } from "./api/admit.ts";
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

export function spending(site: Site): NonNullable<AdmitParts["spend"]> {
  const buckets = createBuckets();
  const demandDay = watchDays(site);
  return (caller, operation) => {
    if (caller.kind === "node") return undefined;
    if (BRINGING.has(operation.id)) demandDay(caller.id, listedLimits(site, caller.id));
    const kind = CLASSES[operation.id] ?? "read";
    return buckets.take(caller.id, kind, limitsOf(site, caller.id), site.clock());
  };
}
