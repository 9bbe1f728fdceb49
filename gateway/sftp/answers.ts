/**
 * Errors as SFTP says them: a status that every client knows, and a message that some show.
 * The trap: what is not for this agency is "no such file", as if it were nobody's.
 */
import { explain } from "../model/codes.ts";
import { Refusal } from "../model/refusal.ts";

export const STATUS = { ok: 0, eof: 1, noSuchFile: 2, denied: 3, failure: 4, unsupported: 8 } as const;

/** Not a matter for the log: a client tried what this tree does not offer. */
export class Denied extends Refusal {
  constructor() {
    super("SFTP_PATH");
  }
}

export function statusOf(error: unknown): number {
  if (error instanceof Denied) return STATUS.denied;
  return error instanceof Refusal && error.code === "SFTP_PATH" ? STATUS.noSuchFile : STATUS.failure;
}

export function messageOf(error: unknown): string {
  if (!(error instanceof Refusal)) return "内部错误 internal error";
  const { zh, en } = explain(error.code, error.params);
  return `${error.code}: ${zh} ${en}`;
}
