/**
 * What needs an act first, each with its cause and whose turn it is: refused or for the most part rejected, missing,
 * half rejected. The trap: a message is filled with no value of a file, only with what the tables of codes say.
 */

import { dateOf, dayNumber } from "../../model/calendar.ts";
import { isCode, messageOf } from "../../model/code-text.ts";
import { REFUSALS } from "../../model/refusals.ts";
import type { Queryable } from "../../store/connect.ts";
import { type ArrivalRow, latestFaulty } from "../../store/console/night-arrivals.ts";
import { faultCounts, type Scope } from "../../store/console/tally-read.ts";
import { type Line, momentOf } from "./lines.ts";
import { hourOf } from "./nights.ts";

export interface Cause {
  readonly kind: "rejected" | "missing" | "partial";
  readonly line: Line;
  readonly night: string;
  readonly rows: number;
  readonly rejected: number;
  readonly code: string | null;
  readonly message: ReturnType<typeof messageOf> | null;
  readonly turn: "agency" | "node";
  readonly arrival: ArrivalRow | null;
}

const ORDER = ["rejected", "missing", "partial"] as const;

export async function causesOf(
  db: Queryable,
  scope: Scope,
  lines: readonly Line[],
  dueHour: number,
): Promise<readonly Cause[]> {
  const open = lines.flatMap((line) => {
    const kind = ORDER.find((one) => one === line.standing.state);
    const { night } = line.standing;
    return kind === undefined || night === null ? [] : [{ line, kind, night }];
  });
  const faulty = open.filter(({ kind }) => kind !== "missing");
  const pairs = faulty.map(({ line: { agency, item }, night }) => ({
    ...{ agency, item },
    from: new Date(momentOf(hourOf(night, dueHour))),
    until: new Date(momentOf(hourOf(night, 24 + dueHour))),
  }));
  const nights = faulty.map(({ night }) => night).sort();
  const [arrivals, faults] = await Promise.all([
    latestFaulty(db, pairs),
    nights[0] === undefined
      ? []
      : faultCounts(db, scope, { from: nights[0], until: dateOf(dayNumber(nights.at(-1) ?? nights[0]) + 1) }),
  ]);
  const key = ({ agency, item }: { readonly agency: string; readonly item: string }) => `${agency} ${item}`;
  const arrivalOf = new Map(arrivals.map((one) => [key(one), one]));
  const worst = new Map(
    faults
      .filter(({ code }) => !code.startsWith("W_"))
      .reverse()
      .map((one) => [key(one), one.code]),
  );
  return open
    .map(({ line, kind, night }): Cause => {
      const found = line.nights.find((one) => one.night === night);
      const arrival = kind === "missing" ? null : (arrivalOf.get(key(line)) ?? null);
      const code = kind === "missing" ? null : arrival?.code || (worst.get(key(line)) ?? null);
      return {
        ...{ kind, line, night, rows: found?.rows ?? 0, rejected: found?.rejected ?? 0, code, arrival },
        message: code === null ? null : messageOf(code),
        turn: code !== null && isCode(REFUSALS, code) && REFUSALS[code].status >= 500 ? "node" : "agency",
      };
    })
    .sort(
      (one, other) =>
        ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) ||
        (one.night < other.night ? 1 : one.night > other.night ? -1 : 0),
    );
}
