/**
 * Pushed records to judged rows, by the adapter's own rules: the names that a record carries
 * are the title row of that record alone, so it is judged like a file of one row. What a
 * file without a mandatory column refuses whole, refuses here the one record.
 *
 * The trap: compiling a title row takes milliseconds, and records that leave out what is empty
 * carry as many sets of names as there are records; see fillableTitles.
 */
import { hash } from "node:crypto";

import { knownTitles } from "../adapter/load.ts";
import { hasControl } from "../decode/csv.ts";
import { bindColumns } from "../map/bind.ts";
import { compileDerivation } from "../map/derive.ts";
import type { Adapter } from "../model/adapter.ts";
import type { Catalog } from "../model/catalog.ts";
import { FINDINGS } from "../model/findings.ts";
import type { Finding } from "../model/row.ts";
import { normaliseTitle } from "../model/title.ts";
import type { RecordParts } from "../piece/output.ts";
import { standardOf } from "../piece/row.ts";
import { compileSingleRow, type TakeSingleRow } from "../piece/single-rows.ts";
import { recordIdText } from "../seal/identity.ts";
import type { GivenRecord } from "./body.ts";

/** What a record came to, before it is known what the node has already. */
export interface PushedRow {
  /** Null for a record that is refused. */
  readonly record: {
    readonly payload: string;
    /** Version 0 where the record has none of its own. */
    readonly parts: RecordParts;
    /** SHA-256 that begins with the record's id, as latin1 text. */
    readonly digest: string;
    readonly id: string;
  } | null;
  readonly findings: readonly Finding[];
}

export interface ReadRows {
  readonly rows: readonly PushedRow[];
  /** Names that the adapter does not know. */
  readonly unknown: readonly string[];
}

/** The rows of an adapter's records that were received on this day (YYYY-MM-DD). */
export type RowReader = (records: readonly GivenRecord[], receivedOn: string) => ReadRows;

/** Lists of names, cheap; and what is compiled for their title rows, dear. */
const KEPT_READINGS = 2000;
const KEPT_COMPILED = 64;

interface Reading {
  readonly receivedOn: string;
  /** For each cell the place of its value among the record's members; -1 for none. */
  readonly places: readonly number[];
  readonly header: readonly string[];
  readonly unknown: readonly string[];
  readonly take: TakeSingleRow;
}

function compileReader(adapter: Adapter, catalog: Catalog, subjectKey: Uint8Array): RowReader {
  const standard = standardOf(catalog, adapter.standard);
  const readings = new Map<string, Reading>();
  const compiled = new Map<string, TakeSingleRow>();
  const titles: Titles = {
    order: new Map(knownTitles(adapter).map((title, at) => [normaliseTitle(title), at] as const)),
    fillable: fillableTitles(adapter, catalog),
  };

  function readingOf(names: readonly string[], receivedOn: string): Reading {
    const key = names.join("\u0001");
    const kept = readings.get(key);
    if (kept !== undefined && kept.receivedOn === receivedOn) return kept;
    const { header, places, unknown } = titleRow(adapter, titles, names);
    const untaken = bindColumns(adapter, standard, header).unknown;
    const take = takeOf(header, receivedOn);
    const made = { receivedOn, header, places, unknown: [...unknown, ...untaken], take };
    readings.delete(key);
    readings.set(key, made);
    forgetOldest(readings, KEPT_READINGS);
    return made;
  }

  function takeOf(header: readonly string[], receivedOn: string): TakeSingleRow {
    const key = `${receivedOn}\u0001${header.join("\u0001")}`;
    let take = compiled.get(key);
    if (take === undefined) {
      const plan = { item: adapter.item, standard: standard.id, receivedOn, version: 0, subjectKey, header };
      take = compileSingleRow(plan, adapter, catalog);
      compiled.set(key, take);
      forgetOldest(compiled, KEPT_COMPILED);
    }
    return take;
  }

  function readOne(
    { record, plain, clean }: GivenRecord,
    receivedOn: string,
    unknown: Set<string>,
  ): PushedRow {
    if ("code" in record)
      return { record: null, findings: [{ row: 0, column: "", code: record.code, params: record.params }] };
    const reading = readingOf(
      record.fields.map(([name]) => name),
      receivedOn,
    );
    for (const name of reading.unknown) unknown.add(name);
    const cells = reading.places.map((place) => record.fields[place]?.[1] ?? "");
    const control = clean ? -1 : cells.findIndex(hasControl);
    if (control >= 0) {
      const column = reading.header[control] ?? "";
      return { record: null, findings: [{ row: 0, column, code: "ROW_CONTROL", params: {} }] };
    }
    if (cells.every((cell) => cell === "")) return { record: null, findings: [EMPTY] };
    const row = reading.take(cells, plain);
    if (row.payload === null) return { record: null, findings: row.findings };
    const { payload, parts, findings } = row;
    const digest = hash("sha256", parts.identityText, "binary");
    const id = recordIdText(Buffer.from(digest.slice(0, 16), "latin1"));
    return { record: { payload, parts, digest, id }, findings };
  }

  return (records, receivedOn) => {
    const unknown = new Set<string>();
    const rows = records.map((given) => readOne(given, receivedOn, unknown));
    return { rows, unknown: [...unknown] };
  };
}

