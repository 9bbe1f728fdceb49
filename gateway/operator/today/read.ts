/** Reads the last thirty nights of what an operator may see: lines of the grid, and what they are made of. */
import { dateOf, dayInChina, dayNumber } from "../../model/calendar.ts";
import type { NodeParts } from "../../node-parts.ts";
import {
  dutyRows,
  type NightPart,
  nightParts,
  type Scope,
  unfinishedParts,
} from "../../store/console/tally-read.ts";
import { dutiesOf } from "./duties.ts";
import { frameOf, type Line, linesOf, momentOf } from "./lines.ts";
import { type Frame, GRACE_HOURS, hourOf, hoursInChina } from "./nights.ts";
import { scheduledHours } from "./schedules.ts";

export interface Nights {
  readonly frame: Frame;
  readonly lines: readonly Line[];
  readonly parts: readonly NightPart[];
}

export type NightsParts = Pick<NodeParts, "site" | "catalog" | "adapters">;

/** A frame that is not given is the one that ends tonight. */
export async function readNights(
  parts: NightsParts,
  scope: Scope,
  dueHour: number,
  given?: Frame,
): Promise<Nights> {
  const { site, catalog } = parts;
  const now = site.clock();
  const frame = given ?? frameOf(hoursInChina(now), dueHour, catalog.calendar);
  const duties = dutiesOf({ ...parts, access: site.registers().access }, dayInChina(now)).filter(
    ({ agency }) => scope === null || scope.includes(agency),
  );
  const fromHour = hourOf(frame.first, dueHour);
  const until = dateOf(dayNumber(frame.last) + 1);
  const [final, rows, unfinished] = await Promise.all([
    nightParts(site.db, scope, { from: frame.first, until, fromHour, dueHour, grace: GRACE_HOURS }),
    dutyRows(site.db, scope, frame.first, fromHour),
    unfinishedParts(site.db, scope, new Date(momentOf(fromHour))),
  ]);
  const found = [...final, ...unfinished].sort((one, other) => one.hour - other.hour);
  const { node, pulls } = site.config;
  const scheduled = scheduledHours(pulls, frame.last, dueHour);
  return {
    frame,
    parts: found,
    lines: linesOf({ node, duties, rows, parts: found, items: catalog.items, scheduled }, frame),
  };
}
