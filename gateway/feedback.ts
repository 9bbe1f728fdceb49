/**
 * The files that answer a file: signed receipt or refusal, rejected rows, summary. Made beside
 * their place and renamed into it whole, by whoever holds the intake's lease; made again after a
 * crash. The trap: the spool file may go only when the database says that they are made, since
 * the rejected rows are read out of it.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";

import { RECEIPT_FORMAT, REFUSAL_FORMAT } from "./evidence/file.ts";
import type { NetworkProof } from "./evidence.ts";
import type { Fault } from "./feedback/faults.ts";
import { type Refused, summaryText, type Taken } from "./feedback/summary.ts";
import type { Adapter } from "./model/adapter.ts";
import type { Receipt, Signed } from "./model/batch.ts";
import { canonical } from "./model/canonical.ts";
import { FINDINGS, type FindingCode } from "./model/findings.ts";
import { outName } from "./model/out-name.ts";
import type { Probe } from "./model/steps.ts";
import type { Params } from "./model/text.ts";
import { digestFindings } from "./receipt/findings.ts";
import type { SigningKey } from "./receipt/receipt.ts";
import { signRefusal } from "./receipt/refusal.ts";
import { discard } from "./receive/spool.ts";
import { type RejectedFile, type RowFaults, writeRejectedRows } from "./rejected-rows.ts";
import { type Batch, findBatchBySeq, findingsPage, type ReceiptRow, receiptsOf } from "./store/batch-rows.ts";
import type { Database } from "./store/connect.ts";
import { type MadeFile, markFeedbackMade, mostFound } from "./store/feedback-rows.ts";
import type { Intake } from "./store/intake.ts";

export interface FeedbackMaking {
  readonly db: Database;
  readonly node: string;
  /** Where a folder for each answered file lies. */
  readonly folder: string;
  readonly adapters: readonly Adapter[];
  readonly receiptKey: SigningKey;
  networkProof(): NetworkProof;
  /** A stored receipt with the id of its key, its signature checked. */
  signed(row: ReceiptRow): Signed;
  clock(): Date;
  readonly probe: Probe;
}

const PAGE = 5000;
const MOST_FOUND = 10;
/** What lies in a folder, told by the folder itself, should its maker not have come to say it. */
const CONTENTS = "contents.json";

/** Make the files of an intake that owes them, say so, and let its spool file go. */
export async function makeFeedback(making: FeedbackMaking, intake: Intake): Promise<void> {
  const { intakeId, sender: agency, fileName } = intake;
  const folder = join(making.folder, intakeId);
  const made = await contentsOf(folder);
  const files = made ?? (await makeFolder(making, intake, folder));
  making.probe("feedback.made");
  const at = making.clock();
  await making.db.transaction(
    async (client) =>
      await markFeedbackMade(client, { intakeId, agency, fileName, folder: intakeId, files, madeAt: at }),
  );
  making.probe("feedback.kept");
  await discard(intake.spool, intakeId);
}

