/**
 * For tests only: nodes without processes or sockets, each on a database of its own, with
 * real keys and certificates. A file or a sealed batch is put into the spool and accepted.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { constants, zstdCompressSync } from "node:zlib";

import { loadData } from "./data.ts";
import { type Accepted, accept, type Exchange } from "./exchange.ts";
import { createHeadsCache } from "./heads-cache.ts";
import type { Receipt } from "./model/batch.ts";
import { atEnd } from "./model/test-end.ts";
import type { Known } from "./piece/piece.ts";
import { createInlinePool } from "./piece/pool.ts";
import { verifyReceipt } from "./receipt/receipt.ts";
import { type Authority, issue } from "./seal/authority.ts";
import { type Batch, findBatchBySeq, receiptsOf } from "./store/batch-rows.ts";
import { claimIntake, recordIntake } from "./store/intake.ts";
import { sealedLines } from "./store/read-sealed.ts";
import { testDatabase } from "./store/test-database.ts";
import { smallData } from "./test-data.ts";
import { testAuthority, testKeys } from "./test-keys.ts";

export interface TestNetwork {
  readonly known: Known;
  readonly authority: Authority;
  readonly subjectKey: Buffer;
}

export interface TestNode extends Exchange {
  readonly receiptPublicKey: KeyObject;
  /** What the clock shows; tests turn it. */
  now: Date;
}

const DAY_OF_RECEIPT = new Date("2026-11-20T02:00:00Z");

export async function testNetwork(): Promise<TestNetwork> {
  const authority = await testAuthority({
    name: "test root",
    days: 30,
    now: new Date(DAY_OF_RECEIPT.getTime() - 86_400_000),
  });
  return { known: loadData(smallData()), authority, subjectKey: randomBytes(32) };
}

export async function testNode(
  t: TestContext,
  network: TestNetwork,
  id: string,
  over: Partial<Known> = {},
): Promise<TestNode> {
  const { database } = await testDatabase(t);
  const known = { ...network.known, ...over };
  const here = known.catalog.nodes.find((node) => node.id === id);
  if (here === undefined) throw new Error(`no node ${id}`);
  const seal = await testKeys();
  const receipt = generateKeyPairSync("ed25519");
  const spool = mkdtempSync(join(tmpdir(), "xinqiao-spool-"));
  atEnd(t, () => rmSync(spool, { recursive: true, force: true }));
  const node: TestNode = {
    ...known,
    db: database,
    here,
    trust: (at) => ({ roots: [network.authority.certificate], at }),
    sealKey: seal.privateKey,
    sealCertificate: issue(network.authority, {
      kind: "node-seal",
      id,
      publicKey: seal.publicKey,
      days: 20,
      now: DAY_OF_RECEIPT,
    }),
    receiptKey: { id: `${id}-receipt`, privateKey: receipt.privateKey },
    receiptPublicKey: receipt.publicKey,
    subjectKey: network.subjectKey,
    spool,
    pool: createInlinePool(known),
    heads: createHeadsCache(1_000_000),
    now: DAY_OF_RECEIPT,
    clock: () => node.now,
    probe: () => undefined,
  };
  return node;
}

export interface Outcome extends Accepted {
  readonly batch: Batch;
  readonly receipt: Receipt;
}

async function take(
  node: TestNode,
  kind: "file" | "sealed",
  sender: string,
  adapter: string,
  bytes: Buffer,
): Promise<Outcome> {
  const intakeId = randomUUID();
  writeFileSync(join(node.spool, intakeId), bytes);
  const sha256 = createHash("sha256").update(bytes).update(intakeId).digest();
  const received = { intakeId, kind, sender, adapter, fileName: "file", bytes: bytes.length, sha256 };
  await recordIntake(node.db, { ...received, spool: node.spool, receivedAt: node.now });
  const lease = { owner: "test", now: node.now, until: new Date(node.now.getTime() + 60_000) };
  const intake = await claimIntake(node.db, lease, [node.spool], 8);
  if (intake?.intakeId !== intakeId) throw new Error("another intake was due");
  try {
    const accepted = await accept(node, { intake, owner: "test" });
    const batch = await findBatchBySeq(node.db, accepted.batchSeq);
    if (batch === undefined) throw new Error("the batch is not there");
    return { ...accepted, batch, receipt: await receiptOf(node, batch) };
  } catch (error) {
    // As the work loop would: refused, so that the next file is not held back.
    await node.db.query("update intake set state = 'refused' where intake_id = $1", [intakeId]);
    throw error;
  }
}

async function receiptOf(node: TestNode, batch: Batch): Promise<Receipt> {
  const own = (await receiptsOf(node.db, batch.batchSeq)).find((one) => one.node === node.here.id);
  if (own === undefined) throw new Error("no receipt of our own");
  return verifyReceipt(
    { text: own.body, key: node.receiptKey.id, signature: own.signature },
    node.receiptPublicKey,
  );
}

/** An agency's file, taken in by a node. */
export function takeFile(node: TestNode, adapter: string, bytes: Buffer): Promise<Outcome> {
  const agency = node.adapters.find((one) => one.id === adapter)?.agency ?? "";
  return take(node, "file", agency, adapter, bytes);
}

/** The stream that travels, not compressed. */
export async function sealedStream(node: TestNode, batch: Batch): Promise<Buffer> {
  return await node.db.dedicated(async (client) => {
    const parts: Buffer[] = [];
    for await (const part of sealedLines(client, batch)) parts.push(Buffer.from(part));
    return Buffer.concat(parts);
  });
}

/** A sealed batch's stream, taken in by a node from a neighbour. */
export function takeSealed(node: TestNode, from: string, stream: Buffer): Promise<Outcome> {
  return take(
    node,
    "sealed",
    from,
    "",
    zstdCompressSync(stream, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
  );
}
