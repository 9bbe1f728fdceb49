/**
 * Loads the catalog from its folder: files → shapes → references put in place →
 * cross-checks → one plain value with its digest. Knows nothing of adapters or records.
 *
 * The trap: a catalog with one mistake is refused whole, since a node that runs on
 * half a whitelist would let through, or turn away, the wrong things.
 */
import { createHash } from "node:crypto";

import { canonical } from "../model/canonical.ts";
import type {
  Agency,
  Calendar,
  Catalog,
  Category,
  CodeSet,
  Item,
  Node,
  PublicationTerms,
  Standard,
} from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { checkCatalog } from "./check.ts";
import { type CatalogFile, readFiles, standardShape } from "./files.ts";
import { withLines } from "./lines.ts";
import { checkLock } from "./lock.ts";
import { type Kind, type Problem, problemLine } from "./problem.ts";
import { misfits, type Shape } from "./shape.ts";
import { inline, type Schema, standardOf } from "./standard.ts";

/** What a folder holds, sound or not; the catalog is for use only when no problem is told. */
export interface Reading {
  readonly catalog: Catalog;
  readonly problems: readonly Problem[];
}

/** The catalog of a folder; refuses one with mistakes, naming all of them. */
export function loadCatalog(folder: string): Catalog {
  const { catalog, problems } = readCatalog(folder);
  if (problems.length > 0)
    throw new Refusal("CATALOG_INVALID", { detail: withLines(folder, problems).map(problemLine).join("\n") });
  return catalog;
}

/** The catalog of a folder with everything that is wrong with it. */
export function readCatalog(folder: string): Reading {
  const problems: Problem[] = [];
  const files = readFiles(folder, problems);
  const sources = new Map<string, string>();
  const table = <Row>(kind: Kind, key: string): Row[] =>
    files
      .filter((file) => file.kind === kind && file.sound)
      .flatMap((file) => {
        const rows = (file.value as Record<string, Row[]>)[key] as Row[];
        for (const row of rows as { id?: string }[])
          if (row.id !== undefined) sources.set(`${kind} ${row.id}`, file.path);
        return rows;
      });
  const each = <Row>(kind: Kind, build: (file: CatalogFile) => Row & { readonly id: string }): Row[] =>
    files
      .filter((file) => file.kind === kind && file.sound)
      .map((file) => {
        const row = build(file);
        sources.set(`${kind} ${row.id}`, file.path);
        return row;
      });

  const shape = standardShape();
  const common = files.find((file) => file.kind === "common" && file.sound)?.value as Schema | undefined;
  const edition = files.find((file) => file.kind === "edition" && file.sound)?.value as
    | { version: string }
    | undefined;
  const content: Omit<Catalog, "digest"> = {
    version: edition?.version ?? "",
    categories: table<Category>("category", "categories"),
    agencies: table<Agency>("agency", "agencies"),
    nodes: table<Node>("node", "nodes"),
    codeSets: each<CodeSet>("codeSet", (file) => file.value as CodeSet),
    // A prohibited item has no standard; the empty name finds none.
    items: each<Item>("item", (file) => ({ standard: "", ...(file.value as Omit<Item, "standard">) })),
    standards: each<Standard>("standard", (file) =>
      standardOf(inlined(file, common, shape, problems), common),
    ),
    calendar: calendarOf(table<Year>("calendar", "years")),
    publicationTerms: table<PublicationTerms>("timeRules", "publicationTerms"),
  };
  const catalog = { ...content, digest: createHash("sha256").update(canonical(content)).digest("hex") };

  const broken = new Set(files.filter((file) => !file.sound).map((file) => file.kind));
  const tables = new Map(files.map((file) => [file.kind, file.path]));
  problems.push(
    ...checkCatalog(catalog, {
      fileOf: (kind, id) => sources.get(`${kind} ${id}`) ?? tables.get(kind) ?? "",
      broken: (kind) => broken.has(kind),
    }),
  );
  // What is broken says so itself, and would only be told twice.
  if (problems.length === 0) problems.push(...checkLock(folder, catalog));
  return { catalog, problems };
}

/** The schema with its references put in place; what they bring must have a standard's shape too. */
function inlined(file: CatalogFile, common: Schema | undefined, shape: Shape, problems: Problem[]): Schema {
  const schema = inline(file.value as Schema, common, (place, zh, en) => {
    problems.push({ file: file.path, place, zh, en });
  });
  for (const misfit of misfits(shape, schema)) problems.push({ file: file.path, ...misfit });
  return schema;
}

interface Year {
  readonly year: number;
  readonly source: string;
  readonly unverified?: true;
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}

function calendarOf(years: readonly Year[]): Calendar {
  return {
    source: years.map(({ year, source }) => `${year}：${source}`).join("；"),
    years: years.map(({ year }) => year),
    holidays: years.flatMap(({ holidays }) => holidays),
    workdays: years.flatMap(({ workdays }) => workdays),
    ...(years.some(({ unverified }) => unverified) ? { unverified: true } : {}),
  };
}
