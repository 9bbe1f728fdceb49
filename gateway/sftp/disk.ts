/**
 * One thread that writes and digests for all uploads of a process: both would otherwise take a
 * third of the time of the one thread that decrypts. Blocks are shared memory, so nothing is copied on the
 * way. The trap: a thread that dies takes the digests with it; the bytes it had not written are an error.
 */
import { Worker } from "node:worker_threads";

import type { DiskAnswer, DiskOrder } from "./disk-order.ts";

export interface Disk {
  /** In the order of calls. `done` is told of an error, or null. */
  write(
    file: number,
    descriptor: number,
    block: { readonly bytes: Uint8Array; readonly length: number; readonly at: number },
    done: (error: Error | null) => void,
  ): void;
  /** A new file, to be digested from its beginning. */
  begin(file: number): void;
  forget(file: number): void;
  /** The digest of everything since `begin`; null where it was forgotten. */
  end(file: number): Promise<Buffer | null>;
  newFile(): number;
  close(): Promise<void>;
}

const MEMORY_MB = 32;

export function openDisk(): Disk {
  const waiting = new Map<number, (answer: DiskAnswer) => void>();
  let worker: Worker | undefined;
  let last = 0;
  let files = 0;

  const lose = (gone: Worker): void => {
    if (worker === gone) worker = undefined;
    const calls = [...waiting];
    waiting.clear();
    for (const [number, call] of calls) call({ number, error: "EIO", sha256: null });
  };
  const start = (): Worker => {
    const made = new Worker(new URL("./disk-worker.ts", import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: MEMORY_MB },
    });
    made.on("message", (answer: DiskAnswer) => {
      const call = waiting.get(answer.number);
      waiting.delete(answer.number);
      if (waiting.size === 0) made.unref();
      call?.(answer);
    });
    made.on("error", () => lose(made));
    made.on("exit", () => lose(made));
    // Idle, it keeps no process alive.
    made.unref();
    return made;
  };
  const ask = (order: DiskOrder, call?: (answer: DiskAnswer) => void): void => {
    worker ??= start();
    if (call) {
      waiting.set(order.number, call);
      worker.ref();
    }
    worker.postMessage(order);
  };
  return {
    write: (file, descriptor, { bytes, length, at }, done) =>
      ask({ kind: "write", number: ++last, file, descriptor, bytes, length, at }, ({ error }) =>
        done(error === null ? null : Object.assign(new Error("writing failed"), { code: error })),
      ),
    begin: (file) => ask({ kind: "begin", number: ++last, file }),
    forget: (file) => ask({ kind: "forget", number: ++last, file }),
    end: (file) =>
      new Promise((resolve) =>
        ask({ kind: "end", number: ++last, file }, ({ sha256 }) => resolve(sha256 && Buffer.from(sha256))),
      ),
    newFile: () => ++files,
    close: async () => void (await worker?.terminate()),
  };
}
