/** Nights as the page says them, and where a click on one leads. A night runs from the due hour of its day to that of the next. */
import type { components } from "../../../../../contracts/generated/operator.d.ts";
import type { Language } from "../../words.ts";

export type Today = components["schemas"]["Today"];
export type NightsLine = Today["lines"][number];
export type Letter = "i" | "w" | "a" | "p" | "l" | "m" | "r";

export const SIGNS: Readonly<Record<Letter, string>> = {
  a: "✓",
  p: "◐",
  l: "◔",
  m: "○",
  r: "✕",
  w: "…",
  i: "·",
};

const DAY_MS = 86_400_000;

export function nightsBefore(last: string, count: number): readonly string[] {
  const end = Date.parse(last);
  return Array.from({ length: count }, (_, at) =>
    new Date(end - (count - 1 - at) * DAY_MS).toISOString().slice(0, 10),
  );
}

export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay();
}

/** 11月20日（周五）, Fri 11-20 */
export function dayName(day: string, language: Language, weekdays: string): string {
  const month = Number(day.slice(5, 7));
  const date = Number(day.slice(8));
  if (language === "zh") return `${month}月${date}日（周${weekdays[weekdayOf(day)]}）`;
  return `${weekdays.split(",")[weekdayOf(day)]} ${day.slice(5)}`;
}

export function isYesterday(night: string, at: string, dueHour: number): boolean {
  const now = new Date(Date.parse(at) + (8 - dueHour) * 3_600_000).toISOString().slice(0, 10);
  return Date.parse(now) - Date.parse(night) === DAY_MS;
}

/** "Last night", or the night by its day where nothing was due last night. */
export function nightName(
  { night, at, dueHour }: Today,
  language: Language,
  t: { readonly lastNight: string; readonly weekdays: string; readonly nightOf: (day: string) => string },
): string {
  return isYesterday(night, at, dueHour) ? t.lastNight : t.nightOf(dayName(night, language, t.weekdays));
}

/** When a night begins and ends. */
export function spanOf(night: string, dueHour: number): { readonly from: string; readonly until: string } {
  const begins = Date.parse(night) + (dueHour - 8) * 3_600_000;
  return { from: new Date(begins).toISOString(), until: new Date(begins + DAY_MS).toISOString() };
}

/** The log of transfers of a pair: in the night itself where something came, else what came last before it. */
export function arrivalsLink(
  {
    agency,
    item,
    origin,
    child,
    isDuty,
  }: Pick<NightsLine, "agency" | "item" | "origin" | "child" | "isDuty">,
  night: string,
  dueHour: number,
  letter: Letter,
): string {
  const { from, until } = spanOf(night, dueHour);
  const isEmpty = letter === "m" || letter === "i" || letter === "w";
  // A late one came after its night.
  const end = letter === "l" ? new Date(Date.parse(until) + DAY_MS).toISOString() : until;
  const begin = isEmpty ? new Date(Date.parse(from) - 30 * DAY_MS).toISOString() : from;
  const filter = new URLSearchParams();
  if (agency !== "") filter.set("agency", agency);
  if (item !== "") filter.set("item", item);
  if (child !== null) filter.set("peer", child);
  else if (!isDuty) filter.set("origin", origin);
  // What goes down to it is none of its arrivals.
  if (child !== null) filter.set("kind", "sealed");
  filter.set("from", begin);
  filter.set("until", end);
  return `/transfers?${filter}`;
}
