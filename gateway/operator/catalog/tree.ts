/** The tree of the catalog. Sectors are the folders of the installed catalog: a release's own new items have none. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { sectorName, word } from "../../catalog-site/words.ts";
import type { Item } from "../../model/catalog.ts";
import type { Edition } from "../../release/editions.ts";
import type { JsonAnswer } from "../admit.ts";

export type SectorOf = (item: string) => string;

export function readSectors(catalogFolder: string): SectorOf {
  const items = join(catalogFolder, "items");
  const folders = existsSync(items) ? readdirSync(items, { withFileTypes: true }) : [];
  const sectorOf = new Map(
    folders
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) =>
        readdirSync(join(items, name)).map((file) => [file.replace(/\.yaml$/, ""), name] as const),
      ),
  );
  return (item) => sectorOf.get(item) ?? "";
}

export function treeOf({ number, known }: Edition, sectorOf: SectorOf): JsonAnswer<"getCatalogTree"> {
  const { catalog, adapters } = known;
  const counts = new Map<string, number>();
  for (const { item } of adapters) counts.set(item, (counts.get(item) ?? 0) + 1);
  const sectors = [...new Set(catalog.items.map(({ id }) => sectorOf(id)))]
    .filter((one) => one !== "")
    .sort();
  const unsure = new Set(
    catalog.standards.filter(({ fields }) => fields.some((one) => one.unverified)).map(({ id }) => id),
  );
  return {
    release: number,
    version: catalog.version,
    digest: catalog.digest,
    categories: catalog.categories.map(({ id, name, unverified }) => ({
      ...{ id, name },
      ...(unverified && { unverified }),
    })),
    sectors: sectors.map((id) => ({ id, name: sectorName(id) })),
    items: catalog.items.map((item) => ({
      ...{ id: item.id, title: item.title, category: item.category, sector: sectorOf(item.id) },
      ...{ status: item.status, responsibleUnit: item.responsibleUnit, updateCycle: word(item.updateCycle) },
      adapters: counts.get(item.id) ?? 0,
      unverified: isUnsure(item) || unsure.has(item.standard),
    })),
  };
}

function isUnsure({ unverified, legalBasis }: Item): boolean {
  return (unverified?.length ?? 0) > 0 || legalBasis.some((one) => one.unverified);
}
