/**
 * Answers about dates that hold for good, kept: a page asks the same few for each of thousands of lines. Of nights there are
 * some hundreds a year, so nothing is ever dropped; a calendar that is replaced takes its answers with it.
 */
import { dateOf } from "../../model/calendar.ts";
import type { Calendar } from "../../model/catalog.ts";

const BY_CALENDAR = new WeakMap<Calendar, Map<string, string | null>>();
const DATES = new Map<number, string>();

export function reckonedOnce(calendar: Calendar, key: string, reckon: () => string | null): string | null {
  const answers = BY_CALENDAR.get(calendar) ?? new Map<string, string | null>();
  BY_CALENDAR.set(calendar, answers);
  const found = answers.get(key);
  if (found !== undefined) return found;
  const answer = reckon();
  answers.set(key, answer);
  return answer;
}

/** The date of a day number. */
export function dated(day: number): string {
  const known = DATES.get(day) ?? dateOf(day);
  DATES.set(day, known);
  return known;
}
