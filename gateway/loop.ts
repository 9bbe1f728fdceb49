/**
 * A worker loop that sleeps until something is due: it turns when woken in this process
 * or after a pause, since another process's work shows only in the database. Knows
 * nothing of the work. The traps: a wake-up during a turn must cause one more turn; and what is
 * woken sixty times a second must not ask the database as often.
 */
export interface Loop {
  wake(): void;
  /** Start no new turn; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  /** Longest sleep. */
  readonly pauseMs: number;
  /** Shortest sleep, however often it is woken; the first wake-up after a quiet time is followed at once. */
  readonly gapMs?: number;
  note(error: unknown): void;
}

/** `turn` says whether there may be more at once. What it throws is told to `note`, and the loop goes on after a pause. */
export function startLoop(
  turn: (signal: AbortSignal) => Promise<boolean>,
  { pauseMs, gapMs = 0, note }: LoopOptions,
): Loop {
  const stopping = new AbortController();
  let woken = false;
  let rouse = () => {};
  const wake = () => {
    woken = true;
    rouse();
  };
  const sleep = () =>
    new Promise<void>((resolve) => {
      const from = performance.now();
      let timer = setTimeout(resolve, pauseMs);
      rouse = () => {
        clearTimeout(timer);
        const left = stopping.signal.aborted ? 0 : gapMs - (performance.now() - from);
        if (left > 0) timer = setTimeout(resolve, left);
        else resolve();
      };
      if (woken || stopping.signal.aborted) rouse();
    });
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      woken = false;
      let more = false;
      try {
        more = await turn(stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted) note(error);
        // A database that is down makes every turn fail: no faster than the pause.
        woken = false;
      }
      if (!more && !stopping.signal.aborted) await sleep();
    }
  })();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      rouse();
      await ended;
    },
  };
}
