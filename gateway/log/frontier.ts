/**
 * The growing edge of the log: the unfinished tile of each level, which is all that
 * appending needs. It gives out tiles as they fill and keeps none of them.
 */
import { foldSubtrees } from "../model/merkle.ts";
import {
  emptyRoot,
  HASH_BYTES,
  hashesAt,
  nodeHash,
  rootOfComplete,
  subtreesOf,
  TILE_WIDTH,
  type Tile,
  type TileReader,
} from "./tiles.ts";

export interface Frontier {
  readonly size: number;
  /** Append one leaf hash; returns the tiles that became full by it. */
  append(leaf: Buffer): readonly Tile[];
  root(): Buffer;
  /** The size and the unfinished tiles, as restoreFrontier takes them. */
  state(): Buffer;
}

export function createFrontier(): Frontier {
  return frontierOf(0, []);
}

/** 8 bytes of size, then the hashes of the unfinished tiles, level 0 first. */
export function restoreFrontier(state: Buffer): Frontier {
  const size = Number(state.readBigUInt64BE(0));
  const edges: Buffer[] = [];
  let at = 8;
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const end = at + (hashesAt(level, size) % TILE_WIDTH) * HASH_BYTES;
    edges.push(state.subarray(at, end));
    at = end;
  }
  if (!Number.isSafeInteger(size) || at !== state.length) throw new RangeError("not the state of a frontier");
  return frontierOf(size, edges);
}

/** The same from the tiles of a log, after a restart. */
export async function loadFrontier(size: number, read: TileReader): Promise<Frontier> {
  const edges: Buffer[] = [];
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const count = hashesAt(level, size);
    const width = count % TILE_WIDTH;
    edges.push(
      width === 0
        ? Buffer.alloc(0)
        : (await read(level, Math.floor(count / TILE_WIDTH), width)).subarray(0, width * HASH_BYTES),
    );
  }
  return frontierOf(size, edges);
}

function frontierOf(start: number, begun: readonly Buffer[]): Frontier {
  let size = start;
  const edges = begun.map((edge) => {
    const tile = Buffer.alloc(TILE_WIDTH * HASH_BYTES);
    edge.copy(tile);
    return tile;
  });

  function unfinished(level: number): Buffer {
    return (edges[level] ?? Buffer.alloc(0)).subarray(0, (hashesAt(level, size) % TILE_WIDTH) * HASH_BYTES);
  }

  return {
    get size() {
      return size;
    },
    append(leaf) {
      if (leaf.length !== HASH_BYTES) throw new RangeError("a leaf hash has 32 bytes");
      const full: Tile[] = [];
      let rising = leaf;
      for (let level = 0; ; level++) {
        const edge = edges[level] ?? Buffer.alloc(TILE_WIDTH * HASH_BYTES);
        edges[level] = edge;
        // The size before this leaf tells how far the level was filled.
        const at = hashesAt(level, size);
        rising.copy(edge, (at % TILE_WIDTH) * HASH_BYTES);
        if ((at + 1) % TILE_WIDTH !== 0) break;
        full.push({ level, tile: Math.floor(at / TILE_WIDTH), data: Buffer.from(edge) });
        rising = rootOfComplete(edge);
      }
      size++;
      return full;
    },
    root() {
      if (size === 0) return emptyRoot();
      const subtrees = edges.map((_, level) => subtreesOf(unfinished(level))).reverse();
      return foldSubtrees(subtrees.flat(), nodeHash);
    },
    state() {
      const head = Buffer.alloc(8);
      head.writeBigUInt64BE(BigInt(size));
      return Buffer.concat([head, ...edges.map((_, level) => unfinished(level))]);
    },
  };
}