/** A reader for each adapter, made when it is first asked for. */
export function createReaders(catalog: Catalog, subjectKey: Uint8Array): (adapter: Adapter) => RowReader {
  const readers = new Map<string, RowReader>();
  return (adapter) => {
    let reader = readers.get(adapter.id);
    if (reader === undefined) {
      reader = compileReader(adapter, catalog, subjectKey);
      readers.set(adapter.id, reader);
    }
    return reader;
  };
}

const EMPTY: Finding = { row: 0, column: "", code: "MAP_EMPTY", params: {} };

export function isWarning({ code }: Finding): boolean {
  return FINDINGS[code].severity === "warn";
}

/** A title that may stand over nothing without changing what a row means. */
interface Fillable {
  readonly title: string;
  /** Where one of these is there, the title is left out. */
  readonly unless: readonly string[];
}

/**
 * Titles that are added to every title row that lacks them, so that records which leave out what is empty are
 * still one title row and not a thousand. Not those whose absence says something: of fields with a constant or
 * a derivation, which tells its findings elsewhere, and titles that more than one field takes.
 */
function fillableTitles(adapter: Adapter, catalog: Catalog): readonly Fillable[] {
  const codeSets = new Map(catalog.codeSets.map((set) => [set.id, set]));
  const claims = new Map<string, number>();
  const claim = (titles: readonly string[]): void => {
    for (const title of new Set(titles.map(normaliseTitle))) claims.set(title, (claims.get(title) ?? 0) + 1);
  };
  for (const { columns, further = [], otherwise } of adapter.map)
    claim([...columns, ...further, ...(otherwise?.columns ?? [])]);
  claim(adapter.operation?.columns ?? []);
  return adapter.map
    .filter((map) => map.constant === undefined && compileDerivation(map, codeSets) === undefined)
    .map(({ columns, further = [] }) => ({
      title: columns[0] ?? "",
      unless: [...columns, ...further].map(normaliseTitle),
    }))
    .filter(({ title }) => claims.get(normaliseTitle(title)) === 1);
}

interface Titles {
  /** Place of each title that the adapter knows, in its own order. */
  readonly order: ReadonlyMap<string, number>;
  readonly fillable: readonly Fillable[];
}

/**
 * The names that the adapter knows, in its own order, so that members in another order are the same title row;
 * and a title of whatever it must have, with nothing under it, where the record has none.
 */
function titleRow(
  adapter: Adapter,
  { order, fillable }: Titles,
  names: readonly string[],
): Pick<Reading, "header" | "places" | "unknown"> {
  const found = new Map<string, number>();
  const unknown: string[] = [];
  names.forEach((name, place) => {
    const title = normaliseTitle(name);
    // Of two spellings of one title the first counts, as of two columns of a file.
    if (!order.has(title) || found.has(title)) unknown.push(name);
    else found.set(title, place);
  });
  const titles = [...found].map(([title, place]) => ({ title, place, name: names[place] ?? "" }));
  for (const { title, unless } of fillable)
    if (!unless.some((one) => found.has(one)))
      titles.push({ title: normaliseTitle(title), place: -1, name: title });
  titles.sort((a, b) => (order.get(a.title) ?? 0) - (order.get(b.title) ?? 0));
  const there = new Set(titles.map(({ title }) => title));
  const lacks = (columns: readonly string[]) => !columns.some((column) => there.has(normaliseTitle(column)));
  const missing = adapter.map
    .filter(
      ({ mandatory, columns, otherwise }) =>
        mandatory && lacks(columns) && (otherwise === undefined || lacks(otherwise.columns)),
    )
    .map(({ columns }) => columns[0] ?? "");
  if (adapter.operation && lacks(adapter.operation.columns)) missing.push(adapter.operation.columns[0] ?? "");
  const added = [...new Set(missing)];
  return {
    header: [...titles.map(({ name }) => name), ...added],
    places: [...titles.map(({ place }) => place), ...added.map(() => -1)],
    unknown,
  };
}

function forgetOldest(kept: Map<string, unknown>, most: number): void {
  if (kept.size <= most) return;
  for (const oldest of kept.keys()) {
    kept.delete(oldest);
    return;
  }
}
