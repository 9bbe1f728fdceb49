/**
 * `xinqiao adapter draft`: a file that nobody knows yet to the draft of its adapter, tried on that
 * file at once; and how well drafts do on the samples of the adapters that there are. Nothing is
 * stored but the declaration, and that only where it was asked for: never a row of the file.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";

import { type Draft, draftAdapter, NOBODY } from "../draft/draft.ts";
import { isUnsure } from "../draft/field-draft.ts";
import { type Figure, figureOver } from "../draft/figure.ts";
import { dryRun } from "../dry-run.ts";
import type { Adapter } from "../model/adapter.ts";
import type { Catalog } from "../model/catalog.ts";
import { FINDINGS, type FindingCode } from "../model/findings.ts";
import { Refusal } from "../model/refusal.ts";
import { type DraftTrial, shownDraft, shownFigure, trialComment } from "./adapter-draft-text.ts";
import { onlyArgument, receivedDay } from "./arguments.ts";

export interface DraftDeps {
  readonly adapters: readonly Adapter[];
  readonly catalog: Catalog;
  readonly folder: string;
}

export interface DraftOptions {
  readonly samples: boolean;
  /** As if nobody had met the names of the sources: without the standards' codes and aliases. */
  readonly unseen: boolean;
  readonly write: boolean;
  readonly adapter?: string | undefined;
  readonly agency?: string | undefined;
  readonly item?: string | undefined;
  readonly received?: string | undefined;
}

/** The result as JSON, as text, and the exit code. */
export interface DraftAnswer {
  readonly json: unknown;
  readonly text: string;
  readonly code: number;
}

const ADAPTER_ID = /^(ministries|province|cities|partners)\/[a-z0-9-]+$/;

export async function draftCommand(
  rest: readonly string[],
  options: DraftOptions,
  deps: DraftDeps,
): Promise<DraftAnswer> {
  if (options.samples) {
    const adapters =
      options.adapter === undefined
        ? deps.adapters
        : deps.adapters.filter(({ id }) => id === options.adapter);
    if (adapters.length === 0) throw new Refusal("ADAPTER_UNKNOWN", { adapter: options.adapter ?? "" });
    const catalog = options.unseen ? withoutAliases(deps.catalog) : deps.catalog;
    const figure: Figure = await figureOver(adapters, deps.folder, catalog);
    // Nobody promises nine in ten of names that nobody has met.
    return { json: figure, text: shownFigure(figure), code: figure.ok || options.unseen ? 0 : 1 };
  }
  const path = onlyArgument(rest, "file");
  checkWish(options, deps);
  const draft = await draftAdapter(path, deps.catalog, {
    ...(options.adapter === undefined ? {} : { adapter: options.adapter }),
    ...(options.agency === undefined ? {} : { agency: options.agency }),
    ...(options.item === undefined ? {} : { item: options.item }),
  });
  const trial = await tryDraft(path, draft, deps.catalog, receivedDay(options.received));
  const yaml = draft.yaml + trialComment(draft, trial);
  const written = options.write ? writeDraft(draft, yaml, deps.folder) : undefined;
  return {
    json: { ...plainDraft(draft), trial, yaml, ...(written === undefined ? {} : { written }) },
    text: written === undefined ? yaml : shownDraft(draft, trial, written),
    code: 0,
  };
}

function withoutAliases(catalog: Catalog): Catalog {
  const standards = catalog.standards.map((standard) => ({
    ...standard,
    fields: standard.fields.map(({ code: _code, ...field }) => ({ ...field, aliases: [] })),
  }));
  return { ...catalog, standards };
}

function checkWish({ write, adapter, agency, item }: DraftOptions, { catalog }: DraftDeps): void {
  const wrong = (detail: string) => new Refusal("COMMAND_INVALID", { detail });
  if (adapter !== undefined && !ADAPTER_ID.test(adapter))
    throw wrong("--adapter ministries|province|cities|partners/<name>");
  if (write && adapter === undefined) throw wrong("--write --adapter <id>");
  if (agency !== undefined && !catalog.agencies.some(({ id }) => id === agency))
    throw wrong(`--agency ${agency}`);
  if (item !== undefined && !catalog.items.some(({ id }) => id === item))
    throw new Refusal("ITEM_UNKNOWN", { item });
}

async function tryDraft(
  path: string,
  { read }: Draft,
  catalog: Catalog,
  received: string,
): Promise<DraftTrial> {
  const nothing = { rows: 0, accepted: 0, rejected: 0, rejections: [] };
  if (read === undefined) return nothing;
  try {
    const run = { path, bytes: (await stat(path)).size, adapter: read.id, received };
    const { rows, accepted, rejected, found } = await dryRun(run, { catalog, adapters: [read] });
    const counts = new Map<string, { column: string; code: FindingCode; rows: number }>();
    for (const { column, code } of found) {
      if (FINDINGS[code].severity !== "reject") continue;
      const key = `${column} ${code}`;
      counts.set(key, { column, code, rows: (counts.get(key)?.rows ?? 0) + 1 });
    }
    return { rows, accepted, rejected, rejections: [...counts.values()].sort((a, b) => b.rows - a.rows) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...nothing, refusal: error.code };
  }
}

/** Where an adapter stands already it is somebody's work; a draft never takes its place. */
function writeDraft({ adapter, agency, faults }: Draft, yaml: string, folder: string): string {
  if (agency === NOBODY) throw new Refusal("COMMAND_INVALID", { detail: "--agency <id>" });
  if (faults.length > 0) throw new Refusal("CATALOG_INVALID", { detail: faults.join("; ") });
  const path = join(folder, adapter, "adapter.yaml");
  if (existsSync(path))
    throw new Refusal("COMMAND_INVALID", { detail: `--adapter ${adapter}: 已存在 it exists` });
  mkdirSync(join(folder, adapter, "samples"), { recursive: true });
  writeFileSync(path, yaml);
  return path;
}

function plainDraft(draft: Draft) {
  const {
    file,
    adapter,
    agency,
    item,
    standard,
    candidates,
    decode,
    byteOrderMark,
    rows,
    generation,
    columns,
    operation,
  } = draft;
  return {
    file,
    adapter,
    agency: agency === NOBODY ? null : agency,
    item: item?.id ?? null,
    standard: standard.id,
    candidates: candidates.map((one) => ({ standard: one.standard.id, score: rounded(one.score) })),
    decode: { ...decode, byteOrderMark },
    generation: generation ?? null,
    rows,
    columns: columns.map((column) => ({
      column: column.placed.column.title,
      fields: column.fields,
      role: column.role,
      confidence: rounded(column.confidence),
      unsure: isUnsure(column),
      why: column.why,
      alternatives: column.placed.others.map(({ field, confidence }) => ({
        field: field.name,
        confidence: rounded(confidence),
      })),
    })),
    operation:
      operation === undefined
        ? null
        : { column: operation.column.title, put: operation.put, withdraw: operation.withdraw },
    missing: draft.fields
      .filter(
        ({ field, apply }) =>
          field.required && apply.length === 0 && !columns.some(({ fields }) => fields.includes(field.name)),
      )
      .map(({ field }) => field.name),
    faults: draft.faults,
  };
}

const rounded = (share: number): number => Math.round(share * 100) / 100;
