/** Everything the site shows, read once. Samples and examples are taken as they lie in the folders. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { readSystems, type System } from "../catalog/systems.ts";
import type { Adapter } from "../model/adapter.ts";
import type { Catalog, Item } from "../model/catalog.ts";
import type { Known } from "../piece/piece.ts";
import type { Difference } from "../release/diff.ts";

export interface Shown {
  readonly catalog: Catalog;
  readonly adapters: readonly Adapter[];
  readonly systems: readonly System[];
  readonly sectorOf: ReadonlyMap<string, string>;
  /** Where adapters lie. */
  readonly folder: string;
  /** What changed from release to release, newest last. */
  readonly history: readonly Difference[];
  hasTemplate(item: Item): boolean;
  examplesOf(standard: string): readonly { readonly name: string; readonly text: string }[];
}

export function gather(
  { catalog, adapters }: Known,
  folders: { readonly catalog: string; readonly adapters: string },
  history: readonly Difference[],
): Shown {
  const items = join(folders.catalog, "items");
  const sectors = readdirSync(items, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    catalog,
    adapters,
    history,
    systems: readSystems(folders.catalog, catalog, { adapters }).systems,
    sectorOf: new Map(
      sectors.flatMap(({ name: sector }) =>
        readdirSync(join(items, sector)).map((file) => [file.replace(/\.yaml$/, ""), sector] as const),
      ),
    ),
    folder: folders.adapters,
    hasTemplate: ({ standard, status }) =>
      standard !== "" && (status === "ACTIVE" || status === "RESTRICTED"),
    examplesOf: (standard) => {
      const folder = join(folders.catalog, "standards", standard.split("@")[0] ?? "", "examples");
      if (!existsSync(folder)) return [];
      const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
      return names
        .sort((a, b) => Number(b.startsWith("valid-")) - Number(a.startsWith("valid-")) || (a < b ? -1 : 1))
        .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
    },
  };
}

/** Names of the files that a source sends, as samples have them. */
export function samplesOf({ folder }: Shown, adapter: string): string[] {
  const samples = join(folder, adapter, "samples");
  if (!existsSync(samples)) return [];
  return readdirSync(samples)
    .filter((name) => name.includes(".input."))
    .sort();
}

export function templateFile({ id }: Item): string {
  return `templates/${id}.xlsx`;
}
