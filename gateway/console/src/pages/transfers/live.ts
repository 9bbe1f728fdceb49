/**
 * Follows /api/live from the moment of a list on: rows that are shown change where they stand, new ones are counted
 * and wait for a click, so that nothing moves under the reader's eyes. EventSource comes back by itself and names
 * the last event, so nothing is missed.
 */
import { useEffect, useRef, useState } from "react";

import { type Entry, type Filter, fits } from "./filter.ts";

export interface Followed {
  readonly line: "coming" | "there" | "lost";
  /** As they are now, of those that changed. */
  readonly changed: ReadonlyMap<string, Entry>;
  /** Entries that came since and that the filter means. */
  readonly fresh: number;
  /** So much changed that the list should be read anew. */
  readonly isMuch: boolean;
}

const NOTHING: Followed = { line: "coming", changed: new Map(), fresh: 0, isMuch: false };

/** A page that stays open for days must not keep everything that ever changed. */
const MOST_KEPT = 2000;

/** `mark` null: nothing is followed. */
export function useLive(mark: string | null, filter: Filter, shown: ReadonlySet<string>): Followed {
  const [followed, setFollowed] = useState(NOTHING);
  const list = useRef(shown);
  list.current = shown;
  useEffect(() => {
    setFollowed(NOTHING);
    if (mark === null) return;
    const source = new EventSource(`/api/live?since=${encodeURIComponent(mark)}`);
    source.addEventListener("open", () => setFollowed((now) => ({ ...now, line: "there" })));
    source.addEventListener("error", () => setFollowed((now) => ({ ...now, line: "lost" })));
    source.addEventListener("many", () => setFollowed((now) => ({ ...now, isMuch: true })));
    source.addEventListener("transfers", ({ data }: MessageEvent<string>) => {
      const entries = JSON.parse(data) as readonly Entry[];
      setFollowed((now) => {
        const changed = new Map(now.changed);
        for (const entry of entries)
          if (changed.size < MOST_KEPT || list.current.has(entry.id)) changed.set(entry.id, entry);
        return { ...now, line: "there", changed, isMuch: now.isMuch || changed.size >= MOST_KEPT };
      });
    });
    return () => source.close();
  }, [mark]);
  const fresh = [...followed.changed.values()].filter(
    (one) => !shown.has(one.id) && fits(one, filter),
  ).length;
  return { ...followed, fresh };
}
