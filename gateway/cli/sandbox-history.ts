/**
 * Thirty days that never were, for the sandbox's console to show: every adapter's deliveries by its item's cycle, the
 * hops that would have followed, and the holes that an operator is there for. Marked `demo` row by row. Pure, and the
 * same for the same day. The trap: nothing here may look like evidence; no batch, no record and no log entry is made.
 */
import { createHash } from "node:crypto";

import type { Adapter } from "../model/adapter.ts";
import { dateOf, dayNumber } from "../model/calendar.ts";
import type { Item, Node } from "../model/catalog.ts";
import type { FindingCode } from "../model/findings.ts";
import { hourOf, hoursInChina, isDue, nightOf } from "../operator/today/nights.ts";
import type { Known } from "../piece/piece.ts";
import { planRoutes } from "../route/plan.ts";
import type { JournalRow } from "../store/console/journal.ts";
import { dailyRandom, uuidOf } from "./sandbox-random.ts";

export interface HistoryPlan {
  readonly known: Known;
  /** The nodes that run here. */
  readonly nodes: readonly string[];
  /** To which of them an agency sends. */
  readonly seatOf: (agency: string) => string;
  readonly now: Date;
  /** A night counts as in time until this hour of the next morning. */
  readonly dueHour: number;
  /** The first night; thirty before today's. */
  readonly from?: string;
}

/** A share of rejected rows by its rule, for the quality page. */
export interface DemoFinding {
  readonly day: string;
  readonly agency: string;
  readonly item: string;
  readonly origin: string;
  readonly code: string;
  readonly column: string;
  readonly n: number;
}

export interface History {
  readonly rows: ReadonlyMap<string, readonly JournalRow[]>;
  readonly findings: ReadonlyMap<string, readonly DemoFinding[]>;
}

const NIGHTS = 30;
const HOUR_MS = 3_600_000;

/**
 * What an operator should find. `ago` counts the nights by which daily deliveries were due, 1 is the last; all of the city.
 * The sandbox leaves out the sample of the first as well, so that its night stays open.
 */
export const MISSING = { agency: "jinan-medical-security", item: "YBDDJG", ago: [1] };
const HOLES: readonly { readonly agency: string; readonly item: string; readonly ago: readonly number[] }[] =
  [MISSING, { agency: "jinan-court", item: "SXBZX", ago: [8, 9] }];
const LATE = { agency: "jinan-health", item: "YLJGXK", ago: [3, 7] };
const REFUSED = { agency: "jinan-approval", item: "SPXK", ago: [2, 12] };
/** Falls night by night from `begins` on. */
const FALLING = { agency: "jinan-ecology", item: "PWXK", begins: 9, lowest: 0.62 };
/** In this night the node above was away for some hours. */
const STUCK = { ago: 5, hours: 5.3 };

const CODES: readonly FindingCode[] = [
  "VALUE_REQUIRED",
  "MAP_CODE",
  "MAP_DATE",
  "VALUE_FORMAT",
  "VALUE_TOO_LONG",
];

const is = (one: { readonly agency: string; readonly item: string }, adapter: Adapter): boolean =>
  one.agency === adapter.agency && one.item === adapter.item;

export function historyOf(plan: HistoryPlan): History {
  const { known, now, dueHour } = plan;
  const tonight = nightOf(hoursInChina(now), dueHour);
  const rows = new Map<string, JournalRow[]>(plan.nodes.map((node) => [node, []]));
  const findings = new Map<string, DemoFinding[]>(plan.nodes.map((node) => [node, []]));
  const items = new Map(known.catalog.items.map((item) => [item.id, item]));
  const nights = Array.from({ length: NIGHTS }, (_, at) => dateOf(dayNumber(tonight) - NIGHTS + at));
  const due = nights.filter((night) => isDue("daily", night, known.catalog.calendar));
  for (const night of nights) {
    if (plan.from !== undefined && night < plan.from) continue;
    // 0 for a night by which nothing was due.
    const ago = due.includes(night) ? due.length - due.indexOf(night) : 0;
    for (const adapter of known.adapters) {
      const item = items.get(adapter.item);
      if (!item || !comes(plan, adapter, item, night, ago)) continue;
      const delivery = deliveryOf(plan, adapter, item, night, ago);
      for (const { node, row } of follow(plan, adapter, item, delivery, ago)) rows.get(node)?.push(row);
      for (const finding of faults(adapter, delivery)) findings.get(delivery.seat)?.push(finding);
    }
  }
  return { rows, findings };
}

