/**
 * A file taken through the way of production without a node: no database, no keys, nothing
 * kept. The pre-check and the samples of adapters are judged by this, so they cannot differ
 * from what a node will say.
 */
import { randomBytes } from "node:crypto";

import { lineKeyOf } from "./digest-keys.ts";
import { type Counts, ingestFile, type Sinks } from "./ingest.ts";
import type { Charset } from "./model/adapter.ts";
import { Refusal } from "./model/refusal.ts";
import type { Finding } from "./model/row.ts";
import { assertNotShut } from "./model/shut.ts";
import type { Known } from "./piece/piece.ts";
import { createInlinePool, createPool, type Pool } from "./piece/pool.ts";
import { Heads } from "./store/heads.ts";

export interface DryRun {
  readonly path: string;
  readonly bytes: number;
  readonly adapter: string;
  /** The day from which the rules about dates count, YYYY-MM-DD. */
  readonly received: string;
  /** Instead of the adapter's, for a source that means to change. */
  readonly charset?: Charset;
  /** Threads that are there already; without them their own are made, and ended. */
  readonly pool?: Pool;
}

export interface DryResult extends Counts {
  readonly item: string;
  readonly standard: string;
  readonly unknownColumns: readonly string[];
  readonly found: readonly Finding[];
}

/** Below this a second thread costs more than it brings. */
const THREAD_FROM_BYTES = 4 << 20;

export async function dryRun(run: DryRun, known: Known, records?: Sinks["records"]): Promise<DryResult> {
  const declared = known.adapters.find((one) => one.id === run.adapter);
  if (declared === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter: run.adapter });
  const item = known.catalog.items.find((one) => one.id === declared.item);
  if (item === undefined) throw new Refusal("ITEM_UNKNOWN", { item: declared.item });
  assertNotShut(item);
  const standard = known.catalog.standards.find((one) => one.id === declared.standard);
  if (standard === undefined) throw new Refusal("ITEM_UNKNOWN", { item: declared.item });
  const decode = run.charset === undefined ? declared.decode : { ...declared.decode, charset: run.charset };
  const adapter = { ...declared, decode };
  const own = run.bytes < THREAD_FROM_BYTES ? createInlinePool : (all: Known) => createPool(all, 1);
  const pool = run.pool ?? own(known);
  // Digests are compared within this one file, so any secret will do.
  const contentKey = randomBytes(32);
  const found: Finding[] = [];
  try {
    const counts = await ingestFile(
      {
        path: run.path,
        adapter,
        standard,
        pool,
        heads: new Heads({ complete: true, expected: run.bytes / 400 }),
        plan: {
          item: item.id,
          origin: "",
          standard: standard.id,
          receivedOn: run.received,
          batchSeq: 0,
          version: 1,
          subjectKey: contentKey,
          contentKey,
          known: null,
        },
        lineKey: (header) => lineKeyOf(contentKey, known.catalog, adapter, header),
      },
      {
        records: records ?? (() => Promise.resolve()),
        leaf: () => undefined,
        findings: (some) => {
          for (const finding of some) found.push(finding);
          return Promise.resolve();
        },
      },
    );
    return { ...counts, item: item.id, standard: standard.id, found };
  } finally {
    if (run.pool === undefined) await pool.close();
  }
}
