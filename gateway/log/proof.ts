/**
 * What the log can prove of itself: that an entry is in it, and that it only ever
 * grew between two sizes. RFC 6962 §2.1.1 and §2.1.2 make the proofs, RFC 9162
 * §2.1.3.2 and §2.1.4.2 check them; checking needs nothing but hashes.
 */
import {
  consistencyRanges,
  inclusionRanges,
  type Range,
  rootByInclusion,
  rootsByConsistency,
} from "../model/merkle.ts";
import { HASH_BYTES, nodeHash, rangeRoot, type TileReader } from "./tiles.ts";

export async function rootAt(size: number, read: TileReader): Promise<Buffer> {
  return rangeRoot({ from: 0, to: size }, size, read);
}

/** That entry `index` is in the log of `size` entries. */
export async function inclusionProof(index: number, size: number, read: TileReader): Promise<Buffer[]> {
  return hashesOf(inclusionRanges(index, size), size, read);
}

/** That the log of `second` entries begins with the log of `first`; nothing is to prove for an empty log. */
export async function consistencyProof(first: number, second: number, read: TileReader): Promise<Buffer[]> {
  return first === 0 ? [] : hashesOf(consistencyRanges(first, second), second, read);
}

export function verifyInclusion(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
  root: Buffer,
): boolean {
  if (!areHashes([leaf, root, ...path])) return false;
  return rootByInclusion(leaf, index, size, path, nodeHash)?.equals(root) ?? false;
}

export function verifyConsistency(
  first: number,
  second: number,
  firstRoot: Buffer,
  secondRoot: Buffer,
  proof: readonly Buffer[],
): boolean {
  if (!areHashes([firstRoot, secondRoot, ...proof])) return false;
  if (first === 0) return proof.length === 0;
  const roots = rootsByConsistency(first, second, firstRoot, proof, nodeHash);
  if (!roots) return false;
  return roots.older.equals(firstRoot) && roots.newer.equals(secondRoot);
}

async function hashesOf(ranges: readonly Range[], size: number, read: TileReader): Promise<Buffer[]> {
  const hashes: Buffer[] = [];
  for (const range of ranges) hashes.push(await rangeRoot(range, size, read));
  return hashes;
}

function areHashes(hashes: readonly Buffer[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}
