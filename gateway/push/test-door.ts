/** For tests only: a push door of a node without sockets, and penalties as pushed records. */
import { createHash, randomUUID } from "node:crypto";

import type { Receipt, Signed } from "../model/batch.ts";
import { verifyReceipt } from "../receipt/receipt.ts";
import { verifyInclusion } from "../seal/proof.ts";
import type { TestNode } from "../test-node.ts";
import { PENALTIES, type PenaltyRow, penalties, SENDER } from "../test-penalties.ts";
import { type Pushing, preparePushing } from "./commit.ts";
import { openPushDoor, type PushAnswer, type PushDoor, type PushRequest } from "./submit.ts";

export interface Told {
  readonly batch: string;
  readonly position: number;
  readonly counts: Readonly<Record<"rows" | "accepted" | "rejected" | "duplicates" | "warnings", number>>;
  readonly receipt: Signed;
  readonly results: readonly {
    readonly index: number;
    readonly outcome: "accepted" | "duplicate" | "rejected";
    readonly record?: string;
    readonly subject?: string;
    readonly leaf?: { readonly index: number; readonly hash: string; readonly path: readonly string[] };
    readonly findings: readonly { readonly code: string; readonly column: string }[];
  }[];
  readonly unknownColumns?: readonly string[];
}

export interface TestDoor extends PushDoor {
  readonly node: Pushing;
  /** Push and read the answer; throws unless it is 200. */
  push(records: readonly object[], over?: Partial<PushRequest>): Promise<Told>;
  raw(records: readonly object[], over?: Partial<PushRequest>): Promise<PushAnswer>;
}

export function testDoor(node: TestNode, over: { readonly lockWaitMs?: number } = {}): TestDoor {
  const pushing = preparePushing({ ...node, clock: node.clock, changed: () => undefined });
  const door = openPushDoor({
    node: pushing,
    lockWaitMs: over.lockWaitMs ?? 5000,
    groupRecords: 256,
    windowMs: 2,
    maySend: () => undefined,
    signed: ({ body, signature }) => ({ key: node.receiptKey.id, signature, text: body }),
    newId: randomUUID,
    wake: () => undefined,
  });
  const raw: TestDoor["raw"] = async (records, request) =>
    await door.submit(
      { kind: "agency", id: SENDER },
      {
        adapter: PENALTIES,
        body: Buffer.from(JSON.stringify({ records })),
        type: "application/json",
        key: null,
        minimal: false,
        ...request,
      },
    );
  return {
    ...door,
    node: pushing,
    raw,
    async push(records, request) {
      const { status, body } = await raw(records, request);
      if (status !== 200) throw new Error(`answered ${status}`);
      return JSON.parse(body) as Told;
    },
  };
}

/** A penalty as the department's own system would push it. */
export function penalty(row: PenaltyRow, change: Readonly<Record<string, unknown>> = {}): object {
  const [header = "", line = ""] = penalties(row).toString().split("\r\n");
  const cells = line.split(",");
  const fields = header.split(",").map((name, at) => [name, cells[at] ?? ""] as const);
  return { ...Object.fromEntries(fields), ...change };
}

/** The receipt of an answer, when its signature is right and each leaf's path leads to its root. */
export function proven(node: TestNode, told: Told): Receipt {
  const receipt = verifyReceipt(told.receipt, node.receiptPublicKey, { batch: told.batch });
  for (const { outcome, leaf } of told.results) {
    if ((outcome === "accepted") !== (leaf !== undefined))
      throw new Error("a leaf without acceptance, or none");
    if (leaf === undefined) continue;
    const path = leaf.path.map((step) => Buffer.from(step, "hex"));
    const root = Buffer.from(receipt.root, "hex");
    if (!verifyInclusion(Buffer.from(leaf.hash, "hex"), leaf.index, receipt.accepted, path, root))
      throw new Error("a path that does not lead to the root");
  }
  return receipt;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
