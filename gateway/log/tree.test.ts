import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import fc from "fast-check";

import { createFrontier, type Frontier, loadFrontier, restoreFrontier } from "./frontier.ts";
import { consistencyProof, inclusionProof, rootAt, verifyConsistency, verifyInclusion } from "./proof.ts";
import { emptyRoot, leafHash, readerOver, type TileReader } from "./tiles.ts";

const MAX = 70_000;
const LEAVES = Buffer.concat(Array.from({ length: MAX }, (_, index) => leafHash(`entry ${index}`)));

/** A log of every size up to MAX, kept the way the store keeps it: full tiles, and leaves. */
const tiles = new Map<string, Buffer>();
const grown = createFrontier();
for (let index = 0; index < MAX; index++) {
  for (const { level, tile, data } of grown.append(leaf(index))) tiles.set(`${level}/${tile}`, data);
}

function leaf(index: number): Buffer {
  return LEAVES.subarray(index * 32, index * 32 + 32);
}

/** Sees only what a log of this size would have stored. */
function readerAt(size: number): TileReader {
  return readerOver({
    tile: async (level, tile) =>
      (tile + 1) * 256 ** (level + 1) <= size ? (tiles.get(`${level}/${tile}`) ?? null) : null,
    leaves: async (from, to) => {
      assert.ok(to <= size, "a leaf beyond the end of the log was asked for");
      return LEAVES.subarray(from * 32, to * 32);
    },
  });
}

const known = new Map<number, Buffer>();

/** Roots of the first `to` leaves, remembered: the large ones take a while. */
function rootOf(to: number): Buffer {
  const root = known.get(to) ?? plainRoot(0, to);
  known.set(to, root);
  return root;
}

/** MTH as RFC 6962 §2.1 writes it down, for comparison. */
function plainRoot(from: number, to: number): Buffer {
  if (to === from) return createHash("sha256").digest();
  if (to - from === 1) return leaf(from);
  let k = 1;
  while (k * 2 < to - from) k *= 2;
  return createHash("sha256")
    .update(Buffer.of(1))
    .update(plainRoot(from, from + k))
    .update(plainRoot(from + k, to))
    .digest();
}

const SIZES = [1, 2, 3, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 69_998];
const small = fc.integer({ min: 1, max: 3000 });
const size = fc.oneof({ weight: 4, arbitrary: small }, { weight: 1, arbitrary: fc.constantFrom(...SIZES) });

test("the root from tiles is the plain recursive root, at any size", async () => {
  for (const at of SIZES) assert.deepEqual(await rootAt(at, readerAt(at)), rootOf(at), `size ${at}`);
  await fc.assert(
    fc.asyncProperty(small, async (at) => assert.deepEqual(await rootAt(at, readerAt(at)), rootOf(at))),
    { numRuns: 60 },
  );
  assert.deepEqual(await rootAt(0, readerAt(0)), emptyRoot());
});

test("a frontier has the same root after every append", () => {
  const frontier = createFrontier();
  assert.deepEqual(frontier.root(), emptyRoot());
  for (let index = 0; index < 600; index++) {
    frontier.append(leaf(index));
    assert.deepEqual(frontier.root(), rootOf(index + 1), `size ${index + 1}`);
  }
  assert.equal(grown.size, MAX);
  assert.deepEqual(grown.root(), rootOf(MAX));
});

test("a frontier restored from its state, or from tiles, goes on as if nothing had been", async () => {
  for (const at of [0, ...SIZES]) {
    const direct = await loadFrontier(at, readerAt(at));
    const restored = restoreFrontier(direct.state());
    for (const frontier of [direct, restored]) {
      assert.equal(frontier.size, at);
      assert.deepEqual(frontier.root(), rootOf(at), `size ${at}`);
      const full = [0, 1].flatMap((more) => frontier.append(leaf(at + more)));
      assert.deepEqual(frontier.root(), rootOf(at + 2), `size ${at + 2}`);
      for (const { level, tile, data } of full) assert.deepEqual(data, tiles.get(`${level}/${tile}`));
    }
  }
});

test("a state that is cut, or has bytes too many, is not taken", () => {
  const state = grown.state();
  assert.deepEqual(restoreFrontier(state).root(), grown.root());
  for (const other of [state.subarray(0, -1), Buffer.concat([state, Buffer.of(0)]), state.subarray(0, 8)])
    assert.throws(() => restoreFrontier(other), RangeError);
});

