/**
 * The catalog and the adapters that a process works by, loaded and checked together.
 * The folders beside the program are the default; nothing else here knows where they lie.
 */
import { fileURLToPath } from "node:url";

import { loadAdapters } from "./adapter/load.ts";
import { loadCatalog } from "./catalog/load.ts";
import type { Known } from "./piece/piece.ts";

export const CATALOG_FOLDER = fileURLToPath(new URL("../catalog", import.meta.url));
export const ADAPTERS_FOLDER = fileURLToPath(new URL("../adapters", import.meta.url));

export function loadData(
  folders: { readonly catalog?: string | undefined; readonly adapters?: string | undefined } = {},
): Known {
  const catalog = loadCatalog(folders.catalog ?? CATALOG_FOLDER);
  return { catalog, adapters: loadAdapters(folders.adapters ?? ADAPTERS_FOLDER, catalog) };
}
