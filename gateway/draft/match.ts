/**
 * Which column is which field, for every data standard, and which standard fits best. Names count
 * most, cells confirm or contradict, and cells alone count only where they are telling. Each column
 * gets one field and each field one column, the surest first. It knows no adapter.
 */
import type { Catalog, CodeSet, Field, Standard } from "../model/catalog.ts";
import { normaliseTitle } from "../model/title.ts";
import { evidenceOf } from "./evidence.ts";
import { fitOf } from "./fit.ts";
import { isSameName, likenessOf } from "./likeness.ts";
import { type Profile, profileOf } from "./profile.ts";
import type { Column, Table } from "./table.ts";

export interface Guess {
  readonly field: Field;
  readonly confidence: number;
  readonly why: string;
}

export interface Placed {
  readonly column: Column;
  readonly profile: Profile;
  /** Undefined where no field is likely enough. */
  readonly guess?: Guess;
  /** Other fields that it might be, the likelier first. */
  readonly others: readonly Guess[];
}

export interface Candidate {
  readonly standard: Standard;
  readonly score: number;
  readonly placed: readonly Placed[];
  /** Fields without which the standard takes no record, and no column for them. */
  readonly missing: readonly Field[];
}

/** From here on a column is taken for a field; below SURE the draft says so. */
const LIKELY = 0.5;
export const SURE = 0.75;
/** Where the cells speak against the title. */
const CONTRADICTED = 0.2;
/** Below this a name is not like a title at all. */
const LIKE = 0.4;
const OTHERS_SHOWN = 3;

/** All standards, the best first. */
export function rankStandards(
  table: Table,
  about: string,
  catalog: Pick<Catalog, "standards" | "codeSets" | "items">,
  serialDays: boolean,
): Candidate[] {
  const codeSets = new Map(catalog.codeSets.map((set) => [set.id, set]));
  const meaning = meaningsOf(catalog.standards);
  const columns = table.columns.map((column): Weighed => {
    const elsewhere = meaning(column.title);
    return {
      column,
      profile: profileOf(column.cells, serialDays),
      weight: elsewhere.length === 0 ? 0.2 : 1 / Math.sqrt(elsewhere.length),
      elsewhere: [...new Set(elsewhere.map(({ title }) => title.zh))].slice(0, 4),
    };
  });
  const evidence = evidenceOf(
    columns.map(({ profile }) => profile),
    about,
    catalog,
  );
  return catalog.standards
    .map((standard): Candidate => {
      const placed = place(columns, standard, codeSets);
      return { standard, placed, missing: missingOf(standard, placed), score: 0 };
    })
    .map((candidate) => ({ ...candidate, score: scoreOf(candidate, columns) + evidence(candidate.standard) }))
    .sort((a, b) => b.score - a.score);
}

const meanings = new WeakMap<readonly Standard[], ReadonlyMap<string, readonly Field[]>>();

/** What a title means in any of the standards: a name that one of them has explains itself in the others. */
function meaningsOf(standards: readonly Standard[]): (title: string) => readonly Field[] {
  const known = meanings.get(standards) ?? readMeanings(standards);
  meanings.set(standards, known);
  return (title) => known.get(normaliseTitle(title)) ?? [];
}

function readMeanings(standards: readonly Standard[]): Map<string, Field[]> {
  const found = new Map<string, Field[]>();
  for (const { fields } of standards)
    for (const field of fields)
      for (const key of new Set([field.code ?? "", field.title.zh, ...field.aliases].map(normaliseTitle)))
        found.set(key, [...(found.get(key) ?? []), field]);
  return found;
}

interface Weighed {
  readonly column: Column;
  readonly profile: Profile;
  /** A title that many standards have says little about which it is. */
  readonly weight: number;
  /** Chinese titles that other standards give to this one. */
  readonly elsewhere: readonly string[];
}

