/**
 * Reads catalog/systems.yaml: every system and actor that the planning documents name, and what
 * of the catalog serves it, or why it may not be collected. No node reads it: it grants nothing,
 * it answers for the plans.
 *
 * The trap: a row that names an item which is prohibited looks served and is not, so such an
 * item stands under notCollectable and nowhere else.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { LineCounter, parseDocument } from "yaml";

import type { Catalog, Item, Node } from "../model/catalog.ts";
import type { Text } from "../model/text.ts";
import { withLines } from "./lines.ts";
import type { Problem, Tell } from "./problem.ts";
import { misfits } from "./shape.ts";
import { SYSTEMS } from "./tables.ts";

export const SYSTEMS_FILE = "systems.yaml";

/** What is not collected any more, or never was, and why. */
export interface NotCollectable {
  readonly what: Text;
  /** NO_RECORDS: there is nothing to exchange, now or then. */
  readonly status: "PROHIBITED" | "WITHDRAWN" | "RESTRICTED" | "REASSIGNED" | "NO_RECORDS";
  /** Items of the catalog that stand for it, with the same status. */
  readonly items?: readonly string[];
  readonly reason: Text;
  readonly source: string;
}

/** One system or actor of the plans. */
export interface System {
  readonly id: string;
  /** As the plans call it, and what that means. */
  readonly name: Text;
  /** A sentence of the plans, where the name is not verbatim. */
  readonly wording?: string;
  readonly plans: readonly ("N" | "S" | "H" | "Z")[];
  /** The part of the reference that lists it, "8.3". */
  readonly section: string;
  readonly kind: string;
  /** Who runs it today. */
  readonly owner: Text;
  readonly flow: "gives" | "takes" | "both" | "none";
  readonly note?: Text;
  readonly servedBy?: ServedBy;
  readonly notCollectable?: readonly NotCollectable[];
}

export interface ServedBy {
  readonly items?: readonly string[];
  readonly adapters?: readonly string[];
  /** Ways between two nodes next to each other, "370100→370000". */
  readonly routes?: readonly string[];
  /** Operations of the exchange contract, "POST /v1/queries". */
  readonly api?: readonly string[];
}

/** What lies outside the catalog; a reference to it is checked where it is given. */
export interface Beyond {
  readonly adapters?: readonly { readonly id: string; readonly item: string }[];
  readonly operations?: ReadonlySet<string>;
}

export interface SystemsReading {
  readonly systems: readonly System[];
  readonly problems: readonly Problem[];
}

/** The rows of a catalog's folder, and what is wrong with them, each with its line. */
export function readSystems(folder: string, catalog: Catalog, beyond: Beyond = {}): SystemsReading {
  const problems: Problem[] = [];
  const tell: Tell = (place, zh, en) => void problems.push({ file: SYSTEMS_FILE, place, zh, en });
  const systems = soundRows(folder, tell);
  const seen = new Set<string>();
  const known = referencesOf(catalog, beyond);
  for (const [i, system] of systems.entries()) {
    if (seen.has(system.id))
      tell(`/systems/${i}/id`, `标识 ${system.id} 重复`, `the id ${system.id} stands twice; keep one`);
    seen.add(system.id);
    checkSystem(system, known, (place, zh, en) => tell(`/systems/${i}${place}`, zh, en));
  }
  return { systems, problems: withLines(folder, problems) };
}

/** None when the file is missing, unreadable or misshapen, which is told. */
function soundRows(folder: string, tell: Tell): readonly System[] {
  const path = join(folder, SYSTEMS_FILE);
  if (!existsSync(path)) {
    tell("/", "没有这个文件；请补上", "the file is missing; add it");
    return [];
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(path, "utf8"), { lineCounter, prettyErrors: false });
  for (const error of document.errors.slice(0, 1)) {
    const { line } = lineCounter.linePos(error.pos[0]);
    tell(`line ${line}`, `不是可读的 YAML：${error.message}`, `not readable YAML: ${error.message}`);
  }
  if (document.errors.length > 0) return [];
  const value = document.toJS() as { readonly systems: readonly System[] };
  const wrong = misfits(SYSTEMS, value);
  for (const { place, zh, en } of wrong) tell(place, zh, en);
  return wrong.length > 0 ? [] : value.systems;
}

interface References {
  readonly items: ReadonlyMap<string, Item>;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly adapters: ReadonlySet<string> | undefined;
  readonly operations: ReadonlySet<string> | undefined;
}

function referencesOf({ items, nodes }: Catalog, { adapters, operations }: Beyond): References {
  return {
    items: new Map(items.map((item) => [item.id, item])),
    nodes: new Map(nodes.map((node) => [node.id, node])),
    adapters: adapters && new Set(adapters.map(({ id }) => id)),
    operations,
  };
}

function checkSystem(
  { flow, servedBy = {}, notCollectable = [] }: System,
  known: References,
  tell: Tell,
): void {
  if (flow === "none" && Object.keys(servedBy).length > 0)
    tell("/flow", "有承接者的行不得为 none", "is none, but the row is served; say which way it flows");
  for (const [i, id] of (servedBy.items ?? []).entries()) {
    const place = `/servedBy/items/${i}`;
    const status = known.items.get(id)?.status;
    if (status === undefined) tell(place, `没有目录事项 ${id}`, `there is no item ${id}; see items/`);
    else if (status === "PROHIBITED" || status === "WITHDRAWN") {
      tell(
        place,
        `${id} 的状态为 ${status}，应写在 notCollectable 下`,
        `${id} is ${status} and serves nothing; it belongs under notCollectable`,
      );
    }
  }
  for (const [i, id] of (servedBy.adapters ?? []).entries()) {
    if (known.adapters?.has(id) === false)
      tell(`/servedBy/adapters/${i}`, `没有适配器 ${id}`, `there is no adapter ${id}; see adapters/`);
  }
  for (const [i, route] of (servedBy.routes ?? []).entries())
    checkRoute(route, known.nodes, (zh, en) => tell(`/servedBy/routes/${i}`, zh, en));
  for (const [i, operation] of (servedBy.api ?? []).entries()) {
    if (known.operations?.has(operation) === false)
      tell(
        `/servedBy/api/${i}`,
        `交换契约中没有 ${operation}`,
        `the exchange contract has no ${operation}; see contracts/exchange.openapi.yaml`,
      );
  }
  for (const [i, { items = [], status }] of notCollectable.entries()) {
    for (const [j, id] of items.entries()) {
      const item = known.items.get(id);
      if (item?.status !== status)
        tell(
          `/notCollectable/${i}/items/${j}`,
          `没有状态为 ${status} 的目录事项 ${id}`,
          `there is no item ${id} that is ${status}`,
        );
    }
  }
}

/** Nodes speak with their parent and their children, and with nobody else. */
function checkRoute(
  route: string,
  nodes: ReadonlyMap<string, Node>,
  tell: (zh: string, en: string) => void,
): void {
  const [from, to] = route.split("→").map((id) => nodes.get(id));
  if (from === undefined || to === undefined)
    tell(`没有这样的节点`, "a node of this route is not in nodes.yaml");
  else if (from.parent !== to.id && to.parent !== from.id)
    tell("两端须为上下级节点", "one end must be the parent of the other");
}
