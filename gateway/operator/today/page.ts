/**
 * The answer of the page today, whole: what was due and came, the grid, the night's batches, numbers, alarms, neighbours.
 * Statements go side by side, in two rounds: which night is the last that was due is known after the first. The trap: a viewer who is confined to agencies sees nothing of the node's own
 * affairs, since queues hold other agencies' batches.
 */
import type { components } from "../../../contracts/generated/operator.d.ts";
import { openAlarms } from "../../store/console/alarm-rows.ts";
import { nightArrivals } from "../../store/console/night-arrivals.ts";
import { hourlyArrivals, type Scope } from "../../store/console/tally-read.ts";
import type { JsonAnswer } from "../admit.ts";
import { toldAlarm } from "../alarms/told.ts";
import type { ConsoleParts } from "../parts.ts";
import { type Cause, causesOf } from "./causes.ts";
import {
  frameOf,
  type Line,
  lastNightOf,
  lettersOf,
  momentOf,
  numbersByNight,
  numbersOf,
  seriesOf,
  summaryOf,
} from "./lines.ts";
import { type Names, namesOf } from "./names.ts";
import { type NeighbourState, neighbourStates } from "./neighbours.ts";
import { hourOf, hoursInChina } from "./nights.ts";
import { type Below, readBelow, readNights } from "./read.ts";

type Today = JsonAnswer<"getToday">;

const TIMELINE_MOST = 300;
const NOBODY: Below = { childOf: () => null, lines: () => [] };

export async function todayOf(parts: ConsoleParts, scope: Scope, dueHour: number): Promise<Today> {
  const { site, catalog } = parts;
  const { db } = site;
  const at = site.clock();
  const frame = frameOf(hoursInChina(at), dueHour, catalog.calendar);
  const [{ lines: agencies, parts: found, uncounted }, alarms, neighbours, toldBelow] = await Promise.all([
    readNights(parts, scope, dueHour, frame),
    openAlarms(db, scope),
    scope === null ? neighbourStates(parts) : [],
    scope === null ? readBelow(parts, frame) : NOBODY,
  ]);
  const children = toldBelow.lines(found);
  const own = agencies.filter(({ isDuty, origin }) => isDuty || toldBelow.childOf(origin) === null);
  const lines = [...own, ...children];
  const night = lastNightOf(lines, frame);
  const opens = hourOf(night, dueHour);
  const [from, until] = [new Date(momentOf(opens)), new Date(momentOf(opens + 24))];
  const [causes, arrivals, hourly] = await Promise.all([
    causesOf(db, lines, dueHour),
    nightArrivals(db, scope, from, until, TIMELINE_MOST),
    hourlyArrivals(db, scope, opens, 24),
  ]);
  const names = namesOf(catalog);
  const byNight = numbersByNight(found, frame);
  const series = seriesOf(own, byNight, frame);
  const before = lastNightOf(lines, { ...frame, last: night });
  const hours = Array.from({ length: 24 }, () => 0);
  for (const { hour, batches } of [...hourly, ...uncounted])
    if (hour >= opens && hour < opens + 24) hours[hour - opens] = (hours[hour - opens] ?? 0) + batches;
  return {
    ...{ at: at.toISOString(), dueHour, night },
    last: summaryOf(own, night, frame),
    tonight: summaryOf(own, frame.last, frame),
    below: children.length === 0 ? null : summaryOf(children, night, frame),
    numbers: numbersOf(byNight, night),
    before: numbersOf(byNight, before),
    series,
    acts: causes.map((one) => toldCause(one, names)),
    lines: lines.map((one) => toldLine(one, names)),
    timeline: {
      ...{
        from: from.toISOString(),
        until: until.toISOString(),
        more: arrivals.length === TIMELINE_MOST,
        hours,
      },
      arrivals: arrivals.map(({ at: came, endedAt, code: _, ...one }) => ({
        ...{ ...one, at: came.toISOString(), endedAt: endedAt?.toISOString() ?? null },
        ...{ agencyName: names.agency(one.agency), itemTitle: names.item(one.item) },
      })),
    },
    alarms: alarms.map((one) => toldAlarm(one, names)),
    neighbours: neighbours.map((one) => toldNeighbour(one, names)),
    demo: found.some(({ demo }) => demo),
  };
}

function toldCause(
  { kind, line, others, night, rows, rejected, code, message, turn, arrival }: Cause,
  names: Names,
): Today["acts"][number] {
  const { agency, child, item } = line;
  return {
    ...{ kind, agency, child, item, others, night, rows, rejected, code, message, turn },
    agencyName: child === null ? names.agency(agency) : names.node(child),
    itemTitle: names.item(item),
    entryId: arrival?.entryId ?? null,
    batchId: arrival?.batchId ?? null,
    at: arrival?.at.toISOString() ?? null,
  };
}

function toldLine(line: Line, names: Names): Today["lines"][number] {
  const { agency, item, origin, child, isDuty, cycle, doors, since, nights, standing } = line;
  return {
    ...{ agency, item, origin, child, isDuty, cycle, doors, since },
    agencyName: child === null ? names.agency(agency) : names.node(child),
    itemTitle: names.item(item),
    standing: standing.state,
    states: lettersOf(nights),
    due: nights.map(({ due }) => (due ? "1" : "0")).join(""),
    rows: nights.map(({ rows }) => rows),
    rejected: nights.map(({ rejected }) => rejected),
  };
}

function toldNeighbour(one: NeighbourState, names: Names): components["schemas"]["NeighbourHealth"] {
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...{ ...one, name: names.node(one.node), oldest: time(one.oldest) },
    ...{ sentAt: time(one.sentAt), heardAt: time(one.heardAt), failedAt: time(one.failedAt) },
  };
}
