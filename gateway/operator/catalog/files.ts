/** Files that the catalog gives away: templates to fill in, and the samples that lie beside the adapters. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { ownForm } from "../../adapter/own-form.ts";
import type { GivenFile } from "../../api/attachment.ts";
import { templateXlsx, XLSX_TYPE } from "../../form/workbook.ts";
import type { Adapter } from "../../model/adapter.ts";
import { dayInChina } from "../../model/calendar.ts";
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import { assertNotShut } from "../../model/shut.ts";
import type { Known } from "../../piece/piece.ts";
import { templateCsv } from "../../template.ts";
import { samplesOf } from "./item.ts";

const FORMS = "forms/";

/** An adapter that the operator may see, or the catalog's own form of an item. */
export function readerOf(id: string, { scope }: Operator, { catalog, adapters }: Known): Adapter {
  if (id.startsWith(FORMS)) return ownForm(id.slice(FORMS.length).toUpperCase(), catalog);
  const found = adapters.find((one) => one.id === id);
  if (found === undefined || (scope !== null && !scope.includes(found.agency)))
    throw new Refusal("ADAPTER_UNKNOWN", { adapter: id });
  return found;
}

export async function templateFile(
  adapter: Adapter,
  { catalog }: Known,
  format: "csv" | "xlsx",
  now: Date,
): Promise<GivenFile> {
  const item = catalog.items.find(({ id }) => id === adapter.item);
  if (item === undefined) throw new Refusal("ITEM_UNKNOWN", { item: adapter.item });
  assertNotShut(item);
  const name = adapter.id.split("/").at(-1) ?? item.id;
  if (format === "xlsx") {
    // Who reads another format could not take it back.
    if (adapter.decode.format !== "xlsx") throw new Refusal("NOT_ACCEPTABLE");
    const bytes = await templateXlsx(adapter, item, catalog, dayInChina(now));
    return { name: `${name}.xlsx`, type: XLSX_TYPE, bytes };
  }
  const charset = adapter.decode.format === "csv" ? adapter.decode.charset : "utf-8";
  return {
    name: `${name}.csv`,
    type: `text/csv; charset=${charset}; header=present`,
    bytes: templateCsv(adapter),
  };
}

/** Only names that the folder has: none leads out of it. */
export async function sampleFile(folder: string, adapter: Adapter, name: string): Promise<GivenFile> {
  if (!samplesOf(folder, adapter.id).includes(name)) throw new Refusal("NOT_FOUND");
  return {
    name,
    type: "application/octet-stream",
    bytes: await readFile(join(folder, adapter.id, "samples", name)),
  };
}
