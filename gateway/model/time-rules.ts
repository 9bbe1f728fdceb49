/**
 * The one place that reckons with the terms of the law: from when until when a record of
 * dishonesty may be shown, from when it may be repaired, by when it must be reported. All of it
 * is data: the catalog's terms by severity, an item's own rule, the calendar. Pure.
 *
 * The traps: the term is that of the day of the decision, not of today; and an item's own rule
 * narrows what the severity allows, it never widens it.
 */
import { addMonths, addWorkingDays } from "./calendar.ts";
import type { Calendar, Item, PublicationTerms } from "./catalog.ts";
import { isRealDate } from "./identifier.ts";

/** Days YYYY-MM-DD, each the first or last of its span. */
export interface Publication {
  readonly from: string;
  /** The first day on which it may be repaired, where its severity is known. */
  readonly repairableFrom: string;
  /** The last day on which it is shown; null where nothing ends it. */
  readonly until: string | null;
}

type Fields = Readonly<Record<string, unknown>>;
type Term = PublicationTerms["severities"][number];

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:$|T)/;
const SEVERITY = "severity";

/** From when until when a record of the item may be shown; null where the item has no such rule, or the record no day to begin with. */
export function publicationOf(
  { publication: rule }: Pick<Item, "publication">,
  fields: Fields,
  terms: readonly PublicationTerms[],
): Publication | null {
  const from = rule === undefined ? null : dateIn(fields[rule.startsAt]);
  if (rule === undefined || from === null) return null;
  const severity = rule.severity === "byRecord" ? fields[SEVERITY] : rule.severity;
  const order = inForce(terms, from);
  const own = order?.severities.find((one) => one.severity === severity);
  // What is not known to be less grave ends at the latest when the gravest does.
  const most = own?.maxMonths ?? longest(order);
  const months = Math.min(rule.maxMonths ?? Number.POSITIVE_INFINITY, most);
  const lawful = Number.isFinite(months) ? addMonths(from, months) : null;
  const ended = rule.endsAt === undefined ? null : dateIn(fields[rule.endsAt]);
  const until = lawful !== null && ended !== null ? earlier(lawful, ended) : (lawful ?? ended);
  const least = Math.min(Math.max(rule.minMonths ?? 0, own?.minMonths ?? 0), months);
  return { from, repairableFrom: addMonths(from, least), until };
}

/** Whether it is shown on this day: the display begins and ends by itself. */
export function isShown({ from, until }: Publication, day: string): boolean {
  return from <= day && (until === null || day <= until);
}

/** The last day on which a record of the item is reported in time; null where nothing is said of it. */
export function reportBy(
  { reportWithin: rule }: Pick<Item, "reportWithin">,
  fields: Fields,
  calendar: Calendar,
): string | null {
  const from = rule === undefined ? null : dateIn(fields[rule.from]);
  return rule === undefined || from === null ? null : addWorkingDays(from, rule.workingDays, calendar);
}

/** The terms that held on a day: the last that began by then. */
function inForce(terms: readonly PublicationTerms[], day: string): PublicationTerms | undefined {
  return terms.reduce<PublicationTerms | undefined>(
    (found, one) => (one.from <= day && (found === undefined || one.from > found.from) ? one : found),
    undefined,
  );
}

function longest(order: PublicationTerms | undefined): number {
  if (order === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(...order.severities.map((one: Term) => one.maxMonths));
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function dateIn(value: unknown): string | null {
  const found = typeof value === "string" ? DATE.exec(value) : null;
  if (!found) return null;
  const [, year, month, day] = found.map(Number);
  return isRealDate(year ?? 0, month ?? 0, day ?? 0) ? (value as string).slice(0, 10) : null;
}
