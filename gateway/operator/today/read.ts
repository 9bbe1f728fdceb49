/**
 * Reads the last thirty nights of what an operator may see: lines of the grid, and what they are made of. The trap: an
 * arrival is counted while this reads; so what is not counted is read before what is, and it may be told twice for a
 * moment, and never not at all, which would be an alarm.
 */
import { dayInChina } from "../../model/calendar.ts";
import type { NodeParts } from "../../node-parts.ts";
import {
  dutyRows,
  type NightPart,
  nightParts,
  originRows,
  type Scope,
  uncountedParts,
} from "../../store/console/tally-read.ts";
import { childLinesOf, type Descent, descentOf } from "./children.ts";
import { dutiesOf } from "./duties.ts";
import { frameOf, type Line, linesOf, momentOf } from "./lines.ts";
import { type Frame, GRACE_HOURS, hourOf, hoursInChina, isNightly } from "./nights.ts";
import { scheduledHours } from "./schedules.ts";

export interface Nights {
  readonly frame: Frame;
  readonly lines: readonly Line[];
  /** All that came, counted or not. */
  readonly parts: readonly NightPart[];
  readonly uncounted: readonly NightPart[];
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
  const division = { dueHour, grace: GRACE_HOURS };
  const uncounted = await uncountedParts(site.db, scope, new Date(momentOf(hourOf(frame.first, dueHour))));
  const [counted, rows] = await Promise.all([
    nightParts(site.db, scope, frame, division),
    dutyRows(site.db, scope, frame.first, division),
  ]);
  const found = [...counted, ...uncounted];
  const { node, pulls } = site.config;
  const scheduled = scheduledHours(pulls, frame.last, dueHour);
  return {
    frame,
    parts: found,
    uncounted,
    lines: linesOf({ node, duties, rows, parts: found, items: catalog.items, scheduled }, frame),
  };
}

/** What comes from lower nodes: by which of them, and how what they owe stands. */
export interface Below extends Pick<Descent, "childOf"> {
  lines(parts: readonly NightPart[]): readonly Line[];
}

/** Asked beside the nights, put together with them. For who may see all agencies. */
export async function readBelow(
  { site, catalog }: Pick<NightsParts, "site" | "catalog">,
  frame: Frame,
): Promise<Below> {
  const { node } = site.config;
  const descent = descentOf(node, catalog.nodes, site.registers().network.nodes);
  const { childOf, children } = descent;
  if (children.length === 0) return { childOf, lines: () => [] };
  // Of a nightly delivery nothing before the frame matters.
  const items = catalog.items.filter(({ updateCycle }) => !isNightly(updateCycle)).map(({ id }) => id);
  const division = { dueHour: frame.dueHour, grace: GRACE_HOURS };
  const origins = await originRows(site.db, items, frame.first, division);
  return { childOf, lines: (parts) => childLinesOf({ descent, catalog, origins, parts }, frame) };
}
