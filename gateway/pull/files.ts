/**
 * Files from an agency's SFTP server: each one once. A file that is still being written (its name
 * says so, or its size or time is another after the reading) is left for the next time. The trap:
 * it is moved or removed there only when it is durable here, and if that fails the next run does it.
 */
import { Refusal } from "../model/refusal.ts";
import { type RemoteFile, type SftpSession, withSftp } from "../remote/sftp.ts";
import { isTaken } from "../store/pull-rows.ts";
import type { SftpSource } from "./settings.ts";
import { keepFetched, type PullParts, type Run } from "./take.ts";

const UNFINISHED = /\.(?:part|tmp|filepart)$/i;
/** What may lie beside a file: its digest, its detached signature. */
const DIGEST = ".sha256";
const SIGNATURE = ".p7s";
const BESIDE_BYTES = 64 * 1024;

/** How many files were taken. A fault of one file is told after the others were taken. */
export async function pullFiles(parts: PullParts, run: Run, source: SftpSource): Promise<number> {
  const { host, port, user, hostKey } = source;
  const secret = (name: string | null) => (name === null ? undefined : parts.secret(name));
  const password = secret(source.password);
  const privateKey = secret(source.privateKey) ?? (password === undefined ? parts.sshClientKey : undefined);
  const target = {
    ...{ name: run.pullId, host, port, user, hostKey, egress: parts.egress },
    ...(password !== undefined && { password }),
    ...(privateKey !== undefined && privateKey !== null && { privateKey }),
  };
  return await withSftp(target, async (session) => {
    const all = await session.list(source.folder);
    const names = new Set(all.map(({ name }) => name));
    let taken = 0;
    let fault: unknown;
    for (const file of all) {
      if (!isWanted(file.name, source.pattern, names)) continue;
      const beside = [DIGEST, SIGNATURE].filter((suffix) => names.has(file.name + suffix));
      try {
        if (await takeOne(parts, run, { session, source, file, beside })) taken++;
      } catch (error) {
        if (!(error instanceof Refusal) || error.code === "PULL_UNREACHABLE") throw error;
        fault ??= error;
      }
    }
    if (fault !== undefined) throw fault;
    return taken;
  });
}

interface Offered {
  readonly session: SftpSession;
  readonly source: SftpSource;
  readonly file: RemoteFile;
  /** Suffixes of what lies beside it. */
  readonly beside: readonly string[];
}

async function takeOne(parts: PullParts, run: Run, offered: Offered): Promise<boolean> {
  const { session, source, file, beside } = offered;
  const path = `${source.folder}/${file.name}`;
  const before = await session.stat(path);
  // Somebody else took it away.
  if (before === undefined) return false;
  const modified = String(before.modified);
  const known = { pullId: run.pullId, name: file.name, bytes: before.bytes, modified };
  const isKnown = await isTaken(parts.db, known);
  if (!isKnown) {
    const declared = beside.includes(DIGEST) ? digestIn(await readBeside(session, path + DIGEST)) : null;
    const signature = beside.includes(SIGNATURE) ? await readBeside(session, path + SIGNATURE) : null;
    const body = unchanged(session, path, before);
    await keepFetched(parts, run, { name: file.name, modified, declared, signature, body });
  }
  await afterwards(offered, before);
  return !isKnown;
}

/** The bytes, and at their end the certainty that nobody wrote meanwhile. */
async function* unchanged(session: SftpSession, path: string, before: RemoteFile): AsyncGenerator<Buffer> {
  yield* session.read(path, before.bytes);
  const after = await session.stat(path);
  if (after?.bytes !== before.bytes || after.modified !== before.modified) throw new Refusal("PULL_CHANGED");
}

async function readBeside(session: SftpSession, path: string): Promise<Buffer> {
  const found = await session.stat(path);
  const parts: Buffer[] = [];
  for await (const part of session.read(path, Math.min(found?.bytes ?? 0, BESIDE_BYTES))) parts.push(part);
  return Buffer.concat(parts);
}

/** As sha256sum writes it. */
function digestIn(bytes: Buffer): Buffer {
  const hex = /^\s*([0-9a-f]{64})\b/i.exec(bytes.toString("latin1"))?.[1];
  if (hex === undefined) throw new Refusal("RECEIVE_DIGEST");
  return Buffer.from(hex, "hex");
}

async function afterwards({ session, source, file, beside }: Offered, before: RemoteFile): Promise<void> {
  if (source.after === "remember") return;
  // The file itself last: while it is there, the next run finds what lies beside it.
  const names = [...beside.map((suffix) => file.name + suffix), file.name];
  if (source.after === "move") await session.makeFolder(source.moveTo);
  for (const name of names) {
    const from = `${source.folder}/${name}`;
    if (source.after === "remove") await session.remove(from);
    else {
      const to = `${source.moveTo}/${name}`;
      // The name of every night: what lies there already keeps it.
      const isFree = (await session.stat(to)) === undefined;
      await session.rename(from, isFree ? to : `${to}.${before.modified}`);
    }
  }
}

function isWanted(name: string, pattern: string, names: ReadonlySet<string>): boolean {
  if (UNFINISHED.test(name) || name.startsWith(".")) return false;
  for (const suffix of [DIGEST, SIGNATURE])
    if (name.endsWith(suffix) && names.has(name.slice(0, -suffix.length))) return false;
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "u").test(name);
}
