/**
 * Loads every adapters/<tier>/<system>/adapter.yaml and refuses all of them together when one
 * is wrong, with every fault of every file: a node never starts with half its adapters.
 * It reads declarations only; samples and change notes beside them are not its business.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Adapter } from "../model/adapter.ts";
import type { Catalog } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { readDeclaration } from "./declaration.ts";
import { resolveAdapter } from "./resolve.ts";

const DECLARATION = "adapter.yaml";
const TIERS = ["ministries", "province", "cities", "partners"];

/** What is wrong with a declaration: the key in it, as "map.fineAmount.apply[0]", and what would mend it. */
export interface AdapterFault {
  readonly file: string;
  readonly place: string;
  readonly remedy: string;
}

export function loadAdapters(folder: string, catalog: Catalog): Adapter[] {
  const { adapters, faults } = readAdapters(folder, catalog);
  if (faults.length === 0) return adapters;
  const lines = faults.map(({ file, place, remedy }) => `${file} ${place}: ${remedy}`);
  throw new Refusal("CATALOG_INVALID", { detail: lines.join("; ") });
}

/** The adapters of a folder with everything that is wrong with them; for use only when nothing is. */
export function readAdapters(
  folder: string,
  catalog: Catalog,
): { readonly adapters: Adapter[]; readonly faults: readonly AdapterFault[] } {
  const faults: AdapterFault[] = [];
  const adapters: Adapter[] = [];
  for (const id of adapterFolders(folder)) {
    const fault = (place: string, remedy: string) =>
      void faults.push({ file: `${id}/${DECLARATION}`, place, remedy });
    const declaration = readDeclaration(readFileSync(join(folder, id, DECLARATION), "utf8"), fault);
    if (declaration === undefined) continue;
    if (declaration.adapter !== id) fault("adapter", `must be the folder's name, ${id}`);
    const adapter = resolveAdapter(declaration, catalog, fault);
    if (adapter) adapters.push(adapter);
  }
  return { adapters, faults };
}

/** Ids of the adapters in a folder, sorted: "cities/jinan-penalties". */
export function adapterFolders(folder: string): string[] {
  return TIERS.flatMap((tier) =>
    foldersIn(join(folder, tier))
      .filter((system) => readdirSync(join(folder, tier, system)).includes(DECLARATION))
      .map((system) => `${tier}/${system}`),
  ).sort();
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Every title that an adapter can place: what the converters of keyed formats look for. */
export function knownTitles(adapter: Adapter): string[] {
  return [
    ...adapter.map.flatMap(({ columns, further = [], otherwise }) => [
      ...columns,
      ...further,
      ...(otherwise?.columns ?? []),
    ]),
    ...(adapter.operation?.columns ?? []),
    ...adapter.ignore,
  ];
}
