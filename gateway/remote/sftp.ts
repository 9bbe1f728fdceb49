/**
 * One session on another party's SFTP server: the host key is pinned and judged before anything
 * of ours is sent, many reads are in flight at once, and what is put there is put under a
 * temporary name, read back and renamed. Only this file knows ssh2-sftp-client.
 *
 * The traps: the library's fastGet has lost bytes, so files are read by our own requests, in order; and a
 * file may be written to while it is read, so whoever reads compares its size and time before and after.
 */
import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

import SftpClient from "ssh2-sftp-client";

import { Refusal } from "../model/refusal.ts";
import { type Egress, resolveHost } from "./egress.ts";

export interface SftpTarget {
  /** How refusals name it. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** As `ssh-keygen -l` prints it: SHA256:… */
  readonly hostKey: string;
  /** One of the two. */
  readonly privateKey?: string;
  readonly password?: string;
  readonly egress: Egress;
}

export interface RemoteFile {
  readonly name: string;
  readonly bytes: number;
  /** As the server counts: seconds, mostly. Compared for being the same, never reckoned with. */
  readonly modified: number;
}

export interface SftpSession {
  /** Regular files of a folder, by time and name. */
  list(folder: string): Promise<readonly RemoteFile[]>;
  /** Undefined when there is nothing of that name. */
  stat(path: string): Promise<RemoteFile | undefined>;
  /** The first `bytes` of a file, in order; a file that ends earlier ends the reading with PULL_CHANGED. */
  read(path: string, bytes: number): AsyncGenerator<Buffer>;
  /** Lay a file, whole or not at all; there already with the same content, nothing is done. */
  put(path: string, content: Buffer): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
}

type Wire = Awaited<ReturnType<SftpClient["connect"]>>;

const CONNECT_MS = 20_000;
const KEEPALIVE_MS = 10_000;
/** For the other side to say goodbye. */
const END_MS = 5000;
const CHUNK = 32 * 1024;
const IN_FLIGHT = 64;
const NO_SUCH_FILE = 2;

export async function withSftp<T>(
  target: SftpTarget,
  work: (session: SftpSession) => Promise<T>,
  /** Ends the session under way: with a server that answers nothing it would last for ever. */
  signal?: AbortSignal,
): Promise<T> {
  const { address } = await resolveHost(target.host, target.egress, target.name);
  const nothing = (): void => undefined;
  // Without these the library writes to the console.
  const client = new SftpClient(target.name, { error: nothing, end: nothing, close: nothing });
  let isPinned = true;
  let wire: Wire;
  try {
    wire = await client.connect({
      host: address,
      port: target.port,
      username: target.user,
      ...(target.privateKey !== undefined && { privateKey: target.privateKey }),
      ...(target.password !== undefined && { password: target.password }),
      hostVerifier: (key: Buffer) => (isPinned = fingerprint(key) === target.hostKey),
      readyTimeout: CONNECT_MS,
      keepaliveInterval: KEEPALIVE_MS,
      keepaliveCountMax: 3,
    });
  } catch (cause) {
    await client.end().catch(nothing);
    throw isPinned ? connectRefusal(cause) : new Refusal("PULL_HOST_KEY", {}, { cause });
  }
  try {
    const working = work(sessionOn(client, wire));
    return await (signal ? Promise.race([working, aborted(signal)]) : working);
  } finally {
    await Promise.race([client.end().catch(nothing), pause(END_MS, undefined, { ref: false })]);
  }
}

async function aborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  throw new Refusal("PULL_UNREACHABLE");
}

