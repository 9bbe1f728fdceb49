/**
 * Resumable uploads (tus 1.0): bytes are added at the place where the upload stands, under a lease, and the place
 * moves on only when they are durable. A cut connection keeps what was written; a killed process leaves the last
 * place that was noted, and what lies in the file beyond it is thrown away.
 */
import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";

import type { Limits } from "../model/access.ts";
import type { Identity } from "../model/network.ts";
import { Refusal } from "../model/refusal.ts";
import type { Probe } from "../model/steps.ts";
import type { Database } from "../store/connect.ts";
import {
  extendUploads,
  findUpload,
  holdUpload,
  insertUpload,
  leftUploads,
  markGone,
  noteUpload,
  releaseUpload,
  type UploadRow,
  usageOf,
} from "../store/upload-rows.ts";
import { isFull, printable } from "./spool.ts";

export interface UploadDoor {
  readonly db: Database;
  /** Of the bytes that are on their way. */
  readonly folder: string;
  readonly fileBytes: number;
  /** Names this process in leases. */
  readonly processId: string;
  /** The agency whose adapter this is; undefined when there is no such adapter. */
  agencyOf(adapter: string): string | undefined;
  demandSend(identity: Identity, adapter: string): Promise<void>;
  limits(agency: string): Pick<Limits, "openUploads" | "bytesPerDay">;
  /** Whole: becomes an intake, whose id is answered; undefined when another process was first. */
  take(upload: UploadRow, owner: string): Promise<string | undefined>;
  clock(): Date;
  newId(): string;
  readonly probe: Probe;
  note(error: unknown): void;
}

export interface NewUploadAsked {
  readonly length: number;
  readonly adapter: string;
  readonly name: string;
  readonly sha256: Buffer | null;
}

export interface UploadState {
  readonly id: string;
  readonly offset: number;
  readonly length: number;
  /** Until when it is kept unless more comes. */
  readonly expires: Date;
  /** Once all has come. */
  readonly batch?: string | undefined;
}

export interface Part {
  readonly offset: number;
  /** SHA-256 that the bytes of this part must have. */
  readonly checksum: Buffer | null;
  readonly body: AsyncIterable<Buffer>;
  /** Called when the bytes are agreed to. */
  proceed(): void;
}

const LEASE_MS = 12_000;
const KEPT_MS = 24 * 3_600_000;
const DAY_MS = 86_400_000;
/** How much a killed process loses of a part at most. */
const NOTE_BYTES = 16 << 20;

export async function createUpload(
  door: UploadDoor,
  caller: Identity,
  asked: NewUploadAsked,
): Promise<UploadState> {
  const owner = door.agencyOf(asked.adapter);
  if (owner === undefined) throw new Refusal("ADAPTER_UNKNOWN", { adapter: printable(asked.adapter) });
  if (caller.kind !== "agency" || caller.id !== owner) throw new Refusal("SENDER_NOT_ENTITLED");
  await door.demandSend(caller, asked.adapter);
  if (asked.length > door.fileBytes) throw new Refusal("RECEIVE_TOO_LARGE", { limit: door.fileBytes });
  const now = door.clock();
  const { openUploads, bytesPerDay } = door.limits(caller.id);
  const used = await usageOf(door.db, caller.id, new Date(now.getTime() - DAY_MS));
  if (used.open >= openUploads) throw new Refusal("QUOTA_EXCEEDED", { limit: openUploads });
  if (used.bytes + asked.length > bytesPerDay) throw new Refusal("QUOTA_EXCEEDED", { limit: bytesPerDay });
  const uploadId = door.newId();
  await mkdir(door.folder, { recursive: true, mode: 0o700 });
  await (await open(join(door.folder, uploadId), "wx", 0o600)).close();
  const { adapter, name, length, sha256 } = asked;
  const row = { uploadId, door: "tus", agency: caller.id, adapter, length, sha256, at: now } as const;
  await insertUpload(door.db, { ...row, name: printable(name), folder: door.folder });
  return { id: uploadId, offset: 0, length, expires: expiry(now) };
}

export async function uploadState(door: UploadDoor, caller: Identity, id: string): Promise<UploadState> {
  return stateOf(await ownUpload(door, caller, id));
}

