/**
 * How well drafts do on the samples beside our adapters: each sample is drafted as an unknown file,
 * then its columns are compared with what the adapter makes of them. The adapter is only the judge;
 * the draft never sees it.
 *
 * The trap: a column that the adapter leaves out is right when the draft leaves it out as well.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { DEFAULT_LIMITS } from "../decode/lines.ts";
import { readRows } from "../decode/read.ts";
import type { Adapter } from "../model/adapter.ts";
import type { Catalog } from "../model/catalog.ts";
import { Refusal } from "../model/refusal.ts";
import { normaliseTitle } from "../model/title.ts";
import { type Draft, draftAdapter } from "./draft.ts";
import type { ReadLines } from "./raw-rows.ts";

export interface WrongColumn {
  readonly column: string;
  readonly drafted: string;
  readonly right: string;
}

export interface SampleFigure {
  readonly adapter: string;
  readonly sample: string;
  readonly columns: number;
  readonly right: number;
  /** Mean confidence of the columns that were given a field. */
  readonly confidence: number;
  readonly standard: boolean;
  /** Format, character set, delimiter, rows around the titles, place of the records. */
  readonly decode: boolean;
  /** The draft is a declaration that a node would load. */
  readonly loads: boolean;
  readonly wrong: readonly WrongColumn[];
}

export interface Figure {
  readonly ok: boolean;
  readonly samples: readonly SampleFigure[];
  /** Samples that no node can read either, so nothing can be drafted from them. */
  readonly unreadable: readonly {
    readonly adapter: string;
    readonly sample: string;
    readonly code: string;
  }[];
  readonly columns: number;
  readonly right: number;
  readonly share: number;
  /** Of the sample that came out worst. */
  readonly least: number;
  readonly standards: number;
  readonly decodes: number;
  readonly loads: number;
}

/** What every sample must reach. */
export const WANTED = 0.9;
const SAMPLE = /^(?:.+\.input|nightly)\.(?!expected)[a-z]+$/;
const NONE = "—";

export async function figureOver(
  adapters: readonly Adapter[],
  folder: string,
  catalog: Catalog,
  wanted = SAMPLE,
): Promise<Figure> {
  const samples: SampleFigure[] = [];
  const unreadable: Figure["unreadable"][number][] = [];
  for (const adapter of adapters) {
    const files = samplesIn(join(folder, adapter.id, "samples")).filter((file) => wanted.test(file));
    for (const sample of files) {
      try {
        const draft = await draftAdapter(join(folder, adapter.id, "samples", sample), catalog, {}, readHere);
        samples.push(judge(draft, adapter, sample));
      } catch (error) {
        if (!(error instanceof Refusal) || !error.code.startsWith("DECODE_")) throw error;
        unreadable.push({ adapter: adapter.id, sample, code: error.code });
      }
    }
  }
  const sum = (of: (one: SampleFigure) => number) => samples.reduce((total, one) => total + of(one), 0);
  const [columns, right] = [sum((one) => one.columns), sum((one) => one.right)];
  const least = Math.min(1, ...samples.map((one) => one.right / Math.max(1, one.columns)));
  return {
    ok: samples.length > 0 && least >= WANTED,
    samples,
    unreadable,
    columns,
    right,
    share: right / Math.max(1, columns),
    least,
    standards: sum((one) => Number(one.standard)),
    decodes: sum((one) => Number(one.decode)),
    loads: sum((one) => Number(one.loads)),
  };
}

function samplesIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => SAMPLE.test(file))
        .sort()
    : [];
}

/** Our own samples need no process of their own to be read safely. */
const readHere: ReadLines = async function* (path, options, knownTitles) {
  yield* await readRows({ path, options, knownTitles, limits: DEFAULT_LIMITS, refusedCells: true });
};

function judge(draft: Draft, adapter: Adapter, sample: string): SampleFigure {
  const columns = draft.columns.map(({ placed, fields }) => ({ title: placed.column.title, fields }));
  if (draft.operation) columns.push({ title: draft.operation.column.title, fields: [OPERATION] });
  const wrong = columns.flatMap(({ title, fields }): WrongColumn[] => {
    const truth = fieldsOf(title, adapter);
    // The standard must be the right one as well: names of fields are alike in many.
    const isRight =
      truth.length === 0
        ? fields.length === 0
        : fields.length > 0 &&
          draft.standard.id === adapter.standard &&
          fields.every((field) => truth.includes(field));
    return isRight
      ? []
      : [{ column: title, drafted: fields.join("|") || NONE, right: truth.join("|") || NONE }];
  });
  const given = draft.columns.filter(({ fields }) => fields.length > 0);
  return {
    adapter: adapter.id,
    sample,
    columns: columns.length,
    right: columns.length - wrong.length,
    confidence: given.reduce((total, { confidence }) => total + confidence, 0) / Math.max(1, given.length),
    standard: draft.standard.id === adapter.standard,
    decode: isSameDecode(draft, adapter),
    loads: draft.read !== undefined,
    wrong,
  };
}

const OPERATION = "(operation)";

/** Every field that the adapter fills from a column of this title; none where it leaves the column out. */
function fieldsOf(title: string, adapter: Adapter): string[] {
  const key = normaliseTitle(title);
  const among = (titles: readonly string[] = []) => titles.some((one) => normaliseTitle(one) === key);
  if (among(adapter.operation?.columns)) return [OPERATION];
  return adapter.map
    .filter(
      ({ columns, further, otherwise }) => among(columns) || among(further) || among(otherwise?.columns),
    )
    .map(({ field }) => field);
}

function isSameDecode({ decode }: Draft, { decode: right }: Adapter): boolean {
  const plain = ["format", "charset", "titleRows", "explanationRows", "rowElement", "path"] as const;
  const delimiter = decode.format !== "csv" || decode.delimiter === right.delimiter;
  return delimiter && plain.every((option) => (decode[option] ?? "") === (right[option] ?? ""));
}
