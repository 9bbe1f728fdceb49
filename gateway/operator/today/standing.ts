/** How a duty stands, in one word: by its last night that is over and was due. Pure. The trap: of a yearly item that lies long before the nights that are shown. */
import { dateOf, dayNumber } from "../../model/calendar.ts";
import { type Duration, type Frame, hourOf, lastDue, type Night } from "./nights.ts";

export interface Standing {
  readonly state: "arrived" | "partial" | "late" | "missing" | "rejected" | "none";
  /** The night; null where none was due yet. */
  readonly night: string | null;
}

export function standingOf(
  duty: Duration,
  nights: readonly Night[],
  { first, dueHour, calendar, now }: Frame,
): Standing {
  const over = nights.findLast(
    ({ due, night, state }) => due && state !== "waiting" && hourOf(night, 24 + dueHour) <= now,
  );
  if (over)
    return {
      state: over.state === "idle" || over.state === "waiting" ? "none" : over.state,
      night: over.night,
    };
  const night = lastDue(duty.cycle, dateOf(dayNumber(first) - 1), calendar);
  if (night === null || duty.since === null || night < duty.since) return { state: "none", night: null };
  const before = lastDue(duty.cycle, dateOf(dayNumber(night) - 1), calendar);
  const opens = before === null ? 0 : hourOf(before, 24 + dueHour);
  const later = nights.find((one) => one.state === "arrived" || one.state === "partial");
  if ((duty.lastBefore ?? -1) >= opens) return { state: "arrived", night };
  return { state: later ? "late" : "missing", night };
}
