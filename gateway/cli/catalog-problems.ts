/** What else can be wrong with a catalog that could be read: what only shows where it is compiled, or held against the plans. */
import type { Problem } from "../catalog/problem.ts";
import { readSystems } from "../catalog/systems.ts";
import type { Catalog } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { compileStandard } from "../validate/compile.ts";

/** What is wrong with a catalog that could be read. */
export function problemsOf(folder: string, catalog: Catalog): readonly Problem[] {
  return [...uncompilable(catalog), ...readSystems(folder, catalog).problems];
}

/** A pattern that could run for hours, or a schema that Ajv refuses, is found only where standards are compiled. */
function uncompilable(catalog: Catalog): Problem[] {
  return catalog.standards.flatMap((standard) => {
    try {
      compileStandard(standard, catalog);
      return [];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const detail = String(error.params["detail"]);
      return [
        {
          file: `standards/${standard.id.replace("@", "/v")}.schema.json`,
          place: "/",
          zh: detail,
          en: detail,
        },
      ];
    }
  });
}
