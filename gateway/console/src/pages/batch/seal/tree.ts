/**
 * The root of a batch's tree out of the roots of its blocks of 1,024 leaves (RFC 6962). The trap: the blocks are all
 * complete but the last, so folding them is folding the tree itself from that height on.
 */
import { type Bytes, join } from "./der.ts";

const HASH = 32;
export const BLOCK_LEAVES = 1024;

export async function rootOfBlocks(blocks: Bytes, leaves: number): Promise<Bytes> {
  if (blocks.length !== HASH * Math.ceil(leaves / BLOCK_LEAVES))
    throw new RangeError("other blocks than the leaves need");
  if (leaves === 0) return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array()));
  const roots: Bytes[] = [];
  for (let at = 0; at < blocks.length; at += HASH) roots.push(blocks.slice(at, at + HASH));
  return await fold(roots);
}

/** Left of the split the largest power of two. */
async function fold(roots: readonly Bytes[]): Promise<Bytes> {
  const [first] = roots;
  if (roots.length === 1 && first) return first;
  let split = 1;
  while (split * 2 < roots.length) split *= 2;
  return await node(await fold(roots.slice(0, split)), await fold(roots.slice(split)));
}

async function node(left: Bytes, right: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", join(Uint8Array.of(1), left, right)));
}

/** The root that a leaf and its path give (RFC 9162 §2.1.3.2); null when the path cannot be one. */
export async function rootByPath(
  leaf: Bytes,
  index: number,
  size: number,
  path: readonly Bytes[],
): Promise<Bytes | null> {
  if (index < 0 || index >= size) return null;
  let place = index;
  let last = size - 1;
  let root = leaf;
  for (const step of path) {
    if (last === 0) return null;
    if (place % 2 === 1 || place === last) {
      root = await node(step, root);
      while (place % 2 === 0 && place !== 0) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
    } else root = await node(root, step);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : null;
}
