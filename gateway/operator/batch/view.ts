/**
 * One batch whole, as its page shows it: put together from its rows. The trap: what a receipt says is its node's
 * word; whether its signature fits a registered key, and its root is ours, is told beside it and not assumed.
 */
import type { Manifest, Receipt } from "../../model/batch.ts";
import { knownCode, messageOf } from "../../model/code-text.ts";
import { explain } from "../../model/codes.ts";
import type { Network } from "../../model/network.ts";
import type { Operator } from "../../model/operator.ts";
import { Refusal } from "../../model/refusal.ts";
import type { RefusalCode } from "../../model/refusals.ts";
import type { Params, Text } from "../../model/text.ts";
import { signedRow } from "../../receipts.ts";
import { type Batch, type ReceiptRow, receiptsOf } from "../../store/batch-rows.ts";
import type { Database } from "../../store/connect.ts";
import {
  type Arrival,
  arrivalsBefore,
  cosignedOver,
  countWithheld,
  type Hop,
  leafOfBatch,
} from "../../store/console/batch-rows.ts";
import { proposalsOn } from "../../store/console/proposal-rows.ts";
import { findFeedback } from "../../store/feedback-rows.ts";
import { checkpointCovering } from "../../store/log-rows.ts";
import { pushesOfBatch } from "../../store/push-rows.ts";
import { releaseOfContent } from "../../store/release-rows.ts";
import { standingOf } from "../acts/orders.ts";
import { possibleActs, type Standing } from "../acts/perform.ts";
import { holdView, orderView } from "../acts/shown.ts";
import type { JsonAnswer } from "../admit.ts";
import { type Steps, spansOf, type Times } from "./waterfall.ts";

export type BatchView = JsonAnswer<"getBatch">;

export interface Viewing {
  readonly db: Database;
  readonly node: string;
  network(): Network;
  clock(): Date;
  /** Of an adapter of this node. */
  itemOf(adapter: string): string;
}

export async function viewBatch(viewing: Viewing, operator: Operator, id: string): Promise<BatchView> {
  const { db, node } = viewing;
  const now = viewing.clock();
  const standing = await standingOf(db, id, operator.scope, now);
  const { seen, arrival, batch, hops, holds } = standing;
  const receipts = batch ? await receiptsOf(db, batch.batchSeq) : [];
  const manifest = batch && (JSON.parse(batch.manifest) as Manifest);
  const log = batch ? await inLog(db, batch.batchSeq, node) : undefined;
  const heldNow = holds.some(({ releasedAt }) => releasedAt === null);
  const feedback = arrival && (await findFeedback(db, arrival.intakeId));
  const times: Times = {
    ...{ here: node, origin: batch?.origin ?? node, from: batch?.receivedFrom ?? node },
    manifest: manifest ? { receivedAt: manifest.receivedAt, sealedAt: manifest.sealedAt } : null,
    intake: arrival && belongs(arrival, batch) ? intakeTimes(arrival, heldNow) : null,
    received: batch?.receivedAt ?? arrival?.receivedAt ?? now,
    committed: batch?.committedAt ?? null,
    hops: hops.map((hop) => hopTimes(hop, heldNow)),
    receipts: receipts.filter((row) => row.node !== node).map(receiptTimes),
    log: log?.times ?? null,
  };
  const before = arrival?.state === "due" ? await arrivalsBefore(db, arrival.intakeId) : 0;
  return {
    id,
    ...(batch && { batch: batch.batchId }),
    ...(arrival && { intake: arrival.intakeId }),
    state: stateOf(standing, heldNow),
    kind: arrival?.kind ?? "push",
    door: arrival?.kind === "sealed" ? "node" : ((arrival?.door ?? "push") as BatchView["door"]),
    sender: batch?.sender ?? (arrival?.kind === "sealed" ? "" : (arrival?.sender ?? "")),
    receivedFrom: batch?.receivedFrom ?? arrival?.sender ?? "",
    origin: batch?.origin ?? (arrival?.kind === "sealed" ? "" : node),
    adapter: batch?.adapter ?? arrival?.adapter ?? "",
    item: batch?.item ?? viewing.itemOf(arrival?.adapter ?? ""),
    ...(batch && { standard: batch.standard, ...(await catalogOf(db, batch)) }),
    file: await fileOf(db, arrival, batch),
    receivedAt: times.received.toISOString(),
    ...(batch && { committedAt: batch.committedAt.toISOString(), root: batch.root.toString("hex") }),
    ...(arrival?.state === "due" && {
      ...{ progress: arrival.rowsDone, attempts: arrival.attempts, behind: before },
      dueAt: arrival.dueAt.toISOString(),
    }),
    ...(arrival?.refusal && { refusal: refusalOf(arrival.refusal) }),
    ...(arrival?.lastError && ["due", "poison"].includes(arrival.state) && { failure: arrival.lastError }),
    counts: batch ? { ...countsOf(batch), withheld: await countWithheld(db, batch.batchSeq) } : null,
    spans: spansOf(times),
    hops: hops.map((hop) => hopView(hop, heldNow)),
    receipts: batch ? receipts.map((row) => receiptView(viewing, batch, row)) : [],
    files: (feedback?.files ?? []).map(({ suffix, bytes, rows }) => ({ kind: kindOf(suffix), bytes, rows })),
    ...(arrival && { feedback: arrival.feedback }),
    ...(log && { log: log.view }),
    holds: holds.map((hold) => holdView(hold, batch?.batchId ?? null)),
    orders: (await proposalsOn(db, seen)).map((one) => orderView(one, operator, now)),
    possible: possibleActs(standing).map((one) => ({ ...one })),
  };
}