test("every entry has an inclusion proof that holds for its own place alone", async () => {
  await fc.assert(
    fc.asyncProperty(size, fc.nat(), fc.nat(), async (at, pick, other) => {
      const index = pick % at;
      const path = await inclusionProof(index, at, readerAt(at));
      const root = rootOf(at);
      assert.ok(verifyInclusion(leaf(index), index, at, path, root));
      if (other % at !== index) assert.equal(verifyInclusion(leaf(index), other % at, at, path, root), false);
      assert.equal(verifyInclusion(leaf(index), index, at, [...path, root], root), false);
    }),
    { numRuns: 60 },
  );
});

test("of any two sizes the larger is proven to continue the smaller", async () => {
  await fc.assert(
    fc.asyncProperty(size, size, async (a, b) => {
      const [first, second] = a < b ? [a, b] : [b, a];
      const proof = await consistencyProof(first, second, readerAt(second));
      assert.ok(verifyConsistency(first, second, rootOf(first), rootOf(second), proof));
    }),
    { numRuns: 60 },
  );
});

test("every pair of small sizes is consistent, and no changed, missing or added hash passes", async () => {
  for (let second = 1; second <= 20; second++) {
    const newer = rootOf(second);
    for (let first = 1; first <= second; first++) {
      const older = rootOf(first);
      const proof = await consistencyProof(first, second, readerAt(second));
      assert.ok(verifyConsistency(first, second, older, newer, proof), `${first} to ${second}`);
      const other = leafHash("something else");
      assert.equal(verifyConsistency(first, second, other, newer, proof), false);
      if (first < second)
        assert.equal(verifyConsistency(first, second, older, plainRoot(1, second + 1), proof), false);
      assert.equal(verifyConsistency(first, second, older, newer, [...proof, newer]), false);
      for (let at = 0; at < proof.length; at++) {
        assert.equal(verifyConsistency(first, second, older, newer, proof.toSpliced(at, 1)), false);
        assert.equal(verifyConsistency(first, second, older, newer, proof.with(at, other)), false);
      }
    }
  }
});

test("an entry that was changed afterwards breaks the consistency of everything after it", async () => {
  const rewritten = createFrontier();
  for (let index = 0; index < 300; index++)
    rewritten.append(index === 17 ? leafHash("another story") : leaf(index));
  const proof = await consistencyProof(200, 300, readerAt(300));
  assert.equal(verifyConsistency(200, 300, rootOf(200), rewritten.root(), proof), false);
});

test("an empty log is the beginning of every log, without a proof", () => {
  assert.ok(verifyConsistency(0, 5, emptyRoot(), rootOf(5), []));
  assert.equal(verifyConsistency(0, 5, emptyRoot(), rootOf(5), [emptyRoot()]), false);
  assert.equal(verifyConsistency(5, 4, rootOf(5), rootOf(4), []), false);
});

test("a tile that is shorter than the log says is noticed", async () => {
  const read: TileReader = async () => LEAVES.subarray(0, 32 * 9);
  await assert.rejects(rootAt(10, read), RangeError);
});

/** The tree that Certificate Transparency implementations test with: eight small inputs and the roots of their first n. */
const INPUTS = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

test("the known tree of Certificate Transparency has the roots that are printed for it", async () => {
  const frontier: Frontier = createFrontier();
  const hashes = INPUTS.map((input) =>
    createHash("sha256").update(Buffer.of(0)).update(Buffer.from(input, "hex")).digest(),
  );
  for (const [index, root] of ROOTS.entries()) {
    frontier.append(hashes[index] ?? Buffer.alloc(0));
    assert.equal(frontier.root().toString("hex"), root);
  }
  const read = readerOver({
    tile: async () => null,
    leaves: async (from, to) => Buffer.concat(hashes.slice(from, to)),
  });
  const root = (n: number): Buffer => Buffer.from(ROOTS[n - 1] ?? "", "hex");
  assert.ok(verifyConsistency(6, 8, root(6), root(8), await consistencyProof(6, 8, read)));
  assert.deepEqual(
    (await consistencyProof(2, 5, read)).map((step) => step.toString("hex")),
    [
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
  );
  assert.equal(
    emptyRoot().toString("hex"),
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
});
