/**
 * What changes in the journal, to all browsers that follow it: one reader a process, however many there are, and
 * none while nobody follows. The traps: a browser that comes back names the mark it had; it is told what it missed
 * in the reader's own turn, so that an older telling of a row never follows a newer one; and until then it is told no
 * mark at all, not even with a beat, for that one would be past what it missed.
 */
import type { ServerResponse } from "node:http";

import { startLoop } from "../../loop.ts";
import type { Site } from "../../site.ts";
import type { JournalRow } from "../../store/console/journal.ts";
import { type Changes, changedSince, isMark, journalMark } from "../../store/console/journal-live.ts";
import { entryOf } from "./page.ts";

export interface Follower {
  readonly response: ServerResponse;
  readonly scope: readonly string[] | null;
  /** Where it goes on; from now on when it is none of ours. */
  readonly since: string;
  /** Whether its session still holds. */
  holds(): Promise<boolean>;
}

export interface Live {
  /** False: too many follow already. */
  follow(follower: Follower): boolean;
  stop(): Promise<void>;
}

const PACE = { pauseMs: 1000, beatMs: 15_000 };
const MOST_FOLLOWERS = 200;
/** In one turn, to one browser; more than that is better read anew. */
const MOST_ROWS = 200;
/** What a browser has not taken of what it was told. */
const MOST_WAITING = 4 << 20;

export function startLive({ db, note }: Pick<Site, "db" | "note">, { pauseMs, beatMs } = PACE): Live {
  const followers = new Map<Follower, { isNew: boolean }>();
  let mark: string | null = null;
  let stopped = false;

  const leave = (follower: Follower) => {
    followers.delete(follower);
    if (!follower.response.writableEnded) follower.response.end();
  };
  const tell = (follower: Follower, event: string, id: string, data: unknown) => {
    const { response } = follower;
    if (response.destroyed || response.writableLength > MOST_WAITING) return leave(follower);
    response.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const tellChanges = (follower: Follower, { rows, isMore, mark: id }: Changes) => {
    if (isMore) return tell(follower, "many", id, {});
    const seen = rows.filter((row) => maySee(follower, row));
    if (seen.length > 0) tell(follower, "transfers", id, seen.map(entryOf));
  };

  const loop = startLoop(
    async () => {
      if (followers.size === 0) {
        mark = null;
        return false;
      }
      // Who comes while the database is asked is told in the next turn.
      const present = [...followers];
      const had = mark;
      const changes = had === null ? null : await changedSince(db, had, MOST_ROWS);
      const now = changes?.mark ?? (await journalMark(db));
      for (const [follower, state] of present) {
        if (!state.isNew) {
          if (changes && changes.rows.length > 0) tellChanges(follower, changes);
          continue;
        }
        const missed = isMark(follower.since) ? await changedSince(db, follower.since, MOST_ROWS) : null;
        state.isNew = false;
        tell(follower, "beat", now, {});
        if (missed) tellChanges(follower, missed);
      }
      mark = now;
      return false;
    },
    { pauseMs, note },
  );
  const beat = setInterval(() => {
    const id = mark;
    for (const [follower, state] of [...followers])
      void follower
        .holds()
        .catch(() => true)
        .then((holds) => {
          if (!holds) leave(follower);
          else if (id !== null && !state.isNew && followers.has(follower)) tell(follower, "beat", id, {});
        });
  }, beatMs);
  beat.unref();

  return {
    follow: (follower) => {
      if (stopped || followers.size >= MOST_FOLLOWERS) return false;
      const { response } = follower;
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      response.write("retry: 3000\n\n");
      response.once("close", () => followers.delete(follower));
      followers.set(follower, { isNew: true });
      loop.wake();
      return true;
    },
    stop: async () => {
      stopped = true;
      clearInterval(beat);
      for (const follower of [...followers.keys()]) leave(follower);
      await loop.stop();
    },
  };
}

function maySee({ scope }: Follower, { agency }: JournalRow): boolean {
  return scope === null || scope.includes(agency);
}
