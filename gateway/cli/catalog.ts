/**
 * `xinqiao catalog`: whether the catalog is sound, what is in it, and one item whole,
 * with its standard's fields and rules. Reads the folder alone: no server, no database.
 */
import { withLines } from "../catalog/lines.ts";
import { readCatalog } from "../catalog/load.ts";
import { type Problem, problemLine } from "../catalog/problem.ts";
import { ADAPTERS_FOLDER, CATALOG_FOLDER } from "../data.ts";
import type { Catalog, CodeSet, Item, Standard } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { onlyArgument, readArguments } from "./arguments.ts";
import { coverage } from "./catalog-coverage.ts";
import { problemsOf } from "./catalog-problems.ts";
import { shownCodeSet, shownItem, shownStandard } from "./catalog-text.ts";
import { commandHelp } from "./help-pages.ts";
import { tableOf } from "./table.ts";

/** Acts of releases, which have options of their own. */
const RELEASES = new Set(["lock", "release", "diff", "take", "releases"]);

export async function run(args: readonly string[]): Promise<number> {
  const [act = "", ...rest] = args;
  if (act === "template") {
    const { templateCommand } = await import("./catalog-template.ts");
    return await templateCommand(rest);
  }
  if (act === "docs") {
    const { docsCommand } = await import("./catalog-docs.ts");
    return await docsCommand(rest);
  }
  if (!RELEASES.has(act)) return await catalogCommand(args);
  const { releasesCommand } = await import("./catalog-releases.ts");
  return await releasesCommand(act, rest);
}

/** Exit code: 0 as asked, 1 the catalog has mistakes; a wrong call is refused. */
export async function catalogCommand(
  args: readonly string[],
  folder: string = CATALOG_FOLDER,
  adapters: string | null = folder === CATALOG_FOLDER ? ADAPTERS_FOLDER : null,
): Promise<number> {
  const { values, positionals } = readArguments(args, {
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  });
  if (values.help) return print(commandHelp("catalog"));
  const [act, ...rest] = positionals;
  if (act === "show") {
    const found = find(sound(folder), onlyArgument(rest, "item"));
    return print(values.json ? `${JSON.stringify(found.json)}\n` : found.text);
  }
  if (act === undefined || rest.length > 0)
    throw new Refusal("COMMAND_INVALID", { detail: "check | coverage | list | show <item>" });
  if (act === "coverage") return coverage({ catalog: folder, adapters: ADAPTERS_FOLDER }, values.json);
  if (act === "list") {
    const { items } = sound(folder);
    return print(values.json ? `${JSON.stringify(items.map(listed))}\n` : shownList(items));
  }
  if (act !== "check")
    throw new Refusal("COMMAND_INVALID", { detail: "check | coverage | list | show <item>" });
  const { catalog, problems: read } = readCatalog(folder);
  const problems = read.length > 0 ? withLines(folder, read) : problemsOf(folder, catalog, adapters);
  print(
    values.json
      ? `${JSON.stringify({ ...summary(catalog), ok: problems.length === 0, problems })}\n`
      : shownCheck(catalog, problems),
  );
  return problems.length === 0 ? 0 : 1;
}

