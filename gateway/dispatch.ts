/**
 * Role deliver: claims what this node owes to each peer and sends it, peer by peer, so
 * that a slow one holds up no other. The trap: a 202 is not the end of a batch. It
 * stays due, with patience, until the peer's receipt acknowledges it; then it is sent
 * again, which changes nothing over there and asks for the answer.
 */
import { closeLink, type Link, openLink } from "./deliver/link.ts";
import { sendBatch, sendReceipt, type TransferAnswer } from "./deliver/transfers.ts";
import { type Loop, startLoop } from "./loop.ts";
import type { Receipt, Signed } from "./model/batch.ts";
import { canonical } from "./model/canonical.ts";
import type { RegisteredNode } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import { batchTrace } from "./model/trace.ts";
import { neighbours } from "./network.ts";
import type { Site } from "./site.ts";
import { type Batch, findBatchBySeq, findReceipt, type ReceiptRow, receiptsOf } from "./store/batch-rows.ts";
import { isTransient } from "./store/connect.ts";
import { appendLeaf } from "./store/log-rows.ts";
import { sealedLines } from "./store/read-sealed.ts";
import {
  abandonTransfer,
  acknowledgeTransfer,
  backOff,
  claimTransfers,
  delayTransfer,
  extendTransferLease,
  hurryTransfers,
  releaseTransfers,
  type Transfer,
} from "./store/transfer.ts";

export interface Dispatch {
  wake(): void;
  stop(): Promise<void>;
}

const PAUSE_MS = 500;
/** Pushes make batches faster than a claim for each is worth. */
const GAP_MS = 25;
/** Written as the last refusal of a batch that the peer holds and has not yet answered for. */
const DELIVERED = "DELIVERED";
/** Enough for the receipt of a short batch to come back by itself. */
const SETTLE_MS = 1000;

export function startDispatch(site: Site, signed: (row: ReceiptRow) => Signed): Dispatch {
  const { config } = site;
  const cut = new AbortController();
  const links = neighbours(site.registers().network, config.node).map((peer) => linkTo(site, peer));
  const loops: Loop[] = [];
  for (const link of links) {
    for (let at = 0; at < config.deliver.perPeer; at++) {
      const owner = `${site.processId}/deliver-${link.options.node}-${at}`;
      const turn = () => sendNext(site, signed, link, owner, cut.signal);
      loops.push(startLoop(turn, { pauseMs: PAUSE_MS, gapMs: GAP_MS, note: site.note }));
    }
  }
  return {
    wake: () => {
      for (const loop of loops) loop.wake();
    },
    stop: async () => {
      // What is under way is cut: the peer throws half a body away, and the transfer is free for the next process.
      cut.abort();
      await Promise.all(loops.map((loop) => loop.stop()));
      for (const link of links) {
        for (let at = 0; at < config.deliver.perPeer; at++)
          await releaseTransfers(site.db, `${site.processId}/deliver-${link.options.node}-${at}`);
        closeLink(link);
      }
    },
  };
}

/** A peer is there, as it has just shown by asking or answering: what waited for it to come back is due now. */
export async function heardOf(site: Site, peer: string): Promise<void> {
  site.signal({ what: "heard", peer });
  try {
    if ((await hurryTransfers(site.db, peer, site.clock())) > 0) site.wake();
  } catch (error) {
    site.note(error);
  }
}

export function linkTo(site: Site, peer: RegisteredNode): Link {
  const { pem, deliver } = site.config;
  return openLink({
    url: peer.url,
    node: peer.id,
    ca: pem.ca,
    certificate: pem.clientCertificate,
    key: pem.clientKey,
    timeoutMs: deliver.timeoutSeconds * 1000,
    connections: deliver.perPeer + 1,
    revoked: new Set(site.registers().network.revoked),
    onShown: ({ serialNumber, valid_from, valid_to }) =>
      site.signal({
        what: "certificate",
        shown: {
          ...{ holder: `node:${peer.id}`, side: "server", serial: serialNumber },
          ...{ from: new Date(valid_from), to: new Date(valid_to) },
        },
      }),
  });
}

async function sendNext(
  site: Site,
  signed: (row: ReceiptRow) => Signed,
  link: Link,
  owner: string,
  signal: AbortSignal,
): Promise<boolean> {
  const seconds = site.config.leases.deliverSeconds;
  const leaseFrom = (now: Date) => ({ owner, now, until: new Date(now.getTime() + seconds * 1000) });
  const [transfer] = await claimTransfers(site.db, leaseFrom(site.clock()), link.options.node, 1);
  if (!transfer) return false;
  site.probe("deliver.claimed");
  const extending = setInterval(
    () => void extendTransferLease(site.db, transfer.transferId, leaseFrom(site.clock())).catch(site.note),
    (seconds * 1000) / 3,
  );
  try {
    if (transfer.kind === "receipt") await giveReceipt(site, signed, link, transfer, signal);
    else await giveBatch(site, link, transfer, owner, signal);
    // Sent again while its receipt is on the way is no second hop.
    if (transfer.lastRefusal !== DELIVERED) hop(site, transfer, "delivered");
    await heardOf(site, transfer.peer);
  } catch (error) {
    if (signal.aborted) return false;
    if (!(error instanceof Refusal) && isTransient(error)) {
      // Our own database was away: nothing to hold against the peer.
      site.note(error);
      await releaseTransfers(site.db, owner);
      return false;
    }
    await afterFailure(site, transfer, owner, error);
  } finally {
    clearInterval(extending);
  }
  return true;
}

