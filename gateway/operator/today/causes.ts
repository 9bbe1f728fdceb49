/**
 * What needs an act first, each with its cause and whose turn it is: refused or for the most part rejected, missing,
 * half rejected; first of the agencies, each by itself, then of lower nodes, each node once for what is wrong in the same
 * way. The trap: a message is filled with no value of a file, only with what the tables of codes say.
 */

import { isCode, messageOf } from "../../model/code-text.ts";
import { REFUSALS } from "../../model/refusals.ts";
import type { Queryable } from "../../store/connect.ts";
import { type ArrivalRow, latestFaulty, worstFaults } from "../../store/console/night-arrivals.ts";
import { type Line, momentOf } from "./lines.ts";
import { hourOf } from "./nights.ts";

export interface Cause {
  readonly kind: "rejected" | "missing" | "partial";
  readonly line: Line;
  /** Items of the same lower node that are wrong in the same way. */
  readonly others: number;
  readonly night: string;
  readonly rows: number;
  readonly rejected: number;
  readonly code: string | null;
  readonly message: ReturnType<typeof messageOf> | null;
  readonly turn: "agency" | "node" | "child";
  readonly arrival: ArrivalRow | null;
}

type Open = Pick<Cause, "kind" | "line" | "night" | "others">;

const ORDER = ["rejected", "missing", "partial"] as const;

export async function causesOf(
  db: Queryable,
  lines: readonly Line[],
  dueHour: number,
): Promise<readonly Cause[]> {
  const open = openOf(lines);
  const faulty = open.filter(({ kind }) => kind !== "missing");
  const own = faulty.flatMap(({ line: { agency, item, child }, night }) =>
    child === null ? [{ agency, item, night }] : [],
  );
  const [arrivals, faults] = await Promise.all([
    latestFaulty(
      db,
      faulty.map(({ line: { agency, item, child }, night }) => ({
        ...{ by: child === null ? ("agency" as const) : ("peer" as const), who: child ?? agency, item },
        from: new Date(momentOf(hourOf(night, dueHour))),
        until: new Date(momentOf(hourOf(night, 24 + dueHour))),
      })),
    ),
    worstFaults(db, own),
  ]);
  const worst = new Map(faults.map(({ agency, item, code }) => [`${agency} ${item}`, code]));
  return open.map(({ kind, line, night, others }): Cause => {
    const found = line.nights.find((one) => one.night === night);
    const arrival = arrivals[faulty.findIndex((one) => one.line === line)] ?? null;
    const code =
      kind === "missing" ? null : arrival?.code || (worst.get(`${line.agency} ${line.item}`) ?? null);
    return {
      ...{ kind, line, others, night, rows: found?.rows ?? 0, rejected: found?.rejected ?? 0, code, arrival },
      message: code === null ? null : messageOf(code),
      turn: turnOf(line, code),
    };
  });
}

function openOf(lines: readonly Line[]): readonly Open[] {
  const open = lines
    .flatMap((line) => {
      const kind = ORDER.find((one) => one === line.standing.state);
      const { night } = line.standing;
      return kind === undefined || night === null ? [] : [{ line, kind, night, others: 0 }];
    })
    .sort(
      (one, other) =>
        Number(one.line.child !== null) - Number(other.line.child !== null) ||
        ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) ||
        (one.night < other.night ? 1 : one.night > other.night ? -1 : 0),
    );
  const ofChildren = Map.groupBy(open, ({ line, kind }) =>
    line.child === null ? "" : `${line.child} ${kind}`,
  );
  return [
    ...(ofChildren.get("") ?? []),
    ...[...ofChildren].flatMap(([key, [first, ...rest]]) =>
      key === "" || first === undefined ? [] : [{ ...first, others: rest.length }],
    ),
  ];
}

function turnOf({ child }: Line, code: string | null): Cause["turn"] {
  if (code !== null && isCode(REFUSALS, code) && REFUSALS[code].status >= 500) return "node";
  return child === null ? "agency" : "child";
}
