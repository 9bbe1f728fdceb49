/**
 * One entry of the log as the text that is hashed: every column of the row, so that
 * none can be changed unseen. Normative: contracts/PROTOCOL.md, "Log".
 */
import { parseCanonical } from "../model/canonical.ts";
import { Refusal } from "../model/refusal.ts";

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

const HEAD = /^([0-9a-f-]{36}) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) ([a-z.-]{1,64})$/;

/** The parts of an entry's text; LOG_INVALID when it is not exactly such a text. */
export function parseEntry(text: string): Entry {
  const end = text.indexOf("\n");
  const [, leafId, at, kind] = HEAD.exec(text.slice(0, Math.max(0, end))) ?? [];
  const data = text.slice(end + 1);
  if (leafId === undefined || at === undefined || kind === undefined)
    throw new Refusal("LOG_INVALID", { detail: "entry" });
  try {
    parseCanonical(data);
  } catch (cause) {
    throw new Refusal("LOG_INVALID", { detail: "entry" }, { cause });
  }
  return { leafId, at: new Date(at), kind, data };
}
