/**
 * The answer of the page today, whole: what was due and came, the grid, the night's batches, numbers, alarms, neighbours.
 * All statements go side by side. The trap: a viewer who is confined to agencies sees nothing of the node's own
 * affairs, since queues hold other agencies' batches.
 */
import type { components } from "../../../contracts/generated/operator.d.ts";
import { openAlarms } from "../../store/console/alarm-rows.ts";
import { nightArrivals } from "../../store/console/night-arrivals.ts";
import type { Scope } from "../../store/console/tally-read.ts";
import type { JsonAnswer } from "../admit.ts";
import { toldAlarm } from "../alarms/told.ts";
import type { ConsoleParts } from "../parts.ts";
import { type Cause, causesOf } from "./causes.ts";
import { type Line, lastNightOf, lettersOf, momentOf, numbersOf, seriesOf, summaryOf } from "./lines.ts";
import { type Names, namesOf } from "./names.ts";
import { type NeighbourState, neighbourStates } from "./neighbours.ts";
import { hourOf } from "./nights.ts";
import { readNights } from "./read.ts";

type Today = JsonAnswer<"getToday">;

const TIMELINE_MOST = 300;

export async function todayOf(parts: ConsoleParts, scope: Scope, dueHour: number): Promise<Today> {
  const { site, catalog } = parts;
  const { db } = site;
  const at = site.clock();
  const { frame, lines, parts: counted } = await readNights(parts, scope, dueHour);
  const night = lastNightOf(lines, frame);
  const from = new Date(momentOf(hourOf(night, dueHour)));
  const until = new Date(momentOf(hourOf(night, 24 + dueHour)));
  const [causes, arrivals, alarms, neighbours] = await Promise.all([
    causesOf(db, scope, lines, dueHour),
    nightArrivals(db, scope, from, until, TIMELINE_MOST),
    openAlarms(db, scope),
    scope === null ? neighbourStates(parts) : [],
  ]);
  const names = namesOf(catalog);
  const series = seriesOf(lines, counted, frame);
  const before = series.findLast((one) => one.night < night && one.due > 0)?.night;
  const hours = Array.from({ length: 24 }, () => 0);
  for (const part of counted) {
    const hour = part.hour - hourOf(night, dueHour);
    if (hour >= 0 && hour < 24) hours[hour] = (hours[hour] ?? 0) + part.batches;
  }
  return {
    ...{ at: at.toISOString(), dueHour, night },
    last: summaryOf(lines, night, frame),
    tonight: summaryOf(lines, frame.last, frame),
    numbers: numbersOf(counted, night, frame),
    before: numbersOf(counted, before ?? "", frame),
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
    demo: counted.some(({ demo }) => demo),
  };
}

function toldCause(
  { kind, line, night, rows, rejected, code, message, turn, arrival }: Cause,
  names: Names,
): Today["acts"][number] {
  const { agency, item } = line;
  return {
    ...{ kind, agency, item, night, rows, rejected, code, message, turn },
    agencyName: names.agency(agency),
    itemTitle: names.item(item),
    entryId: arrival?.entryId ?? null,
    batchId: arrival?.batchId ?? null,
    at: arrival?.at.toISOString() ?? null,
  };
}

function toldLine(line: Line, names: Names): Today["lines"][number] {
  const { agency, item, origin, isDuty, cycle, doors, since, nights, standing } = line;
  return {
    ...{ agency, item, origin, isDuty, cycle, doors, since },
    agencyName: names.agency(agency),
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