/** The intake that brought the batch, and not one that brought it again. */
function belongs(arrival: Arrival, batch: Batch | undefined): boolean {
  return batch === undefined || arrival.receivedAt.getTime() === batch.receivedAt.getTime();
}

function stateOf({ arrival, batch }: Standing, heldNow: boolean): BatchView["state"] {
  if (batch) return batch.rejected > 0 ? "partial" : "done";
  switch (arrival?.state) {
    case "refused":
    case "cancelled":
      return arrival.state;
    case "poison":
      return "failed";
    default:
      return arrival?.leased ? "working" : heldNow ? "held" : "waiting";
  }
}

function intakeTimes(arrival: Arrival, held: boolean): NonNullable<Times["intake"]> {
  const { begunAt, receivedAt, claimedAt, workedAt, attempts, state, leased, steps, refusal, lastError } =
    arrival;
  const code = refusal ? (JSON.parse(refusal) as { code: string }).code : null;
  return {
    ...{
      begun: begunAt,
      received: receivedAt,
      claimed: claimedAt,
      worked: workedAt,
      attempts,
      state,
      leased,
      held,
    },
    steps: steps === null ? null : (JSON.parse(steps) as Steps),
    code: code ?? (lastError === null ? null : "DEFECT"),
  };
}

function hopTimes(hop: Hop, held: boolean): Times["hops"][number] {
  const { peer, state, createdAt, claimedAt, sentAt, endedAt, attempts, lastRefusal } = hop;
  return {
    ...{ peer, state, planned: createdAt, claimed: claimedAt, sent: sentAt, ended: endedAt, attempts },
    held: held && state === "due",
    code: lastRefusal === "DELIVERED" ? null : lastRefusal,
  };
}

function receiptTimes({ node, body, receivedAt }: ReceiptRow): Times["receipts"][number] {
  const receipt = JSON.parse(body) as Receipt;
  return { node, received: receipt.receivedAt, at: receipt.at, here: receivedAt };
}