function print(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

function sound(folder: string): Catalog {
  const { catalog, problems } = readCatalog(folder);
  if (problems.length > 0)
    throw new Refusal("CATALOG_INVALID", { detail: problems.map(problemLine).join("\n") });
  return catalog;
}

/** What an id stands for: an item first, then a standard, with or without its version, then a code set. */
function find(catalog: Catalog, id: string): { readonly json: unknown; readonly text: string } {
  const item = catalog.items.find((one) => one.id === id.toUpperCase());
  if (item !== undefined) {
    const standard = catalog.standards.find((one) => one.id === item.standard);
    const json = { item, standard: standard === undefined ? null : withoutSchema(standard) };
    return { json, text: shownItem(item, standard, catalog) };
  }
  const standard = catalog.standards.find((one) => one.id === id || one.id.split("@")[0] === id);
  if (standard !== undefined)
    return { json: { standard: withoutSchema(standard) }, text: shownStandard(standard) };
  const codeSet: CodeSet | undefined = catalog.codeSets.find((one) => one.id === id);
  if (codeSet !== undefined) return { json: { codeSet }, text: shownCodeSet(codeSet) };
  throw new Refusal("ITEM_UNKNOWN", { item: id });
}

function withoutSchema({ schema, ...standard }: Standard) {
  const branches =
    (schema["allOf"] as { readonly "x-rule": string; readonly description?: string }[] | undefined) ?? [];
  return {
    ...standard,
    conditions: branches.map((branch) => ({ rule: branch["x-rule"], description: branch.description ?? "" })),
  };
}

function listed({ id, title, category, standard, collectedAt, risesTo, openness, status }: Item) {
  return { id, title, category, standard, collectedAt, risesTo, openness, status };
}

function shownList(items: readonly Item[]): string {
  const head = [
    "事项 Item",
    "名称 Title",
    "English",
    "归集→上送 Collected→rises",
    "公开 Openness",
    "状态 Status",
    "数据标准 Standard",
  ];
  const rows = items.map((item) => [
    item.id,
    item.title.zh,
    item.title.en,
    `${item.collectedAt}→${item.risesTo}`,
    item.openness,
    item.status,
    item.standard || "—",
  ]);
  return `${tableOf([head, ...rows])}\n`;
}

function summary(catalog: Catalog) {
  const { version, digest, categories, agencies, nodes, codeSets, items, standards } = catalog;
  return {
    version,
    digest,
    counts: {
      categories: categories.length,
      agencies: agencies.length,
      nodes: nodes.length,
      codeSets: codeSets.length,
      items: items.length,
      standards: standards.length,
      fields: standards.reduce((sum, standard) => sum + standard.fields.length, 0),
    },
    unverified: unverified(catalog),
  };
}

/** What stands in the catalog from memory and waits for an official text. */
function unverified({ categories, codeSets, items, standards, calendar }: Catalog): string[] {
  return [
    ...categories.filter((one) => one.unverified).map((one) => `category ${one.id}`),
    ...codeSets.filter((one) => one.unverified).map((one) => `code set ${one.id}`),
    ...items
      .filter((one) => one.unverified !== undefined)
      .map((one) => `item ${one.id}: ${one.unverified?.join(", ")}`),
    ...standards.flatMap(({ id, fields }) => {
      const count = fields.filter((field) => field.unverified).length;
      return count === 0 ? [] : [`standard ${id}: ${count} / ${fields.length} fields`];
    }),
    ...(calendar.unverified ? ["calendar"] : []),
  ];
}

function shownCheck(catalog: Catalog, problems: readonly Problem[]): string {
  if (problems.length > 0) {
    const lines = problems.flatMap(({ file, line, place, zh, en }) => [
      `  ${file}:${line ?? 1}  ${place}`,
      `    ${zh}`,
      `    ${en}`,
    ]);
    return [
      `目录有 ${problems.length} 处错误，改正前节点不能启动。`,
      `The catalog has ${problems.length} mistakes; no node starts until they are mended.`,
      "",
      ...lines,
      "",
    ].join("\n");
  }
  const { version, digest, counts, unverified: open } = summary(catalog);
  const rows = [
    ["版本 Version", version],
    ["摘要 Digest", digest],
    ["信息类别 Categories", String(counts.categories)],
    ["信源单位 Agencies", String(counts.agencies)],
    ["交换节点 Nodes", String(counts.nodes)],
    ["代码集 Code sets", String(counts.codeSets)],
    ["目录事项 Items", String(counts.items)],
    ["数据标准 Standards", `${counts.standards}（字段 fields ${counts.fields}）`],
  ];
  return [
    "目录无误。The catalog is sound.",
    "",
    tableOf(rows, "  "),
    "",
    "凭记忆录入、待与正式文本核对 From memory, to be checked against an official text:",
    ...open.map((line) => `  ${line}`),
    "",
  ].join("\n");
}
