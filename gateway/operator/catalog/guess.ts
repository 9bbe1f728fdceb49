/**
 * Whose file is it? Told by the titles alone: for each adapter of the file's format, how many of the file's columns it
 * knows and how many of its own the file has. The trap: cities share forms, so the titles of one fit twenty adapters;
 * who sends to this node comes first, and where two are as likely, a person chooses.
 */
import { open } from "node:fs/promises";

import { knownTitles } from "../../adapter/load.ts";
import { HEAD_BYTES, recognise } from "../../draft/bytes.ts";
import { rawRows } from "../../draft/raw-rows.ts";
import { tableOf } from "../../draft/table.ts";
import type { Adapter } from "../../model/adapter.ts";
import { normaliseTitle } from "../../model/title.ts";

export interface Likely {
  readonly adapter: Adapter;
  /** 0 to 1. */
  readonly likeness: number;
}

export interface Guess {
  /** The likeliest first, none that is not likely at all. */
  readonly candidates: readonly Likely[];
  /** Undefined where nothing is likely enough, or two are alike. */
  readonly sure: Adapter | undefined;
}

const SHOWN = 8;
const POSSIBLE = 0.3;
const LIKELY = 0.6;
/** So much less likely must the second be. */
const APART = 0.08;
/** For adapters of agencies that send to this node. */
const AT_HOME = 0.1;

export async function readHead(path: string): Promise<{ readonly bytes: Buffer; readonly whole: boolean }> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const { size } = await file.stat();
    return { bytes: buffer.subarray(0, bytesRead), whole: size <= bytesRead };
  } finally {
    await file.close();
  }
}

export async function guessAdapter(
  path: string,
  adapters: readonly Adapter[],
  isAtHome: (adapter: Adapter) => boolean,
): Promise<Guess> {
  const titles = new Map(adapters.map((one) => [one, new Set(knownTitles(one).map(normaliseTitle))]));
  const all = new Set([...titles.values()].flatMap((known) => [...known]));
  const isTitle = (text: string) => all.has(normaliseTitle(text));
  const { bytes, whole } = await readHead(path);
  const { decode, text } = recognise(bytes, whole, isTitle);
  const table = tableOf(await rawRows(path, decode, text), isTitle);
  const found = new Set(table?.columns.map(({ title }) => normaliseTitle(title)));
  if (found.size === 0) return { candidates: [], sure: undefined };
  const candidates = adapters
    .filter((one) => one.decode.format === decode.format)
    .map((adapter) => ({ adapter, weight: weigh(adapter, titles.get(adapter) ?? new Set(), found) }))
    .filter(({ weight }) => weight >= POSSIBLE)
    .map(({ adapter, weight }) => ({
      adapter,
      likeness: weight,
      rank: weight + (isAtHome(adapter) ? AT_HOME : 0),
    }))
    .sort((a, b) => b.rank - a.rank || (a.adapter.id < b.adapter.id ? -1 : 1));
  const [first, second] = candidates;
  const isSure =
    first !== undefined && first.likeness >= LIKELY && (!second || first.rank - second.rank >= APART);
  return {
    candidates: candidates.slice(0, SHOWN).map(({ adapter, likeness }) => ({ adapter, likeness })),
    sure: isSure ? first.adapter : undefined,
  };
}

/** Half as likely without a column that the file must have. */
function weigh(adapter: Adapter, known: ReadonlySet<string>, found: ReadonlySet<string>): number {
  const has = (columns: readonly string[]) => columns.some((title) => found.has(normaliseTitle(title)));
  const fields = adapter.map.filter(({ columns }) => columns.length > 0);
  if (fields.length === 0) return 0;
  const recall = fields.filter(({ columns }) => has(columns)).length / fields.length;
  const precision = [...found].filter((title) => known.has(title)).length / found.size;
  if (recall + precision === 0) return 0;
  const lacks = fields.some(({ mandatory, columns }) => mandatory && !has(columns));
  return ((2 * recall * precision) / (recall + precision)) * (lacks ? 0.5 : 1);
}