function comes({ known }: HistoryPlan, adapter: Adapter, item: Item, night: string, ago: number): boolean {
  if (item.status !== "ACTIVE" && item.status !== "RESTRICTED") return false;
  if (HOLES.some((hole) => is(hole, adapter) && hole.ago.includes(ago))) return false;
  const random = dailyRandom(adapter.id, night, "comes");
  // Here and there a night is missed that nobody had in mind.
  if (isDue(item.updateCycle, night, known.catalog.calendar)) return random() > 0.004;
  return item.updateCycle === "onchange" && random() < 0.08;
}

interface Delivery {
  readonly id: string;
  readonly seat: string;
  readonly at: Date;
  readonly state: "done" | "partial" | "refused";
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly warnings: number;
}

function deliveryOf(plan: HistoryPlan, adapter: Adapter, item: Item, night: string, ago: number): Delivery {
  const size = dailyRandom(adapter.id, "", "size")();
  const random = dailyRandom(adapter.id, night, "delivery");
  const usual = Math.exp(
    Math.log(30) + size * (Math.log(item.updateCycle === "daily" ? 3500 : 900) - Math.log(30)),
  );
  const rows = Math.max(3, Math.round(usual * (0.75 + 0.5 * random())));
  const isLate = is(LATE, adapter) && LATE.ago.includes(ago);
  // Between half past midnight and half past four; each source at about its own time.
  const minute = isLate ? 9 * 60 + 40 : 30 + dailyRandom(adapter.id, "", "time")() * 225 + random() * 14;
  const at = new Date(
    hourOf(night, 24) * HOUR_MS - 8 * HOUR_MS + minute * 60_000 + Math.floor(random() * 60_000),
  );
  const base = { id: uuidOf(`demo ${adapter.id} ${night}`), seat: plan.seatOf(adapter.agency), at };
  if (is(REFUSED, adapter) && REFUSED.ago.includes(ago))
    return { ...base, state: "refused", rows: 0, accepted: 0, rejected: 0, duplicates: 0, warnings: 0 };
  const falls = is(FALLING, adapter) && ago > 0 && ago <= FALLING.begins;
  const good = falls
    ? 0.985 - ((0.985 - FALLING.lowest) * (FALLING.begins - ago)) / (FALLING.begins - 1)
    : 0.972 + 0.027 * Math.sqrt(random());
  const rejected = Math.min(rows, Math.round(rows * (1 - good)));
  const again = adapter.delivery === "snapshot" ? 0.55 + 0.3 * random() : 0.02 * random();
  const duplicates = Math.round((rows - rejected) * again);
  const accepted = rows - rejected - duplicates;
  const warnings = Math.round(accepted * 0.02 * random());
  return {
    ...base,
    state: rejected > 0 ? "partial" : "done",
    rows,
    accepted,
    rejected,
    duplicates,
    warnings,
  };
}

