/**
 * A Merkle tree small enough to be kept whole (RFC 6962 §2.1, at most one block), with the
 * path of every leaf: who pushed one record is answered with its path at once. The same root
 * as tree.ts gives. The trap: a level's odd last node goes up as it is, and has no sibling.
 */
import { hash } from "node:crypto";

import type { Tree } from "./tree.ts";
import { BLOCK_LEAVES, createTree } from "./tree.ts";

export interface SmallTree extends Pick<Tree, "size" | "root" | "blockRoots"> {
  /** Hashes beside the way from the leaf up to the root, lowest first. */
  path(index: number): Buffer[];
}

/** `leaves` are 32 bytes each. */
export function smallTree(leaves: Buffer): SmallTree {
  const size = leaves.length / 32;
  if (!Number.isInteger(size) || size > BLOCK_LEAVES)
    throw new RangeError(`${size} leaves are no small tree`);
  const levels = [leaves];
  for (let below = leaves; below.length > 32; ) {
    below = levelAbove(below);
    levels.push(below);
  }
  const root = size === 0 ? createTree().root() : (levels.at(-1) as Buffer);
  return {
    size,
    root: () => Buffer.from(root),
    blockRoots: () => (size === 0 ? Buffer.alloc(0) : Buffer.from(root)),
    path(index) {
      const path: Buffer[] = [];
      for (const level of levels) {
        const beside = (index & 1) === 0 ? index + 1 : index - 1;
        if (level.length > 32 && beside * 32 < level.length)
          path.push(level.subarray(beside * 32, beside * 32 + 32));
        index >>>= 1;
      }
      return path;
    },
  };
}

function levelAbove(below: Buffer): Buffer {
  const pairs = below.length >>> 6;
  const odd = below.length - pairs * 64;
  const above = Buffer.allocUnsafe(pairs * 32 + odd);
  const node = Buffer.allocUnsafe(65);
  node[0] = 1;
  for (let pair = 0; pair < pairs; pair++) {
    below.copy(node, 1, pair * 64, pair * 64 + 64);
    above.latin1Write(hash("sha256", node, "binary"), pair * 32, 32);
  }
  if (odd > 0) below.copy(above, pairs * 32, pairs * 64);
  return above;
}
