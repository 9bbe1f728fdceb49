/**
 * Findings of a batch on their way into the database. They wait while COPY of the records
 * holds the connection: in memory, and beyond a few megabytes in a file, so that a file of
 * nothing but faults costs no more memory than a good one.
 */
import { createReadStream } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";

import type { ClientBase } from "pg";

import { tuple, withCopy } from "./copy.ts";

const MAX_HELD_BYTES = 4 << 20;

export interface FindingsCopy {
  add(finding: {
    readonly row: number;
    readonly column: string;
    readonly code: string;
    readonly params: string;
  }): void;
  /** Back-pressure: resolves when what was added may be followed by more. */
  settle(): Promise<void>;
  write(client: ClientBase): Promise<void>;
  close(): Promise<void>;
}

export function holdFindings(batchSeq: number, spillFile: string): FindingsCopy {
  let held: Buffer[] = [];
  let bytes = 0;
  let count = 0;
  let file: FileHandle | undefined;
  const seq = BigInt(batchSeq);

  return {
    add({ row, column, code, params }) {
      const one = tuple([seq, count++, row, column, code, params]);
      held.push(one);
      bytes += one.length;
    },
    async settle() {
      if (bytes < MAX_HELD_BYTES) return;
      file ??= await open(spillFile, "w", 0o600);
      await file.writev(held);
      held = [];
      bytes = 0;
    },
    async write(client) {
      if (count === 0) return;
      await withCopy(
        client,
        "finding",
        "batch_seq, number, row_number, column_title, code, params",
        async (copy) => {
          if (file !== undefined) {
            for await (const part of createReadStream(spillFile, { highWaterMark: 1 << 18 }))
              await copy.write(part as Buffer);
          }
          if (held.length > 0) await copy.write(Buffer.concat(held, bytes));
        },
      );
    },
    async close() {
      await file?.close();
      if (file !== undefined) await rm(spillFile, { force: true });
    },
  };
}
