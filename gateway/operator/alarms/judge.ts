/**
 * What is wrong now, by the rules: from the nights of the duties, and from the state of the node. Each finding names
 * what it is about, so that the same thing found again is the same alarm. Pure but for what it is given. The
 * trap: a count that is not final yet looks like a hole, so nights are judged only when nothing waits to be counted.
 */

import { dateOf, dayNumber } from "../../model/calendar.ts";
import { canonical } from "../../model/canonical.ts";
import type { NewAlarm } from "../../store/console/alarm-rows.ts";
import type { Pause } from "../../store/pull-rows.ts";
import type { Line } from "../today/lines.ts";
import type { NeighbourState } from "../today/neighbours.ts";
import type { Frame, Night } from "../today/nights.ts";
import { RULES, type Rule } from "./rules.ts";
import { type Thresholds, USUAL } from "./thresholds.ts";

export type Wrong = Omit<NewAlarm, "alarmId">;

type About = Partial<Pick<Wrong, "agency" | "item" | "severity">>;
type Given = Readonly<Record<string, string | number>>;

function wrong(rule: Rule, subject: string, params: Given, about: About = {}): Wrong {
  const { agency = null, item = null, severity = RULES[rule].severity } = about;
  return { rule, subject, severity, agency, item, params: canonical(params) };
}

/** Missing, refused, and far below its own month. */
export function wrongNights(
  lines: readonly Line[],
  { last }: Frame,
  { refused, acceptance }: Pick<Thresholds, "refused" | "acceptance"> = USUAL,
): readonly Wrong[] {
  const oldest = dateOf(dayNumber(last) - refused.nights);
  return lines.flatMap((line): readonly Wrong[] => {
    const { agency, item, origin, standing, nights } = line;
    const subject = `${origin}/${agency}/${item}`;
    const about = { agency, item };
    const found: Wrong[] = [];
    if (standing.state === "missing" && standing.night !== null)
      found.push(wrong("missing", subject, { night: standing.night }, about));
    const latest = nights.findLast(({ batches }) => batches > 0);
    if (latest?.state === "rejected" && latest.night >= oldest) {
      const { night, rows, rejected } = latest;
      found.push(wrong("refused", subject, { night, rows, rejected }, about));
    } else if (latest && latest.night >= oldest && isLow(latest, nights, acceptance))
      found.push(
        wrong(
          "acceptance",
          subject,
          { night: latest.night, share: percent(shareOf([latest])), usual: percent(shareOf(nights)) },
          about,
        ),
      );
    return found;
  });
}

function isLow(
  night: Night,
  nights: readonly Night[],
  { least, drop, rows: most }: Thresholds["acceptance"],
): boolean {
  if (night.rows < most) return false;
  const before = nights.filter((one) => one.night < night.night);
  const share = shareOf([night]);
  return share < least / 100 && before.some(({ rows }) => rows > 0) && share < shareOf(before) - drop / 100;
}

function shareOf(nights: readonly Night[]): number {
  const rows = nights.reduce((sum, one) => sum + one.rows, 0);
  return rows === 0 ? 1 : nights.reduce((sum, one) => sum + one.accepted + one.duplicates, 0) / rows;
}

/** As text: the canonical form of parameters has whole numbers alone. */
function percent(share: number): string {
  return String(Math.round(share * 1000) / 10);
}

export function wrongNeighbours(
  neighbours: readonly NeighbourState[],
  now: Date,
  { stuck }: Pick<Thresholds, "stuck"> = USUAL,
): readonly Wrong[] {
  return neighbours.flatMap(({ node, queued, oldest, abandoned }) => {
    const minutes = oldest === null ? 0 : Math.floor((now.getTime() - oldest.getTime()) / 60_000);
    return minutes >= stuck.minutes || abandoned > 0
      ? [wrong("stuck", node, { peer: node, count: queued, minutes, abandoned })]
      : [];
  });
}

