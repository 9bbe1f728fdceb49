import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { smallTree } from "./paths.ts";
import { inclusionProof, verifyInclusion } from "./proof.ts";
import { createTree } from "./tree.ts";

function leavesOf(size: number): Buffer {
  return Buffer.concat(
    Array.from({ length: size }, (_, at) => createHash("sha256").update(`leaf ${size}/${at}`).digest()),
  );
}

test("a small tree has the root and the paths of the tree that grows leaf by leaf", () => {
  for (const size of [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 100, 255, 256, 257, 1000, 1024]) {
    const leaves = leavesOf(size);
    const grown = createTree();
    for (let at = 0; at < size; at++) grown.push(leaves, at * 32);
    const tree = smallTree(leaves);
    assert.deepEqual(tree.root(), grown.root(), `root of ${size}`);
    assert.deepEqual(tree.blockRoots(), grown.blockRoots(), `block of ${size}`);
    for (let at = 0; at < size; at += size > 300 ? 37 : 1) {
      const leaf = leaves.subarray(at * 32, at * 32 + 32);
      assert.deepEqual(
        tree.path(at),
        inclusionProof(at, size, leaves, grown.blockRoots()),
        `${at} of ${size}`,
      );
      assert.ok(verifyInclusion(leaf, at, size, tree.path(at), tree.root()));
    }
  }
});

test("more than a block of leaves, or half a leaf, is no small tree", () => {
  assert.throws(() => smallTree(leavesOf(1025)), RangeError);
  assert.throws(() => smallTree(Buffer.alloc(33)), RangeError);
});
