/**
 * Follows /api/live from the moment of a list on: rows that are shown change where they stand, new ones are counted
 * and wait for a click, so that nothing moves under the reader's eyes. EventSource comes back by itself where the
 * connection broke and names the last event, so nothing is missed. The trap: it gives up for good at any answer but
 * 200 (the node starts anew, too many follow, the session has ended); then a new one goes on from the last event.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { lookAtSession } from "../../session.ts";
import { type Entry, type Filter, fits } from "./filter.ts";

export interface Followed {
  readonly line: "coming" | "there" | "lost";
  /** As they are now, of those that changed. */
  readonly changed: ReadonlyMap<string, Entry>;
  /** Entries that came since and that reading the list anew would show. */
  readonly fresh: number;
  /** So much changed that the list should be read anew. */
  readonly isMuch: boolean;
}

/** The list that is followed. */
export interface Listed {
  readonly filter: Filter;
  readonly ids: ReadonlySet<string>;
  /** How far back its first page reaches; null: to the beginning. */
  readonly reach: string | null;
}

interface Told {
  readonly line: Followed["line"];
  readonly changed: ReadonlyMap<string, Entry>;
  readonly isMuch: boolean;
}

const NOTHING: Told = { line: "coming", changed: new Map(), isMuch: false };

/** A page that stays open for days must not keep everything that ever changed. */
const MOST_KEPT = 2000;
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 30_000;

/** `mark` null: nothing is followed. */
export function useLive(mark: string | null, { filter, ids, reach }: Listed): Followed {
  const client = useQueryClient();
  const [followed, setFollowed] = useState(NOTHING);
  const list = useRef(ids);
  list.current = ids;
  useEffect(() => {
    setFollowed(NOTHING);
    if (mark === null) return;
    return follow(mark, {
      onLine: (line) => setFollowed((now) => ({ ...now, line })),
      onMany: () => setFollowed((now) => ({ ...now, isMuch: true })),
      onEntries: (entries) =>
        setFollowed((now) => {
          const changed = new Map(now.changed);
          for (const entry of entries)
            if (changed.size < MOST_KEPT || list.current.has(entry.id)) changed.set(entry.id, entry);
          return { line: "there", changed, isMuch: now.isMuch || changed.size >= MOST_KEPT };
        }),
      onGivenUp: () => void lookAtSession(client),
    });
  }, [mark, client]);
  const fresh = [...followed.changed.values()].filter(
    (one) => !ids.has(one.id) && (reach === null || one.at >= reach) && fits(one, filter),
  ).length;
  return { ...followed, fresh };
}

interface Listener {
  onLine(line: "there" | "lost"): void;
  onMany(): void;
  onEntries(entries: readonly Entry[]): void;
  /** An answer that was none: why, EventSource does not say. */
  onGivenUp(): void;
}

/** Gives what ends it. */
function follow(from: string, { onLine, onMany, onEntries, onGivenUp }: Listener): () => void {
  let last = from;
  let pause = FIRST_PAUSE_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource;
  const heard = ({ lastEventId }: MessageEvent<string>) => {
    if (lastEventId !== "") last = lastEventId;
  };
  const start = () => {
    source = new EventSource(`/api/live?since=${encodeURIComponent(last)}`);
    source.addEventListener("open", () => {
      pause = FIRST_PAUSE_MS;
      onLine("there");
    });
    source.addEventListener("error", () => {
      onLine("lost");
      if (source.readyState !== EventSource.CLOSED) return;
      onGivenUp();
      timer = setTimeout(start, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
    source.addEventListener("beat", heard);
    source.addEventListener("many", (event) => {
      heard(event);
      onMany();
    });
    source.addEventListener("transfers", (event: MessageEvent<string>) => {
      heard(event);
      onEntries(JSON.parse(event.data) as readonly Entry[]);
    });
  };
  start();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
