/**
 * Where the access register lies: whether this process may write there, what waits beside it for a second person, and
 * putting that in its place, which the node follows without a restart. The trap: two files cannot change at one moment; the
 * signature goes first, and who looks in between finds that they disagree, keeps what holds, and looks again. And a rename
 * brings its own mode and owner: they are made like those of the file in place, which an administrator may have narrowed,
 * since the register holds the hashes of passwords.
 */
import { constants } from "node:fs";
import { access, type FileHandle, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

export interface SignedFile {
  readonly text: string;
  readonly p7s: Buffer;
}

/** A rename needs the folder, and nothing of the file. */
export async function isWritable(file: string): Promise<boolean> {
  return await succeeds(access(dirname(file), constants.W_OK | constants.X_OK));
}

/** On disk before it returns. */
export async function keepWaiting(file: string, id: string, { text, p7s }: SignedFile): Promise<void> {
  await durable(waiting(file, id), file, text);
  await durable(`${waiting(file, id)}.p7s`, `${file}.p7s`, p7s);
}

/** Null when it is not there, or not whole. */
export async function readWaiting(file: string, id: string): Promise<SignedFile | null> {
  try {
    const [text, p7s] = await Promise.all([
      readFile(waiting(file, id), "utf8"),
      readFile(`${waiting(file, id)}.p7s`),
    ]);
    return { text, p7s };
  } catch {
    return null;
  }
}

/** Its text alone; null when it is not there. */
export async function readWaitingText(file: string, id: string): Promise<string | null> {
  return await readFile(waiting(file, id), "utf8").catch(() => null);
}

export async function dropWaiting(file: string, id: string): Promise<void> {
  await rm(waiting(file, id), { force: true });
  await rm(`${waiting(file, id)}.p7s`, { force: true });
}

/** Goes on where a crash left it; once done there is nothing left that waits. */
export async function putInPlace(file: string, id: string): Promise<void> {
  await layIfThere(`${waiting(file, id)}.p7s`, `${file}.p7s`);
  await layIfThere(waiting(file, id), file);
}

/** What is gone was laid already, by a process that found the two disagree (access.ts). */
async function layIfThere(from: string, to: string): Promise<void> {
  // Once more: it may have waited for a day. Who may rename a file need not own it.
  await succeeds(withFile(from, "r", async (one) => await likeInPlace(one, to)));
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}

function waiting(file: string, id: string): string {
  return `${file}.waiting-${id}`;
}

async function durable(path: string, place: string, content: string | Buffer): Promise<void> {
  await withFile(path, "w", async (one) => {
    await likeInPlace(one, place);
    await one.writeFile(content);
    await one.sync();
  });
}

/** As far as this process may. A group that cannot be kept is no reason to let another one read. */
async function likeInPlace(one: FileHandle, place: string): Promise<void> {
  const found = await stat(place).catch(() => null);
  if (found === null) return;
  const own = await one.stat();
  const isKept =
    (await succeeds(one.chown(found.uid, found.gid))) || (await succeeds(one.chown(own.uid, found.gid)));
  const mode = found.mode & 0o777;
  await succeeds(one.chmod(isKept ? mode : (mode & ~0o070) | ((mode & 0o007) << 3)));
}

async function succeeds(act: Promise<void>): Promise<boolean> {
  return await act.then(
    () => true,
    () => false,
  );
}

async function withFile(
  path: string,
  flags: "r" | "w",
  act: (one: FileHandle) => Promise<void>,
): Promise<void> {
  const one = await open(path, flags, 0o600);
  try {
    await act(one);
  } finally {
    await one.close();
  }
}
