/**
 * The inbox that OpenSSH's own internal-sftp keeps (docs/openssh.md): looks through
 * <root>/<agency>/in/<adapter>/ and takes what is whole; lays answers into <root>/<agency>/out/.
 * The traps: its owner may still hold the file or put a link in its place, so it is opened without following,
 * looked at through the open file, copied, and looked at again; and only then recorded and removed.
 */
import { constants, type Stats } from "node:fs";
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";

import { feedbackFiles } from "./feedback-files.ts";
import { FEEDBACK_FOLDER } from "./feedback-loop.ts";
import { startLoop } from "./loop.ts";
import { canonical } from "./model/canonical.ts";
import type { FeedbackFiles } from "./model/feedback.ts";
import { Refusal } from "./model/refusal.ts";
import { ABSENT, type Feature, type NodeParts } from "./node-parts.ts";
import { discard, spool } from "./receive/spool.ts";
import { withRefusals } from "./refused-files.ts";
import { LONGEST_CONTROL, readControl } from "./sftp/control.ts";
import { companionOf, isName, isUnfinishedName } from "./sftp/paths.ts";
import { adaptersOf, checkSignature, type SftpAgency, sftpAgencies } from "./sftp-accounts.ts";
import { demandNotShut } from "./shut-items.ts";
import { recordIntake } from "./store/intake.ts";
import { insertDoorRefusal } from "./store/upload-rows.ts";

const LOOK_MS = 2000;
const CHUNK = 1 << 20;
const LONGEST_SIGNATURE = 16_384;

export async function startInbox(parts: NodeParts): Promise<Feature> {
  const { site } = parts;
  const { inbox, sftp } = site.config;
  if (inbox === null || !site.config.roles.includes("sftp")) return ABSENT;
  const files = withRefusals(
    feedbackFiles(site.db, join(site.config.files, FEEDBACK_FOLDER)),
    site.db,
    site.clock,
  );
  const look = makeLook(parts, sftp?.quietSeconds ?? 60);
  const loop = startLoop(
    async () => {
      for (const agency of sftpAgencies(parts)) {
        const home = join(inbox.root, agency.id);
        for (const adapter of adaptersOf(parts, agency.id))
          await look(agency, adapter, join(home, "in", adapter));
        await layOut(files, agency.id, join(home, "out"));
      }
      return false;
    },
    { pauseMs: LOOK_MS, note: site.note },
  );
  return { stop: loop.stop };
}

/** One folder, once. What was seen is compared with what is there the next time. */
function makeLook(parts: NodeParts, quietSeconds: number) {
  const { site } = parts;
  let seen = new Map<string, string>();
  const refuse = async (agency: string, adapter: string, path: string, refusal: Refusal): Promise<void> => {
    const found = await lstat(path).catch(() => null);
    // A link goes, and what it leads to stays; a folder is its maker's to remove.
    if (found && !found.isDirectory()) await rm(path, { force: true });
    site.say(`inbox: a file of ${agency} for ${adapter} refused: ${refusal.code}`);
    await insertDoorRefusal(site.db, {
      refusalId: site.newId(),
      at: site.clock(),
      door: "inbox",
      agency,
      adapter,
      fileName: basename(path),
      bytes: found?.size ?? null,
      sha256: null,
      code: refusal.code,
      params: canonical(refusal.params),
    });
  };
  const isReady = (agency: SftpAgency, path: string, found: Stats, names: readonly string[]): boolean => {
    const name = basename(path);
    const stamp = stampOf(found);
    const before = seen.get(path);
    seen.set(path, stamp);
    if (isUnfinishedName(name) || companionOf(name) !== undefined || before !== stamp) return false;
    if (agency.signature === "required" && !names.includes(`${name}.p7s`)) return false;
    if (agency.sftp.final === "control") return controlOf(name, names) !== undefined;
    const age = site.clock().getTime() - found.mtimeMs;
    return agency.sftp.final === "rename" || age >= quietSeconds * 1000;
  };

  return async (agency: SftpAgency, adapter: string, folder: string): Promise<void> => {
    const names: readonly string[] = await readdir(folder).catch(() => []);
    for (const path of [...seen.keys()])
      if (path.startsWith(`${folder}/`) && !names.includes(basename(path))) seen.delete(path);
    for (const name of names) {
      const path = join(folder, name);
      try {
        const file = await openRegular(path, agency.sftp.uid);
        if (file === null) continue;
        try {
          if (!isName(name)) throw new Refusal("SFTP_NAME");
          await demandNotShut(parts, { door: "inbox", sender: agency.id, adapter });
          const found = await file.stat();
          if (isReady(agency, path, found, names))
            await take(parts, { agency, adapter, folder, name, names, file, found });
        } finally {
          await file.close();
        }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const stamp = `refused ${error.code}`;
        if (seen.get(path) === stamp) continue;
        await refuse(agency.id, adapter, path, error);
        seen.set(path, stamp);
      }
    }
    // Bounds what is remembered of folders that are no longer looked at.
    if (seen.size > 100_000) seen = new Map();
  };
}

