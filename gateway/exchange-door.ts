/**
 * The doors that belong to the way of a batch: files and sealed batches in, what became
 * of them out, receipts, the log. Wiring only; each does its work in a room or a door of
 * its own.
 */
import { join } from "node:path";

import type { RouteParts } from "./api/app.ts";
import { type FileReading, fileOf } from "./api/batch-files.ts";
import {
  type Cancelling,
  cancel,
  type ListReading,
  listBatches,
  pushesOf,
  rejections,
} from "./api/batch-list.ts";
import { findings, hops, ownReceipt, type Reading, sealOf, status } from "./api/batches.ts";
import type { BatchReading } from "./api/batches-routes.ts";
import { answerCosign } from "./cosign.ts";
import { heardOf } from "./dispatch.ts";
import { buildSealFile } from "./evidence.ts";
import { openFeedbackOf } from "./feedback-files.ts";
import { FEEDBACK_FOLDER } from "./feedback-loop.ts";
import { withSignatures } from "./log/checkpoint.ts";
import type { DecodeOptions } from "./model/adapter.ts";
import { Refusal } from "./model/refusal.ts";
import type { Feature, NodeParts } from "./node-parts.ts";
import { receiptVerifier, signedRow } from "./receipts.ts";
import { type Door, receiveFile, receiveTransfer, sweepSpool } from "./receive/files.ts";
import { type ReceiptDoor, receiveReceipt } from "./receive/receipts.ts";
import { discard } from "./receive/spool.ts";
import { releaseOf } from "./release/judging.ts";
import { verifyAgencySignature } from "./seal/agency-signature.ts";
import { manifestDigest } from "./seal/manifest.ts";
import { trustOf } from "./seal/registry.ts";
import { demandNotShut } from "./shut-items.ts";
import type { Site } from "./site.ts";
import { cosignaturesOf, newestCheckpoint } from "./store/log-rows.ts";

export async function startExchangeDoors(parts: NodeParts): Promise<Feature> {
  const { site } = parts;
  const { roles } = site.config;
  const receive = roles.includes("receive") ? await receiving(parts) : undefined;
  const isApi = roles.includes("api");
  return {
    routes: {
      batches: { ...receive?.batches, ...(isApi && { read: reading(parts) }) },
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

async function receiving(parts: NodeParts): Promise<Required<Pick<RouteParts, "batches" | "nodes">>> {
  const { site, adapters, rights } = parts;
  const { config, db, clock, newId, probe, wake, alarm } = site;
  const door: Door = {
    db,
    spool: config.spool,
    ...config.limits,
    agencyOf: (id) => adapters.find((adapter) => adapter.id === id)?.agency,
    demandSend: async (identity, id) => {
      await demandNotShut(parts, { door: "http", sender: identity.id, adapter: id });
      const item = adapters.find((adapter) => adapter.id === id)?.item ?? "";
      if (rights.may(identity, item, "send", clock()) === null)
        throw new Refusal("NOT_GRANTED", { item, action: "send" });
    },
    demandSignature: (agency, sha256, signature) => demandSignature(site, agency, sha256, signature),
    demandCatalog: (stated) => void releaseOf(parts.editions.reigns(), { receivedAt: clock(), stated }),
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

/** Where the agency's setting asks for a signature, there is one; and one that is there is good. */
export function demandSignature(
  site: Site,
  agency: string,
  sha256: Buffer,
  signature: Buffer | null,
): Buffer | null {
  const { access, network } = site.registers();
  if (signature === null) {
    const rule = access?.agencies.find(({ id }) => id === agency)?.signature;
    if (rule === "required") throw new Refusal("SIGNATURE_REQUIRED");
    return null;
  }
  verifyAgencySignature(sha256, signature, agency, trustOf(network, [site.config.pem.ca], site.clock()));
  return signature;
}

function reading({ site, adapters }: NodeParts): BatchReading {
  const { config, db, clock, newId } = site;
  const signed: Reading["signed"] = (row) => signedRow(site.registers().network, row);
  const adaptersOf = (item: string) => adapters.filter((one) => one.item === item).map(({ id }) => id);
  const folder = join(config.files, FEEDBACK_FOLDER);
  const rows: Cancelling & ListReading & FileReading = {
    db,
    node: config.node,
    waitSeconds: config.limits.waitSeconds / 2,
    signed,
    clock,
    newId,
    adaptersOf,
    discard: async ({ spool, intakeId }) => await discard(spool, intakeId),
    open: async ({ intakeId, adapter }, kind) => {
      const file = await openFeedbackOf(db, folder, intakeId, kind);
      const decode = adapters.find(({ id }) => id === adapter)?.decode;
      return file && { ...file, type: typeOf(file.name, decode) };
    },
  };
  return {
    list: async (viewer, listed) => await listBatches(rows, viewer, listed),
    cancel: async (viewer, id) => await cancel(rows, viewer, id),
    rejections: async (viewer, id, listed) => await rejections(rows, viewer, id, listed),
    pushes: async (viewer, id) => await pushesOf(rows, viewer, id),
    file: async (viewer, id, kind) => await fileOf(rows, viewer, id, kind),
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

/** Rejected rows of a CSV come in its own charset; whatever else we write is UTF-8. */
function typeOf(name: string, decode: DecodeOptions | undefined): string {
  if (name.endsWith(".xlsx")) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  if (!name.endsWith(".csv")) return "text/plain; charset=utf-8";
  return `text/csv; charset=${decode?.format === "csv" ? decode.charset : "utf-8"}`;
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
