/**
 * For tests only: a city without sockets that takes a file as its doors do, decides it, and makes the files
 * that answer its sender.
 */
import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

import { accept } from "./exchange.ts";
import { type FeedbackMaking, makeFeedback } from "./feedback.ts";
import { feedbackFiles } from "./feedback-files.ts";
import { canonical } from "./model/canonical.ts";
import type { FeedbackSource } from "./model/feedback.ts";
import { Refusal } from "./model/refusal.ts";
import { atEnd } from "./model/test-end.ts";
import { type Batch, findBatchBySeq } from "./store/batch-rows.ts";
import { claimFeedback } from "./store/feedback-rows.ts";
import { claimIntake, findIntake, type Intake, recordIntake, refuseIntake } from "./store/intake.ts";
import { type TestNode, testNetwork, testNode } from "./test-node.ts";

export const PENALTIES = "cities/jinan-penalties";
export const PERMITS = "cities/jinan-permits";
export const OWNER = "test";

export interface House {
  readonly node: TestNode;
  readonly making: FeedbackMaking;
}

export async function house(t: TestContext, decode: object = {}): Promise<House> {
  const network = await testNetwork();
  const adapters = network.known.adapters.map((one) =>
    one.id === PENALTIES ? { ...one, decode: { ...one.decode, ...decode } } : one,
  );
  const node = await testNode(t, { ...network, known: { ...network.known, adapters } }, "370100");
  const folder = mkdtempSync(join(tmpdir(), "xinqiao-feedback-"));
  atEnd(t, () => rmSync(folder, { recursive: true, force: true }));
  const making: FeedbackMaking = {
    db: node.db,
    node: node.here.id,
    folder,
    adapters,
    receiptKey: node.receiptKey,
    networkProof: () => ({ root: "", signature: "", text: "" }),
    signed: (row) => ({ text: row.body, key: node.receiptKey.id, signature: row.signature }),
    clock: node.clock,
    probe: () => undefined,
  };
  return { node, making };
}

export function lease(node: TestNode) {
  return { owner: OWNER, now: node.now, until: new Date(node.now.getTime() + 60_000) };
}

/** As the doors and the work loop do it: taken in and decided, its feedback not yet made. */
export async function decide(
  { node }: House,
  adapter: string,
  bytes: Buffer,
  fileName: string,
  door: "sftp" | "http" = "sftp",
): Promise<Intake> {
  const intakeId = randomUUID();
  writeFileSync(join(node.spool, intakeId), bytes);
  const sender = node.adapters.find((one) => one.id === adapter)?.agency ?? "";
  const sha256 = createHash("sha256").update(bytes).digest();
  await recordIntake(node.db, {
    ...{ intakeId, kind: "file", sender, adapter, fileName, bytes: bytes.length, sha256 },
    ...{ spool: node.spool, receivedAt: node.now, door },
  });
  const intake = await claimIntake(node.db, lease(node), [node.spool], 8);
  assert.equal(intake?.intakeId, intakeId);
  try {
    await accept(node, { intake, owner: OWNER });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, params } = error;
    await refuseIntake(node.db, intakeId, OWNER, canonical({ code, params }));
  }
  const ended = await findIntake(node.db, intakeId);
  assert.ok(ended);
  return ended;
}

export interface Answer {
  readonly intake: Intake;
  readonly batch: Batch | undefined;
  readonly names: readonly string[];
  file(suffix: string): Promise<Buffer>;
}

export async function answer(
  at: House,
  adapter: string,
  bytes: Buffer,
  fileName = "nightly.csv",
): Promise<Answer> {
  const { node, making } = at;
  const { intakeId, sender } = await decide(at, adapter, bytes, fileName);
  const claimed = await claimFeedback(node.db, lease(node), [node.spool]);
  assert.equal(claimed?.intakeId, intakeId);
  await makeFeedback(making, claimed);
  // Each answer a second later, as the names of older ones tell.
  node.now = new Date(node.now.getTime() + 1000);
  const out = feedbackFiles(node.db, making.folder);
  const intake = await findIntake(node.db, intakeId);
  assert.ok(intake);
  return {
    intake,
    batch: intake.batchSeq === null ? undefined : await findBatchBySeq(node.db, intake.batchSeq),
    names: (await out.list(sender)).map(({ name }) => name),
    file: async (suffix) => await content(await out.open(sender, fileName + suffix)),
  };
}

export async function content(source: FeedbackSource | undefined): Promise<Buffer> {
  assert.ok(source, "there is such a file");
  try {
    return Buffer.from(await source.read(0, source.bytes));
  } finally {
    await source.close();
  }
}

export function sample(adapter: string, name: string): Buffer {
  return readFileSync(join(import.meta.dirname, "../adapters", adapter, "samples", name));
}
