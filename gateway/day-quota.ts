/**
 * How much an agency may send in a day (of Beijing), where its entry in the access register
 * says so. Totals are read in the background and kept for some seconds, so the limit is
 * watched and not exact. The trap: reading them must never hold up a request, nor cost more
 * the more was sent; a slow look is repeated the later.
 */
import type { Limits } from "./model/access.ts";
import { Refusal } from "./model/refusal.ts";
import type { Site } from "./site.ts";
import { type DayTotals, dayTotals } from "./store/day-totals.ts";

const HOURS_OF_BEIJING = 8;
const DAY_MS = 86_400_000;
const KEPT_MS = 2000;
/** A look takes at most this part of the time. */
const SHARE = 50;

interface Known {
  totals: DayTotals | undefined;
  day: number;
  nextAt: number;
  looking: Promise<void>;
}

export interface Days {
  /** QUOTA_EXCEEDED when the agency has sent as much today as it may, as far as is known. */
  demand(agency: string, limits: Partial<Limits>): void;
  /** The same, once something is known of today: for what comes seldom and is large. */
  demandKnown(agency: string, limits: Partial<Limits>): Promise<void>;
}

export function watchDays(site: Site): Days {
  const agencies = new Map<string, Known>();
  const looked = (agency: string): Known => {
    const now = site.clock().getTime();
    const day = Math.floor((now + HOURS_OF_BEIJING * 3_600_000) / DAY_MS);
    let known = agencies.get(agency);
    if (known?.day !== day) {
      known = { totals: undefined, day, nextAt: 0, looking: Promise.resolve() };
      agencies.set(agency, known);
    }
    if (now >= known.nextAt) known.looking = look(site, agency, known, now);
    return known;
  };
  const hold = ({ totals }: Known, { bytesPerDay, recordsPerDay }: Partial<Limits>): void => {
    const { bytes = 0, records = 0 } = totals ?? {};
    if (bytesPerDay !== undefined && bytes >= bytesPerDay)
      throw new Refusal("QUOTA_EXCEEDED", { limit: bytesPerDay });
    if (recordsPerDay !== undefined && records >= recordsPerDay)
      throw new Refusal("QUOTA_EXCEEDED", { limit: recordsPerDay });
  };
  const isLimited = ({ bytesPerDay, recordsPerDay }: Partial<Limits>): boolean =>
    bytesPerDay !== undefined || recordsPerDay !== undefined;
  return {
    demand: (agency, limits) => {
      if (isLimited(limits)) hold(looked(agency), limits);
    },
    async demandKnown(agency, limits) {
      if (!isLimited(limits)) return;
      const known = looked(agency);
      if (known.totals === undefined) await known.looking;
      hold(known, limits);
    },
  };
}

async function look(site: Site, agency: string, known: Known, now: number): Promise<void> {
  // Nobody else looks while this one does.
  known.nextAt = Number.POSITIVE_INFINITY;
  const since = new Date(known.day * DAY_MS - HOURS_OF_BEIJING * 3_600_000);
  try {
    known.totals = await dayTotals(site.db, agency, since, site.config.node);
  } catch (error) {
    site.note(error);
  }
  const then = site.clock().getTime();
  known.nextAt = then + Math.max(KEPT_MS, (then - now) * SHARE);
}
