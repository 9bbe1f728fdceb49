/**
 * For tests only: which night it is, for tests that enter nights and then ask a node about them. The trap: the node goes by
 * the clock, and at the hour by which deliveries are due a new night begins in the middle of a test.
 */
import { setTimeout as pause } from "node:timers/promises";

import { hoursInChina, nightOf } from "./nights.ts";

/** What a test may take. */
const LONGEST_MS = 120_000;
const STEP_MS = 1000;

/** Tonight by the due hour, once it stays so for two minutes. */
export async function tonightBy(dueHour = 6): Promise<string> {
  for (;;) {
    const [now, soon] = [0, LONGEST_MS].map((more) =>
      nightOf(hoursInChina(new Date(Date.now() + more)), dueHour),
    );
    if (now !== undefined && now === soon) return now;
    await pause(STEP_MS);
  }
}
