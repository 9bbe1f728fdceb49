/**
 * For tests: a copy of this repository's catalog, to put one mistake in at a time.
 */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readCatalog } from "./load.ts";

export const REAL = join(import.meta.dirname, "../../catalog");

export interface CatalogCopy {
  readonly folder: string;
  /** Do something while `from` stands as `to` in one file. */
  readonly changed: <Result>(file: string, from: string | RegExp, to: string, act: () => Result) => Result;
  /** The places that are told as wrong while `from` stands as `to` in one file. */
  readonly placesAfter: (file: string, from: string | RegExp, to: string) => string[];
  readonly remove: () => void;
}

export function copyCatalog(): CatalogCopy {
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-catalog-"));
  cpSync(REAL, folder, { recursive: true });
  const changed: CatalogCopy["changed"] = (file, from, to, act) => {
    const path = join(folder, file);
    const sound = readFileSync(path, "utf8");
    const wrong = sound.replace(from, to);
    assert.notEqual(wrong, sound, `nothing to change in ${file}`);
    writeFileSync(path, wrong);
    try {
      return act();
    } finally {
      writeFileSync(path, sound);
    }
  };
  return {
    folder,
    changed,
    placesAfter: (file, from, to) =>
      changed(file, from, to, () => readCatalog(folder).problems.map((told) => `${told.file} ${told.place}`)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
