import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";

import { BLOCK_LEAVES, createTree } from "./tree.ts";

const sha = (...parts: Uint8Array[]): Buffer => hash("sha256", Buffer.concat(parts), "buffer");

/** MTH as RFC 6962 §2.1 writes it down: the slow, obvious way. */
function obviousRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha(Buffer.alloc(0));
  if (leaves.length === 1) return leaves[0] as Buffer;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha(Buffer.from([1]), obviousRoot(leaves.slice(0, split)), obviousRoot(leaves.slice(split)));
}

const leaf = (i: number): Buffer => sha(Buffer.from(`leaf ${i}`));

test("the streaming root equals the recursive definition at every size", () => {
  const tree = createTree();
  const leaves: Buffer[] = [];
  assert.deepEqual(tree.root(), obviousRoot([]));
  for (let i = 0; i < 300; i++) {
    leaves.push(leaf(i));
    tree.push(leaf(i), 0);
    assert.deepEqual(tree.root(), obviousRoot(leaves), `size ${i + 1}`);
  }
});

test("block roots are the roots of 1,024 leaves each, the last one of what is left", () => {
  for (const size of [1, 1023, 1024, 1025, 2048, 3000]) {
    const tree = createTree();
    const leaves = Array.from({ length: size }, (_, i) => leaf(i));
    for (const one of leaves) tree.push(one, 0);
    const expected: Buffer[] = [];
    for (let at = 0; at < size; at += BLOCK_LEAVES)
      expected.push(obviousRoot(leaves.slice(at, at + BLOCK_LEAVES)));
    assert.deepEqual(tree.blockRoots(), Buffer.concat(expected), `size ${size}`);
    assert.equal(tree.size, size);
  }
});