function hopView(hop: Hop, held: boolean): BatchView["hops"][number] {
  const { state, lastRefusal, sentAt, behind } = hop;
  const time = (name: string, at: Date | null) => (at === null ? {} : { [name]: at.toISOString() });
  const word =
    state === "acknowledged" ? "delivered" : state === "abandoned" ? state : held ? "held" : "waiting";
  return {
    ...{ transfer: hop.transferId, peer: hop.peer, state: word, attempts: hop.attempts },
    plannedAt: hop.createdAt.toISOString(),
    ...(sentAt !== null && { sent: true }),
    ...time("claimedAt", hop.claimedAt),
    ...time("triedAt", hop.triedAt),
    ...time("sentAt", sentAt),
    ...time("endedAt", hop.endedAt),
    ...(state === "due" && { dueAt: hop.dueAt.toISOString(), behind }),
    ...(lastRefusal !== null && lastRefusal !== "DELIVERED" && { why: toldOf(lastRefusal) }),
  };
}

function toldOf(why: string): { code: string; message: Text } {
  if (knownCode(why) !== undefined) return { code: why, message: messageOf(why) };
  return { code: why, message: { zh: `对方答复：${why}`, en: `The peer answered: ${why}` } };
}

function refusalOf(text: string): { code: string; message: Text } {
  const { code, params } = JSON.parse(text) as { code: RefusalCode; params: Params };
  return { code, message: explain(code, params) };
}

function receiptView(
  { node, network }: Viewing,
  batch: Batch,
  row: ReceiptRow,
): BatchView["receipts"][number] {
  const { at, rows, accepted, rejected, duplicates, warnings, root, unknownColumns, routes } = JSON.parse(
    row.body,
  ) as Receipt;
  return {
    ...{ node: row.node, own: row.node === node, at, receivedAt: row.receivedAt.toISOString() },
    ...{ rows, accepted, rejected, duplicates, warnings, unknownColumns: [...unknownColumns] },
    routes: routes.map((line) => ({ ...line })),
    agrees: root === batch.root.toString("hex"),
    signed: isSigned(network(), row),
  };
}

function isSigned(network: Network, row: ReceiptRow): boolean {
  try {
    signedRow(network, row);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function countsOf({ rows, accepted, rejected, duplicates, warnings, leaves }: Batch) {
  return { rows, accepted, rejected, duplicates, warnings, leaves };
}

function kindOf(suffix: string): BatchView["files"][number]["kind"] {
  return suffix.startsWith(".rejected") ? "rejected" : suffix.startsWith(".summary") ? "summary" : "receipt";
}

async function fileOf(
  db: Database,
  arrival: Arrival | undefined,
  batch: Batch | undefined,
): Promise<BatchView["file"]> {
  if (arrival)
    return { name: arrival.fileName, bytes: arrival.bytes, sha256: arrival.sha256.toString("hex") };
  const pushes = batch ? await pushesOfBatch(db, batch.batchSeq) : [];
  return { name: "", bytes: pushes.reduce((sum, { bytes }) => sum + bytes, 0) };
}

async function catalogOf(db: Database, { catalog }: Batch): Promise<Pick<BatchView, "catalog">> {
  if (catalog === "") return {};
  const found = await releaseOfContent(db, catalog);
  return { catalog: { digest: catalog, ...(found && { release: found.number, version: found.version }) } };
}

async function inLog(
  db: Database,
  batchSeq: number,
  node: string,
): Promise<{ view: NonNullable<BatchView["log"]>; times: Times["log"] } | undefined> {
  const leaf = await leafOfBatch(db, batchSeq, node);
  if (!leaf) return undefined;
  const covering = leaf.logIndex === null ? undefined : await checkpointCovering(db, leaf.logIndex);
  const lines = leaf.logIndex === null ? [] : await cosignedOver(db, leaf.logIndex);
  const last = lines.reduce<Date | null>(
    (latest, { at }) => (latest === null || at > latest ? at : latest),
    null,
  );
  return {
    view: {
      leaf: leaf.leafId,
      ...(leaf.logIndex !== null && { index: leaf.logIndex }),
      ...(covering && { checkpoint: covering.size }),
      cosigned: lines.map((line) => line.node),
    },
    times: { leaf: leaf.at, signed: covering?.at ?? null, cosigned: last },
  };
}
