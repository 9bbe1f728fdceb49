import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import fc from "fast-check";

import { inclusionProof, saltedLeaf, verifyInclusion } from "./proof.ts";
import { BLOCK_LEAVES, createTree } from "./tree.ts";

const MAX = 3000;
const LEAVES = Array.from({ length: MAX }, (_, index) => sha256(Buffer.from(`leaf ${index}`)));

/** MTH as RFC 6962 §2.1 writes it down, for comparison. */
function plainRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256(Buffer.alloc(0));
  if (leaves.length === 1) return leaves[0] ?? Buffer.alloc(0);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Buffer.concat([Buffer.of(1), plainRoot(leaves.slice(0, k)), plainRoot(leaves.slice(k))]));
}

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function proofOf(index: number, size: number): Buffer[] {
  const start = index - (index % BLOCK_LEAVES);
  const roots: Buffer[] = [];
  for (let from = 0; from < size; from += BLOCK_LEAVES)
    roots.push(plainRoot(LEAVES.slice(from, Math.min(from + BLOCK_LEAVES, size))));
  return inclusionProof(
    index,
    size,
    Buffer.concat(LEAVES.slice(start, Math.min(start + BLOCK_LEAVES, size))),
    Buffer.concat(roots),
  );
}

const place = fc
  .integer({ min: 1, max: MAX })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat({ max: size - 1 }) }));

test("a proof from blocks verifies against the plain recursive root, at every size and place", () => {
  fc.assert(
    fc.property(place, ({ size, index }) => {
      const root = plainRoot(LEAVES.slice(0, size));
      const leaf = LEAVES[index] ?? Buffer.alloc(0);
      assert.ok(verifyInclusion(leaf, index, size, proofOf(index, size), root));
    }),
    {
      numRuns: 150,
      examples: [
        [{ size: 1, index: 0 }],
        [{ size: 1024, index: 1023 }],
        [{ size: 1025, index: 1024 }],
        [{ size: 2048, index: 1024 }],
        [{ size: 2049, index: 2048 }],
        [{ size: 3000, index: 2999 }],
      ],
    },
  );
});

test("every leaf of every small tree has a proof, and it holds for that place alone", () => {
  for (let size = 1; size <= 33; size++) {
    const root = plainRoot(LEAVES.slice(0, size));
    for (let index = 0; index < size; index++) {
      const leaf = LEAVES[index] ?? Buffer.alloc(0);
      const path = proofOf(index, size);
      for (let other = 0; other < size; other++)
        assert.equal(
          verifyInclusion(leaf, other, size, path, root),
          other === index,
          `${index} as ${other} of ${size}`,
        );
      assert.equal(verifyInclusion(leaf, index, size, [...path, root], root), false);
      if (path.length > 0) assert.equal(verifyInclusion(leaf, index, size, path.slice(1), root), false);
    }
  }
});

test("a changed bit of leaf, path or root makes a proof fail", () => {
  fc.assert(
    fc.property(place, fc.nat(), ({ size, index }, pick) => {
      const path = proofOf(index, size);
      const parts = [LEAVES[index] ?? Buffer.alloc(0), plainRoot(LEAVES.slice(0, size)), ...path].map(
        (part) => Buffer.from(part),
      );
      const bit = pick % (parts.length * 256);
      const part = parts[Math.floor(bit / 256)];
      assert.ok(part);
      const at = Math.floor((bit % 256) / 8);
      part[at] = (part[at] ?? 0) ^ (1 << (bit % 8));
      const [leaf, root, ...steps] = parts;
      assert.ok(leaf && root);
      assert.equal(verifyInclusion(leaf, index, size, steps, root), false);
    }),
    { numRuns: 60 },
  );
});

test("the streaming tree's own blocks make the same proofs", () => {
  const tree = createTree();
  for (const leaf of LEAVES) tree.push(leaf, 0);
  for (const index of [0, 1023, 1024, 2047, 2048, 2999]) {
    const start = index - (index % BLOCK_LEAVES);
    const path = inclusionProof(
      index,
      MAX,
      Buffer.concat(LEAVES.slice(start, start + BLOCK_LEAVES)),
      tree.blockRoots(),
    );
    assert.deepEqual(path, proofOf(index, MAX));
    assert.ok(verifyInclusion(LEAVES[index] ?? Buffer.alloc(0), index, MAX, path, tree.root()));
  }
});

test("leaves of another block are refused rather than proven wrongly", () => {
  assert.throws(() => inclusionProof(0, 2000, Buffer.alloc(32 * 3), Buffer.alloc(64)), RangeError);
  assert.throws(() => inclusionProof(0, 2000, Buffer.alloc(32 * 1024), Buffer.alloc(32)), RangeError);
  assert.throws(() => inclusionProof(5, 5, Buffer.alloc(32 * 5), Buffer.alloc(32)), RangeError);
});

test("a leaf is the hash of a zero byte, the salt and the payload", () => {
  const salt = Buffer.alloc(16, 7);
  const payload = '{"名称":"虚构公司"}';
  assert.deepEqual(
    saltedLeaf(salt, payload),
    sha256(Buffer.concat([Buffer.of(0), salt, Buffer.from(payload, "utf8")])),
  );
});
