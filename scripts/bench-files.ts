/** The files a benchmark sends: one night's, and the next night's with 1 % of the rows changed. */
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";

import { writeBatch } from "./make-batch.ts";
import { RECEIVED_ON } from "./make-batch-rows.ts";

export interface BenchFiles {
  readonly rows: number;
  readonly first: string;
  readonly next: string;
  remove(): void;
}

export function makeFiles(folder: string, rows: number, say: (text: string) => void): BenchFiles {
  const options = {
    rows,
    seed: 1,
    charset: "gb18030",
    rejected: 0.01,
    duplicates: 0.01,
    warned: 0.01,
    titles: "chinese",
    receivedOn: RECEIVED_ON,
  } as const;
  const first = join(folder, `night-1-${rows}.csv`);
  const next = join(folder, `night-2-${rows}.csv`);
  const key = writeBatch(first, { ...options, changed: 0 });
  writeBatch(next, { ...options, changed: 0.01 });
  say(
    `${rows} rows, ${Math.round(statSync(first).size / 2 ** 20)} MiB, ${key.rejected} to be rejected, ${key.duplicates} duplicates`,
  );
  const remove = (): void => {
    rmSync(first, { force: true });
    rmSync(next, { force: true });
  };
  return { rows, first, next, remove };
}
