/**
 * What is wrong now, by the rules: from the nights of the duties, and from the state of the node. Each finding names
 * what it is about, so that the same thing found again is the same alarm. Pure but for what it is given. The
 * trap: a count that is not final yet looks like a hole, so nights are judged only when nothing waits to be counted.
 */

import { dateOf, dayNumber } from "../../model/calendar.ts";
import { canonical } from "../../model/canonical.ts";
import type { NewAlarm } from "../../store/console/alarm-rows.ts";
import type { Line } from "../today/lines.ts";
import type { NeighbourState } from "../today/neighbours.ts";
import type { Frame, Night } from "../today/nights.ts";
import {
  ACCEPTANCE_DROP,
  ACCEPTANCE_LEAST,
  ACCEPTANCE_ROWS,
  CERTIFICATE_DAYS,
  CERTIFICATE_LAST_DAYS,
  DISK_LAST_SHARE,
  DISK_SHARE,
  REFUSED_NIGHTS,
  RULES,
  type Rule,
  STUCK_MINUTES,
  UNSEALED_MINUTES,
} from "./rules.ts";

export type Wrong = Omit<NewAlarm, "alarmId">;

type About = Partial<Pick<Wrong, "agency" | "item" | "severity">>;
type Given = Readonly<Record<string, string | number>>;

function wrong(rule: Rule, subject: string, params: Given, about: About = {}): Wrong {
  const { agency = null, item = null, severity = RULES[rule].severity } = about;
  return { rule, subject, severity, agency, item, params: canonical(params) };
}

/** Missing, refused, and far below its own month. */
export function wrongNights(lines: readonly Line[], { last }: Frame): readonly Wrong[] {
  const oldest = dateOf(dayNumber(last) - REFUSED_NIGHTS);
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
    } else if (latest && latest.night >= oldest && isLow(latest, nights))
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

function isLow(night: Night, nights: readonly Night[]): boolean {
  if (night.rows < ACCEPTANCE_ROWS) return false;
  const before = nights.filter((one) => one.night < night.night);
  const share = shareOf([night]);
  return (
    share < ACCEPTANCE_LEAST &&
    before.some(({ rows }) => rows > 0) &&
    share < shareOf(before) - ACCEPTANCE_DROP
  );
}

function shareOf(nights: readonly Night[]): number {
  const rows = nights.reduce((sum, one) => sum + one.rows, 0);
  return rows === 0 ? 1 : nights.reduce((sum, one) => sum + one.accepted + one.duplicates, 0) / rows;
}

/** As text: the canonical form of parameters has whole numbers alone. */
function percent(share: number): string {
  return String(Math.round(share * 1000) / 10);
}

export function wrongNeighbours(neighbours: readonly NeighbourState[], now: Date): readonly Wrong[] {
  return neighbours.flatMap(({ node, queued, oldest, abandoned }) => {
    const minutes = oldest === null ? 0 : Math.floor((now.getTime() - oldest.getTime()) / 60_000);
    return minutes >= STUCK_MINUTES || abandoned > 0
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
export function expiring(certificates: readonly Certificate[], now: Date): readonly Wrong[] {
  const last = new Map<string, Certificate>();
  for (const one of certificates) {
    const key = `${one.holder} ${one.use}`;
    const known = last.get(key);
    if (!known || known.until < one.until) last.set(key, one);
  }
  return [...last].flatMap(([key, { holder, use, until }]) => {
    const days = (until.getTime() - now.getTime()) / 86_400_000;
    if (days > CERTIFICATE_DAYS) return [];
    const agency = holder.startsWith("agency:") ? holder.slice(7) : null;
    const severity = days <= CERTIFICATE_LAST_DAYS ? "critical" : "warning";
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
export function unsealed(oldest: Date | null, now: Date): readonly Wrong[] {
  const minutes = oldest === null ? 0 : Math.floor((now.getTime() - oldest.getTime()) / 60_000);
  return minutes >= UNSEALED_MINUTES ? [wrong("checkpoint", "log", { minutes })] : [];
}

export interface Disk {
  readonly use: "spool" | "files";
  readonly free: number;
  readonly size: number;
}

export function fullDisks(disks: readonly Disk[]): readonly Wrong[] {
  return disks.flatMap(({ use, free, size }) => {
    const share = free / size;
    if (share > DISK_SHARE) return [];
    const severity = share <= DISK_LAST_SHARE ? "critical" : "warning";
    return [
      wrong("disk", use, { use, share: percent(share), gigabytes: Math.floor(free / 1e9) }, { severity }),
    ];
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
