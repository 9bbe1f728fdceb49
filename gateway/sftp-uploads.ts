/**
 * The uploads of the SFTP door: names to rows and files, one writer at a time by a lease in the
 * database, quotas, and what a rename means. What is whole is finality.ts's to say. The trap:
 * a process that was killed keeps its lease for a while; who comes back waits for its end instead of being refused.
 */
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import type { Finality, FinalityParts } from "./finality.ts";
import type { Limits } from "./model/access.ts";
import { Refusal } from "./model/refusal.ts";
import type { Held, Upload, Uploads } from "./sftp/door.ts";
import { companionOf, isUnfinishedName } from "./sftp/paths.ts";
import {
  extendUploads,
  findUpload,
  holdUpload,
  insertUpload,
  markGone,
  openUploads,
  releaseUpload,
  renameUpload,
  type UploadRow,
  uploadsThatNeedTheirFile,
  usageOf,
} from "./store/upload-rows.ts";
import { type Content, uploadPath } from "./take-upload.ts";

export interface UploadParts extends Omit<FinalityParts, "known"> {
  /** Names this process in leases. */
  readonly processId: string;
  /** How long a handle holds its upload without a sign of life of this process. */
  readonly leaseMs: number;
  /** Of one file. */
  readonly fileBytes: number;
  /** Refuses with ITEM_PROHIBITED what the catalog has shut; its sender finds the reason in out/. */
  demandNotShut(agency: string, adapter: string, name: string): Promise<void>;
  limits(agency: string): Pick<Limits, "openUploads" | "bytesPerDay">;
  /** Refuses with QUOTA_EXCEEDED who has sent as much today, by all doors, as it may. */
  demandDay(agency: string): Promise<void>;
  note(error: unknown): void;
}

export interface SftpUploads extends Uploads {
  stop(): void;
}

