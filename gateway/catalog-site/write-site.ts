/**
 * The catalog as a folder of pages that any web server, or a browser by itself, can show. Nothing in it
 * needs a server's program. The trap: the folder is filled, not emptied; a page of an item
 * that is gone stays there, so write into a new folder and exchange the two.
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { ownForm } from "../adapter/own-form.ts";
import { templateXlsx } from "../form/workbook.ts";
import { itemPage } from "./item-page.ts";
import {
  adaptersPage,
  changesPage,
  codeSetPage,
  codeSetsPage,
  indexPage,
  standardsPage,
  systemsPage,
} from "./lists.ts";
import { fileOf, page } from "./page.ts";
import { plainSchema } from "./schema.ts";
import { searchIndex } from "./search-index.ts";
import { type Shown, samplesOf, templateFile } from "./shown.ts";
import { standardPage } from "./standard-page.ts";

const ASSETS = ["site.css", "search.js"];

export interface Written {
  readonly pages: number;
  readonly templates: number;
  readonly schemas: number;
  readonly samples: number;
}

export async function writeSite(shown: Shown, out: string, today: string): Promise<Written> {
  const folders = new Set<string>();
  const place = (path: string): string => {
    const full = join(out, path);
    const folder = dirname(full);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    return full;
  };
  const { catalog, adapters } = shown;
  const pages = [
    indexPage(shown),
    standardsPage(shown),
    codeSetsPage(shown),
    adaptersPage(shown),
    systemsPage(shown),
    changesPage(shown),
    ...catalog.items.map((item) => itemPage(item, shown)),
    ...catalog.standards.map((standard) => standardPage(standard, shown)),
    ...catalog.codeSets.map((set) => codeSetPage(set, shown)),
  ];
  for (const one of pages) writeFileSync(place(one.path), page(one, catalog.version));
  writeFileSync(place("search-index.js"), searchIndex(shown));
  for (const name of ASSETS) copyFileSync(new URL(name, import.meta.url), place(name));
  for (const standard of catalog.standards)
    writeFileSync(
      place(`schemas/${fileOf(standard.id)}.schema.json`),
      `${JSON.stringify(plainSchema(standard, catalog.codeSets), null, 2)}\n`,
    );
  let samples = 0;
  for (const { id } of adapters)
    for (const name of samplesOf(shown, id)) {
      copyFileSync(join(shown.folder, id, "samples", name), place(`samples/${id}/${name}`));
      samples += 1;
    }
  const forms = catalog.items.filter((item) => shown.hasTemplate(item));
  for (const item of forms)
    writeFileSync(
      place(templateFile(item)),
      await templateXlsx(ownForm(item.id, catalog), item, catalog, today),
    );
  return { pages: pages.length, templates: forms.length, schemas: catalog.standards.length, samples };
}
