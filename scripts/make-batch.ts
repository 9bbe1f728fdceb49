/**
 * Writes a penalties file of any size with planted faults, and its answer key.
 *
 *   npm run make-batch -- --rows 100000 --out penalties.csv --key key.json
 *
 * The same options give the same bytes on every machine. --changed 0.01 gives the
 * file of the next night. Streams, so five million rows take no more memory than five.
 */
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { type AnswerKey, type BatchOptions, makeBatch } from "./make-batch-rows.ts";
import { startedAs } from "./started-as.ts";

/** Write the file; the answer key comes back. */
export function writeBatch(path: string, options: BatchOptions): AnswerKey {
  const file = openSync(path, "w");
  try {
    const pieces = makeBatch(options);
    for (;;) {
      const { done, value } = pieces.next();
      if (done === true) return value;
      for (let written = 0; written < value.length; ) written += writeSync(file, value, written);
    }
  } finally {
    closeSync(file);
  }
}

const OPTIONS = {
  rows: { type: "string", default: "1000" },
  seed: { type: "string", default: "1" },
  charset: { type: "string", default: "gb18030" },
  rejected: { type: "string", default: "0.01" },
  duplicates: { type: "string", default: "0.01" },
  warned: { type: "string", default: "0.01" },
  changed: { type: "string", default: "0" },
  titles: { type: "string", default: "chinese" },
  received: { type: "string", default: "2026-11-20" },
  out: { type: "string" },
  key: { type: "string" },
} as const;

function main(): void {
  const { values } = parseArgs({ options: OPTIONS });
  const { charset, titles, received, out, key } = values;
  if (out === undefined) throw new Error("--out <file> is missing");
  if (charset !== "gb18030" && charset !== "utf-8") throw new Error("--charset is gb18030 or utf-8");
  if (titles !== "codes" && titles !== "chinese") throw new Error("--titles is codes or chinese");
  const answer = writeBatch(out, {
    rows: amount(values.rows),
    seed: amount(values.seed),
    charset,
    rejected: amount(values.rejected),
    duplicates: amount(values.duplicates),
    warned: amount(values.warned),
    changed: amount(values.changed),
    titles,
    receivedOn: received,
  });
  if (key !== undefined) writeFileSync(key, `${JSON.stringify(answer, null, 1)}\n`);
  const { rows, accepted, rejected, duplicates, changed, warnings } = answer;
  process.stdout.write(
    `${JSON.stringify({ rows, accepted, rejected, duplicates, changed, warnings: warnings.length })}\n`,
  );
}

function amount(text: string): number {
  const number = Number(text);
  if (!(number >= 0)) throw new Error(`not a number: ${text}`);
  return number;
}

if (startedAs(import.meta.filename)) main();
