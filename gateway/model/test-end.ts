/**
 * For tests only: what a test made is taken apart last made first, and all of it. The trap is in
 * node:test itself: `t.after` runs first made first, and what follows a hook that threw is never run,
 * so a server stayed up over a folder that was gone, and its process never ended.
 */
import type { TestContext } from "node:test";

type End = () => unknown;

const ends = new WeakMap<TestContext, End[]>();

/** Run `end` when the test is over, also when it failed; before what was registered earlier. */
export function atEnd(t: TestContext, end: End): void {
  const known = ends.get(t);
  if (known) known.push(end);
  else {
    const list = [end];
    ends.set(t, list);
    t.after(() => endAll(list));
  }
}

async function endAll(list: End[]): Promise<void> {
  const errors: unknown[] = [];
  for (let end = list.pop(); end; end = list.pop())
    try {
      await end();
    } catch (error) {
      errors.push(error);
    }
  if (errors.length > 0)
    throw errors.length === 1 ? errors[0] : new AggregateError(errors, "taking a test apart");
}
