/**
 * Resumable uploads by HTTP, role receive: what is whole is checked, taken into the spool and worked like any
 * file; what is left for a day goes. Wiring. The trap: whoever died between "final" and "taken" left an upload
 * that is whole; this start, or any other process of the folder, takes it.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { demandSignature } from "./exchange-door.ts";
import { startLoop } from "./loop.ts";
import { Refusal } from "./model/refusal.ts";
import { ABSENT, type Feature, type NodeParts } from "./node-parts.ts";
import {
  appendUpload,
  createUpload,
  dropBytes,
  expireUploads,
  removeUpload,
  type UploadDoor,
  uploadState,
} from "./receive/uploads.ts";
import { demandNotShut } from "./shut-items.ts";
import { limitsOf, uploadDays } from "./spend.ts";
import { markGone } from "./store/upload-rows.ts";
import {
  digestFile,
  keepSignature,
  keptSignature,
  redoUploads,
  type Taking,
  takeUpload,
  uploadPath,
} from "./take-upload.ts";

const FOLDER = "tus";
const LOOK_MS = 60_000;
const LONGEST_SIGNATURE = 8192;

export async function startUploads(parts: NodeParts): Promise<Feature> {
  const { site } = parts;
  const { config } = site;
  if (!config.roles.includes("receive")) return ABSENT;
  const { db, clock, probe, wake } = site;
  const folder = join(config.files, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const taking: Taking = { db, spool: config.spool, folder, clock, probe, wake };
  const door = doorOf(parts, taking);
  await redoUploads(taking, 0);
  const looking = startLoop(
    async () => {
      await expireUploads(door);
      await redoUploads(taking, LOOK_MS);
      return false;
    },
    { pauseMs: LOOK_MS, note: site.note },
  );
  return {
    routes: {
      uploads: {
        fileBytes: door.fileBytes,
        create: async (caller, { signature, ...asked }) => {
          if (signature && signature.length > LONGEST_SIGNATURE)
            throw new Refusal("SIGNATURE_INVALID", { detail: "size" });
          // Whether one is demanded is asked before a byte is sent; whether it is good, when all bytes are here.
          if (!signature) demandSignature(site, caller.id, Buffer.alloc(0), null);
          const state = await createUpload(door, caller, asked);
          if (signature) await keepSignature(folder, state.id, signature);
          return state;
        },
        state: async (caller, id) => await uploadState(door, caller, id),
        append: async (caller, id, part) => await appendUpload(door, caller, id, part),
        remove: async (caller, id) => {
          await removeUpload(door, caller, id);
        },
      },
    },
    stop: async () => await looking.stop(),
  };
}

function doorOf(parts: NodeParts, taking: Taking): UploadDoor {
  const { site, adapters, rights } = parts;
  const { config, db, clock, newId, probe, note, processId } = site;
  const demandDay = uploadDays(site);
  return {
    db,
    folder: taking.folder,
    fileBytes: config.limits.fileBytes,
    processId,
    agencyOf: (id) => adapters.find((adapter) => adapter.id === id)?.agency,
    demandSend: async (identity, id) => {
      await demandNotShut(parts, { door: "tus", sender: identity.id, adapter: id });
      await demandDay(identity.id);
      const item = adapters.find((adapter) => adapter.id === id)?.item ?? "";
      if (rights.may(identity, item, "send", clock()) === null)
        throw new Refusal("NOT_GRANTED", { item, action: "send" });
    },
    limits: (agency) => limitsOf(site, agency),
    take: async (upload, owner) => {
      const path = uploadPath(taking.folder, upload.uploadId);
      const content = await digestFile(path);
      const signature = await keptSignature(taking.folder, upload.uploadId);
      try {
        if (upload.sha256 && !upload.sha256.equals(content.sha256)) throw new Refusal("RECEIVE_DIGEST");
        demandSignature(site, upload.agency, content.sha256, signature);
      } catch (error) {
        // No more bytes can mend it.
        if (error instanceof Refusal && (await markGone(db, upload.uploadId, null)))
          await dropBytes(taking.folder, upload.uploadId);
        throw error;
      }
      return (await takeUpload(taking, upload, content, signature, owner))?.intakeId;
    },
    clock,
    newId,
    probe,
    note,
  };
}
