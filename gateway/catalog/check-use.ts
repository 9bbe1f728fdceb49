/**
 * What must hold where one part of the catalog uses another's values: fields are no more open
 * than the items that they are exchanged for, codes that conditions name are codes, successions
 * of codes leave no day without one, territories are divisions. Knows no record.
 */
import type { Catalog, Code, CodeSet, Item, Standard } from "../model/catalog.ts";
import type { Kind, Tell } from "./problem.ts";
import { isObject, pointer } from "./shape.ts";

const DIVISIONS = "divisions";
const DAY_MS = 86_400_000;

export function checkUses(catalog: Catalog, teller: (kind: Kind, id: string) => Tell): void {
  const sets = new Map(catalog.codeSets.map((set) => [set.id, set]));
  for (const standard of catalog.standards) {
    const tell = teller("standard", standard.id);
    checkOpenness(
      standard,
      catalog.items.filter((item) => item.standard === standard.id),
      tell,
    );
    checkConditions(standard, sets, tell);
  }
  checkTerms(catalog, sets.get("severity"), teller);
  for (const set of catalog.codeSets) checkSuccession(set, teller("codeSet", set.id));
  const divisions = sets.get(DIVISIONS);
  if (divisions !== undefined) checkDivisions(catalog, divisions, teller);
}

/** What no item shows to the public is open in none of its fields. */
function checkOpenness(standard: Standard, items: readonly Item[], tell: Tell): void {
  if (items.length === 0 || items.some(({ openness }) => openness === "public")) return;
  const names = items.map(({ id }) => id).join(", ");
  for (const { name, sensitivity } of standard.fields) {
    if (sensitivity !== "open") continue;
    tell(
      `/properties/${pointer(name)}/x-sensitivity`,
      `比事项更开放：${names} 均不公开，字段至少应为 shared`,
      `more open than its item: ${names} are not public, so the field must be shared or above`,
    );
  }
}

/** A condition on a code that the set has not would never hold. */
function checkConditions(standard: Standard, sets: ReadonlyMap<string, CodeSet>, tell: Tell): void {
  const fields = new Map(standard.fields.map((field) => [field.name, field]));
  const walk = (node: unknown, place: string): void => {
    if (!isObject(node)) return;
    for (const [name, inner] of Object.entries((node["properties"] ?? {}) as Record<string, unknown>)) {
      const set = sets.get(fields.get(name)?.codeSet ?? "");
      if (set === undefined || !isObject(inner)) continue;
      for (const code of codesIn(inner)) {
        if (!hasCode(set, code))
          tell(
            `${place}/properties/${pointer(name)}`,
            `代码集 ${set.id} 没有代码 ${code}`,
            `a hole: code set ${set.id} has no code ${code}`,
          );
      }
    }
    for (const part of ["not", "if", "then", "else"]) walk(node[part], `${place}/${part}`);
  };
  const branches = (standard.schema["allOf"] ?? []) as readonly unknown[];
  for (const [i, branch] of branches.entries()) walk(branch, `/allOf/${i}`);
}

/** Codes that a condition on one field names: const, enum, also of the entries of a list. */
function codesIn(node: Record<string, unknown>): string[] {
  const own = [node["const"], ...((node["enum"] ?? []) as unknown[])].filter(
    (one): one is string => typeof one === "string",
  );
  const inner = ["items", "contains", "not"].flatMap((part) => {
    const value = node[part];
    return isObject(value) ? codesIn(value) : [];
  });
  return [...own, ...inner];
}

export function hasCode({ codes, openPrefix }: CodeSet, code: string): boolean {
  if (codes.some((one) => one.code === code)) return true;
  return openPrefix !== undefined && code.startsWith(openPrefix) && code.length > openPrefix.length;
}

/** Between the last day of a code and the first of its successor no day may be without either. */
function checkSuccession({ codes }: CodeSet, tell: Tell): void {
  const byCode = new Map<string, Code>(codes.map((one) => [one.code, one]));
  for (const { code, validTo, replacedBy } of codes) {
    const from = byCode.get(replacedBy ?? "")?.validFrom;
    if (validTo === undefined || from === undefined) continue;
    if (firstDay(from) - lastDay(validTo) <= DAY_MS) continue;
    tell(
      code,
      `有空档：${validTo} 之后、${from} 之前既无 ${code} 也无 ${replacedBy}`,
      `a hole: after ${validTo} and before ${from} there is neither ${code} nor ${replacedBy}`,
    );
  }
}

/** Terms by severity: each severity there is, once, and no item that allows itself more than its severity. */
function checkTerms(
  { publicationTerms, items }: Catalog,
  severity: CodeSet | undefined,
  teller: (kind: Kind, id: string) => Tell,
): void {
  const tell = teller("timeRules", "");
  for (const [i, { from, severities }] of publicationTerms.entries()) {
    const place = `/publicationTerms/${i}`;
    if (i > 0 && from <= (publicationTerms[i - 1]?.from ?? ""))
      tell(`${place}/from`, "应晚于上一档的日期", "must be later than the one before");
    const named = severities.map((one) => one.severity).sort();
    const wanted = (severity?.codes ?? []).map(({ code }) => code).sort();
    if (severity !== undefined && named.join() !== wanted.join())
      tell(
        `${place}/severities`,
        `每种程度一行：${wanted.join(", ")}`,
        `one line for each of ${wanted.join(", ")}`,
      );
    for (const [at, { minMonths, maxMonths }] of severities.entries())
      if (minMonths > maxMonths)
        tell(`${place}/severities/${at}/minMonths`, "不得大于 maxMonths", "must not be above maxMonths");
  }
  const newest = publicationTerms.at(-1)?.severities ?? [];
  const most = Math.max(...newest.map(({ maxMonths }) => maxMonths));
  for (const { id, publication } of items) {
    if (publication === undefined || newest.length === 0) continue;
    const own = newest.find((one) => one.severity === publication.severity);
    if ((publication.maxMonths ?? 0) > (own?.maxMonths ?? most))
      teller("item", id)(
        "/publication/maxMonths",
        "超出其严重程度的上限；见 time-rules.yaml",
        "is above what its severity allows; see time-rules.yaml",
      );
  }
}

/** Dates say no more than is known: a year, a month or a day. */
function firstDay(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return Date.UTC(year, month - 1, day);
}

function lastDay(date: string): number {
  const [year = 0, month, day] = date.split("-").map(Number);
  if (month === undefined) return Date.UTC(year, 12, 0);
  return day === undefined ? Date.UTC(year, month, 0) : Date.UTC(year, month - 1, day);
}

/** Ids of nodes, and the division in an agency's code, are of GB/T 2260. */
function checkDivisions(
  { nodes, agencies }: Catalog,
  divisions: CodeSet,
  teller: (kind: Kind, id: string) => Tell,
): void {
  const unknown = (code: string) =>
    [
      `未知的行政区划代码 ${code}；见 codesets/${DIVISIONS}.yaml`,
      `unknown division code ${code}; see codesets/${DIVISIONS}.yaml`,
    ] as const;
  for (const { id } of nodes) if (!hasCode(divisions, id)) teller("node", id)(id, ...unknown(id));
  for (const { id, uscc } of agencies) {
    const code = uscc?.slice(2, 8);
    if (code !== undefined && !hasCode(divisions, code)) teller("agency", id)(id, ...unknown(code));
  }
}
