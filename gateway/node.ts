/**
 * One process of a node: makes what its roles share, starts the roles asked for, and
 * stops them in order. Wiring only. The trap: nothing may be kept only in memory,
 * since several processes share the node and any of them may die at any moment.
 */
import { createPrivateKey } from "node:crypto";
import type { Server } from "node:https";

import { loadAdapters } from "./adapter/load.ts";
import { makeApp, type ReadParts, type ReceiveParts } from "./api/app.ts";
import { findings, hops, ownReceipt, type Reading, sealOf, status } from "./api/batches.ts";
import { closeServer, listen, openServer } from "./api/server.ts";
import { loadCatalog } from "./catalog/load.ts";
import type { NodeConfig } from "./config.ts";
import { answerCosign } from "./cosign.ts";
import { heardOf, startDispatch } from "./dispatch.ts";
import { buildSealFile } from "./evidence.ts";
import { accept, type Exchange } from "./exchange.ts";
import { createHeadsCache } from "./heads-cache.ts";
import { withSignatures } from "./log/checkpoint.ts";
import type { Adapter } from "./model/adapter.ts";
import type { Catalog } from "./model/catalog.ts";
import type { Identity } from "./model/network.ts";
import { Refusal } from "./model/refusal.ts";
import { createPool } from "./piece/pool.ts";
import { receiptVerifier, signedRow } from "./receipts.ts";
import { type Door, receiveFile, receiveTransfer, sweepSpool } from "./receive/files.ts";
import { type ReceiptDoor, receiveReceipt } from "./receive/receipts.ts";
import { recordEvidence } from "./record-evidence.ts";
import { manifestDigest } from "./seal/manifest.ts";
import { trustOf } from "./seal/registry.ts";
import { startSequencer } from "./sequence.ts";
import { makeSite, type Site } from "./site.ts";
import { assertServer, connect } from "./store/connect.ts";
import { cosignaturesOf, newestCheckpoint } from "./store/log-rows.ts";
import { migrate } from "./store/migrate.ts";
import { startWork } from "./work.ts";

export interface RunningNode {
  /** Where it listens; 0 when no role needs a socket. */
  readonly port: number;
  stop(): Promise<void>;
}

/** A stop is over well within the half minute that supervisors give. */
const GRACE_MS = 20_000;
const WORK_LOOPS = 2;
const KEPT_HEADS = 2_000_000;

export async function startNode(config: NodeConfig, out: NodeJS.WritableStream): Promise<RunningNode> {
  const catalog = loadCatalog(config.catalog);
  const adapters = loadAdapters(config.adapters, catalog);
  const here = catalog.nodes.find((one) => one.id === config.node);
  if (!here || here.withdrawn)
    throw new Refusal("CONFIG_INVALID", { detail: `node ${config.node} is not in the catalog` });
  await migrate(config.databaseUrl);
  const db = connect(config.databaseUrl, { max: 20, applicationName: `xinqiao ${config.node}` });
  const site = makeSite(config, db, out);
  const has = (role: NodeConfig["roles"][number]) => config.roles.includes(role);
  const stops: (() => Promise<void>)[] = [];
  try {
    await assertServer(db);
    if (has("work")) {
      const pool = createPool({ catalog, adapters }, config.workers);
      const node: Exchange = {
        db,
        catalog,
        adapters,
        here,
        trust: (at) => trustOf(config.network, [config.pem.ca], at),
        sealKey: createPrivateKey(config.pem.sealKey),
        sealCertificate: config.pem.sealCertificate,
        receiptKey: config.receiptKey,
        subjectKey: config.subjectKey,
        spool: config.spool,
        pool,
        heads: createHeadsCache(KEPT_HEADS),
        clock: site.clock,
        probe: site.probe,
      };
      const work = startWork(
        site,
        async (intake, owner) => void (await accept(node, { intake, owner })),
        WORK_LOOPS,
      );
      site.onWake(work.wake);
      stops.push(
        async () => await pool.close(),
        async () => await work.stop(GRACE_MS),
      );
    }
    if (has("deliver")) {
      const dispatch = startDispatch(site, (row) => signedRow(config.network, row));
      site.onWake(dispatch.wake);
      stops.push(dispatch.stop);
    }
    if (has("log")) {
      const sequencer = startSequencer(site);
      site.onWake(sequencer.wake);
      stops.push(sequencer.stop);
    }
    let port = 0;
    if (has("receive") || has("api")) {
      const server = await openDoors(site, catalog, adapters);
      port = await listen(server, config.listen.host, config.listen.port);
      stops.push(async () => await closeServer(server, 5000));
    }
    let stopped: Promise<void> | undefined;
    return { port, stop: () => (stopped ??= stopAll(stops, site)) };
  } catch (error) {
    await stopAll(stops, site);
    throw error;
  }
}

