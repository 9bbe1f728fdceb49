/**
 * One entry of the log as the text that is hashed: every column of the row, so that
 * none can be changed unseen. Normative: contracts/PROTOCOL.md, "Log".
 */
export interface Entry {
  readonly leafId: string;
  readonly at: Date;
  readonly kind: string;
  /** Canonical JSON. */
  readonly data: string;
}

/** `<leaf id> <time> <kind>`, LF, the data. */
export function entryText({ leafId, at, kind, data }: Entry): string {
  return `${leafId} ${at.toISOString()} ${kind}\n${data}`;
}