interface Found {
  readonly agency: SftpAgency;
  readonly adapter: string;
  readonly folder: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly file: FileHandle;
  readonly found: Stats;
}

async function take(parts: NodeParts, one: Found): Promise<void> {
  const { site } = parts;
  const { config, db } = site;
  const { agency, adapter, folder, name, names, file, found } = one;
  const companions = [controlOf(name, names), names.find((other) => other === `${name}.p7s`)];
  const read = async (companion: string | undefined) =>
    companion === undefined ? null : await readSettled(site, join(folder, companion), agency.sftp.uid);
  const [control, signature] = [await read(companions[0]), await read(companions[1])];
  if (control === undefined || signature === undefined) return;
  const declared = control ? readControl(control.toString("utf8"), name) : null;
  if (declared?.bytes !== null && declared !== null) {
    // Fewer bytes than promised: still under way.
    if (found.size < declared.bytes) return;
    if (found.size > declared.bytes)
      throw new Refusal("SFTP_SIZE", { found: found.size, declared: declared.bytes });
  }
  const intakeId = site.newId();
  const body = bytesOf(file);
  const limit = config.limits.fileBytes;
  const sha256 = declared?.sha256 ?? null;
  const spooled = await spool(body, config.spool, intakeId, limit, sha256, site.probe);
  const drop = async () => await discard(config.spool, intakeId);
  try {
    // Written to, or exchanged, while it was copied: looked at again the next time.
    const now = await lstat(join(folder, name)).catch(() => null);
    if (now === null || stampOf(now) !== stampOf(found) || spooled.bytes !== found.size) return await drop();
    if (signature) checkSignature(parts, agency.id, spooled.sha256, signature);
  } catch (error) {
    await drop();
    throw error;
  }
  const { intake, isNew } = await recordIntake(db, {
    ...({ intakeId, kind: "file", sender: agency.id, adapter, fileName: name } as const),
    ...{ bytes: spooled.bytes, sha256: spooled.sha256, spool: config.spool, receivedAt: site.clock() },
    ...({ door: "inbox", signature } as const),
  });
  site.probe("receive.recorded");
  if (!isNew && intake.intakeId !== intakeId) await drop();
  for (const gone of [name, ...companions]) if (gone) await rm(join(folder, gone), { force: true });
  site.wake();
}

function controlOf(name: string, names: readonly string[]): string | undefined {
  return [`${name}.ctl`, `${name}.sha256`].find((one) => names.includes(one));
}

/** Open for reading, if it is a file of one name and of the right owner; null when it went meanwhile. */
async function openRegular(path: string, uid: number | undefined): Promise<FileHandle | null> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    if (code === "ELOOP" || code === "ENXIO") throw new Refusal("FILE_NOT_REGULAR");
    throw error;
  }
  const found = await file.stat();
  if (found.isFile() && found.nlink === 1 && (uid === undefined || found.uid === uid)) return file;
  await file.close();
  if (found.isFile() && found.nlink === 0) return null;
  throw new Refusal("FILE_NOT_REGULAR");
}

/** A control file or a signature; undefined while it may still be written. */
async function readSettled(
  site: NodeParts["site"],
  path: string,
  uid: number | undefined,
): Promise<Buffer | undefined> {
  const file = await openRegular(path, uid);
  if (file === null) return undefined;
  try {
    const { size, mtimeMs } = await file.stat();
    if (site.clock().getTime() - mtimeMs < 2 * LOOK_MS) return undefined;
    if (size > Math.max(LONGEST_CONTROL, LONGEST_SIGNATURE))
      throw new Refusal("SFTP_CONTROL", { detail: "size" });
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function* bytesOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (let at = 0; ; ) {
    const buffer = Buffer.allocUnsafe(CHUNK);
    const { bytesRead } = await file.read(buffer, 0, CHUNK, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

/** out/ as the feedback has it: what is missing is laid there, what is no longer kept is taken away. */
async function layOut(files: FeedbackFiles, agency: string, folder: string): Promise<void> {
  const there = await readdir(folder).catch(() => null);
  if (there === null) return;
  const wanted = (await files.list(agency)).filter(({ name }) => basename(name) === name && isName(name));
  await mkdir(folder, { recursive: true });
  for (const { name } of wanted) {
    if (there.includes(name)) continue;
    const source = await files.open(agency, name);
    if (source === undefined) continue;
    const part = join(folder, `.${name.slice(0, 60)}.part`);
    const file = await open(part, "w", 0o644);
    try {
      for (let at = 0; at < source.bytes; ) {
        const bytes = await source.read(at, Math.min(CHUNK, source.bytes - at));
        if (bytes.length === 0) break;
        await file.write(bytes, 0, bytes.length, at);
        at += bytes.length;
      }
    } finally {
      await file.close();
      await source.close();
    }
    await rename(part, join(folder, name));
  }
  const names = new Set(wanted.map(({ name }) => name));
  for (const name of there)
    if (!names.has(name) && !name.startsWith(".")) await rm(join(folder, name), { force: true });
}