function sessionOn(client: SftpClient, wire: Wire): SftpSession {
  const stat = async (path: string): Promise<RemoteFile | undefined> => {
    try {
      const { size, modifyTime, isFile } = await client.stat(path);
      return isFile ? { name: nameOf(path), bytes: size, modified: modifyTime } : undefined;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw wireRefusal(error);
    }
  };
  const same = async (path: string, content: Buffer): Promise<boolean> => {
    if ((await stat(path))?.bytes !== content.length) return false;
    const hash = createHash("sha256");
    try {
      for await (const chunk of readInOrder(wire, path, content.length)) hash.update(chunk);
    } catch (error) {
      // Some let in what they don't let out again: then its size has to do.
      if (error instanceof Refusal && error.params["detail"] === "permission") return true;
      throw error;
    }
    return hash.digest().equals(createHash("sha256").update(content).digest());
  };
  return {
    stat,
    read: (path, bytes) => readInOrder(wire, path, bytes),
    list: async (folder) => {
      const found = await told(client.list(folder));
      return found
        .filter(({ type }) => type === "-")
        .map(({ name, size, modifyTime }) => ({ name, bytes: size, modified: modifyTime }))
        .sort((a, b) => a.modified - b.modified || (a.name < b.name ? -1 : 1));
    },
    put: async (path, content) => {
      if (await same(path, content)) return;
      const part = `${path}.part`;
      await told(client.put(content, part));
      if (!(await same(part, content))) throw new Refusal("PULL_CHANGED");
      await told(client.rename(part, path));
    },
    rename: async (from, to) => void (await told(client.rename(from, to))),
    remove: async (path) => void (await told(client.delete(path, true))),
    makeFolder: async (path) => {
      if ((await told(client.exists(path))) === false) await told(client.mkdir(path, true));
    },
  };
}

/** What the wire throws becomes a refusal; what anybody else throws is not touched. */
async function told<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw wireRefusal(error);
  }
}

async function* readInOrder(wire: Wire, path: string, bytes: number): AsyncGenerator<Buffer> {
  const handle = await new Promise<Buffer>((resolve, reject) => {
    wire.open(path, "r", (error, opened) => (error ? reject(wireRefusal(error)) : resolve(opened)));
  });
  const under: Promise<Buffer>[] = [];
  let asked = 0;
  try {
    for (;;) {
      while (asked < bytes && under.length < IN_FLIGHT) {
        const length = Math.min(CHUNK, bytes - asked);
        const chunk = readAt(wire, handle, asked, length);
        // Should an earlier one fail, nobody waits for this one any more.
        chunk.catch(() => undefined);
        under.push(chunk);
        asked += length;
      }
      const next = under.shift();
      if (next === undefined) return;
      yield await next;
    }
  } finally {
    await Promise.allSettled(under);
    await new Promise<void>((resolve) => wire.close(handle, () => resolve()));
  }
}

/** All of these bytes: a server may give fewer than it was asked for. */
async function readAt(wire: Wire, handle: Buffer, from: number, length: number): Promise<Buffer> {
  const chunk = Buffer.allocUnsafe(length);
  for (let have = 0; have < length; ) {
    const got = await new Promise<number>((resolve, reject) => {
      wire.read(handle, chunk, have, length - have, from + have, (error, read) =>
        error ? reject(isEnd(error) ? new Refusal("PULL_CHANGED") : wireRefusal(error)) : resolve(read),
      );
    });
    if (got === 0) throw new Refusal("PULL_CHANGED");
    have += got;
  }
  return chunk;
}

function fingerprint(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === NO_SUCH_FILE || codeOf(error) === "ENOENT" || codeOf(error) === "ERR_NOT_EXIST";
}

const END_OF_FILE = 1;

function isEnd(error: unknown): boolean {
  return codeOf(error) === END_OF_FILE;
}

function connectRefusal(cause: unknown): Refusal {
  const said = `${(cause as { level?: unknown } | null)?.level ?? ""} ${cause instanceof Error ? cause.message : ""}`;
  return /authentication/i.test(said)
    ? new Refusal("PULL_REFUSED", { detail: "authentication" }, { cause })
    : new Refusal("PULL_UNREACHABLE", {}, { cause });
}

/** What an SFTP server answers has a number; a connection that broke has none. */
function wireRefusal(error: unknown): Refusal {
  const code = codeOf(error);
  if (code === 3 || code === "EACCES")
    return new Refusal("PULL_REFUSED", { detail: "permission" }, { cause: error });
  if (isMissing(error)) return new Refusal("PULL_REFUSED", { detail: "no such file" }, { cause: error });
  if (typeof code === "number")
    return new Refusal("PULL_REFUSED", { detail: `status ${code}` }, { cause: error });
  return new Refusal("PULL_UNREACHABLE", {}, { cause: error });
}