function place(
  columns: readonly Weighed[],
  standard: Standard,
  codeSets: ReadonlyMap<string, CodeSet>,
): Placed[] {
  const guesses = columns.map((column) =>
    standard.fields
      .flatMap((field) => guess(column, field, standard, codeSets) ?? [])
      .filter(({ confidence }) => confidence > 0.25)
      .sort((a, b) => b.confidence - a.confidence),
  );
  const pairs = guesses
    .flatMap((some, at) => some.map((one) => ({ at, one })))
    .filter(({ one }) => one.confidence >= LIKELY)
    .sort((a, b) => b.one.confidence - a.one.confidence || a.at - b.at);
  const taken = new Map<number, Guess>();
  const fields = new Set<string>();
  for (const { at, one } of pairs) {
    if (taken.has(at) || fields.has(one.field.name)) continue;
    taken.set(at, one);
    fields.add(one.field.name);
  }
  return columns.map(({ column, profile }, at): Placed => {
    const found = taken.get(at);
    const others = (guesses[at] ?? []).filter(({ field }) => field !== found?.field).slice(0, OTHERS_SHOWN);
    return { column, profile, others, ...(found ? { guess: found } : {}) };
  });
}

function guess(
  { column, profile, elsewhere }: Weighed,
  field: Field,
  standard: Standard,
  codeSets: ReadonlyMap<string, CodeSet>,
): Guess | undefined {
  const own = likenessOf(column.title, field);
  const explained = column.explained === "" ? own : likenessOf(column.explained, field);
  let like = explained.score > own.score ? explained : own;
  if (like.score < 0.9)
    for (const title of elsewhere) {
      const { score, name } = likenessOf(title, field);
      if (score * 0.9 > like.score) like = { score: score * 0.9, name };
    }
  // Most pairs have nothing to do with each other, and reading cells costs most.
  if (like.score < LIKE && !profile.isTelling) return undefined;
  const fit = fitOf(profile, field, standard, codeSets);
  const contradicted = profile.filled >= 3 && fit.score < CONTRADICTED;
  const seen = fit.score >= 0.8 && fit.why !== undefined ? `，内容 cells: ${fit.why}` : "";
  if (isSameName(like.score)) {
    const confidence = contradicted ? 0.55 : 0.88 + 0.12 * fit.score;
    const doubt = contradicted ? "，但内容不符 but the cells speak against it" : seen;
    return { field, confidence, why: `列名相同 same title ${like.name}${doubt}` };
  }
  const byName = like.score < LIKE ? 0 : like.score * 0.72 + fit.score * 0.28;
  const byCells = fit.telling ? 0.45 * fit.score + 0.2 : 0;
  const confidence =
    (byName > byCells ? byName : Math.max(byCells, byName)) *
    (contradicted ? (like.score >= 0.85 ? 0.8 : 0.4) : 1);
  const why =
    byName >= byCells ? `列名相近 like ${like.name}${seen}` : `只凭内容 cells only: ${fit.why ?? ""}`;
  return { field, confidence, why };
}

function missingOf({ fields }: Standard, placed: readonly Placed[]): Field[] {
  const there = new Set(placed.map(({ guess }) => guess?.field.name));
  return fields.filter(
    ({ name, required, mandatoryColumn }) => (required || mandatoryColumn) && !there.has(name),
  );
}

/** Part of the columns that have a place, and part of the mandatory fields that have a column. */
function scoreOf({ standard, placed, missing }: Candidate, columns: readonly Weighed[]): number {
  let reached = 0;
  let possible = 0;
  placed.forEach(({ guess }, at) => {
    const weight = columns[at]?.weight ?? 0;
    possible += weight;
    reached += weight * (guess?.confidence ?? 0);
  });
  const mandatory = standard.fields.filter(
    ({ required, mandatoryColumn }) => required || mandatoryColumn,
  ).length;
  const covered = possible === 0 ? 0 : reached / possible;
  const complete = 1 - missing.length / Math.max(1, mandatory);
  return 0.55 * covered + 0.4 * complete;
}
