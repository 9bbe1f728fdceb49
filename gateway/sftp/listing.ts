/**
 * How places look to a client: attributes and the line of `ls -l`. Names of owners are
 * fixed, since nothing of this machine is anybody's business. The trap: clients parse the
 * long line, so its columns are those of ls.
 */

export interface Attributes {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** Seconds since 1970. */
  readonly atime: number;
  readonly mtime: number;
}

export interface Entry {
  readonly filename: string;
  readonly longname: string;
  readonly attrs: Attributes;
}

const FOLDER = 0o040755;
const FILE = 0o100644;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function folderAttributes(at: Date): Attributes {
  return attributes(FOLDER, 0, at);
}

export function fileAttributes(size: number, at: Date): Attributes {
  return attributes(FILE, size, at);
}

export function entry(filename: string, attrs: Attributes): Entry {
  const isFolder = attrs.mode === FOLDER;
  const at = new Date(attrs.mtime * 1000);
  const day = `${MONTHS[at.getUTCMonth()] ?? ""} ${String(at.getUTCDate()).padStart(2)} ${at.getUTCFullYear()}`;
  const mode = isFolder ? "drwxr-xr-x" : "-rw-r--r--";
  const longname = `${mode}    1 xinqiao  xinqiao  ${String(attrs.size).padStart(12)} ${day.padStart(12)} ${filename}`;
  return { filename, longname, attrs };
}

function attributes(mode: number, size: number, at: Date): Attributes {
  const seconds = Math.max(0, Math.floor(at.getTime() / 1000));
  return { mode, uid: 0, gid: 0, size, atime: seconds, mtime: seconds };
}
