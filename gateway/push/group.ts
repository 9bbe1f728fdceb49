/**
 * The rows of a group of pushes against what the node has already: duplicates and older
 * versions fall out, the others get leaves of one tree and tuples for COPY. Pure but for the
 * salts; the caller holds the item's lock, or what it was told of the heads would not last.
 */
import { hash, randomFillSync } from "node:crypto";

import { FINDINGS } from "../model/findings.ts";
import type { Finding } from "../model/row.ts";
import { type SmallTree, smallTree } from "../seal/paths.ts";
import { LEAF_INDEX_AT, recordTuples } from "../store/copy.ts";
import { isWarning, type PushedRow } from "./rows.ts";

/** What the node has of a record: its latest version of our own origin. */
export interface Head {
  readonly version: number;
  readonly payload: string;
}

export interface Accepted {
  readonly leaf: number;
  readonly record: string;
  readonly subject: string;
}

export interface Duplicate {
  readonly record: string;
  readonly subject: string;
}

/** What a record came to; null where it is refused. */
export type Result = Accepted | Duplicate | null;

export interface Counts {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly warnings: number;
}

/** A push of the group. */
export interface JudgedPush {
  /** Row number, in the group, of its first record: they count from 1. */
  readonly firstRow: number;
  readonly results: readonly Result[];
  /** In order, their rows numbered in the group. */
  readonly findings: readonly Finding[];
  readonly counts: Counts;
}

export interface JudgedGroup {
  readonly pushes: readonly JudgedPush[];
  readonly counts: Counts;
  readonly newHeads: number;
  readonly tree: SmallTree;
  /** Of the accepted records, in the order of their leaves, 32 bytes each. */
  readonly leaves: Buffer;
  readonly tuples: Buffer;
}

export interface GroupPlan {
  readonly batchSeq: number;
  readonly item: string;
  readonly origin: string;
  /** Of records that have no version of their own. */
  readonly version: number;
}

interface Kept {
  readonly row: NonNullable<PushedRow["record"]>;
  readonly version: number;
  readonly warnings: number;
}

const KEY_REPEATED = 1 << FINDINGS.W_KEY_REPEATED.bit;

/** `headOf` is asked by the id of a record. */
export function judgeGroup(
  pushes: readonly (readonly PushedRow[])[],
  plan: GroupPlan,
  headOf: (id: string) => Head | undefined,
): JudgedGroup {
  const kept: Kept[] = [];
  let firstRow = 1;
  let newHeads = 0;
  const judged = pushes.map((rows) => {
    const push = judgePush(rows, firstRow);
    firstRow += rows.length;
    return push;
  });

  function judgePush(rows: readonly PushedRow[], from: number): JudgedPush {
    /** Records that this very push changed. */
    const changed = new Map<string, Head>();
    const findings: Finding[] = [];
    let [accepted, duplicates, warnings] = [0, 0, 0];
    const tell = (found: readonly Finding[], row: number): void => {
      for (const finding of found) {
        findings.push({ ...finding, row });
        if (isWarning(finding)) warnings++;
      }
    };
    const results = rows.map(({ record, findings: found }, index): Result => {
      const row = from + index;
      if (record === null) {
        tell(found, row);
        return null;
      }
      const { id, parts, payload } = record;
      const head = changed.get(id) ?? headOf(id);
      const version = parts.version === 0 ? plan.version : parts.version;
      const name = { record: id, subject: parts.subject };
      if (head?.payload === payload) {
        duplicates++;
        return name;
      }
      if (head !== undefined && version < head.version) {
        tell([{ row, column: "", code: "VERSION_OLDER", params: {} }], row);
        return null;
      }
      const again = changed.has(id);
      if (again) tell([{ row, column: "", code: "W_KEY_REPEATED", params: {} }], row);
      tell(found, row);
      if (head === undefined) newHeads++;
      changed.set(id, { version, payload });
      accepted++;
      kept.push({ row: record, version, warnings: parts.warnings | (again ? KEY_REPEATED : 0) });
      return { leaf: kept.length - 1, ...name };
    });
    const rejected = rows.length - accepted - duplicates;
    return {
      firstRow: from,
      results,
      findings,
      counts: { rows: rows.length, accepted, rejected, duplicates, warnings },
    };
  }

  const { leaves, tuples } = write(kept, plan);
  return { pushes: judged, counts: total(judged), newHeads, tree: smallTree(leaves), leaves, tuples };
}

function total(pushes: readonly JudgedPush[]): Counts {
  const sum = (of: (counts: Counts) => number): number =>
    pushes.reduce((all, { counts }) => all + of(counts), 0);
  return {
    rows: sum(({ rows }) => rows),
    accepted: sum(({ accepted }) => accepted),
    rejected: sum(({ rejected }) => rejected),
    duplicates: sum(({ duplicates }) => duplicates),
    warnings: sum(({ warnings }) => warnings),
  };
}

const SALT_BYTES = 16;

/** Leaves and tuples of the records that are kept. */
function write(kept: readonly Kept[], plan: GroupPlan): { leaves: Buffer; tuples: Buffer } {
  const layout = recordTuples(plan.batchSeq, plan.item, plan.origin);
  const payloads = kept.map(({ row }) => Buffer.from(row.payload, "utf8"));
  const bound = kept.reduce(
    (sum, { row }, at) => sum + layout.bound(row.parts.subject, payloads[at]?.length ?? 0),
    0,
  );
  const tuples = Buffer.allocUnsafe(bound);
  const leaves = Buffer.allocUnsafe(kept.length * 32);
  const salts = randomFillSync(Buffer.allocUnsafe(kept.length * SALT_BYTES));
  const longest = payloads.reduce((most, { length }) => Math.max(most, length), 0);
  const preimage = Buffer.allocUnsafe(1 + SALT_BYTES + longest);
  preimage[0] = 0;
  let end = 0;
  kept.forEach(({ row, version, warnings }, leafIndex) => {
    const payload = payloads[leafIndex] as Buffer;
    const saltAt = leafIndex * SALT_BYTES;
    const { subject, withdrawn } = row.parts;
    const head = { version, withdrawn, warnings, id: row.digest, salt: salts, saltAt, subject };
    const start = end;
    end = layout.write(tuples, start, head, payload.length);
    tuples.writeInt32BE(leafIndex, start + LEAF_INDEX_AT);
    end += payload.copy(tuples, end);
    salts.copy(preimage, 1, saltAt, saltAt + SALT_BYTES);
    payload.copy(preimage, 1 + SALT_BYTES);
    const leaf = hash("sha256", preimage.subarray(0, 1 + SALT_BYTES + payload.length), "binary");
    leaves.latin1Write(leaf, leafIndex * 32, 32);
  });
  return { leaves, tuples: tuples.subarray(0, end) };
}
