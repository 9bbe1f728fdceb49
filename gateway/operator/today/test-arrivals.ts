/** For tests only: arrivals of a journal as they are when they are final. */
import { randomUUID } from "node:crypto";

import type { JournalRow } from "../../store/console/journal.ts";

/** 02:00 of 20 November in China. */
export const AT = new Date("2026-11-19T18:00:00Z");

export function arrival(over: Partial<JournalRow> = {}): JournalRow {
  return {
    ...{ at: AT, entryId: randomUUID(), kind: "file", batchId: null, batchSeq: null, intakeId: null },
    ...{
      agency: "jinan-credit",
      origin: "370100",
      peer: "",
      item: "XZCF",
      adapter: "cities/jinan-penalties",
    },
    ...{ door: "sftp", state: "done", fileName: "a.csv", bytes: 10, rows: 10, accepted: 7, rejected: 2 },
    ...{ duplicates: 1, warnings: 3, code: "", attempts: 1, endedAt: AT, demo: false, ...over },
  };
}
