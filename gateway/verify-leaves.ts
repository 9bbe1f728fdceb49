/**
 * The leaves of one stored batch, hashed again from record and withheld leaf, block by
 * block, and held against block roots, root and manifest. Believes no stored hash, and
 * takes no more memory for a million leaves than for a thousand. The trap: a leaf's place is
 * proven too, so a missing, doubled or surplus leaf is a fault of its own.
 */
import { parseManifest } from "./seal/manifest.ts";
import { saltedLeaf } from "./seal/proof.ts";
import { BLOCK_LEAVES, createTree, type Tree } from "./seal/tree.ts";
import type { Batch } from "./store/batch-rows.ts";
import type { Queryable } from "./store/connect.ts";
import { leavesOfBatch } from "./store/record-rows.ts";

type Told = (detail: string) => void;

const HASH_BYTES = 32;
const LAST_INDEX = 2 ** 31 - 1;
const NONE = Buffer.alloc(HASH_BYTES);
/** A batch that is missing as a whole is told by its first leaves. */
const MOST_LEAVES = 10;

/** Tells each thing that does not agree, by its name. Throws SEAL_INVALID for a manifest that is none. */
export async function verifyLeaves(db: Queryable, batch: Batch, fault: Told): Promise<void> {
  const tree = await recomputed(db, batch, fault);
  compareBlocks(tree.blockRoots(), batch.blockRoots, fault);
  const root = tree.root();
  if (!root.equals(batch.root)) fault("root: the leaves give another");
  const manifest = parseManifest(batch.manifest);
  if (manifest.root !== root.toString("hex")) fault("manifest: the leaves give another root");
  if (manifest.records !== tree.size) fault("manifest: the number of leaves is another");
}

async function recomputed(db: Queryable, batch: Batch, fault: Told): Promise<Tree> {
  const tree = createTree();
  let wrong = 0;
  const wrongLeaf = (index: number, how: string) => {
    if (++wrong <= MOST_LEAVES) fault(`leaf ${index} ${how}`);
  };
  const missingTo = (end: number) => {
    for (; tree.size < end; tree.push(NONE, 0)) wrongLeaf(tree.size, "is missing");
  };
  for (let from = 0; from < batch.leaves; from += BLOCK_LEAVES) {
    const end = Math.min(from + BLOCK_LEAVES, batch.leaves);
    for (const { leafIndex, leaf, salt, payload } of await leavesOfBatch(db, batch, from, end)) {
      if (leafIndex < tree.size) {
        wrongLeaf(leafIndex, "is there twice");
        continue;
      }
      missingTo(leafIndex);
      tree.push(leaf ?? saltedLeaf(salt ?? NONE, payload ?? ""), 0);
    }
    missingTo(end);
  }
  for (const { leafIndex } of await leavesOfBatch(db, batch, batch.leaves, LAST_INDEX))
    wrongLeaf(leafIndex, "is one too many");
  return tree;
}

function compareBlocks(found: Buffer, stored: Buffer, fault: Told): void {
  if (found.length !== stored.length) fault("block roots: their number is another");
  for (let at = 0; at < Math.min(found.length, stored.length); at += HASH_BYTES) {
    if (found.compare(stored, at, at + HASH_BYTES, at, at + HASH_BYTES) === 0) continue;
    const first = (at / HASH_BYTES) * BLOCK_LEAVES;
    fault(`block ${at / HASH_BYTES}: the leaves from ${first} on give another root`);
  }
}