/** Add bytes; with the last of them the upload becomes an intake. */
export async function appendUpload(
  door: UploadDoor,
  caller: Identity,
  id: string,
  part: Part,
): Promise<UploadState> {
  const seen = await ownUpload(door, caller, id);
  if (seen.state !== "open") return whole(seen, part.offset);
  const owner = `${door.processId}/${door.newId().slice(0, 8)}`;
  const lease = () => {
    const now = door.clock();
    return { owner, now, until: new Date(now.getTime() + LEASE_MS) };
  };
  if (!(await holdUpload(door.db, id, lease()))) throw new Refusal("UPLOAD_LOCKED");
  const extend = setInterval(() => {
    extendUploads(door.db, [id], lease()).catch(door.note);
  }, LEASE_MS / 3);
  let reached = seen.received;
  try {
    const row = await ownUpload(door, caller, id);
    reached = row.received;
    if (part.offset !== reached) throw new Refusal("UPLOAD_OFFSET", { offset: reached });
    part.proceed();
    await write(door, row, owner, part, (durable) => {
      reached = durable;
    });
    door.probe("upload.written");
    if (reached < lengthOf(row)) return { ...stateOf(row), offset: reached, expires: expiry(door.clock()) };
    const batch = await door.take({ ...row, received: reached }, owner);
    if (batch === undefined) throw new Refusal("UPLOAD_LOCKED");
    return { ...stateOf(row), offset: reached, batch };
  } catch (error) {
    throw isFull(error) ? new Refusal("RECEIVE_STORAGE_FULL", {}, { cause: error }) : error;
  } finally {
    clearInterval(extend);
    await releaseUpload(door.db, id, owner, reached, door.clock());
  }
}

export async function removeUpload(door: UploadDoor, caller: Identity, id: string): Promise<void> {
  const row = await ownUpload(door, caller, id);
  if (row.state !== "open") throw new Refusal("UPLOAD_GONE");
  if (!(await markGone(door.db, id, door.clock()))) throw new Refusal("UPLOAD_LOCKED");
  await dropBytes(door.folder, id);
}

/** The bytes and the signature that waits beside them. */
export async function dropBytes(folder: string, id: string): Promise<void> {
  for (const name of [id, `${id}.p7s`]) await rm(join(folder, name), { force: true });
}

/** Give up what nobody has gone on with for a day. Returns how many. */
export async function expireUploads(door: UploadDoor): Promise<number> {
  const now = door.clock();
  const left = await leftUploads(door.db, door.folder, "tus", new Date(now.getTime() - KEPT_MS), now);
  for (const { uploadId } of left)
    if (await markGone(door.db, uploadId, now)) await dropBytes(door.folder, uploadId);
  return left.length;
}

/** One's own; to anybody else it is not there. */
async function ownUpload(door: UploadDoor, caller: Identity, id: string): Promise<UploadRow> {
  const row = await findUpload(door.db, id);
  if (row?.door !== "tus" || caller.kind !== "agency" || row.agency !== caller.id)
    throw new Refusal("NOT_FOUND");
  if (row.state === "gone") throw new Refusal("UPLOAD_GONE");
  return row;
}

/** Of an upload that needs no more: who asks for its end is told again what it became. */
function whole(row: UploadRow, offset: number): UploadState {
  if (row.state === "final") throw new Refusal("UPLOAD_LOCKED");
  if (offset !== row.received) throw new Refusal("UPLOAD_OFFSET", { offset: row.received });
  return stateOf(row);
}

async function write(
  door: UploadDoor,
  row: UploadRow,
  owner: string,
  part: Part,
  durable: (offset: number) => void,
): Promise<void> {
  const length = lengthOf(row);
  const hash = part.checksum && createHash("sha256");
  const file = await open(join(door.folder, row.uploadId), "r+");
  let at = part.offset;
  let noted = at;
  const settle = async (): Promise<void> => {
    await file.sync();
    durable(at);
    noted = at;
  };
  try {
    // What a process that died wrote after its last note.
    await file.truncate(at);
    try {
      for await (const chunk of part.body) {
        if (at + chunk.length > length) throw new Refusal("RECEIVE_TOO_LARGE", { limit: length });
        hash?.update(chunk);
        await writeAll(file, chunk, at);
        at += chunk.length;
        // Under a checksum nothing counts before all of it has been seen.
        if (hash || at - noted < NOTE_BYTES) continue;
        await settle();
        if (!(await noteUpload(door.db, row.uploadId, owner, at))) throw new Refusal("UPLOAD_LOCKED");
      }
    } catch (error) {
      // A cut line keeps what came; bytes beyond the end are of another file.
      if (!hash && !(error instanceof Refusal && error.code === "RECEIVE_TOO_LARGE")) await settle();
      throw error;
    }
    if (hash && !hash.digest().equals(part.checksum ?? Buffer.alloc(0))) {
      await file.truncate(part.offset);
      throw new Refusal("UPLOAD_CHECKSUM");
    }
    await settle();
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, chunk: Buffer, at: number): Promise<void> {
  for (let from = 0; from < chunk.length; )
    from += (await file.write(chunk, from, chunk.length - from, at + from)).bytesWritten;
}

function stateOf(row: UploadRow): UploadState {
  const { uploadId: id, received: offset, intakeId } = row;
  return {
    id,
    offset,
    length: lengthOf(row),
    expires: expiry(row.touchedAt),
    batch: intakeId ?? undefined,
  };
}

const lengthOf = (row: UploadRow): number => row.length ?? 0;

const expiry = (touched: Date): Date => new Date(touched.getTime() + KEPT_MS);
