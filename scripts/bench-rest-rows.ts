/**
 * Records for the REST bench: the same penalties as a department pushes them (titles of its
 * columns) and as the naive route takes them (fields of the standard).
 */
import { loadData } from "../gateway/data.ts";
import { dayInChina } from "../gateway/model/calendar.ts";
import { readRecords } from "../gateway/push/body.ts";
import { createReaders } from "../gateway/push/rows.ts";
import { rowMaker } from "./make-batch-row.ts";
import { COLUMNS } from "./make-batch-words.ts";
import { seeded } from "./make-identifiers.ts";

export const ADAPTER = "cities/jinan-penalties";

/** Request bodies for the rows `from` up to, without, `to`. */
export function pushBodies(from: number, to: number): Buffer[] {
  const make = rowMaker("utf-8", 1, dayInChina(new Date()));
  const bodies: Buffer[] = [];
  for (let index = from; index < to; index++) {
    const { cells } = make.row(index, seeded(index + 1));
    const record: Record<string, string> = {};
    cells.forEach((cell, at) => {
      if (cell !== "") record[(COLUMNS[at] as (typeof COLUMNS)[number])[0]] = textOf(cell);
    });
    bodies.push(Buffer.from(JSON.stringify({ records: [record] })));
  }
  return bodies;
}

/** The same records as fields of the standard; a record that our own node would refuse is an error here. */
export function standardBodies(from: number, to: number): Buffer[] {
  const { catalog, adapters } = loadData();
  const adapter = adapters.find(({ id }) => id === ADAPTER);
  if (adapter === undefined) throw new Error(`no adapter ${ADAPTER}`);
  const read = createReaders(catalog, Buffer.alloc(32))(adapter);
  const today = dayInChina(new Date());
  return pushBodies(from, to).map((body) => {
    const [row] = read(readRecords(body, "application/json"), today).rows;
    if (!row?.record) throw new Error(`a record of the bench is refused: ${JSON.stringify(row?.findings)}`);
    return Buffer.from(row.record.payload);
  });
}

/** A cell of a CSV file, in bytes as latin1 and perhaps in quotes. */
function textOf(cell: string): string {
  const text = Buffer.from(cell, "latin1").toString("utf8");
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}
