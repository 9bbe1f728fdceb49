/**
 * Which day a date of an invented record shows: in the order that the standard's rules ask for,
 * not after the day of receipt, ends of validity in the years after. It knows no column.
 */
import type { Standard } from "../../gateway/model/catalog.ts";

/** Days from the record's main date, by date field. */
export function dayOffsets(standard: Standard): ReadonlyMap<string, number> {
  const dates = standard.fields.filter(({ type }) => type === "date" || type === "datetime");
  const rules = (use: string) => standard.rules.filter((rule) => rule.use === use);
  const edges = rules("date-order").map(
    (rule) => [String(rule.with["from"]), String(rule.with["to"])] as const,
  );
  const past = new Set(rules("date-not-after-received").flatMap((rule) => rule.with["fields"] as string[]));
  // Who must not come after a day that is past is past as well.
  for (let round = 0; round < edges.length; round++)
    for (const [from, to] of edges) if (past.has(to)) past.add(from);

  const level = new Map(dates.map(({ name }) => [name, 0]));
  const levelOf = (name: string) => level.get(name) ?? 0;
  for (let round = 0; round < dates.length; round++)
    for (const [from, to] of edges) level.set(to, Math.max(levelOf(to), levelOf(from) + 1));

  const recent = rules("late-report")[0]?.with["from"];
  const names = dates.map(({ name }) => name);
  const anchor =
    names.find((name) => name === recent) ??
    standard.identity.find((name) => names.includes(name)) ??
    names.find((name) => past.has(name) && name !== standard.versionField);
  const ends = new Set(dates.filter(looksLikeEnd).map(({ name }) => name));

  const offsets = new Map<string, number>();
  for (const name of names) {
    const group = connected(name, edges);
    const base =
      anchor !== undefined && group.has(anchor) ? levelOf(anchor) : Math.min(...[...group].map(levelOf));
    const steps = levelOf(name) - base;
    const before = past.has(name) || (steps <= 0 && !ends.has(name));
    offsets.set(name, before ? Math.min(0, steps) * 30 : Math.max(1, steps) * 365);
  }
  return offsets;
}

function connected(start: string, edges: readonly (readonly [string, string])[]): Set<string> {
  const group = new Set([start]);
  for (let round = 0; round < edges.length; round++)
    for (const [from, to] of edges)
      if (group.has(from) || group.has(to)) {
        group.add(from);
        group.add(to);
      }
  return group;
}

function looksLikeEnd({ name, title }: Standard["fields"][number]): boolean {
  return (
    /(Until|To|Expiry|ExpiresOn|EndDate|DueOn|Deadline)$|^expect|^planned/i.test(name) ||
    /至$|止$|截止|届满|到期|期满/.test(title.zh)
  );
}

/** YYYY-MM-DD so many days after another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