const DAY_MS = 86_400_000;
const SMALL = 65_536;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** `known` is shared with the finality that is made with it. */
export function makeUploads(
  parts: UploadParts,
  known: Map<string, Content>,
  finality: Finality,
): SftpUploads {
  const { db, folder, clock } = parts;
  /** Uploads that a handle of this process writes, with its session. */
  const held = new Map<string, string>();
  const owner = parts.processId;
  const lease = () => {
    const now = clock();
    return { owner, now, until: new Date(now.getTime() + parts.leaseMs) };
  };
  const extend = setInterval(() => {
    if (held.size > 0) extendUploads(db, [...held.keys()], lease()).catch(parts.note);
  }, parts.leaseMs / 3);
  extend.unref();

  const seen = async (row: UploadRow): Promise<Upload> => {
    const found = await stat(uploadPath(folder, row.uploadId)).catch(() => null);
    return { name: row.name, bytes: found?.size ?? 0, at: row.touchedAt };
  };
  const one = async (agency: string, adapter: string, name: string): Promise<UploadRow | undefined> =>
    (await openUploads(db, agency, adapter, name))[0];
  /** Free of its writer, who may have died a moment ago. */
  const unheld = async (row: UploadRow): Promise<UploadRow> => {
    for (let found: UploadRow | undefined = row; found?.state === "open"; ) {
      if (held.has(row.uploadId)) break;
      const left = (found.leaseUntil?.getTime() ?? 0) - clock().getTime();
      if (left <= 0) return found;
      if (left > parts.leaseMs) break;
      await pause(Math.min(left + 20, 500));
      found = await findUpload(db, row.uploadId);
    }
    throw new Refusal("UPLOAD_LOCKED");
  };
  const begin = async (agency: string, adapter: string, name: string): Promise<UploadRow> => {
    await parts.demandNotShut(agency, adapter, name);
    const now = clock();
    const limits = parts.limits(agency);
    await parts.demandDay(agency);
    const { open: count, bytes } = await usageOf(db, agency, new Date(now.getTime() - DAY_MS));
    if (count >= limits.openUploads) throw new Refusal("QUOTA_EXCEEDED", { limit: limits.openUploads });
    if (bytes >= limits.bytesPerDay) throw new Refusal("QUOTA_EXCEEDED", { limit: limits.bytesPerDay });
    const uploadId = parts.newId();
    const row = { uploadId, door: "sftp", agency, adapter, name, folder, at: now } as const;
    await insertUpload(db, { ...row, length: null, sha256: null });
    // Another may have been faster: then it is theirs.
    const found = await one(agency, adapter, name);
    if (found === undefined) throw new Refusal("UPLOAD_LOCKED");
    return found;
  };
  const limitOf = async (row: UploadRow): Promise<number> => {
    if (companionOf(row.name) !== undefined) return SMALL;
    const used = await usageOf(db, row.agency, new Date(clock().getTime() - DAY_MS));
    const free = parts.limits(row.agency).bytesPerDay - used.bytes + row.received;
    return Math.min(parts.fileBytes, Math.max(0, free));
  };

  return {
    list: async (agency, adapter) => await Promise.all((await openUploads(db, agency, adapter)).map(seen)),
    async find(agency, adapter, name) {
      const row = await one(agency, adapter, name);
      return row && (await seen(row));
    },
    async hold(agency, adapter, name, manner, session) {
      const found = await one(agency, adapter, name);
      if (found && manner.exclusive) throw new Refusal("REQUEST_INVALID", { detail: "exclusive" });
      if (!found && !manner.create) throw new Refusal("SFTP_PATH");
      const row = await unheld(found ?? (await begin(agency, adapter, name)));
      held.set(row.uploadId, session);
      try {
        if (!(await holdUpload(db, row.uploadId, lease()))) throw new Refusal("UPLOAD_LOCKED");
        known.delete(row.uploadId);
        const path = uploadPath(folder, row.uploadId);
        await (await open(path, "a", 0o600)).close();
        return { uploadId: row.uploadId, path, limit: await limitOf(row) };
      } catch (error) {
        held.delete(row.uploadId);
        throw error;
      }
    },
    async closed({ uploadId, path }: Held, written) {
      parts.probe("upload.written");
      const size = (await stat(path).catch(() => null))?.size ?? 0;
      const row = await findUpload(db, uploadId);
      await releaseUpload(db, uploadId, owner, size, clock());
      held.delete(uploadId);
      if (written === null || row === undefined) return;
      const { bytes, sha256 } = written;
      if (sha256 !== null) known.set(uploadId, { bytes, sha256 });
      // Kept for renames that follow at once; what is forgotten is read again.
      for (const oldest of known.keys()) if (known.size > 1000) known.delete(oldest);
      await finality.consider(row.agency, row.adapter, row.name, "closed");
    },
    async rename(agency, adapter, from, to) {
      const found = await one(agency, adapter, from);
      if (found === undefined) throw new Refusal("SFTP_PATH");
      const row = await unheld(found);
      const other = from === to ? undefined : await one(agency, adapter, to);
      // Renamed over one that was never finished: that one can no longer be meant.
      if (other) await finality.giveUp(await unheld(other), new Refusal("FILE_UNFINISHED", { hours: 0 }));
      const isWhole = isUnfinishedName(from) && !isUnfinishedName(to);
      const { bytes } = await seen(row);
      const length = isWhole ? bytes : row.length;
      if (!(await renameUpload(db, row.uploadId, to, length, clock()))) throw new Refusal("UPLOAD_LOCKED");
      await finality.consider(agency, adapter, to, "renamed");
    },
    async remove(agency, adapter, name) {
      const found = await one(agency, adapter, name);
      if (found === undefined) throw new Refusal("SFTP_PATH");
      const { uploadId } = await unheld(found);
      if (!(await markGone(db, uploadId, clock()))) throw new Refusal("UPLOAD_LOCKED");
      await rm(uploadPath(folder, uploadId), { force: true });
    },
    stop: () => clearInterval(extend),
  };
}

/** Files in the folder of uploads that no upload needs any more, older than `olderMs`. */
export async function sweepUploads(parts: UploadParts, olderMs: number): Promise<void> {
  await mkdir(parts.folder, { recursive: true, mode: 0o700 });
  const names = await readdir(parts.folder);
  const ids = names.flatMap((name) => UUID.exec(name)?.[0] ?? []);
  const kept = await uploadsThatNeedTheirFile(parts.db, ids);
  for (const name of names) {
    const id = UUID.exec(name)?.[0];
    if (id === undefined || kept.has(id)) continue;
    const path = join(parts.folder, name);
    const found = await stat(path).catch(() => null);
    if (found && parts.clock().getTime() - found.mtimeMs >= olderMs) await rm(path, { force: true });
  }
}
