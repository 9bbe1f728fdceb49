/**
 * Gathers what proves one record from this node's rows, of a version that the
 * caller lets through. What the proof looks like and whether it holds is evidence.ts's. The trap:
 * evidence holds the whole record and its salt, so it is for those alone who may see all of it.
 */
import { buildEvidence } from "./evidence.ts";
import { withSignatures } from "./log/checkpoint.ts";
import { entryText } from "./log/entry.ts";
import { inclusionProof as logProof } from "./log/proof.ts";
import type { Catalog } from "./model/catalog.ts";
import { Refusal } from "./model/refusal.ts";
import type { RecordFields } from "./model/row.ts";
import { signedRow } from "./receipts.ts";
import { compileIdentity } from "./seal/identity.ts";
import { inclusionProof, saltedLeaf } from "./seal/proof.ts";
import { BLOCK_LEAVES } from "./seal/tree.ts";
import { storedTree } from "./sequence.ts";
import type { Site } from "./site.ts";
import { type Batch, findBatchBySeq, receiptsOf } from "./store/batch-rows.ts";
import { checkpointCovering, cosignaturesOf, newestCheckpoint } from "./store/log-rows.ts";
import { batchEntry } from "./store/log-search.ts";
import { latestRecordById, leavesOfBatch, type RecordRow, versionsOfRecord } from "./store/record-rows.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export interface EvidenceAsked {
  readonly recordId: string;
  /** The version that this batch brought; the newest that may be seen when absent. */
  readonly batchId?: string | undefined;
  /** As an answer named the record: makes it quick, since no index serves the id alone. */
  readonly name?: { readonly subject: string; readonly item: string } | undefined;
  /** Whether the asker may have this version, whole. */
  visible(batch: Batch): boolean;
}

/** The evidence file of a version, or NOT_FOUND. */
export async function recordEvidence(site: Site, catalog: Catalog, asked: EvidenceAsked): Promise<string> {
  const { recordId } = asked;
  if (!UUID.test(recordId)) throw new Refusal("NOT_FOUND");
  const { row, batch } = await chosenVersion(site, asked);
  const { config, db } = site;
  const { network: registered, networkProof: network } = site.registers();
  const rows = await receiptsOf(db, batch.batchSeq);
  return buildEvidence({
    record: { id: recordId, identity: identityText(site, catalog, row, batch) },
    leaf: {
      index: row.leafIndex,
      path: await pathOf(site, batch, row.leafIndex),
      payload: row.payload,
      salt: row.salt,
    },
    manifest: batch.manifest,
    seal: batch.seal,
    receipts: rows.map((receipt) => signedRow(registered, receipt)),
    log: await inLog(site, batch),
    network,
    issuer: { node: config.node, key: config.receiptKey, at: site.clock() },
  });
}

async function chosenVersion(site: Site, { recordId, batchId, name, visible }: EvidenceAsked) {
  const found = name ? { ...name, recordId } : await latestRecordById(site.db, recordId);
  const versions = found ? await versionsOfRecord(site.db, found) : [];
  for (const row of [...versions].reverse()) {
    const batch = await findBatchBySeq(site.db, row.batchSeq);
    if (batch && visible(batch) && (batchId === undefined || batch.batchId === batchId))
      return { row, batch };
  }
  throw new Refusal("NOT_FOUND");
}

function identityText(site: Site, catalog: Catalog, row: RecordRow, batch: Batch): string {
  const standard = catalog.standards.find((one) => one.id === batch.standard);
  if (!standard) throw new Refusal("ITEM_UNKNOWN", { item: batch.item });
  const identity = compileIdentity(
    standard,
    batch.item,
    site.config.subjectKey,
  )(JSON.parse(row.payload) as RecordFields);
  if (!identity) throw new Error("a stored record has no identity");
  return identity.text;
}

/** From a leaf of the batch to its root. */
export async function pathOf(site: Pick<Site, "db">, batch: Batch, index: number): Promise<Buffer[]> {
  const first = index - (index % BLOCK_LEAVES);
  const leaves = await leavesOfBatch(site.db, batch, first, Math.min(first + BLOCK_LEAVES, batch.leaves));
  const hashes = leaves.map(
    ({ leaf, salt, payload }) => leaf ?? saltedLeaf(salt ?? Buffer.alloc(0), payload ?? ""),
  );
  return inclusionProof(index, batch.leaves, Buffer.concat(hashes), batch.blockRoots);
}

/** The entry of the batch in our log, under the checkpoint that most neighbours have cosigned. */
async function inLog(site: Site, batch: Batch) {
  const entry = await batchEntry(site.db, batch.batchId);
  const covering = entry && (await checkpointCovering(site.db, entry.logIndex));
  const newest = await newestCheckpoint(site.db);
  // The log takes a moment after the commit; there is evidence only when the entry is under a signature.
  if (!entry || !covering || !newest) throw new Refusal("NODE_BUSY");
  const [early, late] = [
    await cosignaturesOf(site.db, covering.size),
    await cosignaturesOf(site.db, newest.size),
  ];
  const [checkpoint, lines] = late.length >= early.length ? [newest, late] : [covering, early];
  return {
    checkpoint: withSignatures(
      checkpoint.note,
      lines.map((line) => line.signature),
    ),
    entry: entryText(entry),
    index: entry.logIndex,
    path: await logProof(entry.logIndex, checkpoint.size, storedTree(site.db)),
  };
}
