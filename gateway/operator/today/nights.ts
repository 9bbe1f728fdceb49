/**
 * What became of a duty night by night. A night bears the date on which it begins and ends at the due
 * hour of the next morning; by which nights something is due is said by the item's update cycle and
 * the calendar of working days. Pure.
 *
 * The traps: what comes in the morning after a night in which nothing came belongs to that night,
 * as late, and not to the next, or who is an hour late every day would always be in time; yet the next
 * night's own delivery fills no hole. And a night is judged by what came for it, not by the day's
 * totals: hours go in, not days.
 */
import { dateOf, dayNumber, workingDaysBetween } from "../../model/calendar.ts";
import type { Calendar, Item } from "../../model/catalog.ts";
import { dated, reckonedOnce } from "./reckoned.ts";

type Cycle = Item["updateCycle"];

/** One word one meaning; `idle`: nothing was due and nothing came, `waiting`: due, and there is time yet. */
export const NIGHT_STATES = [
  ...(["idle", "waiting", "arrived", "partial", "late", "missing", "rejected"] as const),
];
export type NightState = (typeof NIGHT_STATES)[number];

export interface Counts {
  /** What arrived, refused files included. */
  readonly batches: number;
  readonly refused: number;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
}

/** What came within one hour. `hour` counts hours since 1970 in China's time. */
export interface Slot extends Counts {
  readonly hour: number;
}

export interface Night extends Counts {
  readonly night: string;
  readonly state: NightState;
  readonly due: boolean;
  /** The hour in which the first of it came; null where nothing did. */
  readonly hour: number | null;
}

export interface Frame {
  readonly calendar: Calendar;
  /** A night is over at this hour of the next morning. */
  readonly dueHour: number;
  /** First and last night shown. */
  readonly first: string;
  readonly last: string;
  /** Hours since 1970 in China's time, with their fraction. */
  readonly now: number;
}

/** From this share of rejected rows on a delivery is only half of one, and from this on none: 有效入库率 is to be 95 % and more. */
export const PARTIAL_ABOVE = 0.05;
export const REJECTED_ABOVE = 0.5;
/** What comes within so many hours after the due hour is meant for the night before, if nothing came in it. */
export const GRACE_HOURS = 6;
/** Until so many hours after it a nightly delivery is late, then it is missing: six in the evening of the next working day. */
export const LATE_HOURS = 12;

const NOTHING: Counts = { batches: 0, refused: 0, rows: 0, accepted: 0, rejected: 0, duplicates: 0 };

export function hourOf(day: string, hour: number): number {
  return dayNumber(day) * 24 + hour;
}

/** Hours since 1970 in China's time. */
export function hoursInChina(at: Date): number {
  return at.getTime() / 3_600_000 + 8;
}

/** The night to which an hour belongs. */
export function nightOf(hour: number, dueHour: number): string {
  return dated(dayOf(hour, dueHour));
}

/** As the number of the day on which it begins. */
export function dayOf(hour: number, dueHour: number): number {
  return Math.floor((Math.floor(hour) - dueHour) / 24);
}

export function isWorkingDay(day: string, calendar: Calendar): boolean {
  return workingDaysBetween(dateOf(dayNumber(day) - 1), day, calendar) === 1;
}

/**
 * Whether a delivery of this cycle is due by the end of this night. Daily: after each working day.
 * Weekly: the first working day of the next week. Monthly, quarterly, half-yearly: the 10th of the month that
 * follows, as the monthly report of the two publicities; yearly: 31 January; each on the next working
 * day where it is none. On change: never by itself.
 */
export function isDue(cycle: Cycle, night: string, calendar: Calendar): boolean {
  return (
    reckonedOnce(calendar, `${cycle} ${night}`, () => (isDueBy(cycle, night, calendar) ? night : null)) !==
    null
  );
}

function isDueBy(cycle: Cycle, night: string, calendar: Calendar): boolean {
  if (cycle === "onchange" || !isWorkingDay(night, calendar)) return false;
  const before = eveOf(cycle, night);
  if (before === null) return cycle === "daily" || cycle === "realtime";
  return before < night && workingDaysBetween(before, night, calendar) === 1;
}

/** The day after which the first working day ends the period. */
function eveOf(cycle: Cycle, night: string): string | null {
  const year = night.slice(0, 4);
  const month = Number(night.slice(5, 7));
  const ninth = (months: readonly number[]) =>
    months.includes(month) ? `${night.slice(0, 7)}-09` : "9999-12-31";
  if (cycle === "weekly") return dateOf(mondayOf(night) - 1);
  if (cycle === "monthly") return `${night.slice(0, 7)}-09`;
  if (cycle === "quarterly") return ninth([1, 4, 7, 10]);
  if (cycle === "halfyearly") return ninth([1, 7]);
  return cycle === "yearly" ? `${year}-01-30` : null;
}

/** 1970-01-01 was a Thursday. */
function mondayOf(day: string): number {
  const number = dayNumber(day);
  return number - ((((number + 3) % 7) + 7) % 7);
}

/** The last night up to `from` by which something of this cycle was due; null where there is none in fourteen months. */
export function lastDue(cycle: Cycle, from: string, calendar: Calendar): string | null {
  if (cycle === "onchange") return null;
  return reckonedOnce(calendar, `${cycle} before ${from}`, () => {
    const start = dayNumber(from);
    for (let day = start; day > start - 430; day--)
      if (isDueBy(cycle, dateOf(day), calendar)) return dateOf(day);
    return null;
  });
}

