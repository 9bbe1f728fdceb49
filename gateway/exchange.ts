/**
 * The way of a batch through one node, whole and in order. Read this file first.
 *
 * A file from an agency (acceptFile) and a sealed batch from another node (acceptSealed)
 * go the same way: judge every row or leaf, store, receipt, plan what is owed to others,
 * log — all in one transaction. Before its commit nothing of the batch can be seen; after
 * it nothing can be lost. What the other side can mend is thrown as a Refusal.
 */
import type { KeyObject } from "node:crypto";
import { join } from "node:path";

import { exchangeable, isBelow, standardHere } from "./admission.ts";
import { contentKeyOf, lineKeyOf } from "./digest-keys.ts";
import { finish } from "./finish-intake.ts";
import { type FileJob, type HeadsCache, openHeads } from "./heads-cache.ts";
import { ingestFile } from "./ingest.ts";
import type { Adapter } from "./model/adapter.ts";
import type { Manifest } from "./model/batch.ts";
import { dayInChina } from "./model/calendar.ts";
import type { Catalog, Node } from "./model/catalog.ts";
import { Refusal } from "./model/refusal.ts";
import type { Probe } from "./model/steps.ts";
import { batchRow, keepFindings, storeOutcome, storeWithheld } from "./outcome.ts";
import type { Pool } from "./piece/pool.ts";
import { digestFindings } from "./receipt/findings.ts";
import type { SigningKey } from "./receipt/receipt.ts";
import { planRoutes } from "./route/plan.ts";
import { signDetached, type Trust } from "./seal/cms.ts";
import { manifestDigest, manifestText } from "./seal/manifest.ts";
import { createTree } from "./seal/tree.ts";
import { readSealedBatch } from "./sealed-batch.ts";
import { findBatch, insertBatch, nextBatchSeq } from "./store/batch-rows.ts";
import { appendChange } from "./store/changes.ts";
import { type Database, lockInTransaction } from "./store/connect.ts";
import { RECORD_COLUMNS, withCopy } from "./store/copy.ts";
import { type FindingsCopy, holdFindings } from "./store/findings-copy.ts";
import { saveHeads } from "./store/heads-rows.ts";
import type { Intake } from "./store/intake.ts";

export interface Exchange {
  readonly db: Database;
  readonly catalog: Catalog;
  readonly adapters: readonly Adapter[];
  readonly here: Node;
  /** Whose seals we believe at this moment. */
  readonly trust: (at: Date) => Trust;
  readonly sealKey: KeyObject;
  readonly sealCertificate: string;
  readonly receiptKey: SigningKey;
  readonly subjectKey: Buffer;
  readonly spool: string;
  readonly pool: Pool;
  readonly heads: HeadsCache;
  readonly clock: () => Date;
  readonly probe: Probe;
  readonly progress?: (intakeId: string, rows: number) => void;
  /** The same node by the catalog that a sealed batch is to be judged by; this one where absent. */
  readonly judging?: (manifest: Manifest, intake: Intake) => Promise<Exchange>;
}

/** An intake and the lease under which it is worked. */
export interface Claim {
  readonly intake: Intake;
  readonly owner: string;
}

export interface Accepted {
  readonly batchSeq: number;
  readonly batchId: string;
  readonly item: string;
}

export function accept(node: Exchange, claim: Claim): Promise<Accepted> {
  return claim.intake.kind === "file" ? acceptFile(node, claim) : acceptSealed(node, claim);
}

