/** Days of the filters: the day in Shanghai, spans that people ask for, months. */
import { dayIn, dayOf } from "../../format.ts";

const DAY_MS = 86_400_000;

export interface Span {
  readonly from: string;
  readonly until: string;
}

export type SpanName = "days30" | "days90" | "thisMonth" | "lastMonth" | "year";

export const SPANS: readonly SpanName[] = ["days30", "thisMonth", "lastMonth", "days90", "year"];

export function spanOf(name: SpanName, now: number = Date.now()): Span {
  const today = dayOf(now);
  const before = (days: number) => ({
    from: new Date(Date.parse(today) - (days - 1) * DAY_MS).toISOString().slice(0, 10),
    until: today,
  });
  if (name === "days30") return before(30);
  if (name === "days90") return before(90);
  if (name === "year") return before(365);
  if (name === "thisMonth") return { from: `${today.slice(0, 7)}-01`, until: today };
  const last = new Date(Date.parse(`${today.slice(0, 7)}-01`) - DAY_MS).toISOString().slice(0, 10);
  return { from: `${last.slice(0, 7)}-01`, until: last };
}

/** The month before this one: whole. */
export function lastMonth(now: number = Date.now()): string {
  return spanOf("lastMonth", now).from.slice(0, 7);
}

/** What the address says, or the last thirty days. */
export function spanIn(search: URLSearchParams): Span {
  const preset = spanOf("days30");
  return { from: dayIn(search, "from") || preset.from, until: dayIn(search, "until") || preset.until };
}
