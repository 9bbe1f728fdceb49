/**
 * Until when a delivery that this node fetches itself is in time: a source that is asked at seven cannot have been there at
 * six. The trap: a schedule that cannot be read excuses nobody; its fault is told where schedules are shown.
 */
import { Refusal } from "../../model/refusal.ts";
import { nextTime } from "../../pull/schedule.ts";
import { readPulls } from "../../pull/settings.ts";
import { GRACE_HOURS, hourOf } from "./nights.ts";

const HOUR_MS = 3_600_000;

/** Hours after the due hour that a source fetched by this cron line has: none where it is fetched in the night itself. */
export function afterHours(schedule: string, night: string, dueHour: number): number {
  const ends = (hourOf(night, 24 + dueHour) - 8) * HOUR_MS;
  // What is fetched in the night's first morning belongs to the night before.
  const first = nextTime(schedule, new Date(ends - (24 - GRACE_HOURS) * HOUR_MS - 1))?.getTime();
  // What is fetched in the last hour may well come after it.
  if (first === undefined || first < ends - HOUR_MS) return 0;
  const hours = Math.ceil((first + HOUR_MS - ends) / HOUR_MS);
  return hours <= GRACE_HOURS ? Math.max(0, hours) : 0;
}

/** By adapter; those without a schedule of their own are left out. */
export function scheduledHours(
  file: string | null,
  night: string,
  dueHour: number,
): ReadonlyMap<string, number> {
  if (file === null) return new Map();
  try {
    return new Map(
      readPulls(file).map(({ adapter, schedule }) => [adapter, afterHours(schedule, night, dueHour)]),
    );
  } catch (error) {
    if (error instanceof Refusal) return new Map();
    throw error;
  }
}
