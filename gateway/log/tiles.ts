/**
 * The exchange log as a Merkle tree in tiles (C2SP tlog-tiles): a tile holds 256
 * hashes side by side, level 0 the leaves, each level above the roots of whole tiles
 * below. It hashes and addresses; where tiles are kept is told by a reader.
 *
 * The trap: a tile is only ever written full. The unfinished one at the right edge
 * of each level follows from the level below it, and never has to be stored.
 */
import { hash } from "node:crypto";

import { completeSubtrees, foldSubtrees, type Range } from "../model/merkle.ts";

export const TILE_WIDTH = 256;
export const HASH_BYTES = 32;
const EMPTY_ROOT = hash("sha256", "", "buffer");

export interface Tile {
  readonly level: number;
  readonly tile: number;
  readonly data: Buffer;
}

/** The first `width` hashes of a tile; may return more, since a full tile holds them too. */
export type TileReader = (level: number, tile: number, width: number) => Promise<Buffer>;

/** SHA-256(0x00 || text): the leaf of an entry of the log. */
export function leafHash(text: string): Buffer {
  return hash("sha256", Buffer.concat([Buffer.of(0), Buffer.from(text)]), "buffer");
}

export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return hash("sha256", Buffer.concat([Buffer.of(1), left, right]), "buffer");
}

export function emptyRoot(): Buffer {
  return Buffer.from(EMPTY_ROOT);
}

/** How many hashes a level has in a log of this size. */
export function hashesAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** The root over hashes lying side by side, a power of two of them. */
export function rootOfComplete(hashes: Buffer): Buffer {
  let row = hashes;
  while (row.length > HASH_BYTES) {
    const above = Buffer.alloc(row.length / 2);
    for (let at = 0; at < above.length; at += HASH_BYTES) {
      nodeHash(
        row.subarray(at * 2, at * 2 + HASH_BYTES),
        row.subarray(at * 2 + HASH_BYTES, at * 2 + 2 * HASH_BYTES),
      ).copy(above, at);
    }
    row = above;
  }
  return Buffer.from(row);
}

/** Roots of the complete subtrees in an unfinished tile, the largest first. */
export function subtreesOf(partial: Buffer): Buffer[] {
  return completeSubtrees({ from: 0, to: partial.length / HASH_BYTES }).map(({ from, to }) =>
    rootOfComplete(partial.subarray(from * HASH_BYTES, to * HASH_BYTES)),
  );
}

/** The hash of a range of leaves in a log of `size`, by reading at most one tile for each complete subtree. */
export async function rangeRoot(range: Range, size: number, read: TileReader): Promise<Buffer> {
  if (range.to === range.from) return emptyRoot();
  const roots: Buffer[] = [];
  for (const part of completeSubtrees(range)) roots.push(await completeRoot(part, size, read));
  return foldSubtrees(roots, nodeHash);
}

/**
 * Reads tiles from what is stored: the full ones, and the leaves after the last of
 * them. Unfinished tiles of higher levels are computed from the level below.
 */
export function readerOver(stored: {
  /** A full tile, or null where none is stored. */
  readonly tile: (level: number, tile: number) => Promise<Buffer | null>;
  /** Leaf hashes from `from` up to `to`, side by side. */
  readonly leaves: (from: number, to: number) => Promise<Buffer>;
}): TileReader {
  const read: TileReader = async (level, tile, width) => {
    const full = await stored.tile(level, tile);
    if (full) return full;
    const first = tile * TILE_WIDTH;
    if (level === 0) return stored.leaves(first, first + width);
    const hashes: Buffer[] = [];
    for (let below = first; below < first + width; below++)
      hashes.push(rootOfComplete(await read(level - 1, below, TILE_WIDTH)));
    return Buffer.concat(hashes);
  };
  return read;
}

async function completeRoot({ from, to }: Range, size: number, read: TileReader): Promise<Buffer> {
  let level = 0;
  let unit = 1;
  while (unit * TILE_WIDTH <= to - from) {
    unit *= TILE_WIDTH;
    level++;
  }
  const first = from / unit;
  const tile = Math.floor(first / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, hashesAt(level, size) - tile * TILE_WIDTH);
  const data = await read(level, tile, width);
  if (data.length < width * HASH_BYTES)
    throw new RangeError(`tile ${level}/${tile} of the log is shorter than the log says`);
  const start = (first % TILE_WIDTH) * HASH_BYTES;
  return rootOfComplete(data.subarray(start, start + ((to - from) / unit) * HASH_BYTES));
}
