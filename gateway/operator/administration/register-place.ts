/**
 * Where the access register lies: whether this process may write there, what waits beside it for a second person, and
 * putting that in its place, which the node follows without a restart. The trap: two files cannot change at one moment; the
 * signature goes first, and who looks in between finds that they disagree, keeps what holds, and looks again.
 */
import { constants } from "node:fs";
import { access, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

export interface SignedFile {
  readonly text: string;
  readonly p7s: Buffer;
}

/** A rename needs the folder, and nothing of the file. */
export async function isWritable(file: string): Promise<boolean> {
  return await access(dirname(file), constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** On disk before it returns. */
export async function keepWaiting(file: string, id: string, { text, p7s }: SignedFile): Promise<void> {
  await durable(waiting(file, id), text);
  await durable(`${waiting(file, id)}.p7s`, p7s);
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
  await renameIfThere(`${waiting(file, id)}.p7s`, `${file}.p7s`);
  await renameIfThere(waiting(file, id), file);
}

/** What is gone was laid already, by a process that found the two disagree (access.ts). */
async function renameIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}

function waiting(file: string, id: string): string {
  return `${file}.waiting-${id}`;
}

async function durable(path: string, content: string | Buffer): Promise<void> {
  const file = await open(path, "w", 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
