/**
 * Whether the catalog shows what it says: each standard in use has examples, each is judged by
 * production's own rules as it promises, each adapter has samples. At the roof, since the catalog
 * knows no rules. The trap: an example that fails for another reason than its own proves nothing.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Problem } from "../catalog/problem.ts";
import type { Adapter } from "../model/adapter.ts";
import type { Catalog, Item, Standard } from "../model/catalog.ts";
import { FINDINGS } from "../model/findings.ts";
import type { RecordFields } from "../model/row.ts";
import type { Validate } from "../validate/compile.ts";

/** The day on which examples are judged, as they were written for. */
const RECEIVED_ON = "2026-11-01";

/** What is wrong with the examples of one standard, whose check this is. */
export function exampleProblems(
  folder: string,
  catalog: Catalog,
  standard: Standard,
  judge: Validate,
): Problem[] {
  const items = catalog.items.filter((item) => item.standard === standard.id);
  const examples = `standards/${standard.id.split("@")[0]}/examples`;
  const names = namesIn(join(folder, examples));
  if (!names.some((name) => name.startsWith("valid-"))) return items.map((item) => noSample(folder, item));
  return names.flatMap((name) => exampleProblem(folder, `${examples}/${name}`, standard, judge));
}

/** Adapters of which no sample shows what they read. */
export function sampleProblems(folder: string, adapters: readonly Pick<Adapter, "id">[]): Problem[] {
  return adapters.flatMap(({ id }) => {
    const names = namesIn(join(folder, id, "samples"));
    if (names.some((name) => !name.endsWith(".expected.json"))) return [];
    return [
      {
        file: `${id}/adapter.yaml`,
        place: "/adapter",
        zh: `没有样例；请在 ${id}/samples/ 下补上`,
        en: `has no sample; add some to ${id}/samples/`,
      },
    ];
  });
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function noSample(folder: string, { id, standard }: Item): Problem {
  const [name] = standard.split("@");
  const files = readdirSync(join(folder, "items"), { recursive: true, encoding: "utf8" });
  const file = files.map((one) => one.replaceAll("\\", "/")).find((one) => one.endsWith(`/${id}.yaml`));
  return {
    file: `items/${file ?? id}`,
    place: "/standard",
    zh: `没有样例记录；请补 standards/${name}/examples/valid-*.json`,
    en: `has no sample record; add standards/${name}/examples/valid-*.json`,
  };
}

function exampleProblem(folder: string, file: string, standard: Standard, judge: Validate): Problem[] {
  const problem = (place: string, zh: string, en: string): Problem[] => [{ file, place, zh, en }];
  let example: Record<string, unknown>;
  try {
    example = JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, unknown>;
  } catch {
    return problem("/", "不是可读的 JSON", "not readable JSON");
  }
  const isValid = file.includes("/valid-");
  const record = (isValid ? example : example["record"]) as RecordFields;
  const { code, field } = (example["expect"] ?? {}) as Record<string, string>;
  const wanted = isValid ? [] : [`${code} ${field}`];
  const found: string[] = [];
  judge(record, { receivedOn: RECEIVED_ON }, (told, name) => {
    if (FINDINGS[told].severity === "reject") found.push(`${told} ${name}`);
  });
  if (found.join() === wanted.join()) return [];
  const [first = ""] = found;
  const place = isValid ? `/${first.split(" ")[1] ?? ""}` : "/expect";
  const gives = found.join(", ");
  return problem(
    place,
    `应得 ${wanted.join() || "无误"}，实得 ${gives || "无误"}（${standard.id}）`,
    `should give ${wanted.join() || "nothing"}, gives ${gives || "nothing"} (${standard.id})`,
  );
}
