/**
 * The nights grid: a line for each duty of an agency, and for whatever else came, with its last thirty nights; and what
 * they add up to. Pure. The trap: a lower node's agencies owe nothing here, so their lines show arrivals and no
 * more; what the lower node itself owes stands in lines of its own, see children.ts.
 */
import { dateOf, dayNumber } from "../../model/calendar.ts";
import type { Item } from "../../model/catalog.ts";
import type { DutyRow, NightPart } from "../../store/console/tally-read.ts";
import type { Duty } from "./duties.ts";
import { dayOf, type Frame, hourOf, type Night, nightOf, nightsOf } from "./nights.ts";
import { type Standing, standingOf } from "./standing.ts";

export interface Line {
  readonly agency: string;
  readonly item: string;
  readonly origin: string;
  /** The lower node that owes it; null: an agency does, or nobody. Then `agency` is "". */
  readonly child: string | null;
  readonly isDuty: boolean;
  readonly cycle: Item["updateCycle"];
  readonly doors: readonly string[];
  readonly since: string | null;
  readonly nights: readonly Night[];
  readonly standing: Standing;
}

export interface LineSources {
  readonly node: string;
  readonly duties: readonly Duty[];
  readonly rows: readonly DutyRow[];
  readonly parts: readonly NightPart[];
  readonly items: readonly Pick<Item, "id" | "updateCycle">[];
  /** Hours after the due hour, by adapter, for what this node fetches itself. */
  readonly scheduled?: ReadonlyMap<string, number>;
}

export const NIGHTS_SHOWN = 30;

/** The nights up to the one under way. */
export function frameOf(now: number, dueHour: number, calendar: Frame["calendar"]): Frame {
  const last = nightOf(now, dueHour);
  return { calendar, dueHour, first: dateOf(dayNumber(last) - NIGHTS_SHOWN + 1), last, now };
}

/** Duties first, as they are given; then what came without being one. */
export function linesOf(
  { node, duties, rows, parts, items, scheduled }: LineSources,
  frame: Frame,
): readonly Line[] {
  const began = new Map(rows.map((row) => [`${row.agency} ${row.item}`, row]));
  const cycles = new Map(items.map(({ id, updateCycle }) => [id, updateCycle]));
  const byKey = grouped(
    parts,
    // What was refused before anybody knew the item bears no node.
    (part) => `${part.agency} ${part.item} ${part.origin === "" ? node : part.origin}`,
  );
  const own = duties.map((duty) => {
    const key = `${duty.agency} ${duty.item}`;
    const row = began.get(key);
    const slots = byKey.get(`${key} ${node}`) ?? [];
    byKey.delete(`${key} ${node}`);
    const afterHours = Math.max(0, ...duty.adapters.map((adapter) => scheduled?.get(adapter) ?? 0));
    const lasting = {
      cycle: duty.cycle,
      since: row?.since ?? null,
      lastBefore: row?.before ?? null,
      afterHours,
    };
    const nights = nightsOf(lasting, slots, frame);
    return {
      ...{
        agency: duty.agency,
        item: duty.item,
        origin: node,
        child: null,
        isDuty: true,
        cycle: duty.cycle,
        doors: duty.doors,
      },
      ...{ since: lasting.since, nights, standing: standingOf(lasting, nights, frame) },
    };
  });
  const others = [...byKey.values()].flatMap((slots): readonly Line[] => {
    const [{ agency, item, origin } = { agency: "", item: "", origin: "" }] = slots;
    const cycle = cycles.get(item) ?? "onchange";
    const nights = nightsOf({ cycle, since: null, lastBefore: null }, slots, frame);
    const standing = { state: "none", night: null } as const;
    return [
      { agency, item, origin, child: null, isDuty: false, cycle, doors: [], since: null, nights, standing },
    ];
  });
  return [
    ...own,
    ...others.sort((one, other) => (one.origin < other.origin ? -1 : one.origin > other.origin ? 1 : 0)),
  ];
}

/** Each in order of time. */
export function grouped(
  parts: readonly NightPart[],
  keyOf: (part: NightPart) => string,
): Map<string, NightPart[]> {
  const groups = new Map<string, NightPart[]>();
  for (const part of parts) {
    const key = keyOf(part);
    const known = groups.get(key);
    if (known) known.push(part);
    else groups.set(key, [part]);
  }
  for (const group of groups.values()) group.sort((one, other) => one.hour - other.hour);
  return groups;
}

