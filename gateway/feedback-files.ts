/**
 * An agency's out/: the files made for it, by name. The newest answer to a file of that name has
 * the plain name, so that a script finds it; those before it carry the time at which they
 * were made. The trap: names are looked up among the agency's own, never joined to a path.
 */
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";

import type { FeedbackEntry, FeedbackFiles, FeedbackSource } from "./model/feedback.ts";
import { outName } from "./model/out-name.ts";
import type { Queryable } from "./store/connect.ts";
import { type Feedback, feedbackOf, findFeedback, type MadeFile } from "./store/feedback-rows.ts";

export type FeedbackKind = "receipt" | "rejected" | "summary";

interface Named extends FeedbackEntry {
  readonly feedback: Feedback;
  readonly file: MadeFile;
}

/** `folder`: where the feedback loop lays a folder for each file. */
export function feedbackFiles(db: Queryable, folder: string): FeedbackFiles {
  return {
    list: async (agency) =>
      named(await feedbackOf(db, agency)).map(({ name, bytes, at }) => ({ name, bytes, at })),
    open: async (agency, name) => {
      const found = named(await feedbackOf(db, agency)).find((one) => one.name === name);
      return found && (await openFile(folder, found.feedback, found.file));
    },
  };
}

/** One file of the answer to one intake; undefined where it is not made, or no longer kept. Who may have it is the asker's to judge. */
export async function openFeedbackOf(
  db: Queryable,
  folder: string,
  intakeId: string,
  kind: FeedbackKind,
): Promise<(FeedbackSource & { readonly name: string; readonly sha256: string }) | undefined> {
  const feedback = await findFeedback(db, intakeId);
  const file = feedback?.files.find(({ suffix }) => suffix.startsWith(`.${kind}.`));
  if (!feedback || !file) return undefined;
  const source = await openFile(folder, feedback, file);
  return (
    source && { ...source, name: outName(feedback.fileName, intakeId) + file.suffix, sha256: file.sha256 }
  );
}

function named(newestFirst: readonly Feedback[]): Named[] {
  const taken = new Set<string>();
  return newestFirst.flatMap((feedback) => {
    const own = outName(feedback.fileName, feedback.intakeId);
    const dated = `${own}~${inChina(feedback.madeAt)}`;
    const base = [own, dated].find((one) => !taken.has(one)) ?? `${dated}-${feedback.intakeId.slice(0, 8)}`;
    taken.add(base).add(dated);
    return feedback.files.map((file) => ({
      name: base + file.suffix,
      bytes: file.bytes,
      at: feedback.madeAt,
      feedback,
      file,
    }));
  });
}

function inChina(at: Date): string {
  const [day = "", time = ""] = new Date(at.getTime() + 8 * 3_600_000).toISOString().split("T");
  return `${day.replaceAll("-", "")}-${time.slice(0, 8).replaceAll(":", "")}`;
}

async function openFile(
  folder: string,
  { folder: own, madeAt }: Feedback,
  { suffix, bytes }: MadeFile,
): Promise<FeedbackSource | undefined> {
  let file: FileHandle;
  try {
    file = await open(join(folder, own, suffix), "r");
  } catch (error) {
    // Let go since the row was read.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return {
    bytes,
    at: madeAt,
    read: async (offset, length) => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, bytes - offset)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}
