/**
 * A Merkle tree that grows leaf by leaf: RFC 6962 §2.1 with SHA-256, in memory
 * that does not depend on the number of leaves. Of its inner nodes it keeps only
 * the roots of complete blocks of 1,024 leaves, with which seal/proof.ts proves
 * one record later. It knows nothing of records: a leaf is 32 bytes.
 *
 * The trap: a hash as latin1 text ("binary") that is written to its place is several times
 * faster than a Buffer per hash, and faster than hex.
 */
import { hash } from "node:crypto";

export const BLOCK_LEAVES = 1024;
const BLOCK_LEVEL = 10;
const MAX_LEVELS = 48;
/** MTH({}) of RFC 6962: the hash of nothing. */
const EMPTY_ROOT = hash("sha256", "", "buffer");

export interface Tree {
  /** Append the leaf hash at `offset` of `from`. */
  push(from: Uint8Array, offset: number): void;
  readonly size: number;
  /** Root over the leaves so far. */
  root(): Buffer;
  /** Roots of the blocks of 1,024 leaves so far, the last one perhaps incomplete; 32 bytes each. */
  blockRoots(): Buffer;
}

export function createTree(): Tree {
  // stack[0..depth) holds the roots of the complete subtrees, largest first, as in a binary counter.
  const stack = Buffer.alloc(MAX_LEVELS * 32);
  const node = Buffer.alloc(65);
  node[0] = 1;
  let depth = 0;
  let size = 0;
  let blocks = Buffer.alloc(32 * 64);
  let blockCount = 0;

  function keepBlock(at: number): void {
    if ((blockCount + 1) * 32 > blocks.length) {
      const larger = Buffer.alloc(blocks.length * 2);
      blocks.copy(larger);
      blocks = larger;
    }
    stack.copy(blocks, blockCount * 32, at, at + 32);
    blockCount++;
  }

  /** Hash the two topmost subtrees of `on` into one; `top` counts subtrees. */
  function merge(on: Buffer, top: number): void {
    on.copy(node, 1, (top - 2) * 32, top * 32);
    on.latin1Write(hash("sha256", node, "binary"), (top - 2) * 32);
  }

  /** Fold the subtrees from `from` on, right to left, as RFC 6962 does for an incomplete tree. */
  function fold(from: number): Buffer {
    const copy = Buffer.from(stack.subarray(from * 32, depth * 32));
    for (let top = depth - from; top > 1; top--) merge(copy, top);
    return copy.subarray(0, 32);
  }

  return {
    get size() {
      return size;
    },
    push(from, offset) {
      stack.set(from.subarray(offset, offset + 32), depth * 32);
      depth++;
      size++;
      for (let bits = size, level = 1; (bits & 1) === 0; bits /= 2, level++) {
        merge(stack, depth);
        depth--;
        if (level === BLOCK_LEVEL) keepBlock((depth - 1) * 32);
      }
    },
    root() {
      return size === 0 ? Buffer.from(EMPTY_ROOT) : Buffer.from(fold(0));
    },
    blockRoots() {
      const complete = blocks.subarray(0, blockCount * 32);
      const rest = size % BLOCK_LEAVES;
      if (rest === 0) return Buffer.from(complete);
      // The subtrees of an incomplete block are the last ones on the stack: one for each 1-bit of `rest`.
      let ones = 0;
      for (let bits = rest; bits > 0; bits >>>= 1) ones += bits & 1;
      return Buffer.concat([complete, fold(depth - ones)]);
    },
  };
}
