/**
 * The named steps of the path at which a crash must lose nothing. Code that
 * reaches one calls `probe(step)`; a test or an operator's drill makes the process
 * kill itself there (XINQIAO_CRASH_AT, read by the roof alone).
 */
export const STEPS = [
  "receive.body",
  "receive.synced",
  "receive.recorded",
  "work.claimed",
  "work.copying",
  "work.sealed",
  "work.stored-before-commit",
  "work.committed",
  "deliver.claimed",
  "deliver.sent",
  "deliver.acknowledged",
  "receipt.received",
  "log.sequenced",
  "log.signed",
] as const;

export type Step = (typeof STEPS)[number];

/** Called on reaching a step; returns, unless a crash is wanted there. */
export type Probe = (step: Step) => void;