async function acceptFile(node: Exchange, { intake, owner }: Claim): Promise<Accepted> {
  const { catalog, here, probe } = node;
  const adapter = node.adapters.find((one) => one.id === intake.adapter);
  if (adapter === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter: intake.adapter });
  if (adapter.agency !== intake.sender) throw new Refusal("SENDER_NOT_ENTITLED");
  const item = exchangeable(catalog, adapter.item);
  const standard = standardHere(catalog, adapter.standard);
  const contentKey = contentKeyOf(node.subjectKey, here.id);
  const findings = digestFindings();
  const held: { copy?: FindingsCopy } = {};

  try {
    return await node.db
      .transaction(async (client) => {
        // One batch of an item at a time: versions have an order, and the heads have one writer.
        await client.query("set local statement_timeout = 0");
        await lockInTransaction(client, `item ${item.id}`);
        const opened = node.clock();
        const batchSeq = await nextBatchSeq(client);
        const job: FileJob = { item: item.id, origin: here.id, contentKey, fileBytes: intake.bytes };
        const { heads, state, prepare } = await openHeads(node.heads, client, node.db, job);
        const version = Math.max(node.clock().getTime(), state.lastVersion + 1);
        const tree = createTree();
        const findingsCopy = (held.copy = holdFindings(
          batchSeq,
          join(node.spool, `${intake.intakeId}.findings.part`),
        ));
        const counts = await withCopy(client, "record", RECORD_COLUMNS, (records) =>
          ingestFile(
            {
              path: join(node.spool, intake.intakeId),
              adapter,
              standard,
              pool: node.pool,
              heads,
              plan: {
                item: item.id,
                origin: here.id,
                standard: standard.id,
                receivedOn: dayInChina(intake.receivedAt),
                batchSeq,
                version,
                subjectKey: node.subjectKey,
                contentKey,
                known: heads.complete && heads.count > 0 ? heads.rawIndex() : null,
              },
              lineKey: (header) => lineKeyOf(contentKey, catalog, adapter, header),
            },
            {
              records: (tuples) => records.write(tuples),
              unsent: () => records.unsent(),
              leaf: (from, offset) => tree.push(from, offset),
              findings: (found) => keepFindings(found, findings, findingsCopy),
              ...(prepare === undefined ? {} : { prepare }),
              progress: ({ rows }) => {
                probe("work.copying");
                node.progress?.(intake.intakeId, rows);
              },
            },
          ),
        );
        await findingsCopy.write(client);

        const sealedAt = node.clock();
        const manifest: Manifest = {
          format: "xinqiao.manifest/1",
          batch: intake.intakeId,
          origin: here.id,
          sequence: state.sequence + 1,
          previous: state.previous,
          sender: intake.sender,
          adapter: adapter.id,
          adapterDigest: adapter.digest,
          item: item.id,
          standard: standard.id,
          catalog: catalog.digest,
          file: { bytes: intake.bytes, sha256: intake.sha256.toString("hex") },
          rows: counts.rows,
          records: counts.accepted,
          rejected: counts.rejected,
          duplicates: counts.duplicates,
          root: tree.root().toString("hex"),
          version: String(version),
          receivedAt: intake.receivedAt.toISOString(),
          sealedAt: sealedAt.toISOString(),
        };
        const text = manifestText(manifest);
        const seal = signDetached(Buffer.from(text), node.sealKey, node.sealCertificate, sealedAt);
        const sealed = node.clock();
        probe("work.sealed");

        const batch = batchRow(manifest, text, seal, tree, {
          batchSeq,
          receivedFrom: intake.sender,
          receivedAt: intake.receivedAt,
          committedAt: node.clock(),
          ...counts,
        });
        const routes = planRoutes(item, here, catalog.nodes, "agency", counts.accepted);
        await insertBatch(client, batch);
        await storeOutcome(node, client, batch, {
          kind: "batch",
          routes,
          findings: findings.end(),
          unknownColumns: counts.unknownColumns,
        });
        const after = await saveHeads(client, item.id, batchSeq, heads, state, {
          version,
          newHeads: counts.newHeads,
          sequence: manifest.sequence,
          previous: manifestDigest(text),
        });
        const times = { opened, judged: sealedAt, sealed, stored: node.clock() };
        await finish(client, intake, owner, batchSeq, times);
        await appendChange(client, { item: item.id, batchSeq, kind: "batch", at: batch.committedAt });
        probe("work.stored-before-commit");
        return () => {
          node.heads.keep(item.id, heads, after);
          return { batchSeq, batchId: batch.batchId, item: item.id };
        };
      })
      .then((committed) => {
        probe("work.committed");
        return committed();
      });
  } catch (error) {
    // The table in memory may hold what was never committed.
    node.heads.drop(item.id);
    throw error;
  } finally {
    await held.copy?.close();
  }
}

