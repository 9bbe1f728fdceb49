/**
 * A group of pushes becomes a batch: one tree, one seal, one receipt, one leaf of the log, in
 * one transaction, as a file does in exchange.ts. Before its commit nothing of it can be
 * seen; after it no push of the group can be lost.
 *
 * The trap: the group holds its item's lock from the batch number to the commit, or versions
 * and changes would not come in the order of the numbers. So nothing in between may wait for a peer,
 * and every round trip to the database is one less group a second: one to open, COPY, one to store.
 */
import { createHash } from "node:crypto";

import { exchangeable, standardHere } from "../admission.ts";
import type { Exchange } from "../exchange.ts";
import type { Adapter } from "../model/adapter.ts";
import type { Manifest, Signed } from "../model/batch.ts";
import { canonical } from "../model/canonical.ts";
import type { Signal } from "../model/signal.ts";
import { batchRow, outcomeRows } from "../outcome.ts";
import { digestFindings } from "../receipt/findings.ts";
import { planRoutes } from "../route/plan.ts";
import { prepareSigner, type SealSigner } from "../seal/cms.ts";
import { manifestDigest, manifestText } from "../seal/manifest.ts";
import type { Batch } from "../store/batch-rows.ts";
import type { Client } from "../store/connect.ts";
import { RECORD_COLUMNS, tuple, withCopy } from "../store/copy.ts";
import { insertGroup } from "../store/group-rows.ts";
import { type OpenedGroup, openGroup, type PushRow } from "../store/push-rows.ts";
import { type Head, type JudgedGroup, judgeGroup, type Result } from "./group.ts";
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
  /** For who watches the process. */
  signal?(signal: Signal): void;
}

/** A request that was read. */
export interface Push {
  /** By whose catalog it was read, and is judged. */
  readonly by: Pushing;
  /** The release of the catalog that its sender named; null where it named none. */
  readonly stated: number | null;
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
  const records = recordsOf(pushes);
  const asked = {
    ...{ item: item.id, origin: node.here.id, sender, adapter: adapter.id, now: node.clock(), lockWaitMs },
    records,
    keys: pushes.flatMap(({ key }) => key ?? []),
  };
  const done = await node.db.transaction(async (client) => {
    const opened = await openGroup(client, asked);
    const nothing = { committed: null, known: new Map<Push, PushRow>(), behind: true };
    if (opened.behind && lockWaitMs !== null) return nothing;
    const known = knownByKey(pushes, opened.known);
    const fresh = pushes.filter((push) => !known.has(push));
    if (fresh.length === 0) {
      for (const { batchSeq } of known.values()) await turn.settled?.(client, batchSeq);
      return { ...nothing, known, behind: false };
    }
    const heads = new Map(records.flatMap(({ id }, at) => [[id, opened.heads.get(at)] as const]));
    await turn.settled?.(client, opened.batchSeq);
    const stored = await store(node, client, fresh, turn.batchId, opened, (id) => heads.get(id));
    node.probe("push.stored-before-commit");
    return { committed: { ...stored, pushes: fresh }, known, behind: false };
  }, "by work");
  if (done.committed !== null) {
    node.probe("push.committed");
    node.changed(item.id);
    const { rows, accepted, rejected, duplicates, warnings } = done.committed.batch;
    const counts = { rows, accepted, rejected, duplicates, warnings };
    node.signal?.({ what: "pushed", agency: sender, item: item.id, counts });
  }
  return done;
}

/** Each record once. */
function recordsOf(pushes: readonly Push[]): readonly { readonly subject: string; readonly id: string }[] {
  const records = new Map<string, { readonly subject: string; readonly id: string }>();
  for (const { rows } of pushes)
    for (const { record } of rows)
      if (record !== null) records.set(record.id, { id: record.id, subject: record.parts.subject });
  return [...records.values()];
}

function knownByKey(pushes: readonly Push[], rows: readonly PushRow[]): ReadonlyMap<Push, PushRow> {
  const keyed = new Map(pushes.map((push) => [push.key, push] as const));
  const known = new Map<Push, PushRow>();
  for (const row of rows) {
    const push = keyed.get(row.key);
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
  headOf: (id: string) => Head | undefined,
): Promise<Omit<Committed, "pushes">> {
  const { catalog, here } = node;
  const { sender, adapter, receivedAt } = pushes[0] as Push;
  const item = exchangeable(catalog, adapter.item);
  const version = Math.max(node.clock().getTime(), state.lastVersion + 1);
  const plan = { batchSeq, item: item.id, origin: here.id, version };
  const judged = judgeGroup(
    pushes.map(({ rows }) => rows),
    plan,
    headOf,
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
  const routes = planRoutes(item, here, catalog.nodes, "agency", counts.accepted);
  const unknownColumns = [...new Set(pushes.flatMap(({ unknown }) => unknown))];
  const outcome = outcomeRows(node, batch, { kind: "batch", routes, findings, unknownColumns });
  await insertGroup(client, {
    batch,
    ...outcome,
    pushes: pushRows(batchSeq, pushes, judged),
    state: {
      ...state,
      heads: state.heads + judged.newHeads,
      lastVersion: version,
      lastBatch: batchSeq,
      sequence: manifest.sequence,
      previous: manifestDigest(text),
    },
  });
  return { batch, receipt: outcome.signed, judged };
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

/** The same node by another release of the catalog. */
export function pushingBy(base: Pushing, by: Pick<Pushing, "catalog" | "adapters" | "here">): Pushing {
  return { ...base, ...by, reader: createReaders(by.catalog, base.subjectKey) };
}

export function preparePushing(
  parts: Omit<Pushing, "signer" | "reader"> & Pick<Exchange, "sealKey" | "sealCertificate">,
): Pushing {
  const signer = prepareSigner(parts.sealKey, parts.sealCertificate);
  return { ...parts, signer, reader: createReaders(parts.catalog, parts.subjectKey) };
}
