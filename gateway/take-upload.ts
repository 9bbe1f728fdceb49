/**
 * An upload that is whole becomes an intake: final in the database, its file moved into the
 * spool and synced, the intake recorded, and only then taken. Each step can be done again, so a
 * start redoes what a crash left. The trap: done again, recordIntake answers with our own intake, whose file
 * must stay; only the file of another one's copy is thrown away.
 */
import { createHash } from "node:crypto";
import { constants, copyFile, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";

import type { Probe } from "./model/steps.ts";
import type { Database } from "./store/connect.ts";
import { type Intake, recordIntake } from "./store/intake.ts";
import { finishUpload, markTaken, type UploadRow, untakenUploads } from "./store/upload-rows.ts";

export interface Taking {
  readonly db: Database;
  readonly spool: string;
  /** Folder of the uploads' bytes. */
  readonly folder: string;
  clock(): Date;
  readonly probe: Probe;
  wake(): void;
}

export interface Content {
  readonly bytes: number;
  readonly sha256: Buffer;
}

const CHUNK = 1 << 20;

export function uploadPath(folder: string, uploadId: string): string {
  return join(folder, uploadId);
}

/**
 * Whole and durable as an intake on return; undefined when somebody else made it so, or writes
 * to it again. `owner`: the lease under which the caller holds it, if any.
 */
export async function takeUpload(
  taking: Taking,
  upload: UploadRow,
  content: Content,
  signature: Buffer | null = null,
  owner = "",
): Promise<Intake | undefined> {
  const path = uploadPath(taking.folder, upload.uploadId);
  await sync(path);
  await sync(taking.folder);
  if (!(await finishUpload(taking.db, upload.uploadId, content, taking.clock(), owner))) return undefined;
  taking.probe("upload.final");
  return await finish(taking, upload, content, signature);
}

/** What a crash left between final and taken. Returns how many; `olderMs` leaves those alone that are under way. */
export async function redoUploads(taking: Taking, olderMs: number): Promise<number> {
  const before = new Date(taking.clock().getTime() - olderMs);
  const left = await untakenUploads(taking.db, taking.folder, before);
  for (const upload of left)
    await finish(
      taking,
      upload,
      { bytes: upload.received, sha256: upload.sha256 ?? Buffer.alloc(0) },
      await keptSignature(taking.folder, upload.uploadId),
    );
  return left.length;
}

async function finish(
  taking: Taking,
  upload: UploadRow,
  content: Content,
  signature: Buffer | null,
): Promise<Intake> {
  const { uploadId, door, agency: sender, adapter, name: fileName } = upload;
  const { db, spool } = taking;
  await move(uploadPath(taking.folder, uploadId), join(spool, uploadId), spool);
  const { intake, isNew } = await recordIntake(db, {
    intakeId: uploadId,
    kind: "file",
    sender,
    adapter,
    fileName,
    ...content,
    spool,
    receivedAt: taking.clock(),
    door,
    signature,
  });
  if (!isNew && intake.intakeId !== uploadId) await rm(join(spool, uploadId), { force: true });
  taking.probe("upload.taken");
  await markTaken(db, uploadId, intake.intakeId);
  await rm(signaturePath(taking.folder, uploadId), { force: true });
  taking.wake();
  return intake;
}

/** The verified signature, kept beside an upload from before it is final until it is taken. */
export async function keepSignature(folder: string, uploadId: string, p7s: Buffer): Promise<void> {
  const file = await open(signaturePath(folder, uploadId), "w", 0o600);
  try {
    await file.writeFile(p7s);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function keptSignature(folder: string, uploadId: string): Promise<Buffer | null> {
  const file = await open(signaturePath(folder, uploadId), "r").catch(() => null);
  try {
    return (await file?.readFile()) ?? null;
  } finally {
    await file?.close();
  }
}

function signaturePath(folder: string, uploadId: string): string {
  return join(folder, `${uploadId}.p7s`);
}

/** SHA-256 of a file of any size. */
export async function digestFile(path: string): Promise<Content> {
  const file = await open(path, "r");
  try {
    const hash = createHash("sha256");
    const buffer = Buffer.allocUnsafe(CHUNK);
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK, bytes);
      if (bytesRead === 0) return { bytes, sha256: hash.digest() };
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** Into the spool, durable on return; already there is fine, and so is another file system. */
async function move(from: string, to: string, spool: string): Promise<void> {
  await mkdir(spool, { recursive: true, mode: 0o700 });
  try {
    await rename(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") {
      // A start that redoes: moved before, or even worked and swept.
      await sync(spool);
      return;
    }
    if (code !== "EXDEV") throw error;
    await copyFile(from, `${to}.part`, constants.COPYFILE_FICLONE);
    await sync(`${to}.part`);
    await rename(`${to}.part`, to);
    await rm(from, { force: true });
  }
  await sync(spool);
}

async function sync(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
