/**
 * A worker thread of the pool: holds what was compiled for each open batch, takes pieces,
 * gives results. The work itself is in piece.ts; here is only the crossing of threads.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";

import { Refusal } from "../model/refusal.ts";
import type { TakePiece } from "./csv-rows.ts";
import { compilePiece, type Known } from "./piece.ts";
import type { Plan, Spare } from "./plan.ts";

export type ToWorker =
  | { readonly open: number; readonly plan: Plan }
  | { readonly close: number }
  | {
      readonly plan: number;
      readonly call: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly trustKnown: boolean;
      readonly spare: Spare | undefined;
    };

const open = new Map<number, TakePiece>();
const port = parentPort as MessagePort;
const known = workerData as Known;

port.on("message", (message: ToWorker) => {
  if ("open" in message) open.set(message.open, compilePiece(message.plan, known));
  else if ("close" in message) open.delete(message.close);
  else {
    const { call, bytes } = message;
    try {
      const take = open.get(message.plan);
      if (take === undefined) throw new Error(`plan ${message.plan} is not open`);
      const result = take(bytes, message.trustKnown, message.spare);
      port.postMessage({ call, result }, [result.meta, result.tuples, result.input.buffer]);
    } catch (error) {
      if (error instanceof Refusal)
        port.postMessage({ call, refusal: { code: error.code, params: error.params } });
      else port.postMessage({ call, error: error instanceof Error ? error : new Error(String(error)) });
    }
  }
});