async function giveReceipt(
  site: Site,
  signed: (row: ReceiptRow) => Signed,
  link: Link,
  transfer: Transfer,
  signal: AbortSignal,
): Promise<void> {
  const row = transfer.receiptId === null ? undefined : await findReceipt(site.db, transfer.receiptId);
  if (!row) throw new Error(`transfer ${transfer.transferId} names a receipt that is not there`);
  await sendReceipt(link, signed(row), signal);
  site.probe("deliver.sent");
  await acknowledgeTransfer(site.db, transfer.transferId, site.clock());
  site.probe("deliver.acknowledged");
}

async function giveBatch(
  site: Site,
  link: Link,
  transfer: Transfer,
  owner: string,
  signal: AbortSignal,
): Promise<void> {
  const batch = await findBatchBySeq(site.db, transfer.batchSeq);
  if (!batch) throw new Error(`transfer ${transfer.transferId} names a batch that is not there`);
  const answer = await streamed(site, async (client) => {
    const lines = counted(sealedLines(client, batch));
    const got = await sendBatch(link, batch.batchId, lines.all, signal);
    return { got, whole: lines.ended() };
  });
  site.probe("deliver.sent");
  if (answer.refusal) throw new Refusal("DELIVER_REFUSED", { code: answer.refusal.code });
  // Sent again by order: the peer's receipt is here, and no second one will come.
  const answered = transfer.sentAt !== null && (await isAnswered(site, batch, link.options.node));
  if (answered && answer.state === "done")
    return void (await acknowledgeTransfer(site.db, transfer.transferId, site.clock()));
  // The same batch is not always compressed to the same bytes: what the peer must first unpack to know is asked for soon.
  const again = patience(site, transfer, answered || answer.state === "done");
  const waiting = await delayTransfer(site.db, transfer.transferId, owner, again, DELIVERED, site.clock());
  site.probe("deliver.acknowledged");
  if (waiting)
    site.say(`delivered ${batch.batchId} to ${link.options.node}`, batchTrace(batch.batchId).traceId);
}

/** Whether the peer's receipt is here, and says of the batch what we say. */
async function isAnswered(site: Site, { batchSeq, root }: Batch, peer: string): Promise<boolean> {
  const row = (await receiptsOf(site.db, batchSeq)).find((one) => one.node === peer);
  return row !== undefined && (JSON.parse(row.body) as Receipt).root === root.toString("hex");
}

/** Soon, and then later and later, where the answer must be there any moment; with patience where the peer has yet to work on it. */
function patience(site: Site, transfer: Transfer, isSoon: boolean): Date {
  const longest = site.config.deliver.patienceSeconds * 1000;
  const soon = isSoon ? SETTLE_MS * 2 ** Math.min(transfer.attempts, 20) : longest;
  return new Date(site.clock().getTime() + Math.min(longest, soon));
}

/**
 * Run with a connection that streams. An answer may come before the stream has ended; the
 * connection is then in the middle of a COPY and must not be used again.
 */
async function streamed(
  site: Site,
  work: (client: Parameters<typeof sealedLines>[0]) => Promise<{ got: TransferAnswer; whole: boolean }>,
): Promise<TransferAnswer> {
  let answer: TransferAnswer | undefined;
  const unfinished = new Error("the stream was not read to its end");
  try {
    await site.db.dedicated(async (client) => {
      const { got, whole } = await work(client);
      answer = got;
      if (!whole) throw unfinished;
    });
  } catch (error) {
    if (error !== unfinished) throw error;
  }
  if (!answer) throw unfinished;
  return answer;
}

function counted(lines: AsyncIterable<Buffer>): { readonly all: AsyncIterable<Buffer>; ended(): boolean } {
  let ended = false;
  async function* all() {
    yield* lines;
    ended = true;
  }
  return { all: all(), ended: () => ended };
}

async function afterFailure(site: Site, transfer: Transfer, owner: string, error: unknown): Promise<void> {
  const refusal = error instanceof Refusal ? error : null;
  if (!refusal) site.note(error);
  const why = refusal ? `${refusal.code} ${String(refusal.params["code"] ?? "")}`.trim() : "DEFECT";
  const now = site.clock();
  const { attempts, longestPauseMs } = site.config.deliver;
  hop(site, transfer, "failed", why);
  const final = refusal?.code === "DELIVER_REFUSED" || transfer.attempts >= attempts;
  if (!final) {
    const due = backOff(transfer.attempts, now, Math.random());
    const dueAt = new Date(Math.min(due.getTime(), now.getTime() + longestPauseMs));
    await delayTransfer(site.db, transfer.transferId, owner, dueAt, why);
    if (transfer.attempts === 1 || transfer.attempts % 20 === 0)
      site.say(`cannot deliver to ${transfer.peer} yet: ${why}`);
    return;
  }
  const gaveUp = await site.db.transaction(async (client) => {
    if (!(await abandonTransfer(client, transfer.transferId, owner, now, why))) return false;
    const data = canonical({ kind: transfer.kind, peer: transfer.peer, transfer: transfer.transferId, why });
    await appendLeaf(client, { leafId: site.newId(), at: now, kind: "alarm", data });
    return true;
  });
  if (gaveUp) {
    hop(site, transfer, "abandoned", why);
    site.alarm(
      `transfer ${transfer.transferId} to ${transfer.peer} abandoned after ${transfer.attempts} attempts: ${why}`,
    );
  }
}

function hop(
  site: Site,
  { peer, kind, createdAt }: Transfer,
  outcome: "delivered" | "failed" | "abandoned",
  code = "",
): void {
  const seconds = (site.clock().getTime() - createdAt.getTime()) / 1000;
  site.signal({ what: "hop", peer, kind, outcome, seconds, code });
}
