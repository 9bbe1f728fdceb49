/**
 * Waiting for an item to change: one look at the ends of the feeds serves everybody who waits in this
 * process, and nobody looks while nobody waits. The trap: other processes commit too, and their
 * commits show only in the database.
 */
import type { Database } from "../store/connect.ts";
import { feedHeads } from "../store/feed.ts";

export interface Watch {
  /** Resolves when the item has a change above this number, when the time is over or the asker gone, or when the watch is stopped. */
  until(item: string, above: number, ms: number, gone?: AbortSignal): Promise<void>;
  /** This process has just committed something. */
  look(): void;
  stop(): void;
}

interface Waiting {
  readonly item: string;
  readonly above: number;
  end(): void;
}

const LOOK_MS = 250;

export function createWatch(db: Database, note: (error: unknown) => void): Watch {
  const waiting = new Set<Waiting>();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let again = false;
  let stopped = false;

  const look = async (): Promise<void> => {
    if (waiting.size === 0) return;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    clearTimeout(timer);
    try {
      const heads = await feedHeads(db, [...new Set([...waiting].map(({ item }) => item))]);
      for (const one of waiting) if ((heads.get(one.item) ?? 0) > one.above) one.end();
    } catch (error) {
      note(error);
    } finally {
      looking = false;
    }
    if (waiting.size > 0 && !stopped) timer = setTimeout(() => void look(), again ? 0 : LOOK_MS);
    again = false;
  };

  return {
    until: (item, above, ms, gone) =>
      new Promise<void>((resolve) => {
        if (stopped) {
          resolve();
          return;
        }
        const over = setTimeout(() => one.end(), ms);
        const one: Waiting = {
          item,
          above,
          end: () => {
            clearTimeout(over);
            gone?.removeEventListener("abort", one.end);
            waiting.delete(one);
            resolve();
          },
        };
        waiting.add(one);
        gone?.addEventListener("abort", one.end);
        if (waiting.size === 1) timer = setTimeout(() => void look(), LOOK_MS);
      }),
    look: () => void look(),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      for (const one of waiting) one.end();
    },
  };
}
