/**
 * The catalog as an asker sees it: everything that may be exchanged, what must not be and why, and what
 * the asker may do. Nothing of it is secret; only adapters and rights are one's own.
 */
import { ACTIONS, type Action } from "../model/access.ts";
import type { Adapter } from "../model/adapter.ts";
import { dayInChina } from "../model/calendar.ts";
import type { Caller } from "../model/caller.ts";
import { Refusal } from "../model/refusal.ts";
import { templateCsv } from "../template.ts";
import type { Permissions } from "./permission.ts";

/** Catalog of the contract. */
export function catalogOf(permissions: Permissions, caller: Caller): object {
  const { catalog } = permissions;
  return {
    version: catalog.version,
    digest: catalog.digest,
    items: catalog.items.map((item) => ({
      ...{ id: item.id, title: item.title, category: item.category },
      ...(item.standard !== "" && { standard: item.standard }),
      status: item.status,
      ...(item.statusReason && { statusReason: item.statusReason }),
      ...{ openness: item.openness, sharing: item.sharing },
      may: ACTIONS.filter((action) => may(permissions, caller, item.id, action)),
    })),
    standards: catalog.standards.map(({ id }) => id),
    codeSets: catalog.codeSets.map(({ id }) => id),
  };
}

/** Sending needs an adapter of one's own as well as the right. */
function may(
  { rights, adapters, clock }: Permissions,
  caller: Caller,
  item: string,
  action: Action,
): boolean {
  const isReady = action !== "send" || adapters.some((one) => one.agency === caller.id && one.item === item);
  return isReady && rights().may(caller, item, action, clock()) !== null;
}

/** The item as the catalog has it; NOT_FOUND for any other. */
export function itemOf({ catalog }: Permissions, id: string): object {
  return found(catalog.items.find((one) => one.id === id));
}

/** A JSON Schema without references: common definitions stand where they were named. */
export function standardOf({ catalog }: Permissions, id: string): object {
  return found(catalog.standards.find((one) => one.id === id)).schema;
}

export function codeSetOf({ catalog }: Permissions, id: string): object {
  return found(catalog.codeSets.find((one) => one.id === id));
}

/** AdapterList of the contract: the asker's own. */
export function adaptersOf({ adapters }: Permissions, caller: Caller): object {
  const own = adapters.filter((one) => caller.kind === "agency" && one.agency === caller.id);
  return {
    items: own.map((adapter) => ({
      ...{ id: adapter.id, version: adapter.version, title: adapter.title, item: adapter.item },
      ...{ standard: adapter.standard, door: adapter.door, delivery: adapter.delivery },
      ...{ format: adapter.decode.format, charset: adapter.decode.charset },
      columns: adapter.map
        .filter(({ columns }) => columns.length > 0)
        .map(({ field, columns, mandatory }) => ({ field, titles: columns, mandatory })),
    })),
  };
}

export interface Template {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/**
 * An empty table with every title. ADAPTER_UNKNOWN for another's as for one that never was; a workbook
 * is given for an adapter that reads workbooks, since another could not take it back.
 */
export async function templateOf(
  { adapters, catalog, clock }: Permissions,
  caller: Caller,
  id: string,
  format: string,
): Promise<Template> {
  const adapter = adapters.find((one) => one.id === id && one.agency === caller.id);
  if (!adapter || caller.kind !== "agency") throw new Refusal("ADAPTER_UNKNOWN", { adapter: id });
  const name = adapter.id.split("/").at(-1) ?? "template";
  if (format === "xlsx" && adapter.decode.format === "xlsx") {
    const item = found(catalog.items.find((one) => one.id === adapter.item));
    // Loaded when first asked for: no node needs it to start.
    const { templateXlsx, XLSX_TYPE } = await import("../form/workbook.ts");
    const bytes = await templateXlsx(adapter, item, catalog, dayInChina(clock()));
    return { name: `${name}.xlsx`, type: XLSX_TYPE, bytes };
  }
  if (format !== "csv") throw new Refusal("NOT_ACCEPTABLE");
  return {
    name: `${name}.csv`,
    type: `text/csv; charset=${charsetOf(adapter)}; header=present`,
    bytes: templateCsv(adapter),
  };
}

function charsetOf({ decode }: Adapter): string {
  return decode.format === "csv" ? decode.charset : "utf-8";
}

function found<T>(one: T | undefined): T {
  if (one === undefined) throw new Refusal("NOT_FOUND");
  return one;
}
