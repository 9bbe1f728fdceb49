/**
 * `xinqiao catalog coverage`: every system and actor that the plans name, and what serves it or
 * why it may not be collected. Exit code 1 when a row is served by nothing and has no reason, or
 * names what is not there.
 */
import { readFileSync } from "node:fs";

import { loadAdapters } from "../adapter/load.ts";
import { loadCatalog } from "../catalog/load.ts";
import { type Problem, problemLine } from "../catalog/problem.ts";
import { readSystems, type ServedBy, type System } from "../catalog/systems.ts";
import { tableOf } from "./table.ts";

const CONTRACT = new URL("../../contracts/generated/exchange.json", import.meta.url);

export interface Coverage {
  readonly rows: number;
  /** Rows that items, adapters, routes or operations serve. */
  readonly served: number;
  /** Rows of which nothing is exchanged, with the reason why. */
  readonly reasoned: number;
  /** Rows with neither. */
  readonly missing: readonly string[];
  readonly items: number;
  readonly standards: number;
  readonly adapters: number;
  /** Rows of which something may not be collected, be they served otherwise or not. */
  readonly notCollectable: number;
  /** Sectors that give, whose items no adapter reads yet. */
  readonly withoutAdapter: readonly string[];
  /** What no row names: it serves nobody that the plans know. */
  readonly unplaced: { readonly items: readonly string[]; readonly adapters: readonly string[] };
  readonly problems: readonly Problem[];
}

export interface Covered extends Coverage {
  readonly systems: readonly System[];
}

export interface CoverageFolders {
  readonly catalog: string;
  readonly adapters: string;
}

export function coverageOf(folders: CoverageFolders): Covered {
  const catalog = loadCatalog(folders.catalog);
  const adapters = loadAdapters(folders.adapters, catalog);
  const operations = operationsOf(CONTRACT);
  const { systems, problems } = readSystems(folders.catalog, catalog, { adapters, operations });
  const used = (name: "items" | "adapters") =>
    new Set(systems.flatMap(({ servedBy }) => servedBy?.[name] ?? []));
  const named = new Set([
    ...used("items"),
    ...systems.flatMap(({ notCollectable = [] }) => notCollectable.flatMap(({ items = [] }) => items)),
  ]);
  const placed = used("adapters");
  const read = new Set(adapters.map(({ item }) => item));
  const how = new Map(systems.map((system) => [system.id, standingOf(system)]));
  const count = (standing: Standing) => [...how.values()].filter((one) => one === standing).length;
  return {
    systems,
    rows: systems.length,
    served: count("served"),
    reasoned: count("reasoned"),
    missing: systems.map(({ id }) => id).filter((id) => how.get(id) === "missing"),
    items: catalog.items.length,
    standards: catalog.standards.length,
    adapters: adapters.length,
    notCollectable: systems.filter(({ notCollectable }) => notCollectable !== undefined).length,
    withoutAdapter: systems.filter((system) => waits(system, read)).map(({ id }) => id),
    unplaced: {
      items: catalog.items.map(({ id }) => id).filter((id) => !named.has(id)),
      adapters: adapters.map(({ id }) => id).filter((id) => !placed.has(id)),
    },
    problems,
  };
}

type Standing = "served" | "reasoned" | "missing";

/** What can bring something in. A row that gives and may only ask is not served. */
const TAKES_IN = /^(PUT|POST) \/(v1\/(batches|records|uploads)|node\/v1\/transfers)/;

/** How the catalog answers for a row. A reason alone answers only for one of which nothing is exchanged. */
export function standingOf({ flow, servedBy, notCollectable = [] }: System): Standing {
  if (flow === "none")
    return notCollectable.some(({ status }) => status !== "REASSIGNED") ? "reasoned" : "missing";
  const { items = [], adapters = [], routes = [], api = [] } = servedBy ?? {};
  const gives = items.length + adapters.length + routes.length > 0 || api.some((one) => TAKES_IN.test(one));
  return gives || (flow === "takes" && api.length > 0) ? "served" : "missing";
}

/** Whether a sector names items and no adapter reads one of them. */
function waits({ kind, flow, servedBy }: System, read: ReadonlySet<string>): boolean {
  const { items = [] } = servedBy ?? {};
  const gives = flow === "gives" || flow === "both";
  return kind === "sector" && gives && items.length > 0 && !items.some((id) => read.has(id));
}

/** "POST /v1/queries" and the others of the exchange contract. */
function operationsOf(file: URL): ReadonlySet<string> {
  const { paths } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  return new Set(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    ),
  );
}

/** Exit code 1 when the catalog does not answer for every row. */
export function coverage(
  folders: CoverageFolders,
  json: boolean,
  print: (text: string) => void = (text) => void process.stdout.write(text),
): number {
  const { systems, ...figures } = coverageOf(folders);
  print(json ? `${JSON.stringify(figures)}\n` : shownCoverage({ systems, ...figures }));
  return figures.missing.length === 0 && figures.problems.length === 0 ? 0 : 1;
}

const FLOWS: Readonly<Record<System["flow"], string>> = { gives: "→", takes: "←", both: "⇄", none: "—" };

export function shownCoverage({ systems, problems, ...figures }: Covered): string {
  const missing = new Set(figures.missing);
  const rows = systems.map(({ id, plans, flow, name }) => [id, plans.join(" "), FLOWS[flow], name.zh]);
  const lines = tableOf(rows).split("\n");
  const table = systems.flatMap(({ id, name, servedBy, notCollectable = [] }, at) => [
    lines[at] ?? id,
    `    ${name.en}`,
    ...(missing.has(id) ? ["    缺 MISSING"] : []),
    ...(servedBy === undefined ? [] : [`    承接 served by ${shownServing(servedBy)}`]),
    ...notCollectable.flatMap(({ what, status, reason }) => [
      `    不归集 ${status} ${what.zh}：${reason.zh}`,
      `    not collected ${status} ${what.en}: ${reason.en}`,
    ]),
  ]);
  const { unplaced } = figures;
  const counts = [
    ["行 Rows", String(figures.rows)],
    ["已承接 Served", String(figures.served)],
    ["有不归集理由 Reasoned", String(figures.reasoned)],
    [
      "缺 Missing",
      figures.missing.length === 0 ? "0" : `${figures.missing.length}：${figures.missing.join(" ")}`,
    ],
    ["含不得归集内容的行 Rows with a part that is not collected", String(figures.notCollectable)],
    ["目录事项 Items", String(figures.items)],
    ["数据标准 Standards", String(figures.standards)],
    ["适配器 Adapters", String(figures.adapters)],
    ["尚无适配器的行业 Sectors without an adapter", figures.withoutAdapter.join(" ") || "0"],
    ...[...unplaced.items, ...unplaced.adapters].map((id) => ["规划未提及 Named by no row", id]),
    ...problems.map((problem) => ["错误 Mistake", problemLine(problem)]),
  ];
  return `${table.join("\n")}\n\n${tableOf(counts)}\n`;
}

function shownServing({ items = [], adapters = [], routes = [], api = [] }: ServedBy): string {
  return [
    few(items, 12, "个事项 items"),
    few(adapters, 4, "个适配器 adapters"),
    few(routes, 3, "条通路 routes"),
    api.join("，"),
  ]
    .filter((part) => part !== "")
    .join("；");
}

function few(ids: readonly string[], most: number, counted: string): string {
  return ids.length > most ? `${ids.length} ${counted}` : ids.join(" ");
}
