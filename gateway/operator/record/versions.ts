/** A version of a record as the contract shows it: fields by name and title, masked or whole. The trap: a standard that is no more in the catalog masks nothing, so nothing of such a version is shown. */
import type { Catalog, Standard } from "../../model/catalog.ts";
import { FINDINGS } from "../../model/findings.ts";
import { compileMask } from "../../rights/mask.ts";
import type { SeenRow } from "../../store/query-rows.ts";
import type { JsonAnswer } from "../admit.ts";

export type Version = JsonAnswer<"findRecords">["items"][number];
/** Milliseconds that a Date can be. */
const LAST_INSTANT = 8.64e15;

export type Seeing = "open" | "personal";

export type ShowVersion = (row: SeenRow, seeing: Seeing) => Version;

export function versionsBy(catalog: Catalog): ShowVersion {
  // By the standard itself: another release of the catalog brings another.
  const masks = new WeakMap<Standard, ReturnType<typeof compileMask>>();
  const maskOf = (standard: Standard) => {
    const made = masks.get(standard) ?? compileMask(standard, "open");
    masks.set(standard, made);
    return made;
  };
  return (row, seeing) => {
    const standard = catalog.standards.find(({ id }) => id === row.standard);
    const whole = { fields: row.payload, withheld: [], masked: [] };
    const nothing = { fields: "{}", withheld: Object.keys(JSON.parse(row.payload) as object), masked: [] };
    const seen = !standard ? nothing : seeing === "personal" ? whole : maskOf(standard)(row.payload);
    const values = JSON.parse(seen.fields) as Record<string, unknown>;
    return {
      ...{ record: row.recordId, item: row.item, subject: row.subject, version: row.version },
      ...{
        at: new Date(Math.min(row.version, LAST_INSTANT)).toISOString(),
        acceptedAt: row.acceptedAt.toISOString(),
      },
      ...{ origin: row.origin, sender: row.sender, batch: row.batchId, leaf: row.leafIndex },
      withdrawn: row.withdrawn,
      marks: (row.marks ?? []).map(({ mark, since, until }) => ({
        mark,
        since,
        ...(until !== null && { until }),
      })),
      fields: inOrder(Object.keys(values), standard).map((name) => {
        const field = standard?.fields.find((one) => one.name === name);
        return { name, title: field?.title ?? { zh: name, en: name }, value: textOf(values[name]) };
      }),
      withheld: [...seen.withheld],
      masked: [...seen.masked],
      warnings: Object.entries(FINDINGS).flatMap(([code, one]) =>
        "bit" in one && (row.warnings & (1 << one.bit)) !== 0 ? [code] : [],
      ),
    };
  };
}

/** As the standard lists them: the subject first, as people read it. */
function inOrder(names: readonly string[], standard: Standard | undefined): readonly string[] {
  const order = standard?.fields.map(({ name }) => name) ?? [];
  const place = (name: string) => (order.indexOf(name) + order.length + 1) % (order.length + 1);
  return [...names].sort((a, b) => place(a) - place(b));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join("；");
  return typeof value === "string" ? value : JSON.stringify(value);
}
