/**
 * Reckoning with dates written YYYY-MM-DD: months, and working days by a calendar
 * that is data (the State Council moves working days to weekends every year).
 *
 * Knows no clock and no time zone. Days outside the calendar's years count by
 * weekends alone. Dates given here are real dates; validate has seen to that.
 */
import type { Calendar } from "./catalog.ts";

/** How the listed exceptions add up: corrections[i] is the sum of all of them up to day first + i. */
interface Corrections {
  readonly first: number;
  readonly sums: Int32Array;
}

const MEMO = new WeakMap<Calendar, Corrections>();

/** Days since 1970-01-01 (a Thursday). */
export function dayNumber(date: string): number {
  const month = digits(date, 5, 2);
  // The year begins in March, so that the leap day comes last (Hinnant's days_from_civil).
  const year = digits(date, 0, 4) - (month <= 2 ? 1 : 0);
  const century = Math.floor(year / 100);
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + digits(date, 8, 2) - 1;
  return year * 365 + Math.floor(year / 4) - century + Math.floor(century / 4) + dayOfYear - 719468;
}

/** The date of a day number. */
export function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** The same day `months` later, or the last of that month when it is shorter. */
export function addMonths(date: string, months: number): string {
  const index = digits(date, 0, 4) * 12 + digits(date, 5, 2) - 1 + months;
  const first = `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1, 2)}-01`;
  const next = `${pad(Math.floor((index + 1) / 12), 4)}-${pad(((index + 1) % 12) + 1, 2)}-01`;
  const length = dayNumber(next) - dayNumber(first);
  return first.slice(0, 8) + pad(Math.min(digits(date, 8, 2), length), 2);
}

/** How many working days lie after `from`, up to and with `to`; negative when `to` is the earlier. */
export function workingDaysBetween(from: string, to: string, calendar: Calendar): number {
  return workingDaysUpTo(dayNumber(to), calendar) - workingDaysUpTo(dayNumber(from), calendar);
}

/** The day on which the `count`-th working day after `from` falls; `from` itself for none. */
export function addWorkingDays(from: string, count: number, calendar: Calendar): string {
  if (count <= 0) return from;
  let day = dayNumber(from);
  const goal = workingDaysUpTo(day, calendar) + count;
  while (workingDaysUpTo(day, calendar) < goal) day++;
  return dateOf(day);
}

/** Working days since a Monday long ago, up to and with the day: whole weeks, and the exceptions so far. */
function workingDaysUpTo(day: number, calendar: Calendar): number {
  const sinceMonday = day + 719470;
  const week = Math.floor(sinceMonday / 7);
  const weekdays = week * 5 + Math.min(5, sinceMonday - week * 7 + 1);
  const { first, sums } = correctionsOf(calendar);
  if (day < first || sums.length === 0) return weekdays;
  return weekdays + (sums[Math.min(day - first, sums.length - 1)] as number);
}

function correctionsOf(calendar: Calendar): Corrections {
  const known = MEMO.get(calendar);
  if (known !== undefined) return known;
  // A holiday on a weekend takes no working day away, a working day on a weekday gives none.
  const changes = new Map<number, number>();
  for (const date of calendar.holidays) if (!isWeekend(dayNumber(date))) changes.set(dayNumber(date), -1);
  for (const date of calendar.workdays) if (isWeekend(dayNumber(date))) changes.set(dayNumber(date), 1);
  const days = [...changes.keys()];
  const first = days.length === 0 ? 0 : Math.min(...days);
  const sums = new Int32Array(days.length === 0 ? 0 : Math.max(...days) - first + 1);
  for (let i = 0, sum = 0; i < sums.length; i++) {
    sum += changes.get(first + i) ?? 0;
    sums[i] = sum;
  }
  const corrections = { first, sums };
  MEMO.set(calendar, corrections);
  return corrections;
}

function isWeekend(day: number): boolean {
  return (((day + 3) % 7) + 7) % 7 >= 5;
}

function digits(text: string, at: number, length: number): number {
  let value = 0;
  for (let i = at; i < at + length; i++) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, "0");
}

/** The day in China at a moment, YYYY-MM-DD: the rules about dates count by it. */
export function dayInChina(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
