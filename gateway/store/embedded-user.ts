/**
 * As whom, and where, the embedded PostgreSQL may run. PostgreSQL refuses to run as
 * root, so root lends it an unprivileged user; and that user must be able to walk to
 * the binaries and the data, which it can't in a checkout under root's own 0700 home.
 * Knows nothing of PostgreSQL itself.
 */
import { createHash } from "node:crypto";
import { accessSync, constants, mkdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { Refusal } from "../model/refusal.ts";

export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Whom PostgreSQL runs as: undefined means "as we are", when we are not root. */
export function runAs(ownUid: number = process.getuid?.() ?? 0): RunAs | undefined {
  if (ownUid !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const user = users.find((fields) => fields[0] === name);
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Refusal("CONFIG_INVALID", {
    detail: "run as root, and there is neither a user postgres nor nobody",
  });
}

/**
 * Where a checkout keeps its data when nobody says otherwise: beside the sources, or, as
 * root, in a folder of the system that an unprivileged user can reach.
 */
export function homeFolder(checkout: string, ownUid: number = process.getuid?.() ?? 0): string {
  if (ownUid !== 0) return join(checkout, ".sandbox");
  const key = createHash("sha256").update(realpathSync(checkout)).digest("hex").slice(0, 12);
  return join(systemFolder(), key);
}

/** Folder of root's own for things that other users may read: /var/lib, or /tmp where that is read-only. */
export function systemFolder(): string {
  for (const folder of ["/var/lib/xinqiao", join(tmpdir(), "xinqiao-root")]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      accessSync(folder, constants.W_OK);
    } catch {
      continue;
    }
    // /tmp is open to all: a folder that someone else made there first is not ours to trust.
    if (statSync(folder).uid === process.getuid?.()) return folder;
  }
  throw new Refusal("CONFIG_INVALID", {
    detail: "no folder to stage PostgreSQL in: /var/lib/xinqiao is not writable",
  });
}

/** Whether `user` can walk from / down to `path`; with the first folder that stops it. */
export function blockedAt(path: string, user: RunAs): string | undefined {
  const folders: string[] = [];
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  return folders.find((folder) => {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    return (mode & bit) === 0;
  });
}
