/**
 * One sample through the same way as a file in production, with the records that come out
 * of it. The pre-check (check.ts) tells counts and findings only; a sample is compared whole.
 */
import { stat } from "node:fs/promises";

import { dryRun } from "../dry-run.ts";
import type { Known } from "../piece/piece.ts";
import type { Checked } from "./adapter-samples.ts";

export async function checkWithRecords(
  path: string,
  id: string,
  received: string,
  known: Known,
): Promise<Checked> {
  const records: unknown[] = [];
  const { rows, accepted, rejected, duplicates, found } = await dryRun(
    { path, bytes: (await stat(path)).size, adapter: id, received },
    known,
    (tuples) => {
      records.push(...payloads(Buffer.from(tuples)));
      return Promise.resolve();
    },
  );
  const findings = found.map(({ row, column, code }) => ({ row, column, code }));
  return { rows, accepted, rejected, duplicates, findings, records };
}

/** The last field of every tuple (layout: store/copy.ts) is the record's canonical text. */
function payloads(tuples: Buffer): unknown[] {
  const found: unknown[] = [];
  let at = 0;
  while (at < tuples.length) {
    let fields = tuples.readInt16BE(at);
    at += 2;
    for (; fields > 0; fields -= 1) {
      const length = tuples.readInt32BE(at);
      at += 4;
      if (fields === 1) found.push(JSON.parse(tuples.toString("utf8", at, at + length)));
      at += length;
    }
  }
  return found;
}
