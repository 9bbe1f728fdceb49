/**
 * All sources whose samples are made by write.ts: one import and one line for each group.
 *
 * HOW A SOURCE IS ADDED, in 10 to 25 lines of a file of its group: see the head of from-standard.ts.
 */
import { DECISIONS } from "./decisions.ts";
import type { Source } from "./kit.ts";
import { LISTS } from "./lists.ts";

/** The first eight keep the numbers they had when numbers followed the order of sources. */
const FIRST = [...DECISIONS, ...LISTS].map((source, index) => ({ ...source, seed: 20261120 + index }));

export const SOURCES: readonly Source[] = [
  ...FIRST,
  // Add your group here.
];
