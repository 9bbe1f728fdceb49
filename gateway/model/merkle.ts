/**
 * The arithmetic of RFC 6962 trees: which ranges of leaves make up a proof and how
 * a proof is folded back into a root. It hashes nothing: what two hashes give
 * together is passed in, since seal/ and log/ keep their leaves in different places.
 */

/** Leaves from `from` up to, not including, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export type Combine<Hash> = (left: Hash, right: Hash) => Hash;

/** The largest power of two smaller than n, for n > 1: where RFC 6962 splits. */
export function splitOf(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** PATH(index, D[size]) of RFC 6962 §2.1.1 as ranges, from the leaf to the root. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new RangeError("the leaf is not in the tree");
  const path: Range[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.push({ from: middle, to });
      to = middle;
    } else {
      path.push({ from, to: middle });
      from = middle;
    }
  }
  return path.reverse();
}

/** PROOF(first, D[second]) of RFC 6962 §2.1.2 as ranges, in the order of the proof. */
export function consistencyRanges(first: number, second: number): Range[] {
  if (!Number.isSafeInteger(first) || first < 1 || first > second)
    throw new RangeError("the older tree is not smaller");
  const proof: Range[] = [];
  let from = 0;
  let to = second;
  while (to !== first) {
    const middle = from + splitOf(to - from);
    if (first <= middle) {
      proof.push({ from: middle, to });
      to = middle;
    } else {
      proof.push({ from, to: middle });
      from = middle;
    }
  }
  // The verifier knows the older root itself; only where that is not a part of the newer tree must it be told.
  if (from > 0) proof.push({ from, to });
  return proof.reverse();
}

/** The complete subtrees of a range that begins where RFC 6962 lets one begin: the largest first. */
export function completeSubtrees(range: Range): Range[] {
  const parts: Range[] = [];
  let from = range.from;
  while (from < range.to) {
    let width = 1;
    while (from % (width * 2) === 0 && from + width * 2 <= range.to) width *= 2;
    parts.push({ from, to: from + width });
    from += width;
  }
  return parts;
}

/** MTH of a row of complete subtrees, largest first; the row has at least one. */
export function foldSubtrees<Hash>(roots: readonly Hash[], combine: Combine<Hash>): Hash {
  return roots.reduceRight((right, left) => combine(left, right));
}

/** The root that a leaf and its path give, RFC 9162 §2.1.3.2; null when the path cannot be one. */
export function rootByInclusion<Hash>(
  leaf: Hash,
  index: number,
  size: number,
  path: readonly Hash[],
  combine: Combine<Hash>,
): Hash | null {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null;
  let fn = index;
  let sn = size - 1;
  let root = leaf;
  for (const step of path) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      root = combine(step, root);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      root = combine(root, step);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 ? root : null;
}

/** Both roots that a consistency proof gives, RFC 9162 §2.1.4.2; null when the proof cannot be one. */
export function rootsByConsistency<Hash>(
  first: number,
  second: number,
  firstRoot: Hash,
  proof: readonly Hash[],
  combine: Combine<Hash>,
): { readonly older: Hash; readonly newer: Hash } | null {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 1 || first > second)
    return null;
  if (first === second) return proof.length === 0 ? { older: firstRoot, newer: firstRoot } : null;
  // A complete older tree is itself a part of the newer one, and the proof leaves it out.
  const steps = isPowerOfTwo(first) ? [firstRoot, ...proof] : proof;
  const [start, ...rest] = steps;
  if (start === undefined) return null;
  let fn = first - 1;
  let sn = second - 1;
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  let older: Hash = start;
  let newer: Hash = start;
  for (const step of rest) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      older = combine(step, older);
      newer = combine(step, newer);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      newer = combine(newer, step);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 ? { older, newer } : null;
}

/** n >> 1 without the 32-bit limit of the operator. */
function half(n: number): number {
  return Math.floor(n / 2);
}

function isPowerOfTwo(n: number): boolean {
  let rest = n;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
