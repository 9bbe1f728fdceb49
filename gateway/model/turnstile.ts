/** So many at once, so many waiting, and the others are told to come again (NODE_BUSY). */
import { Refusal } from "./refusal.ts";

export function turnstile(width: number, length: number): <T>(work: () => Promise<T>) => Promise<T> {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (inside >= width) {
      if (waiting.length >= length) throw new Refusal("NODE_BUSY");
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else inside++;
    try {
      return await work();
    } finally {
      // Whoever waits takes the place of who leaves.
      const next = waiting.shift();
      if (next === undefined) inside--;
      else next();
    }
  };
}
