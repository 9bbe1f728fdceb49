/**
 * Reading the catalog's folder: which files are there, their YAML or JSON, and
 * whether each has its shape. Knows nothing of what the values mean together.
 *
 * The trap: YAML reads 370100 and 2019 as numbers; shapes demand text, so figures
 * without quotes are told instead of losing a leading zero silently.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { LineCounter, parseDocument } from "yaml";

import type { Kind, Problem } from "./problem.ts";
import { misfits, type Shape } from "./shape.ts";
import { AGENCIES, CALENDAR, CATEGORIES, CODE_SET, EDITION, NODES, TIME_RULES } from "./tables.ts";

/** A file that could be read; `sound` says whether it has its shape. */
export interface CatalogFile {
  readonly path: string;
  readonly kind: Kind | "common";
  readonly value: unknown;
  readonly sound: boolean;
}

const CONTRACTS = new URL("../../contracts/", import.meta.url);
const contract = (name: string): Shape => JSON.parse(readFileSync(new URL(name, CONTRACTS), "utf8")) as Shape;

const TABLES = [
  ["catalog.yaml", "edition", EDITION],
  ["categories.yaml", "category", CATEGORIES],
  ["nodes.yaml", "node", NODES],
  ["calendar.yaml", "calendar", CALENDAR],
  ["time-rules.yaml", "timeRules", TIME_RULES],
] as const;

/** Definitions in common are checked where standards use them. */
const COMMON: Shape = { type: "object", required: ["$id", "$defs"] };

/** Every file of the catalog; what is missing, unreadable or misshapen is told. */
export function readFiles(folder: string, problems: Problem[]): CatalogFile[] {
  const files: CatalogFile[] = [];
  const read = (path: string, kind: CatalogFile["kind"], shape: Shape): void => {
    const before = problems.length;
    const value = parse(folder, path, problems);
    if (problems.length === before)
      for (const one of misfits(shape, value)) problems.push({ file: path, ...one });
    files.push({ path, kind, value, sound: problems.length === before });
  };

  for (const [path, kind, shape] of TABLES) read(path, kind, shape);
  for (const path of below(folder, "agencies", ".yaml")) read(path, "agency", AGENCIES);
  for (const path of below(folder, "codesets", ".yaml")) read(path, "codeSet", CODE_SET);
  const item = contract("directory-item.schema.json");
  for (const path of below(folder, "items", ".yaml")) read(path, "item", item);
  const standard = standardShape();
  for (const path of below(folder, "standards", ".schema.json")) {
    if (path.startsWith("standards/common/")) read(path, "common", COMMON);
    else read(path, "standard", standard);
  }
  return files;
}

/** What a data standard must look like, as written and with its references put in place. */
export function standardShape(): Shape {
  return contract("data-standard.schema.json");
}

function below(folder: string, part: string, ending: string): string[] {
  const root = join(folder, part);
  if (!existsSync(root)) return [];
  const names = readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) =>
    name.replaceAll("\\", "/"),
  );
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `${part}/${name}`);
}

function parse(folder: string, path: string, problems: Problem[]): unknown {
  const tell = (place: string, zh: string, en: string) => void problems.push({ file: path, place, zh, en });
  let text: string;
  try {
    text = readFileSync(join(folder, path), "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    tell("/", "没有这个文件；请补上", "the file is missing; add it");
    return undefined;
  }
  if (path.endsWith(".json")) {
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      tell(
        "/",
        `不是可读的 JSON：${(cause as Error).message}`,
        `not readable JSON: ${(cause as Error).message}`,
      );
      return undefined;
    }
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  // What follows a first error is seldom one of its own.
  for (const error of [...document.errors, ...document.warnings].slice(0, 1)) {
    const line = lineCounter.linePos(error.pos[0]).line;
    tell(`line ${line}`, `不是可读的 YAML：${error.message}`, `not readable YAML: ${error.message}`);
  }
  return document.errors.length === 0 ? (document.toJS() as unknown) : undefined;
}