async function contentsOf(folder: string): Promise<readonly MadeFile[] | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, CONTENTS), "utf8")) as readonly MadeFile[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function makeFolder(
  making: FeedbackMaking,
  intake: Intake,
  folder: string,
): Promise<readonly MadeFile[]> {
  const part = `${folder}.${randomUUID()}.part`;
  await mkdir(part, { recursive: true, mode: 0o700 });
  try {
    const files =
      intake.state === "refused" ? await refused(making, intake, part) : await taken(making, intake, part);
    await write(part, CONTENTS, [JSON.stringify(files)]);
    await syncFolder(part);
    await rename(part, folder);
    await syncFolder(making.folder);
    return files;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    // Whose lease ran out may find that the next owner was quicker.
    const others = await contentsOf(folder);
    if (others !== undefined) return others;
    throw error;
  }
}

async function refused(making: FeedbackMaking, intake: Intake, part: string): Promise<readonly MadeFile[]> {
  const { code, params } = JSON.parse(String(intake.refusal)) as Refused;
  const at = making.clock();
  const signed = signRefusal(
    {
      format: "xinqiao.refusal/1",
      node: making.node,
      intake: intake.intakeId,
      sender: intake.sender,
      adapter: intake.adapter,
      file: { bytes: intake.bytes, sha256: intake.sha256.toString("hex") },
      code,
      params: canonical(params),
      receivedAt: intake.receivedAt.toISOString(),
      at: at.toISOString(),
    },
    making.receiptKey,
  );
  const file = canonical({
    format: REFUSAL_FORMAT,
    refusal: { key: signed.key, signature: signed.signature, text: signed.text },
    network: proofOf(making),
  });
  const answer = await write(part, ".receipt.json", [file]);
  const summary = await writeSummary(making, intake, part, at, { code, params }, [answer]);
  return [answer, summary];
}

async function taken(making: FeedbackMaking, intake: Intake, part: string): Promise<readonly MadeFile[]> {
  const { db, node, adapters } = making;
  const batch = await findBatchBySeq(db, Number(intake.batchSeq));
  if (batch === undefined) throw new Error(`intake ${intake.intakeId} has no batch`);
  const own = (await receiptsOf(db, batch.batchSeq)).find((row) => row.node === node);
  if (own === undefined) throw new Error(`batch ${batch.batchId} has no receipt`);
  const receipt = JSON.parse(own.body) as Receipt;
  const files: MadeFile[] = [await write(part, ".receipt.json", receiptFile(making, batch, receipt, own))];
  let rejected: RejectedFile | undefined;
  const adapter = adapters.find(({ id }) => id === intake.adapter);
  // Of an adapter that is gone since then the receipt still tells everything.
  if (batch.rejected > 0 && adapter !== undefined) {
    const target = join(part, ".rejected");
    const source = join(intake.spool, intake.intakeId);
    rejected = await writeRejectedRows(source, adapter, rowFaults(db, batch.batchSeq), target);
    const { bytes, sha256, rows } = rejected;
    const suffix = `.rejected.${rejected.extension}`;
    await rename(target, join(part, suffix));
    files.push({ suffix, bytes, sha256, rows });
  }
  const outcome: Taken = {
    batch: batch.batchId,
    item: batch.item,
    rows: batch.rows,
    accepted: batch.accepted,
    rejected: batch.rejected,
    duplicates: batch.duplicates,
    warnings: batch.warnings,
    root: receipt.root,
    unknownColumns: receipt.unknownColumns,
    faults: (await mostFound(db, batch.batchSeq, MOST_FOUND)).map(({ column, code, params, count }) => ({
      ...faultOf(column, code, params),
      count,
    })),
    complete: rejected?.complete ?? batch.rejected === 0,
  };
  return [...files, await writeSummary(making, intake, part, batch.committedAt, outcome, files)];
}

async function writeSummary(
  making: FeedbackMaking,
  intake: Intake,
  part: string,
  decidedAt: Date,
  outcome: Taken | Refused,
  files: readonly MadeFile[],
): Promise<MadeFile> {
  const { intakeId, fileName, bytes, adapter, receivedAt } = intake;
  const name = outName(fileName, intakeId);
  const text = summaryText({
    node: making.node,
    ...{ intakeId, fileName, bytes, adapter, receivedAt, decidedAt, outcome },
    sha256: intake.sha256.toString("hex"),
    files: files.map(({ suffix, sha256, rows }) => ({ name: name + suffix, sha256, rows })),
  });
  return await write(part, ".summary.txt", [text]);
}

/** As evidence.ts builds it, but line by line: a million findings are not held at once. */
async function* receiptFile(
  making: FeedbackMaking,
  batch: Batch,
  receipt: Receipt,
  own: ReceiptRow,
): AsyncGenerator<string> {
  const digest = digestFindings();
  yield '{"findings":"';
  for await (const { row, ...fault } of findingsOf(making.db, batch.batchSeq))
    yield JSON.stringify(digest.add({ row, ...fault })).slice(1, -1);
  if (canonical(digest.end()) !== canonical(receipt.findings))
    throw new Error(`the findings of batch ${batch.batchId} are not those of its receipt`);
  const { key, signature, text } = making.signed(own);
  const rest = canonical({
    format: RECEIPT_FORMAT,
    network: proofOf(making),
    receipt: { key, signature, text },
  });
  yield `",${rest.slice(1)}`;
}

function proofOf({ networkProof }: FeedbackMaking): NetworkProof {
  const { root, signature, text } = networkProof();
  return { root, signature, text };
}

async function* findingsOf(db: Database, batchSeq: number): AsyncGenerator<Fault & { readonly row: number }> {
  for (let after = -1; ; ) {
    const page = await findingsPage(db, batchSeq, after, PAGE);
    for (const { rowNumber, columnTitle, code, params } of page)
      yield { row: rowNumber, ...faultOf(columnTitle, code, params) };
    after = page.at(-1)?.number ?? after;
    if (page.length < PAGE) return;
  }
}

/** Rejected rows and why; findings are numbered in the order of the rows. */
async function* rowFaults(db: Database, batchSeq: number): AsyncGenerator<RowFaults> {
  let row = 0;
  let faults: Fault[] = [];
  for await (const { row: number, ...fault } of findingsOf(db, batchSeq)) {
    if (FINDINGS[fault.code].severity !== "reject") continue;
    if (number !== row && faults.length > 0) yield { row, faults };
    if (number !== row) faults = [];
    row = number;
    faults.push(fault);
  }
  if (faults.length > 0) yield { row, faults };
}

function faultOf(column: string, code: string, params: string): Fault {
  return { column, code: code as FindingCode, params: JSON.parse(params) as Params };
}

async function write(
  folder: string,
  suffix: string,
  texts: Iterable<string> | AsyncIterable<string>,
): Promise<MadeFile> {
  const hash = createHash("sha256");
  const file = await open(join(folder, suffix), "wx", 0o600);
  try {
    let bytes = 0;
    let held = "";
    const flush = async (): Promise<void> => {
      const chunk = Buffer.from(held);
      held = "";
      hash.update(chunk);
      bytes += chunk.length;
      for (let from = 0; from < chunk.length; ) from += (await file.write(chunk, from)).bytesWritten;
    };
    for await (const text of texts) {
      held += text;
      if (held.length >= 1 << 16) await flush();
    }
    await flush();
    await file.sync();
    return { suffix, bytes, sha256: hash.digest("hex"), rows: 0 };
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
