/**
 * When an upload is whole, by the rule of its agency: renamed from its unfinished name, vouched
 * for by a control file, or left alone long enough; and signed, where that is demanded. Then it
 * is taken. The trap: a file that is shorter than its control file says is not wrong but under
 * way, since its sender may resume it; only what no more bytes can mend is refused.
 */
import { readFile, rm } from "node:fs/promises";

import { canonical } from "./model/canonical.ts";
import { Refusal } from "./model/refusal.ts";
import { type Declared, LONGEST_CONTROL, readControl } from "./sftp/control.ts";
import { companionOf, isUnfinishedName } from "./sftp/paths.ts";
import {
  insertDoorRefusal,
  leftUploads,
  markGone,
  openUploads,
  type UploadRow,
} from "./store/upload-rows.ts";
import {
  type Content,
  digestFile,
  keepSignature,
  type Taking,
  takeUpload,
  uploadPath,
} from "./take-upload.ts";

export interface Rule {
  readonly final: "rename" | "control" | "quiet";
  readonly signature: "required" | "optional";
}

export interface FinalityParts extends Taking {
  newId(): string;
  /** Undefined for an agency without an account. */
  rule(agency: string): Rule | undefined;
  /** Whether it may still send by this adapter. */
  maySend(agency: string, adapter: string): boolean;
  readonly quietSeconds: number;
  /** Refuses with SIGNATURE_INVALID unless the agency signed these very bytes. */
  verifySignature(agency: string, sha256: Buffer, p7s: Buffer): void;
  /** What the writer found out while it wrote, so that no byte is read again. */
  known(uploadId: string): Content | undefined;
  say(line: string): void;
}

export type Cause = "closed" | "renamed" | "quiet";

export interface Finality {
  /** Something happened to this file: take it if it is whole. Refuses what can never be. */
  consider(agency: string, adapter: string, name: string, cause: Cause): Promise<void>;
  /** Give an upload up, and tell its sender why. */
  giveUp(upload: UploadRow, refusal: Refusal): Promise<void>;
  /** Takes what was left alone, gives up what was abandoned. */
  tick(agencies: readonly string[]): Promise<void>;
}

const ABANDONED_HOURS = 24;
const LONGEST_SIGNATURE = 16_384;

