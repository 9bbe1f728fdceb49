/**
 * Quality over a span of nights: the lines of the grid as far back, judged by the same rules, put together by period, by agency
 * and by item. The trap: nights under way and what is nobody's duty have no timeliness; their rows count all the same.
 */
import { addMonths, dateOf, dayNumber } from "../../model/calendar.ts";
import { isCode, messageOf } from "../../model/code-text.ts";
import { FINDINGS } from "../../model/findings.ts";
import { faultCounts, type NightPart, type Scope } from "../../store/console/tally-read.ts";
import type { JsonAnswer } from "../admit.ts";
import type { Line } from "../today/lines.ts";
import { namesOf } from "../today/names.ts";
import { hoursInChina, nightOf } from "../today/nights.ts";
import { type NightsParts, readNights } from "../today/read.ts";
import { FORMULA, type Score, scoreOf } from "./score.ts";

type Quality = JsonAnswer<"getQuality">;
type By = Quality["by"];

export interface Asked {
  readonly from: string;
  readonly until: string;
  readonly agency?: string | undefined;
  readonly item?: string | undefined;
}

const RULES_SHOWN = 50;
/** What is due by the last night may come late after it. */
const AFTER_DAYS = 4;

export async function qualityOf(
  parts: NightsParts,
  scope: Scope,
  dueHour: number,
  asked: Asked,
): Promise<Quality> {
  const { site, catalog } = parts;
  const { from, until, agency, item } = asked;
  const now = hoursInChina(site.clock());
  const last = dateOf(dayNumber(until) + AFTER_DAYS);
  const frame = { calendar: catalog.calendar, dueHour, first: from, last, now };
  // Who is not in the scope is nobody.
  const seen = agency === undefined ? scope : scope === null || scope.includes(agency) ? [agency] : [];
  const [{ lines, parts: counted }, faults] = await Promise.all([
    readNights(parts, seen, dueHour, frame),
    faultCounts(site.db, seen, { from, until: dateOf(dayNumber(until) + 1), item: item ?? null }),
  ]);
  const own = lines
    .filter((line) => item === undefined || line.item === item)
    .map((line) => ({ ...line, nights: line.nights.filter(({ night }) => night <= until) }));
  const dated = counted
    .filter((part) => item === undefined || part.item === item)
    .map((part) => ({ part, night: nightOf(part.hour, dueHour) }))
    .filter(({ night }) => night >= from && night <= until);
  const came = dated.map(({ part }) => part);
  const names = namesOf(catalog);
  const by = byOf(from, until);
  const nights = nightsIn(own);
  return {
    ...{ from, until, by, formula: FORMULA },
    whole: scoreOf(nights, came),
    series: periodsOf(from, until, by).map(({ first, last }) => ({
      period: first,
      score: scoreOf(
        nights.filter(({ night }) => night >= first && night <= last),
        dated.flatMap(({ part, night }) => (night >= first && night <= last ? [part] : [])),
      ),
    })),
    agencies: grouped(own, came, (one) => one.agency).map(({ key, score }) => ({
      agency: key,
      name: names.agency(key),
      score,
    })),
    lines: grouped(own, came, (one) => `${one.origin || site.config.node} ${one.agency} ${one.item}`).map(
      ({ one, score }) => ({
        ...{ agency: one.agency, item: one.item, origin: one.origin || site.config.node, score },
        agencyName: names.agency(one.agency),
        itemTitle: names.item(one.item),
      }),
    ),
    rules: rulesOf(faults),
    demo: came.some(({ demo }) => demo),
  };
}

function nightsIn(lines: readonly Line[]) {
  return lines.filter(({ isDuty }) => isDuty).flatMap(({ nights }) => nights);
}

interface Keyed {
  readonly agency: string;
  readonly item: string;
  readonly origin: string;
}

/** The worst first; who has no score last. */
function grouped(lines: readonly Line[], parts: readonly NightPart[], keyOf: (one: Keyed) => string) {
  const groups = new Map<
    string,
    { readonly one: Keyed; readonly lines: Line[]; readonly parts: NightPart[] }
  >();
  const group = (one: Keyed) => {
    const key = keyOf(one);
    const known = groups.get(key) ?? { one, lines: [], parts: [] };
    groups.set(key, known);
    return known;
  };
  for (const line of lines) group(line).lines.push(line);
  for (const part of parts) group(part).parts.push(part);
  return [...groups]
    .map(([key, { one, lines: own, parts: came }]) => ({ key, one, score: scoreOf(nightsIn(own), came) }))
    .filter(({ score }) => score.due > 0 || score.rows > 0 || score.refused > 0)
    .sort((one, other) => rank(one.score) - rank(other.score) || (one.key < other.key ? -1 : 1));
}

function rank({ score }: Score): number {
  return score ?? 101;
}

function byOf(from: string, until: string): By {
  const days = dayNumber(until) - dayNumber(from) + 1;
  return days <= 45 ? "day" : days <= 190 ? "week" : "month";
}

function periodsOf(
  from: string,
  until: string,
  by: By,
): readonly { readonly first: string; readonly last: string }[] {
  const periods: { first: string; last: string }[] = [];
  for (let first = from; first <= until; ) {
    const next = nextPeriod(first, by);
    const last = dateOf(dayNumber(next) - 1);
    periods.push({ first, last: last < until ? last : until });
    first = next;
  }
  return periods;
}

function nextPeriod(day: string, by: By): string {
  if (by === "month") return `${addMonths(`${day.slice(0, 7)}-01`, 1)}`;
  const number = dayNumber(day);
  // Weeks begin on Mondays.
  return dateOf(by === "day" ? number + 1 : number + 7 - ((((number + 3) % 7) + 7) % 7));
}

function rulesOf(faults: Awaited<ReturnType<typeof faultCounts>>): Quality["rules"] {
  const rules = new Map<string, { code: string; column: string; count: number; agencies: Set<string> }>();
  for (const { code, column, n, agency } of faults) {
    const key = `${code} ${column}`;
    const known = rules.get(key) ?? { code, column, count: 0, agencies: new Set<string>() };
    known.count += n;
    known.agencies.add(agency);
    rules.set(key, known);
  }
  return [...rules.values()]
    .sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1))
    .slice(0, RULES_SHOWN)
    .map(({ code, column, count, agencies }) => ({
      ...{ code, column, count, agencies: agencies.size, message: messageOf(code) },
      severity: isCode(FINDINGS, code) ? FINDINGS[code].severity : "refuse",
    }));
}