/** What of a duty is known beside its slots. */
export interface Duration {
  readonly cycle: Cycle;
  /** The first night on which it can be missing; null where it is nobody's duty, and only what comes is shown. */
  readonly since: string | null;
  /** The hour of the last good delivery before the frame. */
  readonly lastBefore: number | null;
  /** So many hours after the due hour it is in time all the same: this node fetches it no earlier. At most GRACE_HOURS. */
  readonly afterHours?: number;
}

/** Every night from `frame.first` to `frame.last`. `slots` in order of time, from the first night's beginning on. */
export function nightsOf(duty: Duration, slots: readonly Slot[], frame: Frame): readonly Night[] {
  const { calendar, dueHour, now } = frame;
  const byNight = slotsByNight(slots, dueHour);
  const nights: Night[] = [];
  let lastGood = duty.lastBefore;
  let opens = deadlineBefore(duty.cycle, frame);
  for (let day = dayNumber(frame.first); day <= dayNumber(frame.last); day++) {
    const night = dated(day);
    const own = byNight.get(day) ?? [];
    const found = judged(own);
    lastGood = own.findLast(isGood)?.hour ?? lastGood;
    const due = duty.since !== null && night >= duty.since && isDue(duty.cycle, night, calendar);
    if (!due) {
      nights.push({ night, due, ...found });
      continue;
    }
    const end = (day + 1) * 24 + dueHour;
    const inTime = end + (duty.afterHours ?? 0);
    // Who reports once a month may do so on any night of it.
    const earlier = isNightly(duty.cycle) || lastGood === null || lastGood < opens ? null : lastGood;
    opens = end;
    const isOpen = found.state === "idle" || found.state === "rejected";
    const later =
      isOpen && earlier === null && now >= end ? laterSlot(byNight, duty.cycle, day, frame) : null;
    if (later === null) nights.push({ night, due, ...found, ...closed(found, earlier, now < inTime) });
    else {
      const all = judged([...own, ...takeMorning(byNight, later)]);
      nights.push({ night, due, ...all, hour: later.hour, ...(later.hour >= inTime && { state: "late" }) });
    }
  }
  return nights;
}

function closed(
  { state, hour }: Pick<Night, "state" | "hour">,
  earlier: number | null,
  isUnderWay: boolean,
): Pick<Night, "state" | "hour"> {
  if (state !== "idle") return { state, hour };
  if (earlier !== null) return { state: "arrived", hour: earlier };
  return { state: isUnderWay ? "waiting" : "missing", hour };
}

export function isNightly(cycle: Cycle): boolean {
  return cycle === "daily" || cycle === "realtime";
}

/** By the number of the day. */
function slotsByNight(slots: readonly Slot[], dueHour: number): Map<number, Slot[]> {
  const nights = new Map<number, Slot[]>();
  for (const slot of slots) {
    const night = dayOf(slot.hour, dueHour);
    const known = nights.get(night);
    if (known) known.push(slot);
    else nights.set(night, [slot]);
  }
  return nights;
}

/** What came in the morning of the next day that is due, if it was good: it counts for this night, and is gone from that one. */
function takeMorning(byNight: Map<number, Slot[]>, { day, end }: Later): readonly Slot[] {
  const slots = byNight.get(day) ?? [];
  const morning = slots.filter(({ hour }) => hour < end);
  if (!morning.some(isGood)) return [];
  byNight.set(
    day,
    slots.filter(({ hour }) => hour >= end),
  );
  return morning;
}

interface Later {
  readonly hour: number;
  /** The next night that is due, and when its morning is over. */
  readonly day: number;
  readonly end: number;
}

/** The first good delivery after the night that is none of the next. */
function laterSlot(
  byNight: ReadonlyMap<number, readonly Slot[]>,
  cycle: Cycle,
  day: number,
  { calendar, dueHour, last }: Frame,
): Later | null {
  let found: number | null = null;
  for (let next = day + 1; next <= dayNumber(last); next++) {
    const begins = next * 24 + dueHour;
    const isDueNext = isDue(cycle, dated(next), calendar);
    const until = isNightly(cycle) && isDueNext ? begins + LATE_HOURS : begins + 24;
    found ??= (byNight.get(next) ?? []).find((slot) => isGood(slot) && slot.hour < until)?.hour ?? null;
    if (isDueNext || next === dayNumber(last))
      return found === null
        ? null
        : { hour: found, day: next, end: isDueNext ? begins + GRACE_HOURS : begins };
  }
  return null;
}

function deadlineBefore(cycle: Cycle, { first, calendar, dueHour }: Frame): number {
  const before = lastDue(cycle, dateOf(dayNumber(first) - 1), calendar);
  return before === null ? 0 : hourOf(before, 24 + dueHour);
}

function isGood({ batches, refused }: Counts): boolean {
  return batches > refused;
}

function summed(slots: readonly Slot[]): Counts {
  const sum = { ...NOTHING };
  for (const slot of slots) {
    sum.batches += slot.batches;
    sum.refused += slot.refused;
    sum.rows += slot.rows;
    sum.accepted += slot.accepted;
    sum.rejected += slot.rejected;
    sum.duplicates += slot.duplicates;
  }
  return sum;
}

/** What came within a night, judged by itself. */
function judged(slots: readonly Slot[]): Counts & Pick<Night, "state" | "hour"> {
  const counts = summed(slots);
  const hour = slots[0]?.hour ?? null;
  if (counts.batches === 0) return { ...counts, state: "idle", hour };
  if (!isGood(counts)) return { ...counts, state: "rejected", hour };
  const share = counts.rows === 0 ? 0 : counts.rejected / counts.rows;
  const state = share > REJECTED_ABOVE ? "rejected" : share > PARTIAL_ABOVE ? "partial" : "arrived";
  return { ...counts, state, hour };
}