export interface GivenUp {
  readonly intakeId: string;
  readonly kind: string;
  readonly sender: string;
  readonly attempts: number;
  readonly error: string | null;
}

export function givenUp(intakes: readonly GivenUp[]): readonly Wrong[] {
  return intakes.map(({ intakeId: intake, kind, sender, attempts, error }) => {
    // A code is said, a sentence of a defect is not.
    const params = {
      intake,
      attempts,
      error: error !== null && /^[A-Z][A-Z0-9_]*$/.test(error) ? error : "DEFECT",
    };
    return kind === "sealed"
      ? wrong("poison", intake, { ...params, peer: sender })
      : wrong("poison", intake, params, { agency: sender });
  });
}

export interface Certificate {
  /** agency:<id> or node:<id> */
  readonly holder: string;
  readonly use: string;
  readonly until: Date;
}

/** Of each holder and use the one that lasts longest counts: it was renewed. */
export function expiring(
  certificates: readonly Certificate[],
  now: Date,
  { certificate }: Pick<Thresholds, "certificate"> = USUAL,
): readonly Wrong[] {
  const last = new Map<string, Certificate>();
  for (const one of certificates) {
    const key = `${one.holder} ${one.use}`;
    const known = last.get(key);
    if (!known || known.until < one.until) last.set(key, one);
  }
  return [...last].flatMap(([key, { holder, use, until }]) => {
    const days = (until.getTime() - now.getTime()) / 86_400_000;
    if (days > certificate.days) return [];
    const agency = holder.startsWith("agency:") ? holder.slice(7) : null;
    const severity = days <= certificate.last ? "critical" : "warning";
    return [
      wrong(
        "certificate",
        key,
        { holder, use, until: until.toISOString().slice(0, 10) },
        { agency, severity },
      ),
    ];
  });
}

/** `oldest`: of the entries that no checkpoint covers. */
export function unsealed(
  oldest: Date | null,
  now: Date,
  { checkpoint }: Pick<Thresholds, "checkpoint"> = USUAL,
): readonly Wrong[] {
  const minutes = oldest === null ? 0 : Math.floor((now.getTime() - oldest.getTime()) / 60_000);
  return minutes >= checkpoint.minutes ? [wrong("checkpoint", "log", { minutes })] : [];
}

export interface Disk {
  readonly use: "spool" | "files";
  readonly free: number;
  readonly size: number;
}

export function fullDisks(
  disks: readonly Disk[],
  { disk }: Pick<Thresholds, "disk"> = USUAL,
): readonly Wrong[] {
  return disks.flatMap(({ use, free, size }) => {
    const share = free / size;
    if (share > disk.share / 100) return [];
    const severity = share <= disk.last / 100 ? "critical" : "warning";
    return [
      wrong("disk", use, { use, share: percent(share), gigabytes: Math.floor(free / 1e9) }, { severity }),
    ];
  });
}

/** Of sources that are still listed; `about` gives agency and item of an adapter. */
export function pausedLong(
  pauses: readonly Pause[],
  now: Date,
  about: (adapter: string) => { readonly agency: string; readonly item: string } | undefined,
  { paused }: Pick<Thresholds, "paused"> = USUAL,
): readonly Wrong[] {
  return pauses.flatMap(({ pullId: pull, at, adapter }) => {
    const days = Math.floor((now.getTime() - at.getTime()) / 86_400_000);
    return days >= paused.days ? [wrong("paused", pull, { pull, days }, about(adapter) ?? {})] : [];
  });
}

/** A newer release that can be used makes an older fault no matter. */
export function faultyReleases(
  releases: readonly { readonly number: number; readonly fault: string | null }[],
): readonly Wrong[] {
  const sound = Math.max(0, ...releases.filter(({ fault }) => fault === null).map(({ number }) => number));
  return releases
    .filter(({ number, fault }) => fault !== null && number > sound)
    .map(({ number, fault }) => wrong("release", String(number), { number, fault: fault ?? "" }));
}
