/**
 * Which heads a batch is judged against: kept from the item's last batch in this process,
 * loaded whole, or, for a batch that is small beside its item, fetched record by record.
 *
 * The trap: what is kept counts only up to the batch it was kept at. Groups of pushes and other
 * processes go on without it, so it is caught up first, or loaded anew where that is less work.
 */
import { META, OUTCOME, type PieceResult } from "./piece/plan.ts";
import type { Client, Database } from "./store/connect.ts";
import { recordTuples } from "./store/copy.ts";
import { Heads } from "./store/heads.ts";
import {
  catchUp,
  countMissed,
  fetchHeads,
  type HeadsOf,
  type ItemState,
  loadHeads,
  readItemState,
} from "./store/heads-rows.ts";

/** About what a row of a file takes; tables grow where it is less. */
const BYTES_PER_ROW = 400;
/** A batch this many times smaller than its item asks for single heads. */
const SMALL = 16;
/** Items kept in memory; the tables of large items are large. */
const KEPT = 4;
/** Records missed beyond which a kept table is dropped. */
const MISSED = 50_000;

export interface HeadsCache {
  /** What is kept of an item, and no longer: complete up to `upTo`. */
  take(item: string): { readonly heads: Heads; readonly upTo: number } | undefined;
  keep(item: string, heads: Heads, state: ItemState): void;
  drop(item: string): void;
}

export interface FileJob extends HeadsOf {
  readonly fileBytes: number;
}

/** `maxHeads` bounds what is kept, in records over all items. */
export function createHeadsCache(maxHeads: number): HeadsCache {
  const kept = new Map<string, { readonly heads: Heads; readonly upTo: number }>();
  return {
    take(item) {
      const found = kept.get(item);
      kept.delete(item);
      return found;
    },
    keep(item, heads, state) {
      if (!heads.complete || heads.count > maxHeads) return;
      heads.settle();
      kept.set(item, { heads, upTo: state.lastBatch });
      let total = 0;
      for (const one of kept.values()) total += one.heads.count;
      for (const [oldest, one] of kept) {
        if (kept.size <= KEPT && total <= maxHeads) break;
        kept.delete(oldest);
        total -= one.heads.count;
      }
    },
    drop: (item) => void kept.delete(item),
  };
}

/** The heads for one batch; `prepare` must see each piece before its rows are judged. Under the item's lock. */
export async function openHeads(
  cache: HeadsCache,
  client: Client,
  db: Database,
  job: FileJob,
): Promise<{
  readonly heads: Heads;
  readonly state: ItemState;
  readonly prepare?: (result: PieceResult) => Promise<void>;
}> {
  const state = await readItemState(client, job.item);
  const kept = cache.take(job.item);
  if (kept !== undefined) {
    const missed = kept.upTo === state.lastBatch ? 0 : await countMissed(client, job, state, kept.upTo);
    if (missed <= MISSED) {
      await catchUp(client, kept.heads, job, state, kept.upTo);
      return { heads: kept.heads, state };
    }
  }
  const rows = job.fileBytes / BYTES_PER_ROW;
  if (state.heads <= rows * SMALL + 10_000) {
    return { heads: await loadHeads(client, job, state, Math.max(state.heads, rows)), state };
  }
  const heads = new Heads({ complete: false, expected: rows });
  const layout = recordTuples(0, job.item, job.origin);
  // COPY keeps the batch's own connection busy, so these questions go over another one; the item's lock makes that sound.
  return { heads, state, prepare: (result) => fetchFor(result) };

  async function fetchFor(result: PieceResult): Promise<void> {
    const meta = Buffer.from(result.meta);
    const tuples = Buffer.from(result.tuples);
    const subjects: string[] = [];
    const ids: Buffer[] = [];
    let tupleAt = 0;
    for (let i = 0; i < result.outcomes.length; i++) {
      if (result.outcomes[i] !== OUTCOME.record) continue;
      subjects.push(layout.subjectAt(tuples, tupleAt));
      ids.push(meta.subarray(i * META.bytes + META.id, i * META.bytes + META.id + 16));
      tupleAt = result.extra[i] as number;
    }
    await fetchHeads(db, heads, { item: job.item, subjects, ids }, job.origin, job.contentKey);
  }
}
