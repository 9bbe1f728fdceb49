/**
 * That one record is under a seal: RFC 6962 inclusion proofs over the blocks that
 * tree.ts keeps. A proof needs the leaves of the record's own block and the roots of
 * all blocks, not the million leaves of the batch.
 */
import { hash } from "node:crypto";

import {
  completeSubtrees,
  foldSubtrees,
  inclusionRanges,
  type Range,
  rootByInclusion,
} from "../model/merkle.ts";
import { BLOCK_LEAVES } from "./tree.ts";

/** SHA-256(0x00 || salt || payload in UTF-8); 16 bytes of salt, without which an ID number could be guessed from a hash. */
export function saltedLeaf(salt: Uint8Array, payload: string): Buffer {
  return hash("sha256", Buffer.concat([Buffer.of(0), salt, Buffer.from(payload)]), "buffer");
}

/**
 * The path of leaf `index` in a tree of `size` leaves. `blockLeaves` are the leaf
 * hashes of its block, `blockRoots` the roots of all blocks, 32 bytes each.
 */
export function inclusionProof(
  index: number,
  size: number,
  blockLeaves: Buffer,
  blockRoots: Buffer,
): Buffer[] {
  const start = index - (index % BLOCK_LEAVES);
  const end = Math.min(start + BLOCK_LEAVES, size);
  if (
    blockLeaves.length !== (end - start) * 32 ||
    blockRoots.length !== Math.ceil(size / BLOCK_LEAVES) * 32
  ) {
    throw new RangeError("leaves or block roots are not those of a tree of this size");
  }
  return inclusionRanges(index, size).map((range) =>
    // A range lies within the record's block, or begins at a block and takes whole ones.
    range.from >= start && range.to <= end
      ? fold(blockLeaves, { from: range.from - start, to: range.to - start })
      : fold(blockRoots, { from: range.from / BLOCK_LEAVES, to: Math.ceil(range.to / BLOCK_LEAVES) }),
  );
}

/** Whether the leaf is at `index` of the tree with this root, by RFC 9162 §2.1.3.2. */
export function verifyInclusion(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
  root: Buffer,
): boolean {
  if (root.length !== 32 || leaf.length !== 32 || path.some((step) => step.length !== 32)) return false;
  return rootByInclusion(leaf, index, size, path, combine)?.equals(root) ?? false;
}

function fold(hashes: Buffer, range: Range): Buffer {
  const parts = completeSubtrees(range).map((part) => complete(hashes, part));
  return foldSubtrees(parts, combine);
}

function complete(hashes: Buffer, { from, to }: Range): Buffer {
  if (to - from === 1) return Buffer.from(hashes.subarray(from * 32, to * 32));
  const middle = (from + to) / 2;
  return combine(complete(hashes, { from, to: middle }), complete(hashes, { from: middle, to }));
}

function combine(left: Buffer, right: Buffer): Buffer {
  return hash("sha256", Buffer.concat([Buffer.of(1), left, right]), "buffer");
}
