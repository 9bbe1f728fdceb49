/**
 * A group of pushes becomes a batch: one tree, one seal, one receipt, one leaf of the log, in
 * one transaction, as a file does in exchange.ts. Before its commit nothing of it can be
 * seen; after it no push of the group can be lost.
 *
 * The trap: the group holds its item's lock from the batch number to the commit, or versions
 * and changes would not come in the order of the numbers. So nothing in between may wait for a peer.
 */
import { createHash } from "node:crypto";

import { exchangeable, standardHere } from "../admission.ts";
import type { Exchange } from "../exchange.ts";
import type { Adapter } from "../model/adapter.ts";
import type { Manifest, Signed } from "../model/batch.ts";
import { canonical } from "../model/canonical.ts";
import { batchRow, storeOutcome } from "../outcome.ts";
import { digestFindings } from "../receipt/findings.ts";
import { planRoutes } from "../route/plan.ts";
import { prepareSigner, type SealSigner } from "../seal/cms.ts";
import { manifestDigest, manifestText } from "../seal/manifest.ts";
import { type Batch, insertBatch } from "../store/batch-rows.ts";
import { appendChange } from "../store/changes.ts";
import type { Client } from "../store/connect.ts";
import { RECORD_COLUMNS, tuple, withCopy } from "../store/copy.ts";
import { saveItemState } from "../store/heads-rows.ts";
import {
  headsOf,
  insertPushes,
  type OpenedGroup,
  openGroup,
  type PushRow,
  pushesByKey,
} from "../store/push-rows.ts";
import { type JudgedGroup, judgeGroup, type Result } from "./group.ts";
import { createReaders, type PushedRow, type RowReader } from "./rows.ts";

/** What of a node makes a batch of pushes. */
export interface Pushing
  extends Pick<
    Exchange,
    "db" | "catalog" | "adapters" | "here" | "receiptKey" | "subjectKey" | "spool" | "clock" | "probe"
  > {
  readonly signer: SealSigner;
  readonly reader: (adapter: Adapter) => RowReader;
  /** A change of the item can be seen now. */
  changed(item: string): void;
}

/** A request that was read. */
export interface Push {
  readonly sender: string;
  readonly adapter: Adapter;
  readonly key: string | null;
  readonly body: Buffer;
  readonly type: string;
  readonly bodySha256: Buffer;
  readonly receivedAt: Date;
  readonly rows: readonly PushedRow[];
  readonly unknown: readonly string[];
}

export interface Committed {
  readonly batch: Batch;
  readonly receipt: Signed;
  readonly judged: JudgedGroup;
  /** Those that made the batch, in the order of `judged.pushes`. */
  readonly pushes: readonly Push[];
}

export interface GroupOutcome {
  /** Null when every push was known by its key. */
  readonly committed: Committed | null;
  /** Pushes whose key was used before, with what it was used for. */
  readonly known: ReadonlyMap<Push, PushRow>;
  /** Something of the same sender came earlier and is still to be worked: nothing was done. */
  readonly behind: boolean;
}

export interface Turn {
  /** Null waits for the item as long as it takes, and asks for no turn. */
  readonly lockWaitMs: number | null;
  readonly batchId: string;
  /** In the transaction, when the batch (or the one that its key names) is known. */
  settled?(client: Client, batchSeq: number): Promise<void>;
}

/** All of one sender, adapter and day of receipt; no record stands in two of them. */
export async function commitGroup(node: Pushing, pushes: readonly Push[], turn: Turn): Promise<GroupOutcome> {
  const [first] = pushes;
  if (first === undefined) throw new Error("a group without a push");
  const { sender, adapter } = first;
  const item = exchangeable(node.catalog, adapter.item);
  const { lockWaitMs } = turn;
  const done = await node.db.transaction(async (client) => {
    const asked = { item: item.id, sender, adapter: adapter.id, now: node.clock(), lockWaitMs };
    const opened = await openGroup(client, asked);
    const nothing = { committed: null, known: new Map<Push, PushRow>(), behind: true };
    if (opened.behind && lockWaitMs !== null) return nothing;
    const known = await knownByKey(client, sender, pushes);
    const fresh = pushes.filter((push) => !known.has(push));
    if (fresh.length === 0) {
      for (const { batchSeq } of known.values()) await turn.settled?.(client, batchSeq);
      return { ...nothing, known, behind: false };
    }
    const stored = await store(node, client, fresh, turn.batchId, opened);
    await turn.settled?.(client, opened.batchSeq);
    const at = stored.batch.committedAt;
    await appendChange(client, {
      item: item.id,
      batchSeq: opened.batchSeq,
      kind: "batch",
      at,
    });
    node.probe("push.stored-before-commit");
    return { committed: { ...stored, pushes: fresh }, known, behind: false };
  });
  if (done.committed !== null) {
    node.probe("push.committed");
    node.changed(item.id);
  }
  return done;
}

async function knownByKey(
  client: Client,
  sender: string,
  pushes: readonly Push[],
): Promise<ReadonlyMap<Push, PushRow>> {
  const keyed = new Map(pushes.flatMap((push) => (push.key === null ? [] : [[push.key, push] as const])));
  const known = new Map<Push, PushRow>();
  if (keyed.size === 0) return known;
  for (const row of await pushesByKey(client, sender, [...keyed.keys()])) {
    const push = row.key === null ? undefined : keyed.get(row.key);
    if (push !== undefined) known.set(push, row);
  }
  return known;
}

