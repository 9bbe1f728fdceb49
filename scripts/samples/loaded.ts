/**
 * One adapter with its standard, from disk, for the samples kit. Read straight from the folders
 * and without asking the rest of the catalog to be sound: others write their part meanwhile, and
 * a fault of theirs must not stop samples that have nothing to do with it. Nodes never load so.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { readDeclaration } from "../../gateway/adapter/declaration.ts";
import { resolveAdapter } from "../../gateway/adapter/resolve.ts";
import { readCatalog } from "../../gateway/catalog/load.ts";
import type { Adapter } from "../../gateway/model/adapter.ts";
import type { Catalog, Standard } from "../../gateway/model/catalog.ts";

export interface Loaded {
  readonly adapter: Adapter;
  readonly standard: Standard;
  readonly catalog: Catalog;
}

const ROOT = join(import.meta.dirname, "../..");
const catalogs = new Map<string, Catalog>();

export interface Folders {
  readonly catalog?: string;
  readonly adapters?: string;
}

export function loadSource(id: string, folders: Folders = {}): Loaded {
  const catalog = catalogIn(folders.catalog ?? join(ROOT, "catalog"));
  const faults: string[] = [];
  const fault = (place: string, remedy: string) => faults.push(`${place}: ${remedy}`);
  const text = readFileSync(join(folders.adapters ?? join(ROOT, "adapters"), id, "adapter.yaml"), "utf8");
  const declaration = readDeclaration(text, fault);
  const adapter = declaration && resolveAdapter(declaration, catalog, fault);
  const standard = catalog.standards.find((one) => one.id === adapter?.standard);
  if (adapter === undefined || standard === undefined || faults.length > 0)
    throw new Error(`${id}/adapter.yaml:\n  ${faults.join("\n  ")}`);
  return { adapter, standard, catalog };
}

function catalogIn(folder: string): Catalog {
  const known = catalogs.get(folder) ?? readCatalog(folder).catalog;
  catalogs.set(folder, known);
  return known;
}
