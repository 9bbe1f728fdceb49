/**
 * How slowly a body may come. The trap: only the time in which we wait for the sender counts; a disk of ours that
 * is slow is not the sender's fault. Whoever sends nothing at all is cut by the socket's idle limit.
 */
import { Refusal } from "../model/refusal.ts";

export interface Pace {
  /** In so much waiting … */
  readonly ms: number;
  /** … so much must have come. */
  readonly bytes: number;
}

export const USUAL_PACE: Pace = { ms: 30_000, bytes: 32_768 };

/** The same body; REQUEST_SLOW from when it falls behind. */
export async function* paced(body: AsyncIterable<Buffer>, { ms, bytes }: Pace): AsyncGenerator<Buffer> {
  const iterator = body[Symbol.asyncIterator]();
  let waited = 0;
  let came = 0;
  try {
    for (;;) {
      const since = performance.now();
      const next = await within(iterator.next(), ms - waited);
      waited += performance.now() - since;
      if (next === undefined || (waited >= ms && came < bytes)) throw new Refusal("REQUEST_SLOW");
      if (next.done) return;
      came += next.value.length;
      if (came >= bytes || waited >= ms) waited = came = 0;
      yield next.value;
    }
  } finally {
    // Not waited for: it may be in the middle of waiting for the sender itself.
    void iterator.return?.();
  }
}

/** Undefined when it takes longer. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), Math.max(1, ms));
  });
  // Should it fail after we have gone, nobody is left to hear it.
  promise.catch(() => undefined);
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
