/**
 * A JSON array of flat objects, at the top or at a dotted path, streamed element by element.
 * Size, depth and character set are bounded here; what an element says is flat-object.ts's.
 */
import { parseFlatObject } from "./flat-object.ts";
import { createSplitter } from "./json-split.ts";
import { type KeyedRecord, keyedRows } from "./keyed.ts";
import type { ConvertJob, Line } from "./lines.ts";
import { readText } from "./text.ts";

export function readJson(job: ConvertJob): AsyncIterable<Line> {
  return keyedRows(job, () => records(job));
}

async function* records({ path, options, limits }: ConvertJob): AsyncGenerator<KeyedRecord, void, undefined> {
  const splitter = createSplitter(options.path ?? "", limits);
  for await (const chunk of readText(path, options.charset, () => splitter.row)) {
    for (const element of splitter.feed(chunk)) yield parseFlatObject(element);
  }
  splitter.end();
}
