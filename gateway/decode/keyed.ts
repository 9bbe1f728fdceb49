/**
 * Records with named fields (JSON, XML) to rows under one header. The file is read twice:
 * first for the names, so that the header stands before the first row and a missing column is
 * known at once, then for the values. Names that the adapter cannot place get no column.
 */
import type { FindingCode } from "../model/findings.ts";
import { Refusal } from "../model/refusal.ts";
import type { Params } from "../model/text.ts";
import { normaliseTitle } from "../model/title.ts";
import type { ConvertJob, Line } from "./lines.ts";

/** One record as its reader found it: fields in order, or why it is none. */
export type KeyedRecord =
  | { readonly fields: readonly (readonly [name: string, value: string | null])[] }
  | { readonly code: FindingCode; readonly params: Params };

/** First record = row 2. */
export const FIRST_ROW = 2;
const MAX_UNKNOWN = 1000;

export async function* keyedRows(
  job: ConvertJob,
  read: () => AsyncIterable<KeyedRecord>,
): AsyncGenerator<Line, void, undefined> {
  const known = new Set(job.knownTitles.map(normaliseTitle));
  const { header, unknown, records, guessed } = await survey(read(), known, job);
  if (records === 0) throw new Refusal("DECODE_EMPTY");
  yield { header, headerRow: 1, ...(guessed ? { guessed } : {}) };

  const column = new Map(header.map((name, index) => [name, index]));
  let row = FIRST_ROW;
  let rows = 0;
  for await (const record of read()) {
    if ("code" in record) yield { row, code: record.code, params: record.params };
    else {
      const cells = new Array<string | null>(header.length).fill(null);
      for (const [name, value] of record.fields) {
        const index = column.get(name);
        if (index !== undefined) cells[index] = value;
      }
      yield [row, ...cells];
      rows += 1;
    }
    row += 1;
  }
  yield { unknown, rows };
}

async function survey(
  records: AsyncIterable<KeyedRecord>,
  known: ReadonlySet<string>,
  { limits, options, knownTitles }: ConvertJob,
) {
  const header = new Set<string>();
  const unknown = new Set<string>();
  let count = 0;
  let readable = 0;
  let foreign = 0;
  for await (const record of records) {
    count += 1;
    if (count > limits.maxRows)
      throw new Refusal("DECODE_LIMIT", {
        detail: `超过 ${limits.maxRows} 行 / more than ${limits.maxRows} rows`,
      });
    if ("code" in record) {
      if (record.code === "ROW_CHARSET") foreign += 1;
      continue;
    }
    readable += 1;
    for (const [name] of record.fields) {
      if (header.has(name) || unknown.has(name)) continue;
      if (known.has(normaliseTitle(name))) header.add(name);
      else if (unknown.size < MAX_UNKNOWN) unknown.add(name);
      if (header.size > limits.maxColumns)
        throw new Refusal("DECODE_LIMIT", {
          detail: `超过 ${limits.maxColumns} 列 / more than ${limits.maxColumns} columns`,
        });
    }
  }
  if (count > 0 && foreign === count)
    throw new Refusal("DECODE_CHARSET", { charset: options.charset, row: FIRST_ROW });
  // Without one record that can be read nothing is known of the columns: then each row tells its own fault.
  const guessed = readable === 0 && count > 0;
  return { header: guessed ? knownTitles : [...header], unknown: [...unknown], records: count, guessed };
}

export function unreadable(detail: string): KeyedRecord {
  return { code: "ROW_FORMAT", params: { detail } };
}
