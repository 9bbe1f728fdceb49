/**
 * What else can be wrong with a catalog that could be read: what only shows where it is compiled,
 * judged, read by adapters, or held against the plans. The trap: adapters lie in a folder of their
 * own, so their files are named from the folder above.
 */
import { readAdapters } from "../adapter/load.ts";
import { withLines } from "../catalog/lines.ts";
import type { Problem } from "../catalog/problem.ts";
import { readSystems } from "../catalog/systems.ts";
import type { Catalog, Standard } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { compileStandard } from "../validate/compile.ts";
import { exampleProblems, sampleProblems } from "./catalog-evidence.ts";

/** What is wrong with a catalog that could be read, and with the adapters of a folder, each with its line. */
export function problemsOf(
  folder: string,
  catalog: Catalog,
  adapters: string | null = null,
): readonly Problem[] {
  const own = [
    ...catalog.standards.flatMap((standard) => standardProblems(folder, catalog, standard)),
    ...readSystems(folder, catalog).problems,
  ];
  return [...withLines(folder, own), ...(adapters === null ? [] : adapterProblems(adapters, catalog))];
}

/** A pattern that could run for hours, or a schema that Ajv refuses, is found only where standards are compiled. */
function standardProblems(folder: string, catalog: Catalog, standard: Standard): Problem[] {
  try {
    const judge = compileStandard(standard, catalog);
    return exampleProblems(folder, catalog, standard, judge);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const detail = String(error.params["detail"]);
    const file = `standards/${standard.id.replace("@", "/v")}.schema.json`;
    return [{ file, place: "/", zh: detail, en: detail }];
  }
}

function adapterProblems(folder: string, catalog: Catalog): Problem[] {
  const { adapters, faults } = readAdapters(folder, catalog);
  const told = faults.map(({ file, place, remedy }) => ({
    ...{ file, place: pointerOf(place) },
    ...{ zh: `适配器声明有误：${remedy}`, en: remedy },
  }));
  return withLines(folder, [...told, ...sampleProblems(folder, adapters)]).map((problem) => ({
    ...problem,
    file: `adapters/${problem.file}`,
  }));
}

/** "map.fineAmount.apply[0].unit" as a JSON Pointer. */
function pointerOf(place: string): string {
  if (place === "(file)") return "/";
  const steps = place.replace(/\[(\d+)\]/g, ".$1").split(".");
  return `/${steps.map((step) => step.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;
}