/** How many stand how in a night. `extra`: came though nothing was due. */
export function summaryOf(lines: readonly Line[], night: string, { dueHour }: Frame) {
  const count = { due: 0, arrived: 0, partial: 0, late: 0, missing: 0, rejected: 0, waiting: 0, extra: 0 };
  for (const { nights } of lines) {
    const one = nightIn(nights, night);
    if (one?.due) {
      count.due++;
      if (one.state !== "idle") count[one.state]++;
    } else if (one && one.batches > 0) count.extra++;
  }
  return { night, ends: momentOf(hourOf(night, 24 + dueHour)), ...count };
}

/** The last night that is over and by which something was due; the last that is over where none was. */
export function lastNightOf(lines: readonly Line[], frame: Frame): string {
  const over = dayNumber(frame.last) - 1;
  for (let day = over; day >= dayNumber(frame.first); day--) {
    const night = dateOf(day);
    if (lines.some(({ nights }) => nightIn(nights, night)?.due === true)) return night;
  }
  return dateOf(over);
}

/** Nights stand in order, without a gap. */
function nightIn(nights: readonly Night[], night: string): Night | undefined {
  const [first] = nights;
  return first && nights[dayNumber(night) - dayNumber(first.night)];
}

export function momentOf(hour: number): string {
  return new Date((hour - 8) * 3_600_000).toISOString();
}

/** What a night brought, by when things came. */
export type Numbers = Readonly<typeof NO_NUMBERS>;

const NO_NUMBERS = {
  ...{ rows: 0, rejected: 0, updated: 0, accepted: 0, duplicates: 0, late: 0, uncoded: 0 },
  ...{ files: 0, refused: 0 },
};

/** Of every night in which anything came, in one walk over the parts: there are tens of thousands. */
export function numbersByNight(
  parts: readonly NightPart[],
  { dueHour }: Pick<Frame, "dueHour">,
): ReadonlyMap<string, Numbers> {
  const byDay = new Map<number, typeof NO_NUMBERS>();
  for (const part of parts) {
    const day = dayOf(part.hour, dueHour);
    let sums = byDay.get(day);
    if (sums === undefined) {
      sums = { ...NO_NUMBERS };
      byDay.set(day, sums);
    }
    sums.rows += part.rows;
    sums.rejected += part.rejected;
    sums.updated += part.updated;
    sums.accepted += part.accepted;
    sums.duplicates += part.duplicates;
    sums.late += part.late;
    sums.uncoded += part.uncoded;
    sums.files += part.batches;
    sums.refused += part.refused;
  }
  return new Map([...byDay].map(([day, sums]) => [dateOf(day), sums]));
}

/** As the page tells them. */
export function numbersOf(byNight: ReadonlyMap<string, Numbers>, night: string) {
  // Nothing here compares records with a register of subjects, so nobody can say it: not nought, but unknown.
  return { ...(byNight.get(night) ?? NO_NUMBERS), unlinked: null };
}

export function seriesOf(lines: readonly Line[], byNight: ReadonlyMap<string, Numbers>, frame: Frame) {
  return Array.from({ length: NIGHTS_SHOWN }, (_, at) => {
    const night = dateOf(dayNumber(frame.first) + at);
    const { rows, accepted, rejected, duplicates, updated, late } = byNight.get(night) ?? NO_NUMBERS;
    const over = hourOf(night, 24 + frame.dueHour) <= frame.now;
    const due = over
      ? lines.flatMap(({ nights }) =>
          nights[at]?.due && nights[at].state !== "waiting" ? [nights[at].state] : [],
        )
      : [];
    const inTime = due.filter((state) => state === "arrived" || state === "partial").length;
    const fulfilled = inTime + due.filter((state) => state === "late").length;
    return { night, due: due.length, fulfilled, inTime, rows, accepted, rejected, duplicates, updated, late };
  });
}

const LETTERS = {
  idle: "i",
  waiting: "w",
  arrived: "a",
  partial: "p",
  late: "l",
  missing: "m",
  rejected: "r",
} as const;

export function lettersOf(nights: readonly Night[]): string {
  return nights.map(({ state }) => LETTERS[state]).join("");
}