/** The arrival at the agency's node, and the way up from there as routing would have it. */
function follow(
  plan: HistoryPlan,
  adapter: Adapter,
  item: Item,
  delivery: Delivery,
  ago: number,
): readonly { readonly node: string; readonly row: JournalRow }[] {
  const { known, nodes } = plan;
  const found: { node: string; row: JournalRow }[] = [];
  const random = dailyRandom(adapter.id, delivery.id, "way");
  let node = delivery.seat;
  let from = "agency";
  let at = delivery.at;
  let ended = new Date(at.getTime() + 400 + delivery.rows * 0.4 + random() * 1500);
  found.push({ node, row: arrival(adapter, delivery, { node, from, at, ended }) });
  for (;;) {
    const here: Node | undefined = known.catalog.nodes.find(({ id }) => id === node);
    if (!here || delivery.accepted === 0 || delivery.state === "refused") return found;
    const [route] = planRoutes(item, here, known.catalog.nodes, from, delivery.accepted);
    if (route?.decision !== "forward" || !nodes.includes(route.to)) return found;
    const isStuck = ago === STUCK.ago && from === "agency" && node === nodes[0];
    const planned = ended;
    const wait = isStuck ? STUCK.hours * HOUR_MS * (0.9 + 0.1 * random()) : 250 + random() * 2500;
    at = new Date(planned.getTime() + wait);
    ended = new Date(at.getTime() + 300 + delivery.accepted * 0.3 + random() * 1200);
    const answered = new Date(ended.getTime() + 200 + random() * 900);
    found.push({
      node,
      row: {
        ...shared(adapter, delivery),
        ...{ at: planned, entryId: uuidOf(`${delivery.id} ${node} hop`), kind: "hop", origin: delivery.seat },
        ...{ peer: route.to, door: "node", state: "delivered", fileName: "", bytes: null, code: "" },
        ...{ attempts: isStuck ? 630 : 1, endedAt: answered },
      },
    });
    from = node;
    node = route.to;
    found.push({ node, row: arrival(adapter, delivery, { node, from, at, ended }) });
  }
}

interface Where {
  readonly node: string;
  readonly from: string;
  readonly at: Date;
  readonly ended: Date;
}

function arrival(adapter: Adapter, delivery: Delivery, { node, from, at, ended }: Where): JournalRow {
  const isOwn = from === "agency";
  const isRefused = delivery.state === "refused";
  const day = new Date(delivery.at.getTime() + 8 * HOUR_MS).toISOString().slice(0, 10).replaceAll("-", "");
  const counts = isOwn
    ? shared(adapter, delivery)
    : { ...shared(adapter, delivery), rows: delivery.accepted, rejected: 0, duplicates: 0 };
  return {
    ...counts,
    ...{ at, entryId: uuidOf(`${delivery.id} ${node}`), kind: isOwn ? "file" : "sealed" },
    ...{ origin: delivery.seat, peer: isOwn ? "" : from },
    door: isOwn ? (adapter.door === "http" || adapter.door === "pull" ? adapter.door : "sftp") : "node",
    state: isRefused ? "refused" : isOwn ? delivery.state : "done",
    fileName: isOwn ? `${adapter.id.split("/").at(-1) ?? ""}-${day}.${extension(adapter)}` : "",
    bytes: Math.round((isRefused ? 200 : delivery.rows) * 237) + 512,
    ...(isRefused && { rows: null, accepted: null, rejected: null, duplicates: null, warnings: null }),
    code: isRefused ? "MAP_MISSING_COLUMN" : "",
    ...{ attempts: 1, endedAt: ended },
  };
}

function shared(adapter: Adapter, { rows, accepted, rejected, duplicates, warnings }: Delivery) {
  return {
    ...{ batchId: null, batchSeq: null, intakeId: null, agency: adapter.agency, item: adapter.item },
    ...{ adapter: adapter.id, rows, accepted, rejected, duplicates, warnings, demo: true },
  };
}

function extension({ decode }: Adapter): string {
  return decode.format === "ndjson" ? "jsonl" : decode.format;
}

/** The rejected rows by rule, three columns of the source at most. */
function faults(adapter: Adapter, { id, seat, at, rejected }: Delivery): readonly DemoFinding[] {
  if (rejected === 0) return [];
  const day = dateOf(Math.floor(hoursInChina(at) / 24));
  const first = createHash("sha256").update(adapter.id).digest()[0] ?? 0;
  const random = dailyRandom(adapter.id, id, "faults");
  const found: DemoFinding[] = [];
  let left = rejected;
  for (let at = 0; at < 3 && left > 0; at++) {
    const n = at === 2 ? left : Math.min(left, Math.ceil(left * (0.5 + 0.4 * random())));
    left -= n;
    const code = CODES[(first + at) % CODES.length] ?? "VALUE_REQUIRED";
    const column = adapter.map[(first + at * 3) % adapter.map.length]?.columns[0] ?? "";
    found.push({ day, agency: adapter.agency, item: adapter.item, origin: seat, code, column, n });
  }
  return found;
}