export function makeFinality(parts: FinalityParts): Finality {
  const { db, folder, clock } = parts;
  const turns = new Map<string, Promise<unknown>>();

  const isBusy = (upload: UploadRow): boolean =>
    upload.leaseUntil !== null && upload.leaseUntil.getTime() > clock().getTime();
  const drop = async (upload: UploadRow): Promise<boolean> => {
    if (!(await markGone(db, upload.uploadId, clock()))) return false;
    await rm(uploadPath(folder, upload.uploadId), { force: true });
    return true;
  };
  const giveUp = async (upload: UploadRow, refusal: Refusal): Promise<void> => {
    const { uploadId, agency, adapter, name, received, sha256, door } = upload;
    if (!(await drop(upload))) return;
    parts.say(`upload ${uploadId} of ${agency} given up: ${refusal.code}`);
    await insertDoorRefusal(db, {
      refusalId: parts.newId(),
      at: clock(),
      door,
      agency,
      adapter,
      fileName: name,
      bytes: received,
      sha256,
      code: refusal.code,
      params: canonical(refusal.params),
    });
  };
  const contentOf = async (upload: UploadRow): Promise<Content> =>
    parts.known(upload.uploadId) ?? (await digestFile(uploadPath(folder, upload.uploadId)));

  const declaredBy = async (control: UploadRow, name: string, isNews: boolean): Promise<Declared | null> => {
    try {
      const bytes = await readFile(uploadPath(folder, control.uploadId));
      if (bytes.length > LONGEST_CONTROL) throw new Refusal("SFTP_CONTROL", { detail: "size" });
      return readControl(bytes.toString("utf8"), name);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Told to who just wrote it; else it is a control file that is still under way.
      if (isNews) throw error;
      return null;
    }
  };
  const takeWhole = async (
    upload: UploadRow,
    declared: Declared | null,
    signature: UploadRow | undefined,
    cause: Cause,
  ): Promise<boolean> => {
    const content = await contentOf(upload);
    const { bytes } = content;
    if (declared?.bytes !== null && declared !== null && bytes < declared.bytes) {
      if (cause === "quiet") return false;
      throw new Refusal("SFTP_SIZE", { found: bytes, declared: declared.bytes });
    }
    const fault = declared && differs(content, declared);
    const p7s = signature && (await readFile(uploadPath(folder, signature.uploadId)));
    try {
      if (fault) throw fault;
      if (p7s && p7s.length > LONGEST_SIGNATURE) throw new Refusal("SIGNATURE_INVALID", { detail: "form" });
      if (p7s) parts.verifySignature(upload.agency, content.sha256, p7s);
    } catch (error) {
      if (error instanceof Refusal)
        await giveUp({ ...upload, received: bytes, sha256: content.sha256 }, error);
      throw error;
    }
    if (p7s) await keepSignature(folder, upload.uploadId, p7s);
    return (await takeUpload(parts, upload, content, p7s ?? null)) !== undefined;
  };

  const consider = async (agency: string, adapter: string, name: string, cause: Cause): Promise<void> => {
    const rule = parts.rule(agency);
    if (rule === undefined || isUnfinishedName(name) || !parts.maySend(agency, adapter)) return;
    const of = companionOf(name)?.of ?? name;
    const all = await openUploads(db, agency, adapter);
    const named = (wanted: string) => all.find((one) => one.name === wanted && !isBusy(one));
    const control = named(`${of}.ctl`) ?? named(`${of}.sha256`);
    const declared = control && (await declaredBy(control, of, control.name === name && cause !== "quiet"));
    const upload = named(of);
    const signature = named(`${of}.p7s`);
    if (upload === undefined) return;
    const isReady =
      (rule.final === "rename" && upload.length !== null) ||
      (rule.final === "control" && declared !== undefined && declared !== null) ||
      (rule.final === "quiet" && (cause === "quiet" || upload.length !== null));
    if (!isReady || (rule.signature === "required" && signature === undefined)) return;
    try {
      if (!(await takeWhole(upload, declared ?? null, signature, cause))) return;
    } catch (error) {
      // What spoke of a refused file has nothing left to speak of.
      if (error instanceof Refusal && error.code !== "SFTP_SIZE")
        for (const one of [control, signature]) if (one) await drop(one);
      throw error;
    }
    for (const one of [control, signature]) if (one) await drop(one);
  };

  const inTurn = async <T>(agency: string, act: () => Promise<T>): Promise<T> => {
    const before = turns.get(agency) ?? Promise.resolve();
    const turn = before.then(act, act);
    const settled = turn.catch(() => undefined);
    turns.set(agency, settled);
    try {
      return await turn;
    } finally {
      if (turns.get(agency) === settled) turns.delete(agency);
    }
  };

  const ended = async (upload: UploadRow): Promise<void> => {
    const { agency, name, length } = upload;
    if (companionOf(name) !== undefined) return void (await drop(upload));
    const lacksSignature = length !== null && parts.rule(agency)?.signature === "required";
    const refusal = lacksSignature
      ? new Refusal("SIGNATURE_REQUIRED")
      : new Refusal("FILE_UNFINISHED", { hours: ABANDONED_HOURS });
    await giveUp(upload, refusal);
  };

  return {
    consider: (agency, adapter, name, cause) =>
      inTurn(agency, async () => await consider(agency, adapter, name, cause)),
    giveUp,
    async tick(agencies) {
      const now = clock();
      const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);
      for (const agency of agencies) {
        if (parts.rule(agency)?.final !== "quiet") continue;
        const left = await leftUploads(db, folder, "sftp", before(parts.quietSeconds), now, agency);
        for (const { adapter, name } of left) {
          if (companionOf(name) !== undefined) continue;
          await inTurn(agency, async () => await consider(agency, adapter, name, "quiet")).catch(
            (error: unknown) => {
              if (!(error instanceof Refusal)) throw error;
            },
          );
        }
      }
      const abandoned = await leftUploads(db, folder, "sftp", before(ABANDONED_HOURS * 3600), now);
      for (const upload of abandoned) await ended(upload);
    },
  };
}

function differs(content: Content, declared: Declared): Refusal | null {
  if (declared.bytes !== null && declared.bytes !== content.bytes)
    return new Refusal("SFTP_SIZE", { found: content.bytes, declared: declared.bytes });
  return declared.sha256.equals(content.sha256) ? null : new Refusal("RECEIVE_DIGEST");
}