/** The doors first, so that nothing new comes in; the database last. */
async function stopAll(stops: readonly (() => Promise<void>)[], site: Site): Promise<void> {
  for (const stop of [...stops].reverse()) await stop().catch(site.note);
  await site.db.close();
}

async function openDoors(site: Site, catalog: Catalog, adapters: readonly Adapter[]): Promise<Server> {
  const { config, db } = site;
  const known = (identity: Identity) => isKnown(config, identity);
  const app = makeApp({
    known,
    note: site.note,
    ready: async () =>
      await db.query("select 1").then(
        () => true,
        () => false,
      ),
    ...(config.roles.includes("receive") && { receive: await receiveParts(site, adapters) }),
    ...(config.roles.includes("api") && {
      read: readParts(site, catalog),
      log: {
        checkpoint: async () => await checkpointNote(site),
        cosign: async (from, text) => {
          await heardOf(site, from.id);
          return await answerCosign(site, from, text);
        },
      },
    }),
  });
  const { ca, serverCertificate: certificate, serverKey: key } = config.pem;
  const revoked = new Set(config.network.revoked);
  return openServer({ ca, certificate, key, idleMs: config.limits.idleSeconds * 1000, revoked }, app);
}

/** A node of the registry, or an agency that the registry gives to this node. */
function isKnown(config: NodeConfig, { kind, id }: Identity): boolean {
  if (kind === "node") return config.network.nodes.some((one) => one.id === id);
  return config.network.agencies.some((one) => one.id === id && one.node === config.node);
}

async function receiveParts(site: Site, adapters: readonly Adapter[]): Promise<ReceiveParts> {
  const { config, db, clock, newId, probe, wake, alarm } = site;
  const door: Door = {
    db,
    spool: config.spool,
    ...config.limits,
    agencyOf: (id) => adapters.find((adapter) => adapter.id === id)?.agency,
    clock,
    newId,
    probe,
    wake,
  };
  const receipts: ReceiptDoor = {
    db,
    node: config.node,
    verify: receiptVerifier(config.network),
    manifestDigest,
    isNode: (id) => config.network.nodes.some((one) => one.id === id),
    clock,
    newId,
    probe,
    wake,
    alarm,
  };
  const swept = await sweepSpool(door);
  if (swept > 0) site.say(`removed ${swept} leftovers from the spool`);
  return {
    file: async (inbound) => await receiveFile(door, inbound),
    transfer: async (inbound) => {
      await heardOf(site, inbound.identity.id);
      return await receiveTransfer(door, inbound);
    },
    receipt: async (from, text) => {
      await heardOf(site, from.id);
      return await receiveReceipt(receipts, from, text);
    },
  };
}

function readParts(site: Site, catalog: Catalog): ReadParts {
  const { config, db, clock } = site;
  const signed: Reading["signed"] = (row) => signedRow(config.network, row);
  const reading: Reading = {
    db,
    node: config.node,
    waitSeconds: config.limits.waitSeconds / 2,
    signed,
    clock,
  };
  return {
    status: async (viewer, id, seconds) => await status(reading, viewer, id, seconds),
    receipt: async (viewer, id) => await ownReceipt(reading, viewer, id),
    findings: (viewer, id) => findings(reading, viewer, id),
    hops: async (viewer, id) => await hops(reading, viewer, id),
    seal: async (viewer, id) => {
      const { manifest, seal } = await sealOf(reading, viewer, id);
      return buildSealFile(manifest, seal, config.networkProof);
    },
    evidence: async (viewer, record, batch) => await recordEvidence(site, catalog, viewer, record, batch),
  };
}

async function checkpointNote(site: Site): Promise<string | null> {
  const newest = await newestCheckpoint(site.db);
  if (!newest) return null;
  const lines = await cosignaturesOf(site.db, newest.size);
  return withSignatures(
    newest.note,
    lines.map((line) => line.signature),
  );
}
