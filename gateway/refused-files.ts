/**
 * What a sender finds in out/ about files that a door turned away before they were intakes: one
 * text each, beside what feedback made of the others. Written at reading, from the row
 * that the door left. The trap: names are the sender's own and are looked up, never joined to a path.
 */
import { explain } from "./model/codes.ts";
import type { FeedbackEntry, FeedbackFiles } from "./model/feedback.ts";
import { outName } from "./model/out-name.ts";
import type { RefusalCode } from "./model/refusals.ts";
import type { Params } from "./model/text.ts";
import type { Queryable } from "./store/connect.ts";
import { type DoorRefusal, doorRefusalsOf } from "./store/upload-rows.ts";

const KEPT_MS = 30 * 86_400_000;
const SUFFIX = ".refused.txt";

interface Note extends FeedbackEntry {
  readonly text: Buffer;
}

/** `files`, and a note for each file refused at the door in the last thirty days. */
export function withRefusals(files: FeedbackFiles, db: Queryable, clock: () => Date): FeedbackFiles {
  const notes = async (agency: string): Promise<readonly Note[]> => {
    const rows = await doorRefusalsOf(db, agency, new Date(clock().getTime() - KEPT_MS));
    const taken = new Set<string>();
    return rows.map((row) => {
      const own = outName(row.fileName, row.refusalId);
      const name = taken.has(own) ? `${own}~${row.refusalId.slice(0, 8)}` : own;
      taken.add(own);
      const text = Buffer.from(textOf(row));
      return { name: name + SUFFIX, bytes: text.length, at: row.at, text };
    });
  };
  return {
    list: async (agency) => [
      ...(await files.list(agency)),
      ...(await notes(agency)).map(({ name, bytes, at }) => ({ name, bytes, at })),
    ],
    open: async (agency, name) => {
      const note = name.endsWith(SUFFIX) && (await notes(agency)).find((one) => one.name === name);
      if (!note) return await files.open(agency, name);
      const { bytes, at, text } = note;
      const read = async (offset: number, length: number) => text.subarray(offset, offset + length);
      return { bytes, at, read, close: async () => undefined };
    },
  };
}

function textOf({ fileName, adapter, at, bytes, sha256, code, params }: DoorRefusal): string {
  const { zh, en } = explain(code as RefusalCode, JSON.parse(params) as Params);
  const lines = [
    `文件未接收 The file was not taken: ${fileName}`,
    `适配器 adapter: ${adapter}`,
    `时间 at: ${at.toISOString()}`,
    ...(bytes === null ? [] : [`字节 bytes: ${bytes}`]),
    ...(sha256 === null ? [] : [`SHA-256: ${sha256.toString("hex")}`]),
    `代码 code: ${code}`,
    zh,
    en,
  ];
  return `${lines.join("\r\n")}\r\n`;
}
