/**
 * Worker threads that turn pieces into records, shared by the batches of a process.
 * Results of one batch come back in the order of its pieces; how many pieces are under
 * way at once is bounded, so memory does not grow with the file.
 */
import { Worker } from "node:worker_threads";
import type { Piece } from "../decode/cut.ts";
import { Refusal } from "../model/refusal.ts";
import type { RefusalCode } from "../model/refusals.ts";
import type { Params } from "../model/text.ts";
import { compilePiece, type Known } from "./piece.ts";
import type { PieceResult, Plan, Spare } from "./plan.ts";
import type { ToWorker } from "./worker.ts";

type FromWorker =
  | { readonly call: number; readonly result: PieceResult }
  | { readonly call: number; readonly refusal: { readonly code: RefusalCode; readonly params: Params } }
  | { readonly call: number; readonly error: Error };

export interface OpenPlan {
  take(bytes: Uint8Array<ArrayBuffer>, trustKnown?: boolean, spare?: Spare): Promise<PieceResult>;
  close(): void;
}

export interface Pool {
  /** How many pieces may usefully be under way at once. */
  readonly width: number;
  open(plan: Plan): OpenPlan;
  close(): Promise<void>;
}

/** One worker thread, and its successor should it die. */
interface Thread {
  worker: Worker;
  readonly calls: Map<number, { resolve(result: PieceResult): void; reject(error: Error): void }>;
}

/** A pool without threads, for short work such as the pre-check of a small file. */
export function createInlinePool(known: Known): Pool {
  return {
    width: 1,
    open(plan) {
      const take = compilePiece(plan, known);
      return {
        take: (bytes, trustKnown = true, spare) =>
          Promise.resolve().then(() => take(bytes, trustKnown, spare)),
        close() {},
      };
    },
    close: () => Promise.resolve(),
  };
}

export function createPool(known: Known, threads: number): Pool {
  const openPlans = new Map<number, Plan>();
  const started = Array.from({ length: threads }, () => startThread(known, openPlans));
  let plans = 0;
  let calls = 0;
  const post = (thread: Thread, message: ToWorker, transfer: ArrayBuffer[] = []): void =>
    thread.worker.postMessage(message, transfer);

  return {
    width: threads * 2,
    open(plan) {
      const id = ++plans;
      openPlans.set(id, plan);
      for (const thread of started) post(thread, { open: id, plan });
      return {
        take: (bytes, trustKnown = true, spare) =>
          new Promise((resolve, reject) => {
            const call = ++calls;
            const thread = started.reduce((least, one) => (one.calls.size < least.calls.size ? one : least));
            thread.calls.set(call, { resolve, reject });
            const returned = spare === undefined ? [] : [spare.meta, spare.tuples];
            post(thread, { plan: id, call, bytes, trustKnown, spare }, [bytes.buffer, ...returned]);
          }),
        close() {
          openPlans.delete(id);
          for (const thread of started) post(thread, { close: id });
        },
      };
    },
    async close() {
      await Promise.all(started.map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(known: Known, openPlans: ReadonlyMap<number, Plan>): Thread {
  const calls: Thread["calls"] = new Map();
  const thread: Thread = { worker: startWorker(), calls };
  return thread;

  function startWorker(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData: known,
      // A small young generation keeps the process's memory flat; what a piece makes dies young anyway.
      resourceLimits: { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 512 },
    });
    worker.unref();
    worker.on("message", (message: FromWorker) => {
      const call = calls.get(message.call);
      calls.delete(message.call);
      if ("result" in message) call?.resolve(message.result);
      else if ("refusal" in message) call?.reject(new Refusal(message.refusal.code, message.refusal.params));
      else call?.reject(message.error);
    });
    // A thread that dies (of memory, say) fails what it had under way; the others' batches go on with its successor.
    worker.on("error", (error) => {
      const lost = [...calls.values()];
      calls.clear();
      thread.worker = startWorker();
      for (const [id, plan] of openPlans) thread.worker.postMessage({ open: id, plan } satisfies ToWorker);
      for (const call of lost) call.reject(error instanceof Error ? error : new Error(String(error)));
    });
    return worker;
  }
}

/** Buffers between two uses. What is not asked for again is left to the garbage collector. */
export interface Spares {
  input(): ArrayBuffer | undefined;
  output(): Spare | undefined;
  /** The result was taken; its tuples end at this many bytes of all that were handed on. */
  done(result: PieceResult, handedOn: number): void;
  /** So many of all bytes handed on have left us. */
  left(bytes: number): void;
}

export function createSpares(): Spares {
  const inputs: ArrayBuffer[] = [];
  const outputs: Spare[] = [];
  const leaving: { readonly spare: Spare; readonly end: number }[] = [];
  return {
    input: () => inputs.pop(),
    output: () => outputs.pop(),
    done({ input, meta, tuples }, handedOn) {
      inputs.push(input.buffer);
      leaving.push({ spare: { meta, tuples }, end: handedOn });
    },
    left(bytes) {
      while (leaving[0] !== undefined && leaving[0].end <= bytes)
        outputs.push((leaving.shift() as (typeof leaving)[0]).spare);
    },
  };
}

/**
 * Take every piece of `pieces` through `plan`, as many at once as the pool is wide, and give
 * the results in order. A piece with a fault is given as it is, after the ones before it.
 */
export async function* takeAll(
  pieces: AsyncIterable<Piece>,
  plan: OpenPlan,
  width: number,
  spares: Spares,
): AsyncGenerator<{ readonly result: PieceResult } | { readonly fault: NonNullable<Piece["fault"]> }> {
  const underWay: Promise<PieceResult>[] = [];
  try {
    for await (const piece of pieces) {
      if (piece.fault !== undefined) {
        while (underWay.length > 0) yield { result: await (underWay.shift() as Promise<PieceResult>) };
        yield { fault: piece.fault };
        return;
      }
      const taken = plan.take(piece.bytes, true, spares.output());
      taken.catch(() => undefined);
      underWay.push(taken);
      if (underWay.length > width) yield { result: await (underWay.shift() as Promise<PieceResult>) };
    }
    while (underWay.length > 0) yield { result: await (underWay.shift() as Promise<PieceResult>) };
  } finally {
    await Promise.allSettled(underWay);
  }
}
