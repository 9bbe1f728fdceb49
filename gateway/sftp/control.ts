/**
 * A control file: what its sender says of a file that it has sent whole. Two forms are
 * read, JSON {"size", "sha256"} and the line that sha256sum writes, with the size before
 * or without it. Pure. The trap: half a control file must not pass for a whole one, so the digest is demanded.
 */
import { Refusal } from "../model/refusal.ts";

export interface Declared {
  readonly bytes: number | null;
  readonly sha256: Buffer;
}

export const LONGEST_CONTROL = 4096;

const DIGEST = /^[0-9a-f]{64}$/i;

/** What the text declares of the file `name`; refuses with SFTP_CONTROL. */
export function readControl(text: string, name: string): Declared {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "" || text.length > LONGEST_CONTROL) refuse("size");
  return trimmed.startsWith("{") ? readObject(trimmed, name) : readLine(trimmed, name);
}

function readObject(text: string, name: string): Declared {
  let value: Readonly<Record<string, unknown>>;
  try {
    value = JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new Refusal("SFTP_CONTROL", { detail: "JSON" }, { cause });
  }
  const { size, sha256, name: named } = value;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) refuse("size");
  if (typeof sha256 !== "string" || !DIGEST.test(sha256)) refuse("sha256");
  if (named !== undefined && named !== name) refuse("name");
  return { bytes: size, sha256: Buffer.from(sha256, "hex") };
}

/** `<size> <sha256>`, `<sha256>`, or `<sha256>  <name>` as sha256sum writes it. */
function readLine(line: string, name: string): Declared {
  const sized = /^(\d{1,15})[ \t]+([0-9a-f]{64})$/i.exec(line);
  if (sized) return { bytes: Number(sized[1]), sha256: Buffer.from(sized[2] ?? "", "hex") };
  const summed = /^([0-9a-f]{64})(?:[ \t]+\*?(.+))?$/i.exec(line);
  if (!summed) refuse("sha256");
  const named = summed[2]?.split("/").at(-1);
  // The sum may have been made over the file while it still had its unfinished name.
  if (named !== undefined && named !== name && !named.startsWith(`${name}.`)) refuse("name");
  return { bytes: null, sha256: Buffer.from(summed[1] ?? "", "hex") };
}

function refuse(detail: string): never {
  throw new Refusal("SFTP_CONTROL", { detail });
}
