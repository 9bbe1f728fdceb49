/**
 * The doors that belong to the way of a batch: files and sealed batches in, what became
 * of them out, receipts, the log. Wiring only; each does its work in a room or a door of
 * its own.
 */

import type { RouteParts } from "./api/app.ts";
import { findings, hops, ownReceipt, type Reading, sealOf, status } from "./api/batches.ts";
import type { BatchReading } from "./api/batches-routes.ts";
import { answerCosign } from "./cosign.ts";
import { heardOf } from "./dispatch.ts";
import { buildSealFile } from "./evidence.ts";
import { withSignatures } from "./log/checkpoint.ts";
import type { Feature, NodeParts } from "./node-parts.ts";
import { receiptVerifier, signedRow } from "./receipts.ts";
import { type Door, receiveFile, receiveTransfer, sweepSpool } from "./receive/files.ts";
import { type ReceiptDoor, receiveReceipt } from "./receive/receipts.ts";
import { manifestDigest } from "./seal/manifest.ts";
import type { Site } from "./site.ts";
import { cosignaturesOf, newestCheckpoint } from "./store/log-rows.ts";

export async function startExchangeDoors(parts: NodeParts): Promise<Feature> {
  const { site } = parts;
  const { roles } = site.config;
  const receive = roles.includes("receive") ? await receiving(parts) : undefined;
  const isApi = roles.includes("api");
  return {
    routes: {
      batches: { ...receive?.batches, ...(isApi && { read: reading(site) }) },
      nodes: {
        ...receive?.nodes,
        ...(isApi && {
          cosign: async (from, text) => {
            await heardOf(site, from.id);
            return await answerCosign(site, from, text);
          },
        }),
      },
      ...(isApi && {
        log: { checkpoint: async () => await checkpointNote(site) },
      }),
    },
    stop: async () => {},
  };
}

async function receiving({
  site,
  adapters,
}: NodeParts): Promise<Required<Pick<RouteParts, "batches" | "nodes">>> {
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
    verify: receiptVerifier(() => site.registers().network),
    manifestDigest,
    isNode: (id) => site.registers().network.nodes.some((one) => one.id === id),
    clock,
    newId,
    probe,
    wake,
    alarm,
  };
  const swept = await sweepSpool(door);
  if (swept > 0) site.say(`removed ${swept} leftovers from the spool`);
  return {
    batches: { receive: { file: async (inbound) => await receiveFile(door, inbound) } },
    nodes: {
      transfer: async (inbound) => {
        await heardOf(site, inbound.identity.id);
        return await receiveTransfer(door, inbound);
      },
      receipt: async (from, text) => {
        await heardOf(site, from.id);
        return await receiveReceipt(receipts, from, text);
      },
    },
  };
}

function reading(site: Site): BatchReading {
  const { config, db, clock } = site;
  const signed: Reading["signed"] = (row) => signedRow(site.registers().network, row);
  const rows: Reading = { db, node: config.node, waitSeconds: config.limits.waitSeconds / 2, signed, clock };
  return {
    status: async (viewer, id, seconds) => await status(rows, viewer, id, seconds),
    receipt: async (viewer, id) => await ownReceipt(rows, viewer, id),
    findings: (viewer, id) => findings(rows, viewer, id),
    hops: async (viewer, id) => await hops(rows, viewer, id),
    seal: async (viewer, id) => {
      const { manifest, seal } = await sealOf(rows, viewer, id);
      return buildSealFile(manifest, seal, site.registers().networkProof);
    },
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