async function store(
  node: Pushing,
  client: Client,
  pushes: readonly Push[],
  batchId: string,
  { batchSeq, state }: OpenedGroup,
): Promise<Omit<Committed, "pushes">> {
  const { catalog, here } = node;
  const { sender, adapter, receivedAt } = pushes[0] as Push;
  const item = exchangeable(catalog, adapter.item);
  const records = new Map(
    pushes.flatMap(({ rows }) =>
      rows.flatMap(({ record }) =>
        record === null ? [] : [[record.id, { id: record.id, subject: record.parts.subject }] as const],
      ),
    ),
  );
  const names = [...records.values()];
  const heads = names.length === 0 ? new Map() : await headsOf(client, item.id, here.id, names);
  const headOf = new Map(
    names.flatMap(({ id }, at) => (heads.has(at) ? [[id, heads.get(at)] as const] : [])),
  );
  const version = Math.max(node.clock().getTime(), state.lastVersion + 1);
  const plan = { batchSeq, item: item.id, origin: here.id, version };
  const judged = judgeGroup(
    pushes.map(({ rows }) => rows),
    plan,
    (id) => headOf.get(id),
  );
  const { tree, counts } = judged;

  const sealedAt = node.clock();
  const bodies = createHash("sha256");
  for (const { bodySha256 } of pushes) bodies.update(bodySha256);
  const manifest: Manifest = {
    format: "xinqiao.manifest/1",
    batch: batchId,
    origin: here.id,
    sequence: state.sequence + 1,
    previous: state.previous,
    sender,
    adapter: adapter.id,
    adapterDigest: adapter.digest,
    item: item.id,
    standard: standardHere(catalog, adapter.standard).id,
    catalog: catalog.digest,
    file: { bytes: pushes.reduce((sum, { body }) => sum + body.length, 0), sha256: bodies.digest("hex") },
    rows: counts.rows,
    records: counts.accepted,
    rejected: counts.rejected,
    duplicates: counts.duplicates,
    root: tree.root().toString("hex"),
    version: String(version),
    receivedAt: receivedAt.toISOString(),
    sealedAt: sealedAt.toISOString(),
  };
  const text = manifestText(manifest);
  // Signed in another thread while the records go to the database.
  const sealing = node.signer(Buffer.from(text), sealedAt);
  sealing.catch(() => undefined);
  node.probe("push.judged");

  if (judged.tuples.length > 0)
    await withCopy(client, "record", RECORD_COLUMNS, (copy) => copy.write(judged.tuples));
  const findings = await storeFindings(client, batchSeq, judged);
  const seal = await sealing;
  const batch = batchRow(manifest, text, seal, tree, {
    batchSeq,
    receivedFrom: sender,
    receivedAt,
    committedAt: node.clock(),
    ...counts,
  });
  await insertBatch(client, batch);
  const routes = planRoutes(item, here, catalog.nodes, "agency", counts.accepted);
  const unknownColumns = [...new Set(pushes.flatMap(({ unknown }) => unknown))];
  const receipt = await storeOutcome(node, client, batch, {
    kind: "batch",
    routes,
    findings,
    unknownColumns,
  });
  await insertPushes(client, pushRows(batchSeq, pushes, judged));
  await saveItemState(client, item.id, {
    ...state,
    heads: state.heads + judged.newHeads,
    lastVersion: version,
    lastBatch: batchSeq,
    sequence: manifest.sequence,
    previous: manifestDigest(text),
  });
  return { batch, receipt, judged };
}

async function storeFindings(
  client: Client,
  batchSeq: number,
  judged: JudgedGroup,
): Promise<{ readonly count: number; readonly sha256: string }> {
  const digest = digestFindings();
  const tuples: Buffer[] = [];
  for (const { findings } of judged.pushes) {
    for (const finding of findings) {
      digest.add(finding);
      const { row, column, code, params } = finding;
      tuples.push(tuple([BigInt(batchSeq), tuples.length, row, column, code, canonical(params)]));
    }
  }
  if (tuples.length > 0) {
    const columns = "batch_seq, number, row_number, column_title, code, params";
    await withCopy(client, "finding", columns, (copy) => copy.write(Buffer.concat(tuples)));
  }
  return digest.end();
}

/** What is kept of a push so that its answer can be given again. */
export interface StoredOutcome {
  /** A leaf's number; id and subject of a duplicate; null for what was refused. */
  readonly results: readonly (number | readonly [record: string, subject: string] | null)[];
  readonly unknown: readonly string[];
}

function pushRows(batchSeq: number, pushes: readonly Push[], judged: JudgedGroup): PushRow[] {
  return pushes.map(({ sender, key, bodySha256, body, receivedAt, unknown }, position) => {
    const { firstRow, results } = judged.pushes[position] as (typeof judged.pushes)[number];
    const outcome: StoredOutcome = { results: results.map(short), unknown };
    const rows = results.length;
    const kept = {
      batchSeq,
      position,
      sender,
      key,
      bodySha256,
      bytes: body.length,
      firstRow,
      rows,
      receivedAt,
    };
    return { ...kept, outcome: canonical(outcome) };
  });
}

function short(result: Result): StoredOutcome["results"][number] {
  if (result === null) return null;
  return "leaf" in result ? result.leaf : [result.record, result.subject];
}

export function preparePushing(
  parts: Omit<Pushing, "signer" | "reader"> & Pick<Exchange, "sealKey" | "sealCertificate">,
): Pushing {
  const signer = prepareSigner(parts.sealKey, parts.sealCertificate);
  return { ...parts, signer, reader: createReaders(parts.catalog, parts.subjectKey) };
}
