/**
 * What the thread that writes is told, and answers: data that travels between threads. Knows
 * nothing of either. The trap: blocks are shared memory, so an order's bytes must not change until it is answered.
 */

export type DiskOrder = { readonly number: number; readonly file: number } & (
  | {
      readonly kind: "write";
      readonly descriptor: number;
      readonly bytes: Uint8Array;
      readonly length: number;
      readonly at: number;
    }
  /** Digest from here on; no longer; what it is. */
  | { readonly kind: "begin" | "forget" | "end" }
);

export interface DiskAnswer {
  readonly number: number;
  /** A code of errno. */
  readonly error: string | null;
  readonly sha256: Uint8Array | null;
}
