/**
 * The node's own SFTP server, role `sftp`: accounts from the access register, uploads on the
 * node's disk and in its database, out/ from what feedback made. Wiring. The trap: register and rights are
 * asked at every use, so that a key that was taken back opens nothing from then on.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { feedbackFiles } from "./feedback-files.ts";
import { FEEDBACK_FOLDER } from "./feedback-loop.ts";
import { makeFinality } from "./finality.ts";
import { startLoop } from "./loop.ts";
import { canonical } from "./model/canonical.ts";
import { Refusal } from "./model/refusal.ts";
import { ABSENT, type Feature, type NodeParts } from "./node-parts.ts";
import { withRefusals } from "./refused-files.ts";
import type { Account, SftpDoor } from "./sftp/door.ts";
import { startSftpServer } from "./sftp/server.ts";
import { adaptersOf, checkSignature, sftpAgencies } from "./sftp-accounts.ts";
import { makeUploads, sweepUploads, type UploadParts } from "./sftp-uploads.ts";
import { demandNotShut } from "./shut-items.ts";
import { uploadDays } from "./spend.ts";
import { insertDoorRefusal } from "./store/upload-rows.ts";
import { type Content, redoUploads } from "./take-upload.ts";
import { templateCsv } from "./template.ts";

const TICK_MS = 1000;

export async function startSftp(parts: NodeParts): Promise<Feature> {
  const { site } = parts;
  const { sftp } = site.config;
  if (sftp === null || !site.config.roles.includes("sftp")) return ABSENT;
  const own = uploadParts(parts, sftp.quietSeconds);
  const known = new Map<string, Content>();
  const finality = makeFinality({ ...own, known: (uploadId) => known.get(uploadId) });
  await mkdir(own.folder, { recursive: true, mode: 0o700 });
  await redoUploads(own, 0);
  await sweepUploads(own, site.config.limits.leftoverSeconds * 1000);
  const uploads = makeUploads(own, known, finality);
  const server = await startSftpServer(doorOf(parts, uploads), sftp);
  site.say(`sftp listens on ${sftp.host}:${server.port}`);
  const ticks = startLoop(
    async () => {
      await finality.tick(sftpAgencies(parts).map(({ id }) => id));
      // What a database that was away left between final and taken.
      await redoUploads(own, 60_000);
      return false;
    },
    { pauseMs: TICK_MS, note: site.note },
  );
  return {
    stop: async () => {
      await server.close();
      await ticks.stop();
      uploads.stop();
    },
  };
}

function uploadParts(parts: NodeParts, quietSeconds: number): UploadParts {
  const { site } = parts;
  const { config, db, clock, newId, probe, wake, say, note, processId } = site;
  const agency = (id: string) => sftpAgencies(parts).find((one) => one.id === id);
  return {
    db,
    spool: config.spool,
    folder: join(config.files, "uploads"),
    leaseMs: config.leases.workSeconds * 1000,
    fileBytes: config.limits.fileBytes,
    quietSeconds,
    processId,
    rule: (id) => {
      const found = agency(id);
      return found && { final: found.sftp.final, signature: found.signature ?? "optional" };
    },
    maySend: (id, adapter) => adaptersOf(parts, id).includes(adapter),
    demandDay: uploadDays(site),
    limits: (id) => ({ ...config.agencyLimits, ...agency(id)?.limits }),
    demandNotShut: async (sender, adapter, fileName) => {
      try {
        await demandNotShut(parts, { door: "sftp", sender, adapter });
      } catch (error) {
        if (error instanceof Refusal) {
          const { code, params } = error;
          const what = {
            door: "sftp",
            agency: sender,
            adapter,
            fileName,
            bytes: null,
            sha256: null,
          } as const;
          await insertDoorRefusal(db, {
            ...what,
            ...{ refusalId: newId(), at: clock(), code, params: canonical(params) },
          });
        }
        throw error;
      }
    },
    verifySignature: (id, sha256, p7s) => checkSignature(parts, id, sha256, p7s),
    clock,
    newId,
    probe,
    wake,
    say,
    note,
  };
}

function doorOf(parts: NodeParts, uploads: SftpDoor["uploads"]): SftpDoor {
  const { site, adapters } = parts;
  const templates = new Map<string, Buffer>();
  return {
    account: (user): Account | undefined => {
      const found = sftpAgencies(parts).find(({ id }) => id === user);
      if (found === undefined) return undefined;
      const { keys, allow = [], certificateAuthorities = [], password } = found.sftp;
      return {
        ...{ agency: found.id, keys, adapters: adaptersOf(parts, found.id) },
        authorities: allow.includes("certificate") ? certificateAuthorities : [],
        ...(allow.includes("password") && { password }),
      };
    },
    uploads,
    feedback: withRefusals(
      feedbackFiles(site.db, join(site.config.files, FEEDBACK_FOLDER)),
      site.db,
      site.clock,
    ),
    template: (id) => {
      const adapter = adapters.find((one) => one.id === id);
      if (adapter === undefined) throw new Refusal("SFTP_PATH");
      const made = templates.get(id) ?? templateCsv(adapter);
      templates.set(id, made);
      return made;
    },
    refused: (agency, what, refusal) =>
      site.say(`sftp ${what} of ${agency === "" ? "a stranger" : agency} refused: ${refusal.code}`),
    clock: site.clock,
    note: site.note,
  };
}
