/**
 * The catalog's own form of an item: an adapter that nobody had to write, for workbooks with the titles
 * of the item's standard and one row of explanations. Templates are made by it and filled-in templates
 * are checked by it. It belongs to no agency, so no node takes a batch by it; an agency that wants
 * to send such workbooks has an adapter of its own with the same decode line.
 */
import type { Adapter } from "../model/adapter.ts";
import type { Catalog } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { resolveAdapter } from "./resolve.ts";

export const OWN_FORM = {
  format: "xlsx",
  charset: "utf-8",
  delimiter: ",",
  titleRows: 0,
  explanationRows: 1,
  sheet: 0,
} as const;

export function ownForm(id: string, catalog: Catalog): Adapter {
  const item = catalog.items.find((one) => one.id === id);
  if (item === undefined || item.standard === "") throw new Refusal("ITEM_UNKNOWN", { item: id });
  const faults: string[] = [];
  const adapter = resolveAdapter(
    {
      ...{ adapter: `forms/${item.id}`, version: item.version, title: item.title },
      ...{ agency: catalog.agencies.find(({ receivesOnly }) => !receivesOnly)?.id ?? "" },
      ...{ item: item.id, standard: item.standard, door: "http", delivery: "delta" },
      ...{ decode: OWN_FORM, nulls: [], map: new Map(), omit: [], ignore: [] },
    },
    catalog,
    (place, remedy) => void faults.push(`${place}: ${remedy}`),
  );
  if (adapter === undefined || faults.length > 0)
    throw new Refusal("CATALOG_INVALID", { detail: faults.join("; ") });
  return { ...adapter, agency: "" };
}
