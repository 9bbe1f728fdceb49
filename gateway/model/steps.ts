/**
 * The named steps of the path at which a crash must lose nothing. Code that
 * reaches one calls `probe(step)`; a test or an operator's drill makes the process
 * kill itself there (XINQIAO_CRASH_AT, read by the roof alone).
 */
/** On the way of a batch from its door to the log. */
export const EXCHANGE_STEPS = [
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

/** Of the doors and the loops beside that way. */
export const DOOR_STEPS = [
  "push.judged",
  "push.stored-before-commit",
  "push.committed",
  "upload.written",
  "upload.final",
  "upload.taken",
  "feedback.made",
  "feedback.kept",
  "pull.fetched",
  "pull.recorded",
  "subscribe.sent",
  "subscribe.advanced",
  "copy.built",
  "query.logged",
  "release.taken",
  "release.in-force",
  "act.stored-before-commit",
  "act.committed",
] as const;

export const STEPS = [...EXCHANGE_STEPS, ...DOOR_STEPS] as const;

export type Step = (typeof STEPS)[number];

/** Called on reaching a step; returns, unless a crash is wanted there. */
export type Probe = (step: Step) => void;
