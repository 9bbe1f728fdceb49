/**
 * One sample through the same way as a file in production, with the records that come out
 * of it. The pre-check (check.ts) tells counts and findings only; a sample is compared whole.
 */
import { stat } from "node:fs/promises";

import { lineKeyOf } from "../exchange.ts";
import { ingestFile } from "../ingest.ts";
import { Refusal } from "../model/refusal.ts";
import type { Finding } from "../model/row.ts";
import type { Known } from "../piece/piece.ts";
import { createInlinePool } from "../piece/pool.ts";
import { Heads } from "../store/heads.ts";
import type { Checked } from "./adapter-samples.ts";

/** Digests are compared within one file only, and a sample is no secret. */
const KEY = Buffer.alloc(32, 1);

export async function checkWithRecords(
  path: string,
  id: string,
  received: string,
  known: Known,
): Promise<Checked> {
  const adapter = known.adapters.find((one) => one.id === id);
  if (adapter === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter: id });
  const standard = known.catalog.standards.find((one) => one.id === adapter.standard);
  if (standard === undefined) throw new Refusal("ITEM_UNKNOWN", { item: adapter.item });
  const records: unknown[] = [];
  const found: Finding[] = [];
  const pool = createInlinePool(known);
  try {
    const { rows, accepted, rejected, duplicates } = await ingestFile(
      {
        path,
        adapter,
        standard,
        pool,
        heads: new Heads({ complete: true, expected: (await stat(path)).size / 400 }),
        plan: {
          item: adapter.item,
          origin: "",
          standard: standard.id,
          receivedOn: received,
          batchSeq: 0,
          version: 1,
          subjectKey: KEY,
          contentKey: KEY,
          known: null,
        },
        lineKey: (header) => lineKeyOf(KEY, known.catalog, adapter, header),
      },
      {
        records: (tuples) => {
          records.push(...payloads(Buffer.from(tuples)));
          return Promise.resolve();
        },
        leaf: () => undefined,
        findings: (some) => {
          found.push(...some);
          return Promise.resolve();
        },
      },
    );
    const findings = found.map(({ row, column, code }) => ({ row, column, code }));
    return { rows, accepted, rejected, duplicates, findings, records };
  } finally {
    await pool.close();
  }
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
