/**
 * Going on with a search that the node ended for want of time: by itself as long as the screen is not filled, for
 * about ten seconds, then only when asked. Each step is a request of its own, so nothing is ever slow.
 */
import { useEffect, useState } from "react";

const STEPS = 40;
/** As many as a page: then there is something to read. */
const ENOUGH = 50;

interface Asked {
  readonly isFetching: boolean;
  readonly isError: boolean;
  fetchNextPage(): Promise<unknown>;
}

export function useGoingOn(
  query: Asked,
  last: { readonly older: string | null; readonly searchedUntil: string | null } | undefined,
  count: number,
  /** Another one begins anew. */
  filter: string,
) {
  const [budget, setBudget] = useState({ filter, steps: STEPS, upTo: ENOUGH });
  const now = budget.filter === filter ? budget : { filter, steps: STEPS, upTo: ENOUGH };
  const isStopped = last === undefined || last.searchedUntil === null || last.older === null;
  const isGoing = !isStopped && !query.isError && now.steps > 0 && count < now.upTo;
  const isFetching = query.isFetching;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one step each time that an answer is there.
  useEffect(() => {
    if (!isGoing || isFetching) return;
    setBudget({ ...now, steps: now.steps - 1 });
    void query.fetchNextPage();
  }, [isGoing, isFetching, last?.older]);
  return {
    isGoing,
    stop: () => setBudget({ ...now, steps: 0 }),
    goOn: () => {
      setBudget({ filter, steps: STEPS, upTo: count + ENOUGH });
      void query.fetchNextPage();
    },
  };
}