async function acceptSealed(base: Exchange, { intake, owner }: Claim): Promise<Accepted> {
  const findings = digestFindings();
  const held: { copy?: FindingsCopy } = {};
  const sealed = await readSealedBatch(join(base.spool, intake.intakeId), base.trust(base.clock()));
  try {
    const { manifest, text, seal } = sealed;
    const node = (await base.judging?.(manifest, intake)) ?? base;
    const { catalog, here, probe } = node;
    if (!isBelow(manifest.origin, intake.sender, catalog.nodes))
      throw new Refusal("SEAL_INVALID", { detail: "origin" });
    const item = exchangeable(catalog, manifest.item);
    const standard = standardHere(catalog, manifest.standard);
    if (item.standard !== standard.id) throw new Refusal("ITEM_UNKNOWN", { item: manifest.item });

    const accepted = await node.db.transaction(async (client) => {
      await client.query("set local statement_timeout = 0");
      await lockInTransaction(client, `batch ${manifest.batch}`);
      const opened = node.clock();
      const known = await findBatch(client, manifest.batch);
      if (known !== undefined) {
        // The same batch in other wrapping: the first answer stands.
        if (known.manifest !== text) throw new Refusal("SEAL_INVALID", { detail: "batch id used twice" });
        await finish(client, intake, owner, known.batchSeq, null);
        return { batchSeq: known.batchSeq, batchId: known.batchId, item: item.id };
      }
      const batchSeq = await nextBatchSeq(client);
      const tree = createTree();
      const findingsCopy = (held.copy = holdFindings(
        batchSeq,
        join(node.spool, `${intake.intakeId}.findings.part`),
      ));
      const plan = {
        kind: "sealed" as const,
        item: item.id,
        origin: manifest.origin,
        standard: standard.id,
        receivedOn: dayInChina(new Date(manifest.receivedAt)),
        batchSeq,
        version: Number(manifest.version),
        subjectKey: node.subjectKey,
      };
      const counts = await withCopy(client, "record", RECORD_COLUMNS, (records) =>
        sealed.take(node.pool, plan, {
          records: (tuples) => records.write(tuples),
          unsent: () => records.unsent(),
          leaf: (from, offset) => tree.push(from, offset),
          findings: (found) => keepFindings(found, findings, findingsCopy),
          progress: (rows) => {
            probe("work.copying");
            node.progress?.(intake.intakeId, rows);
          },
        }),
      );
      if (tree.size !== manifest.records || tree.root().toString("hex") !== manifest.root)
        throw new Refusal("SEAL_ROOT");
      const { withheld, ...told } = counts;
      await storeWithheld(client, batchSeq, withheld);
      await findingsCopy.write(client);
      const judged = node.clock();
      probe("work.sealed");

      const batch = batchRow(manifest, text, seal, tree, {
        batchSeq,
        receivedFrom: intake.sender,
        receivedAt: intake.receivedAt,
        committedAt: node.clock(),
        ...told,
        duplicates: 0,
        catalog: catalog.digest,
      });
      const routes = planRoutes(item, here, catalog.nodes, intake.sender, manifest.records);
      await insertBatch(client, batch);
      await storeOutcome(node, client, batch, {
        kind: "transfer",
        routes,
        findings: findings.end(),
        unknownColumns: [],
      });
      await finish(client, intake, owner, batchSeq, { opened, judged, sealed: judged, stored: node.clock() });
      await appendChange(client, { item: item.id, batchSeq, kind: "batch", at: batch.committedAt });
      probe("work.stored-before-commit");
      return { batchSeq, batchId: batch.batchId, item: item.id };
    });
    probe("work.committed");
    return accepted;
  } finally {
    await held.copy?.close();
    await sealed.close();
  }
}
